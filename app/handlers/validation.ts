/** The model against the article's figures, and against a person's own measurements. */

import {
  diagnostic,
  figures,
  nearest,
  parseMeasured,
  suiteIds,
  validate,
  type Language,
  type Measured,
  type ShownTable,
  type SuiteId,
  type TableCell,
  type Text,
  type Validation,
  type ValidationReport,
} from '../../engine';
import { Refusal, valueOf } from '../outcome';
import type { EngineHandlers } from '../rpc';
import type { Workshop } from './workshop';

export function validationHandlers(workshop: Workshop): Pick<EngineHandlers, 'validation.list'> {
  return {
    'validation.list': async ({ suite, language = 'en' }) => {
      const { report } = await validateWith(workshop, {
        language,
        ...(suite === undefined ? {} : { suite: suiteNamed(suite) }),
      });
      return { table: casesTable(report), summary: summaryOf(report) };
    },
  };
}

export interface Wanted {
  readonly suite?: SuiteId;
  readonly measured?: Measured;
  readonly language: Language;
}

export async function validateWith(workshop: Workshop, wanted: Wanted): Promise<Validation> {
  return validate({ ...wanted, catalog: await workshop.catalog() });
}

/** Reads a measured file; the first thing wrong in it is the Refusal. */
export async function readMeasured({ ports }: Workshop, path: string): Promise<Measured> {
  const reading = parseMeasured(valueOf(await ports.readText(path)), path);
  if (reading.ok) return reading.value;
  throw new Refusal(reading.problems[0] ?? diagnostic('file.unreadable', { path, reason: '' }));
}

export function suiteNamed(name: string): SuiteId {
  const found = suiteIds.find((id) => id === name);
  if (found) return found;
  const near = nearest(name, suiteIds);
  throw new Refusal(
    diagnostic('usage.bad-value', {
      name: 'suite',
      value: name,
      known: suiteIds.join(', '),
      ...(near ? { near } : {}),
    }),
  );
}

export function summaryOf({ summary }: ValidationReport): { suite: SuiteId; n: number; passed: number }[] {
  return suiteIds.flatMap((suite) => {
    const found = summary[suite];
    return found ? [{ suite, n: found.n, passed: found.passed }] : [];
  });
}

/** Figures in the unit of their case: the article's own, else SI. */
export function casesTable({ cases }: ValidationReport): ShownTable {
  return {
    id: 'validation',
    title: { en: 'Figures against the model', zh: '数字与模型对照' },
    columns: [
      { id: 'id', title: { en: 'case', zh: '算例' }, align: 'text' },
      { id: 'predicted', title: { en: 'model', zh: '模型' }, align: 'number' },
      { id: 'actual', title: { en: 'figure', zh: '原值' }, align: 'number' },
      { id: 'unit', title: { en: 'unit', zh: '单位' }, align: 'text' },
      { id: 'error', title: { en: 'error', zh: '误差' }, align: 'number' },
      { id: 'pass', title: { en: 'within its bar', zh: '在容差内' }, align: 'text' },
      { id: 'note', title: { en: 'note', zh: '备注' }, align: 'text' },
    ],
    rows: cases.map(({ suite, id, predicted, actual, unit, error, pass, note }) => ({
      id: `${suite}/${id}`,
      cells: {
        id: plain(id),
        predicted: plain(predicted === null ? '—' : figures(predicted, 4)),
        actual: plain(figures(actual, 4)),
        unit: plain(unit),
        error: plain(error === null ? '—' : percent(error)),
        pass: words(pass === null ? { en: '', zh: '' } : pass ? { en: 'yes', zh: '是' } : { en: 'NO', zh: '否' }),
        note: plain(note),
      },
    })),
  };
}

function percent(share: number): string {
  return `${share > 0 ? '+' : ''}${figures(share * 100, 2)}\u202f%`;
}

function plain(text: string): TableCell {
  return words({ en: text, zh: text });
}

function words(text: Text): TableCell {
  return { kind: 'text', text };
}
