/** The report as a Markdown page: every stack and published row, predicted, measured, error, and why a large one is. */

import { units, type Unit } from '../quantity';
import { format } from '../quantity-text';
import { standardCalibrations } from '../catalog/calibrations';
import levels from './data/aiconfigurator-levels.json';
import {
  type Bar,
  peerIds,
  peerTitles,
  suiteIds,
  type PeerId,
  type SuiteId,
  type ValidationCase,
  type ValidationReport,
} from './report';

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
    ...barsTable(report),
    '',
    ...suiteIds.flatMap((suite) => section(report, suite)),
    ...transferTable(report),
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

/** What must hold, and by how much it does. */
function barsTable({ bars = [] }: ValidationReport): string[] {
  const written = ({ value, limit }: Bar) => [value, limit].map((each) => (limit > 1 ? `${each}` : each.toFixed(3)));
  return [
    '| bar | what | figure | limit | holds |',
    '|---|---|---|---|---|',
    ...bars.map((bar) => {
      const [value = '', limit = ''] = written(bar);
      return `| ${bar.id} | ${bar.title} | ${value} | ${bar.is} ${limit} | ${bar.pass ? 'yes' : '**no**'} |`;
    }),
  ];
}

/** Written by `npm run calibrate`, which fits each chip's curves. */
function transferTable({ transfers = [] }: ValidationReport): string[] {
  const written = (error: number | undefined) => error?.toFixed(3) ?? '—';
  return [
    '## One chip from the curves of another',
    '',
    'Mean abs ln ratio over all kernels of one library, operation and format that both chips were timed with: with the datasheet of the',
    'other chip alone, with its two measured ceilings, and what a fit of its own reaches.',
    '',
    '| curves of | on | kernels | datasheet | ceilings | own fit | why |',
    '|---|---|---|---|---|---|---|',
    ...transfers.map(
      ({ from, to, kernels, errors, why }) =>
        `| ${from} | ${to} | ${kernels} | ${written(errors?.datasheet)} | ${written(errors?.ceilings)} | ${written(errors?.own)} | ${why} |`,
    ),
    '',
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
    ...peersTable(found),
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

/** What other tools say of the same rows, beside ours. */
function peersTable(cases: readonly ValidationCase[]): string[] {
  const rows = cases.filter(({ peers = [] }) => peers.length > 0);
  if (rows.length === 0) return [];
  const tools = peerIds.filter((id) => rows.some(({ peers = [] }) => peers.some(({ tool }) => tool === id)));
  const mean = (errors: readonly (number | null | undefined)[]) =>
    share(errors.reduce<number>((sum, error) => sum + Math.abs(error ?? Number.NaN), 0) / errors.length);
  const saidBy = (tool: PeerId, { peers = [] }: ValidationCase) => peers.find((each) => each.tool === tool);
  return [
    '### Beside what other tools say',
    '',
    'What they said of these rows, where it is recorded. Of the rows of `silicon_refs.csv` (`aic.…`) aiconfigurator published what was',
    'measured, not what it predicts.',
    '',
    `| row | measured | ours | error |${tools.map((tool) => ` ${peerTitles[tool].en} | error |`).join('')}`,
    `|---|---|---|---|${tools.map(() => '---|---|').join('')}`,
    ...rows.map((row) => {
      const others = tools.map((tool) => {
        const said = saidBy(tool, row);
        return said ? ` ${shown(said.predicted, row.unit)} | ${percent(said.error)} |` : ' | |';
      });
      const ours = `${row.predicted === null ? '—' : shown(row.predicted, row.unit)} | ${
        row.error === null ? '—' : percent(row.error)
      }`;
      return `| ${row.id} | ${shown(row.actual, row.unit)} | ${ours} |${others.join('')}`;
    }),
    `| mean error, without its sign | | | ${mean(rows.map(({ error }) => error))} |${tools
      .map((tool) => {
        const said = rows.flatMap((row) => saidBy(tool, row) ?? []);
        return ` | ${mean(said.map(({ error }) => error))} over ${said.length} |`;
      })
      .join('')}`,
    '',
    ...levelsTable(),
  ];
}

/** How much of a chip's peak large kernels reach: aiconfigurator's levels, and the constants of the families here. */
function levelsTable(): string[] {
  return [
    `aiconfigurator's levels for kernels bound by arithmetic (${levels.source}, ${levels.license}: medians of its own data) beside the share of the`,
    'peak that the families of `engine/catalog/calibrations` reach, from the least to the most:',
    '',
    '| kernels | ours | median | aiconfigurator |',
    '|---|---|---|---|',
    ...levels.levels.map(({ op, dtype, share: level }) => {
      const reached = standardCalibrations()
        .records.flatMap(({ families }) => families)
        .flatMap((each) =>
          (each.op === 'gemm' || each.op === 'grouped-gemm') && each.op === op && each.dtype === dtype && each.fit
            ? [Number(each.constants.peakShare)]
            : [],
        )
        .toSorted((a, b) => a - b);
      const span = reached.length === 0 ? '—' : `${(reached[0] ?? 0).toFixed(2)}–${(reached.at(-1) ?? 0).toFixed(2)}`;
      return `| ${op} ${dtype} | ${span} (${reached.length} families) | ${middle(reached)?.toFixed(2) ?? '—'} | ${level.toFixed(2)} |`;
    }),
    '',
  ];
}

function shown(value: number, unit: string): string {
  const known = Object.keys(units).find((each): each is Unit => each === unit);
  return known ? format({ value, unit: known }) : `${value} ${unit}`;
}
