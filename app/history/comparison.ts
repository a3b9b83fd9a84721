/** Two to six saved designs side by side: the inputs that differ first, then every metric, changes against the first, the best marked. */

import {
  asShare,
  alikeWriter,
  changeOf,
  figures,
  metricInfo,
  narrowSpace,
  oneBatchNote,
  shownNumber,
  type Q,
  type ShownNumber,
  type ShownTable,
  type TableCell,
  type Text,
} from '../../engine';
import { inputsOf, type Input, type LeverNames } from './inputs';
import type { StoredDesign, StoredMetric } from './record';
import { isUnit } from './stored-case';

export interface Column {
  /** Unique in the comparison: the column's id in both tables. */
  readonly id: string;
  readonly title: Text;
  readonly design: StoredDesign;
  readonly currency: string;
  /** Short, for sentences: "8 × H20-96G". */
  readonly name?: string;
}

export interface Comparing {
  readonly names: LeverNames;
  /** Place of the column that changes are told against. */
  readonly baseline?: number;
}

export interface Compared {
  /** Which is the cheaper, or gives more a card, in one sentence; absent where nothing can be said. */
  readonly verdict?: Text;
  /** What a reader of the verdict must know: that different chips stand at one batch. */
  readonly note?: Text;
  readonly inputs: ShownTable;
  /** How many of the inputs are equal in all columns; they stand last, `differs` false. */
  readonly equalInputs: number;
  readonly results: ShownTable;
}

export function compareDesigns(columns: readonly Column[], { names, baseline = 0 }: Comparing): Compared {
  const rows = inputRows(columns, names);
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
      rows: resultRows(columns, baseline),
    },
    ...verdictOf(columns),
    ...noteOf(columns),
  };
}

function tableColumns(columns: readonly Column[]): ShownTable['columns'] {
  return [
    { id: 'name', title: { en: '', zh: '' }, align: 'text' },
    ...columns.map(({ id, title }) => ({ id, title, align: 'number' as const })),
  ];
}

type TableRow = ShownTable['rows'][number];
type NumberCell = Extract<TableCell, { kind: 'number' }>;

function inputRows(columns: readonly Column[], names: LeverNames): TableRow[] {
  const sides = columns.map(({ id, design, currency }) => ({
    id,
    currency,
    inputs: new Map(inputsOf(design.case, names).map((input) => [input.id, input])),
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

function resultRows(columns: readonly Column[], baseline: number): TableRow[] {
  const present = new Set(columns.flatMap(({ design }) => Object.keys(design.metrics)));
  const known = Object.keys(metricInfo).filter((name) => present.has(name));
  const others = [...present].filter((name) => !Object.hasOwn(metricInfo, name));
  return [...known, ...others].map((name) => {
    const info = metricInfo[name];
    const first = columns[baseline]?.design.metrics[name];
    const best = bestOf(columns, name);
    const alike = alikeIn(columns, name);
    const cells = columns.map(({ id, design, currency }): [string, TableCell] => {
      const metric = design.metrics[name];
      if (!metric) return [id, { kind: 'empty' }];
      const isFirst = id === columns[baseline]?.id;
      const judged = judgement(design, name);
      const change =
        isFirst || !first
          ? undefined
          : changeOf(name, { now: figureOf(name, metric), before: figureOf(name, first), currency });
      return [
        id,
        {
          kind: 'number',
          number: { ...numberOf(name, metric, currency), ...alike(metric, currency) },
          ...(change ? { change } : {}),
          ...(best === id ? { best: true } : {}),
          ...judged,
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

/** Money of one row is written on one scale. */
function alikeIn(
  columns: readonly Column[],
  name: string,
): (metric: StoredMetric, currency: string) => Pick<ShownNumber, 'text' | 'unit'> | undefined {
  const all = columns.flatMap(({ design }) => design.metrics[name]?.value ?? []);
  return ({ value, unit }, currency) =>
    unit === 'money' && value !== null ? alikeWriter(all, unit, currency)(value) : undefined;
}

/** A stored metric as a number again, its derivation gone. */
export function figureOf(name: string, { value, unit, trust }: StoredMetric): Q {
  const label = { en: '', zh: '' };
  const q: Q = {
    value: value ?? Number.NaN,
    unit: isUnit(unit) ? unit : '1',
    origin: trust ? { kind: trust, label } : { kind: 'question', label },
  };
  return metricInfo[name]?.reads === '%' ? asShare(q) : q;
}

export function numberOf(name: string, metric: StoredMetric, currency: string): ShownNumber {
  const { origin, missing } = metric;
  return { ...shownNumber(figureOf(name, metric), currency), origin, ...(missing ? { missing } : {}) };
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

/** The SLO of a design, by the metric that must keep it. */
function limitsOf(design: StoredDesign): ReadonlyMap<string, number> {
  const inputs = inputsOf(design.case, unnamed);
  const slo = (target: string, metric: string): [string, number][] => {
    const value = inputs.find(({ id }) => id === target)?.value;
    return value?.kind === 'number' ? [[metric, value.q.value]] : [];
  };
  return new Map([...slo('workload.sloTtft', 'serving.ttft'), ...slo('workload.sloTpot', 'serving.tpot')]);
}

const unnamed: LeverNames = {
  title: (id) => ({ en: id, zh: id }),
  setting: (_, name) => ({ en: name, zh: name }),
};

function isMet(design: StoredDesign): boolean {
  const isKept = ([metric, limit]: readonly [string, number]): boolean => {
    const value = design.metrics[metric]?.value;
    return value === undefined || value === null || value <= limit;
  };
  const headroom = design.metrics['memory.headroom']?.value ?? 0;
  return headroom >= 0 && [...limitsOf(design)].every(isKept);
}

/** Fill above which a card is alarmed about (table 1 of the article). */
const fullMemory = 0.85;

/** Where a figure's limit stands, and that it is passed. */
function judgement(design: StoredDesign, name: string): Pick<NumberCell, 'limit' | 'note'> {
  const value = design.metrics[name]?.value ?? Number.NaN;
  if (name === 'memory.fill') {
    const note = value > 1 ? doesNotFit : value > fullMemory ? over85 : undefined;
    return { limit: fullMemory, ...(note ? { note } : {}) };
  }
  const limit = limitsOf(design).get(name);
  if (limit === undefined) return {};
  return { limit, ...(value > limit ? { note: missesSlo } : {}) };
}

const missesSlo: Text = { en: 'misses SLO', zh: '未达 SLO' };
const over85: Text = { en: 'over 85 %', zh: '超过 85%' };
const doesNotFit: Text = { en: 'does not fit', zh: '放不下' };

/** The cheapest a token, else the one that yields most a card, of those that meet their SLO and fit; and by how much against the next. */
function verdictOf(columns: readonly Column[]): Pick<Compared, 'verdict'> {
  const runs = columns.filter(({ design }) => isMet(design));
  const out = columns.filter(({ design }) => !isMet(design));
  for (const { metric, sign, en, zh } of rankings) {
    const ranked = runs
      .flatMap(({ design, name }) => {
        const value = design.metrics[metric]?.value;
        return value === undefined || value === null || value <= 0 ? [] : [{ name: name ?? design.cell, value }];
      })
      .sort((a, b) => sign * (a.value - b.value));
    const [first, second] = ranked;
    if (!first || !second || ranked.length < runs.length) continue;
    const share = Math.abs(first.value / second.value - 1);
    if (share < leastTold) return {};
    const by = `${figures(100 * share, 2)}${narrowSpace}%`;
    const left = out.map(({ name, design }) => name ?? design.cell);
    return {
      verdict: {
        en: `${en(first.name, by, second.name)}${left.length === 0 ? '' : `. ${left.join(', ')}: outside the SLO or memory`}`,
        zh: `${zh(first.name, by, second.name)}${left.length === 0 ? '' : `。${left.join('、')}：未达 SLO 或放不下`}`,
      },
    };
  }
  return {};
}

function noteOf(columns: readonly Column[]): Pick<Compared, 'note'> {
  const note = oneBatchNote(
    columns.flatMap(({ design }) => {
      const batch = inputsOf(design.case, unnamed).find(({ id }) => id === 'workload.perCard')?.value;
      const most = design.metrics['serving.max_concurrency_at_slo']?.value ?? undefined;
      return batch?.kind === 'number' ? [{ chips: design.chips.join(' + '), perCard: batch.q.value, most }] : [];
    }),
  );
  return note ? { note: note.text } : {};
}

/** Less is no difference that a person would act on. */
const leastTold = 0.005;

const rankings = [
  {
    metric: 'cost.per_request',
    sign: 1,
    en: (a: string, by: string, b: string) => `${a} serves a request for ${by} less than ${b}`,
    zh: (a: string, by: string, b: string) => `${a} 每请求成本比 ${b} 低 ${by}`,
  },
  {
    metric: 'serving.throughput_per_card',
    sign: -1,
    en: (a: string, by: string, b: string) => `${a} yields ${by} more a card than ${b}`,
    zh: (a: string, by: string, b: string) => `${a} 单卡吞吐比 ${b} 高 ${by}`,
  },
] as const;
