/** The report as a Markdown page: every stack and published row, predicted, measured, error, and why a large one is. */

import { format, units, type Unit } from '../quantity';
import { suiteIds, type SuiteId, type ValidationCase, type ValidationReport } from './report';

const percent = (error: number, digits = 1): string => {
  const text = Math.abs(100 * error).toFixed(digits);
  return `${error < 0 && Number(text) !== 0 ? '−' : '+'}${text} %`;
};

/** Beyond this a row gives its reason. */
const large = 0.2;

export function validationPage(report: ValidationReport): string {
  return [
    '# The model against measurements',
    '',
    'Written by `npm run validation`; a test fails where it and the engine no longer agree.',
    'A figure is predicted without any constant fitted to the row that judges it: constants belong to a chip, a library and a kernel',
    'family (`engine/catalog/calibrations`), or to a runtime profile (`engine/profiles.ts`).',
    '',
    ...summaryTable(report),
    '',
    ...suiteIds.flatMap((suite) => section(report, suite)),
  ].join('\n');
}

function summaryTable({ cases, summary }: ValidationReport): string[] {
  const rows = suiteIds.flatMap((suite) => {
    const found = summary[suite];
    if (!found) return [];
    const judged = cases.filter((each) => each.suite === suite && each.pass !== null);
    const within = judged.filter(({ error }) => error !== null && Math.abs(error) <= large).length;
    const signed = middle(judged.flatMap(({ error }) => (error === null ? [] : [error])));
    return [
      `| ${suite} | ${found.n} | ${judged.length === 0 ? '—' : found.passed} | ${share(found.medianAbsError)} | ${
        signed === undefined ? '—' : percent(signed)
      } | ${judged.length === 0 ? '—' : `${within}`} | ${found.meanAbsLnRatio?.toFixed(3) ?? '—'} |`,
    ];
  });
  return [
    '| suite | cases | inside their bar | median error | median signed error | within 20 % | mean abs ln ratio |',
    '|---|---|---|---|---|---|---|',
    ...rows,
  ];
}

function share(value: number | null): string {
  return value === null ? '—' : `${(100 * value).toFixed(1)} %`;
}

function middle(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return upper === undefined || lower === undefined ? undefined : (lower + upper) / 2;
}

const titles: Readonly<Partial<Record<SuiteId, string>>> = {
  stack: 'Whole stacks on an H100 (plain PyTorch, one card)',
  published: 'Published runs',
};

/** Articles and kernels are tables of their own elsewhere: golden figures, `npm run calibrate`. */
function section({ cases }: ValidationReport, suite: SuiteId): string[] {
  const title = titles[suite];
  const found = cases.filter((each) => each.suite === suite);
  if (title === undefined || found.length === 0) return [];
  const judged = found.filter((each) => each.pass !== null);
  const beside = found.filter((each) => each.pass === null);
  return [
    `## ${title}`,
    '',
    ...table(judged),
    '',
    ...(beside.length === 0 ? [] : ['### Shown beside, not judged', '', ...table(beside), '']),
  ];
}

function table(cases: readonly ValidationCase[]): string[] {
  return ['| row | predicted | measured | error | |', '|---|---|---|---|---|', ...cases.map(line)];
}

function line({ id, predicted, actual, unit, error, pass, note }: ValidationCase): string {
  const isLarge = error === null || Math.abs(error) > large;
  const why = pass !== true || isLarge ? note.replaceAll('|', '\\|') : '';
  return `| ${id} | ${predicted === null ? '—' : shown(predicted, unit)} | ${shown(actual, unit)} | ${
    error === null ? '—' : percent(error)
  } | ${why} |`;
}

function shown(value: number, unit: string): string {
  const known = Object.keys(units).find((each): each is Unit => each === unit);
  return known ? format({ value, unit: known }) : `${value} ${unit}`;
}
