/** Measured whole stacks against the engine: one card, plain PyTorch kernels, BF16. */

import type { Catalog } from '../catalog';
import { diagnostic, nearest, type Diagnostic, type Text } from '../diagnostics';
import { evaluate } from '../evaluate';
import { question, type Q } from '../quantity';
import { resolve } from '../resolve';
import type { Architecture, Chip, Design, Fidelity } from '../types';
import { noteOf } from './kernels';
import type { MeasuredStacks, StackRow } from './measured';
import type { Finding } from './report';

export interface StackPredictor {
  readonly title: Text;
  /** A bar makes sense only for what is meant to be met, not for the physical limit. */
  readonly judged: boolean;
  readonly predict: (
    row: StackRow,
    o: { readonly chip: Chip; readonly model: Architecture; readonly catalog: Catalog },
  ) => Q<'s'> | readonly Diagnostic[];
}

/** Largest relative error of a row, by phase, dense and MoE (model.md 8). */
const bars = {
  decode: { dense: 0.05, moe: 0.1 },
  prefill: { dense: 0.05, moe: 0.12 },
} as const;

export function stackFindings(
  measured: MeasuredStacks,
  o: { readonly chip: Chip; readonly predictor: StackPredictor; readonly catalog: Catalog },
): { readonly findings: readonly Finding[]; readonly diagnostics: readonly Diagnostic[] } {
  const findings: Finding[] = [];
  const diagnostics: Diagnostic[] = [];
  const unknown = new Set<string>();
  for (const row of measured.rows) {
    const model = modelNamed(row.model, o.catalog);
    if (!model) {
      if (!unknown.has(row.model)) diagnostics.push(unknownModel(row.model, measured.file, o.catalog));
      unknown.add(row.model);
      continue;
    }
    const predicted = o.predictor.predict(row, { chip: o.chip, model, catalog: o.catalog });
    if (!('value' in predicted)) {
      diagnostics.push(...predicted);
      continue;
    }
    const bar = bars[row.phase][model.layers.some((group) => group.ffn.kind === 'moe') ? 'moe' : 'dense'];
    findings.push({
      id: row.id,
      predicted: predicted.value,
      actual: row.measured.value,
      unit: 's',
      note: noteOf(predicted, o.predictor.title),
      about: { chip: o.chip.title, phase: row.phase },
      ...(o.predictor.judged ? { passes: (error: number) => Math.abs(error) <= bar } : {}),
    });
  }
  return { findings, diagnostics };
}

/** `llama3.1-8b` is llama-3.1-8b: names in measured files need not keep the catalog's hyphens. */
function modelNamed(name: string, catalog: Catalog): Architecture | undefined {
  const found = catalog.model(name);
  if (found.ok) return found.value;
  return [...catalog.models.values()].find((model) =>
    [model.id, ...model.aliases].some((each) => squeezed(each) === squeezed(name)),
  );
}

function squeezed(name: string): string {
  return name.toLowerCase().replace(/[^a-z0-9.]/g, '');
}

function unknownModel(model: string, file: string, catalog: Catalog): Diagnostic {
  return diagnostic('measured.model-unknown', { file, model, near: nearest(model, catalog.models.keys()) });
}

/** The engine's own evaluation at a fidelity, on one card with the `pytorch` runtime. */
export function engineStacks(fidelity: Fidelity, title: Text): StackPredictor {
  return {
    title,
    judged: fidelity === 'calibrated',
    predict: (row, { chip, model, catalog }) => {
      const resolved = resolve(designOf(row, { fidelity, chip, model }), catalog);
      if (resolved.kind === 'error') return resolved.problems;
      if (resolved.kind === 'incomplete') return resolved.notes;
      const time = evaluate(resolved.case).metrics.get(`${row.phase}.time`);
      return time?.unit === 's' ? { ...time, unit: 's' } : [];
    },
  };
}

/** What the suite is judged by. */
export const calibratedStacks = engineStacks('calibrated', {
  en: 'calibrated, runtime pytorch',
  zh: '校准精度，runtime 为 pytorch',
});

export const rooflineStacks = engineStacks('roofline', {
  en: 'roofline, runtime pytorch: the physical limit, no bar',
  zh: '屋顶线，runtime 为 pytorch：物理极限，不设门槛',
});

const measuredAs = { en: 'as measured', zh: '与实测一致' };

/** Where it was counted which experts a prompt touches, as many are asked for alike and the others not at all. */
function routingOf({ touched }: StackRow, model: Architecture): Pick<Design['workload'], 'routing'> {
  const moe = model.layers.find(({ ffn }) => ffn.kind === 'moe')?.ffn;
  if (touched === undefined || moe?.kind !== 'moe') return {};
  const counts = Array.from({ length: moe.experts }, (_, index) => (index < Math.round(touched) ? 1 : 0));
  return { routing: { kind: 'histogram', counts } };
}

/** Decode attends its whole cache: that is a prompt of that length before its first token. */
function designOf(
  row: StackRow,
  o: { readonly fidelity: Fidelity; readonly chip: Chip; readonly model: Architecture },
): Design {
  const alone = { tp: 1, dp: 1, tokens: question(row.tokens, 'token', measuredAs) };
  return {
    fidelity: o.fidelity,
    runtime: 'pytorch',
    currency: 'USD',
    hardware: { use: o.chip.id, size: { cards: 1 }, set: {} },
    model: { use: o.model.id, weights: 'bf16', activations: 'bf16', kv: 'bf16' },
    workload: {
      input: question(row.tokens, 'token', measuredAs),
      output: question(0, 'token', measuredAs),
      concurrency: { kind: 'total', n: question(row.batch, '1', measuredAs) },
      ...routingOf(row, o.model),
    },
    parallelism: { prefill: alone, decode: { tp: 1, dp: 1 } },
    levers: {},
    cost: {},
  };
}
