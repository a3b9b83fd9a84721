/** Two to six saved designs side by side: the inputs that differ first, then every metric, changes against the first, the best marked. */

import {
  changeOf,
  metricInfo,
  shownNumber,
  type Q,
  type ShownNumber,
  type ShownTable,
  type TableCell,
  type Text,
} from '../../engine';
import { inputsOf, type Input } from './inputs';
import type { StoredDesign, StoredMetric } from './record';
import { isUnit } from './stored-case';

export interface Column {
  /** Unique in the comparison: the column's id in both tables. */
  readonly id: string;
  readonly title: Text;
  readonly design: StoredDesign;
  readonly currency: string;
}

export interface Compared {
  readonly inputs: ShownTable;
  /** How many of the inputs are equal in all columns; they stand last, `differs` false. */
  readonly equalInputs: number;
  readonly results: ShownTable;
}

export function compareDesigns(columns: readonly Column[], leverTitle: (id: string) => Text): Compared {
  const rows = inputRows(columns, leverTitle);
  const differing = rows.filter((row) => row.differs);
  const equal = rows.filter((row) => !row.differs);
  return {
    inputs: {
      id: 'inputs',
      title: { en: 'Inputs', zh: '输入' },
      columns: tableColumns(columns),
      rows: [...differing, ...equal],
    },
    equalInputs: equal.length,
    results: {
      id: 'results',
      title: { en: 'Results', zh: '结果' },
      columns: tableColumns(columns),
      rows: resultRows(columns),
    },
  };
}

function tableColumns(columns: readonly Column[]): ShownTable['columns'] {
  return [
    { id: 'name', title: { en: '', zh: '' }, align: 'text' },
    ...columns.map(({ id, title }) => ({ id, title, align: 'number' as const })),
  ];
}

type TableRow = ShownTable['rows'][number];

function inputRows(columns: readonly Column[], leverTitle: (id: string) => Text): TableRow[] {
  const sides = columns.map(({ id, design, currency }) => ({
    id,
    currency,
    inputs: new Map(inputsOf(design.case, leverTitle).map((input) => [input.id, input])),
  }));
  const titles = new Map<string, Text>();
  for (const side of sides)
    for (const input of side.inputs.values()) if (!titles.has(input.id)) titles.set(input.id, input.title);
  return [...titles].map(([id, title]) => ({
    id,
    differs: new Set(sides.map((side) => keyOf(side.inputs.get(id)))).size > 1,
    cells: {
      name: { kind: 'text', text: title },
      ...Object.fromEntries(
        sides.map((side): [string, TableCell] => [side.id, inputCell(side.inputs.get(id), id, side.currency)]),
      ),
    },
  }));
}

/** Equal inputs have equal keys; who vouches for the figure is part of it. */
function keyOf(input: Input | undefined): string {
  if (!input) return '';
  return input.value.kind === 'text'
    ? input.value.text.en
    : `${input.value.q.value} ${input.value.q.unit} ${input.value.q.origin.kind}`;
}

function inputCell(input: Input | undefined, id: string, currency: string): TableCell {
  if (!input) return id.startsWith('levers.') ? { kind: 'text', text: { en: 'off', zh: '关' } } : { kind: 'empty' };
  if (input.value.kind === 'text') return input.value;
  return { kind: 'number', number: shownNumber(input.value.q, currency) };
}

function resultRows(columns: readonly Column[]): TableRow[] {
  const present = new Set(columns.flatMap(({ design }) => Object.keys(design.metrics)));
  const known = Object.keys(metricInfo).filter((name) => present.has(name));
  const others = [...present].filter((name) => !Object.hasOwn(metricInfo, name));
  return [...known, ...others].map((name) => {
    const info = metricInfo[name];
    const first = columns[0]?.design.metrics[name];
    const best = bestOf(columns, name);
    const cells = columns.map(({ id, design, currency }): [string, TableCell] => {
      const metric = design.metrics[name];
      if (!metric) return [id, { kind: 'empty' }];
      const isFirst = id === columns[0]?.id;
      const change =
        isFirst || !first ? undefined : changeOf(name, { now: figureOf(metric), before: figureOf(first), currency });
      return [
        id,
        {
          kind: 'number',
          number: numberOf(metric, currency),
          ...(change ? { change } : {}),
          ...(best === id ? { best: true } : {}),
        },
      ];
    });
    const values = new Set(columns.map(({ design }) => design.metrics[name]?.value));
    return {
      id: name,
      differs: values.size > 1,
      cells: { name: { kind: 'text', text: info?.title ?? { en: name, zh: name } }, ...Object.fromEntries(cells) },
    };
  });
}

/** A stored metric as a number again, its derivation gone. */
export function figureOf({ value, unit, trust }: StoredMetric): Q {
  const label = { en: '', zh: '' };
  return {
    value: value ?? Number.NaN,
    unit: isUnit(unit) ? unit : '1',
    origin: trust ? { kind: trust, label } : { kind: 'question', label },
  };
}

export function numberOf(metric: StoredMetric, currency: string): ShownNumber {
  const { origin, missing } = metric;
  return { ...shownNumber(figureOf(metric), currency), origin, ...(missing ? { missing } : {}) };
}

/** The column with the best figure; none where all are equal. A design that does not fit or misses its SLO cannot be best. */
function bestOf(columns: readonly Column[], name: string): string | undefined {
  const better = metricInfo[name]?.better;
  if (better === undefined || better === 'neither') return undefined;
  const figures = columns.flatMap(({ id, design }) => {
    const value = design.metrics[name]?.value;
    return value === undefined || value === null ? [] : [{ id, value, runs: isMet(design) }];
  });
  if (new Set(figures.map(({ value }) => value)).size < 2) return undefined;
  const sign = better === 'lower' ? 1 : -1;
  return figures.filter(({ runs }) => runs).sort((a, b) => sign * (a.value - b.value))[0]?.id;
}

function isMet(design: StoredDesign): boolean {
  const targets = new Map(inputsOf(design.case, (id) => ({ en: id, zh: id })).map((input) => [input.id, input.value]));
  const meets = (target: string, metric: string) => {
    const slo = targets.get(target);
    const value = design.metrics[metric]?.value;
    return slo?.kind !== 'number' || value === undefined || value === null || value <= slo.q.value;
  };
  const headroom = design.metrics['memory.headroom']?.value ?? 0;
  return headroom >= 0 && meets('workload.sloTtft', 'serving.ttft') && meets('workload.sloTpot', 'serving.tpot');
}
