/** What the engine says of a published run: its design, and the figure of the same kind. */

import type { Catalog } from '../../catalog';
import type { Diagnostic } from '../../diagnostics';
import { evaluate } from '../../evaluate';
import { fact, question, type Q } from '../../quantity';
import { resolve } from '../../resolve';
import type { Design, Evaluation, Fidelity, LayoutDesign, LeverSetting } from '../../types';
import { mixedTpot } from '../mixed';
import type { PublishedFact, PublishedSetup } from './facts';

const asRun = { en: 'as published', zh: '与公开运行一致' };

export interface Predicted {
  readonly value: Q;
  readonly evaluation: Evaluation;
}

export function predict(
  published: PublishedFact,
  catalog: Catalog,
  fidelity: Fidelity = 'calibrated',
): Predicted | readonly Diagnostic[] {
  const resolved = resolve({ ...designOf(published, catalog), fidelity }, catalog);
  if (resolved.kind === 'error') return resolved.problems;
  if (resolved.kind === 'incomplete') return resolved.notes;
  const evaluation = evaluate(resolved.case);
  const value =
    published.kind === 'aggregated' || published.kind === 'burst'
      ? mixedTpot(evaluation, published.kind === 'burst' ? (published.setup.batch - 1) / 2 : published.setup.batch)
      : evaluation.metrics.get(published.measures);
  return value ? { value, evaluation } : [];
}

export function designOf({ setup, kind }: Pick<PublishedFact, 'setup' | 'kind'>, catalog: Catalog): Design {
  const phase = setup.decode ?? setup.prefill;
  const ranks = phase?.dp ?? 1;
  const prefill = layoutOf(setup.prefill);
  // Serving one after another computes one prompt at a time.
  const alone = kind === 'aggregated' || kind === 'burst' ? { tokens: question(setup.input, 'token', asRun) } : {};
  const decode = layoutOf(setup.decode);
  return {
    fidelity: 'calibrated',
    runtime: setup.runtime,
    currency: 'USD',
    hardware: { use: setup.chip, size: { cards: setup.cards }, set: {} },
    model: {
      use: setup.model,
      weights: setup.weights,
      ...(setup.experts ? { experts: setup.experts } : {}),
      ...(setup.kv ? { kv: setup.kv } : {}),
    },
    workload: {
      input: question(setup.input, 'token', asRun),
      output: question(setup.output, 'token', asRun),
      concurrency: { kind: 'total', n: question(setup.batch * ranks, '1', asRun) },
      ...(setup.balanced === true ? balancedOver(setup.model, catalog) : {}),
    },
    parallelism: {
      ...(prefill ? { prefill: { ...prefill, ...alone } } : {}),
      ...(decode ? { decode } : {}),
      ...(setup.prefill ? {} : decode ? { prefill: decode } : {}),
      ...(setup.decode ? {} : prefill ? { decode: prefill } : {}),
    },
    levers: leversOf(setup),
    cost: {},
  };
}

function balancedOver(model: string, catalog: Catalog): Pick<Design['workload'], 'routing'> {
  const found = catalog.model(model);
  const moe = found.ok ? found.value.layers.find(({ ffn }) => ffn.kind === 'moe')?.ffn : undefined;
  if (moe?.kind !== 'moe') return {};
  return { routing: { kind: 'histogram', counts: Array.from({ length: moe.experts }, () => 1) } };
}

function layoutOf(layout: PublishedSetup['prefill']): LayoutDesign | undefined {
  if (!layout) return undefined;
  const { tokens, ...rest } = layout;
  return { ...rest, ...(tokens === undefined ? {} : { tokens: question(tokens, 'token', asRun) }) };
}

function leversOf({ levers = [], overlap, mtp }: PublishedSetup): Record<string, LeverSetting> {
  const reached = overlap === undefined ? {} : { efficiency: fact(overlap, '1', 'assumed', { label: asRun }) };
  return {
    ...Object.fromEntries(levers.map((id) => [id, { on: true, parameters: reached } as const])),
    ...(mtp
      ? {
          mtp: {
            on: true,
            parameters: {
              drafts: question(mtp.drafts, '1', asRun),
              acceptance: fact(mtp.acceptance, '1', 'given', { label: asRun }),
            },
          } as const,
        }
      : {}),
  };
}
