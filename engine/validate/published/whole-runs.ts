/** Runs of which only the tokens a second of the whole are known, prefill and the last requests inside: shown beside, never judged. */

import type { Catalog } from '../../catalog';
import type { Diagnostic, Text } from '../../diagnostics';
import { evaluate } from '../../evaluate';
import { missingOf, type Q } from '../../quantity';
import { resolve } from '../../resolve';
import { z } from '../../zod';
import { secondsOf, wholeRunRate } from '../mixed';
import type { Finding } from '../report';
import { setupSchema, textSchema, type PublishedSetup } from './facts';
import { designOf } from './predict';

const fileSchema = z.strictObject({
  id: z.string(),
  setup: setupSchema.omit({ batch: true }),
  /** Output tokens a second of all cards, by the requests that start together. */
  byBatch: z.record(z.string().regex(/^\d+$/), z.number().positive()),
  source: z.string(),
  date: z.string(),
  assumes: textSchema.exactOptional(),
  /** Why they are far off. */
  note: textSchema,
});
export type WholeRun = z.infer<typeof fileSchema>;

const files = import.meta.glob<unknown>('./whole-runs/*.json', { eager: true, import: 'default' });

/** In the order of their ids. A file that cannot be read is a bug, and throws. */
export function wholeRuns(): readonly WholeRun[] {
  return Object.keys(files)
    .sort()
    .map((path) => fileSchema.parse(files[path]));
}

export function wholeRunFindings(catalog: Catalog): {
  readonly findings: readonly Finding[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const findings: Finding[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const file of wholeRuns()) {
    for (const [text, actual] of Object.entries(file.byBatch)) {
      const predicted = predict({ ...file.setup, batch: Number(text) }, catalog);
      if ('value' in predicted) findings.push(besideOthers(file, { batch: text, actual, predicted }, catalog));
      else diagnostics.push(...predicted);
    }
  }
  return { findings, diagnostics };
}

/** All requests start together: their prompts in one pass, then their tokens in step. */
function predict(setup: PublishedSetup, catalog: Catalog): Q<'token/s'> | readonly Diagnostic[] {
  const tokens = setup.batch * setup.input;
  const together = setup.prefill ? { ...setup, prefill: { ...setup.prefill, tokens } } : setup;
  const resolved = resolve(designOf({ setup: together, kind: 'step' }, catalog), catalog);
  if (resolved.kind === 'error') return resolved.problems;
  if (resolved.kind === 'incomplete') return resolved.notes;
  const evaluation = evaluate(resolved.case);
  const tpot = secondsOf(evaluation, 'serving.tpot');
  return (tpot && wholeRunRate(evaluation, tpot, setup.batch)) ?? [];
}

interface Row {
  readonly batch: string;
  readonly actual: number;
  readonly predicted: Q<'token/s'>;
}

function besideOthers(file: WholeRun, { batch, actual, predicted }: Row, catalog: Catalog): Finding {
  const chip = catalog.chips.get(file.setup.chip)?.title;
  return {
    id: `${file.id}@${batch}`,
    predicted: predicted.value,
    actual,
    unit: 'token/s',
    note: noteOf(file, predicted),
    about: { phase: 'decode', ...(chip === undefined ? {} : { chip }) },
  };
}

function noteOf({ assumes, note, source }: WholeRun, predicted: Q): Text {
  const missing = missingOf(predicted);
  const parts: Text[] = [
    {
      en: 'not judged: tokens a second of a whole run, its start and its end inside',
      zh: '不评判：整个运行的每秒 token 数，含起止阶段',
    },
    ...(missing.length > 0
      ? [{ en: `the catalog lacks ${missing.join(', ')}`, zh: `资料库缺少 ${missing.join('、')}` }]
      : []),
    note,
    ...(assumes ? [{ en: `assumed: ${assumes.en}`, zh: `假定：${assumes.zh}` }] : []),
    { en: source, zh: source },
  ];
  return { en: parts.map(({ en }) => en).join('. '), zh: parts.map(({ zh }) => zh).join('。') };
}
