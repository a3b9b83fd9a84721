/** The model against the article's figures, and against a person's own measurements. */

import {
  caseFigure,
  diagnostic,
  drawn,
  largeMiss,
  nearest,
  parseMeasured,
  peerTitles,
  suiteIds,
  validate,
  validationChart,
  type Catalog,
  type Design,
  type Language,
  type Measured,
  type SuiteId,
  type Validation,
  type ValidationReport,
} from '../../engine';
import type { ValidationAnswer, ValidationRow } from '../catalog-contract';
import { Refusal, valueOf } from '../outcome';
import type { EngineHandlers } from '../rpc';
import { judgementTables, percent } from './validation-tables';
import type { Workshop } from './workshop';

export function validationHandlers(workshop: Workshop): Pick<EngineHandlers, 'validation.list' | 'validation.chart'> {
  return {
    'validation.list': async ({ suite, language = 'en' }) => {
      const validation = await judged(workshop, language, suite);
      const { report } = validation;
      return { cases: rowsOf(validation), summary: summaryOf(report), tables: judgementTables(report) };
    },
    'validation.chart': async ({ suite, chip, phase, unit, look }) => {
      const rows = rowsOf(await judged(workshop, look.language, suite)).filter(
        (each) =>
          each.unit === unit &&
          (chip === undefined || each.chip === chip) &&
          (phase === undefined || each.phase === phase),
      );
      const cases = rows.flatMap(({ predicted, error, ...rest }) =>
        predicted === null || error === null ? [] : [{ ...rest, predicted, error }],
      );
      return drawn(validationChart, { cases, unit }, look);
    },
  };
}

/** The last report of each catalog: a chart after a list must not run every case again. */
const reports = new WeakMap<Catalog, Map<string, Validation>>();

async function judged(workshop: Workshop, language: Language, suite: string | undefined): Promise<Validation> {
  const wanted = suite === undefined ? undefined : suiteNamed(suite);
  const catalog = await workshop.catalog();
  const known = reports.get(catalog) ?? new Map<string, Validation>();
  reports.set(catalog, known);
  const key = `${language} ${wanted ?? ''}`;
  const found =
    known.get(key) ?? (await validateWith(workshop, { language, ...(wanted === undefined ? {} : { suite: wanted }) }));
  known.set(key, found);
  return found;
}

export function rowsOf({ report, about }: Validation): readonly ValidationRow[] {
  return report.cases.map((each, place) => ({
    ...each,
    ...about[place],
    shown: {
      predicted: each.predicted === null ? '—' : caseFigure(each.predicted, each.unit),
      actual: caseFigure(each.actual, each.unit),
      error: each.error === null ? '—' : percent(each.error),
      peers: (each.peers ?? []).map(({ tool, predicted, error }) => ({
        title: peerTitles[tool],
        text: `${caseFigure(predicted, each.unit)} (${percent(error)})`,
      })),
    },
    missed: each.pass === false || (each.pass === null && Math.abs(each.error ?? 0) > largeMiss),
  }));
}

export interface Wanted {
  readonly suite?: SuiteId;
  readonly measured?: Measured;
  /** What served, for the results of serving benchmarks. */
  readonly design?: Design;
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

export function summaryOf({ summary, cases }: ValidationReport): ValidationAnswer['summary'] {
  return suiteIds.flatMap((suite) => {
    const found = summary[suite];
    const judgedCases = cases.filter((each) => each.suite === suite && each.pass !== null);
    if (!found) return [];
    const { medianAbsError } = found;
    const shown = { medianAbsError: medianAbsError === null ? '—' : percent(medianAbsError).replace('+', '') };
    return [{ suite, ...found, judged: judgedCases.length, shown }];
  });
}
