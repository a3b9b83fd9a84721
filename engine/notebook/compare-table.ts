/** Designs side by side: the inputs that differ, then the metrics, the best of each marked. */

import { metrics as metricInfo } from '../metrics';
import { isKnown, type Q } from '../quantity';
import { resources, type MetricName, type Resource } from '../types';
import type { Text } from '../diagnostics';
import { caseRows } from './case-rows';
import type { Source } from './kind';
import type { ShownTable, TableCell } from './result';
import { fits, shownNumber } from './show';

type Row = ShownTable['rows'][number];

/** What a comparison shows unless it names its own. */
export const headlineMetrics: readonly MetricName[] = [
  'serving.tpot',
  'serving.ttft',
  'decode.throughput_per_card',
  'prefill.throughput_per_card',
  'serving.throughput_per_card',
  'serving.requests_per_minute',
  'decode.time',
  'decode.time.compute',
  'decode.time.memory',
  'decode.time.communication',
  'memory.fill',
  'memory.headroom',
  'cost.per_output_token',
];

const resourceTitle: Readonly<Record<Resource, Text>> = {
  compute: { en: 'compute', zh: '算力' },
  'memory-capacity': { en: 'memory capacity', zh: '显存容量' },
  'memory-bandwidth': { en: 'memory bandwidth', zh: '显存带宽' },
  communication: { en: 'communication', zh: '通信带宽' },
};

export function compareTable(sources: readonly Source[], names: readonly MetricName[]): ShownTable {
  return {
    id: 'compare',
    title: { en: 'Side by side', zh: '并排比较' },
    columns: [
      { id: 'name', title: { en: '', zh: '' }, align: 'text' },
      ...sources.map((source) => ({
        id: source.id,
        title: { en: source.id, zh: source.id },
        align: 'number' as const,
      })),
    ],
    rows: [...inputRows(sources), ...bottleneckRows(sources), ...names.flatMap((name) => metricRow(sources, name))],
  };
}

function inputRows(sources: readonly Source[]): Row[] {
  const said = sources.map(
    (source) => new Map((source.evaluation ? caseRows(source.evaluation.case) : []).map((row) => [row.id, row])),
  );
  const ids = [...new Set(said.flatMap((rows) => [...rows.keys()]))];
  const rows = ids.map((id): Row => {
    const own = said.map((each) => each.get(id));
    const title = own.find((each) => each)?.title ?? { en: id, zh: id };
    const differs = new Set(own.map((each) => each?.text.en)).size > 1;
    return row({ id: `input.${id}`, title, sources, differs, cell: (_, i) => textCell(own[i]?.text) });
  });
  return [...rows.filter((each) => each.differs), ...rows.filter((each) => !each.differs)];
}

function bottleneckRows(sources: readonly Source[]): Row[] {
  return (['prefill', 'decode'] as const).map((phase) => {
    const name = phase === 'prefill' ? 'Prefill' : 'Decode';
    return row({
      id: `bottleneck.${phase}`,
      title: { en: `${name}: what binds`, zh: `${name} 的瓶颈` },
      sources,
      cell: ({ evaluation }) => {
        const found = resources.find((resource) => resource === evaluation?.[phase].bottleneck);
        return textCell(found && resourceTitle[found]);
      },
    });
  });
}

function metricRow(sources: readonly Source[], name: MetricName): Row[] {
  const figures = sources.map((source) => source.metrics.get(name));
  if (figures.every((q) => q === undefined)) return [];
  const best = bestOf(sources, name);
  return [
    row({
      id: name,
      title: metricInfo[name]?.title ?? { en: name, zh: name },
      sources,
      cell: (source, i) => numberCell({ source, name, q: figures[i], isBest: best.has(source.id) }),
    }),
  ];
}

/** The cells with the best value of all; none where all are equal, and never one that does not fit or misses its SLO. */
function bestOf(sources: readonly Source[], name: MetricName): ReadonlySet<string> {
  const better = metricInfo[name]?.better;
  if (better === undefined || better === 'neither') return new Set();
  const known = sources.flatMap((source) => {
    const q = source.metrics.get(name);
    return q && isKnown(q) ? [{ source, value: q.value }] : [];
  });
  const values = known.map((each) => each.value);
  const top = better === 'lower' ? Math.min(...values) : Math.max(...values);
  const winners = known.filter((each) => each.value === top);
  return new Set(
    winners.length === known.length ? [] : winners.flatMap((each) => (runs(each.source) ? [each.source.id] : [])),
  );
}

function runs({ evaluation }: Source): boolean {
  return (
    evaluation === undefined || (fits(evaluation) && !evaluation.diagnostics.some((each) => each.code === 'slo.missed'))
  );
}

interface NumberIn {
  readonly source: Source;
  readonly name: MetricName;
  readonly q: Q | undefined;
  readonly isBest: boolean;
}

function numberCell({ source, name, q, isBest }: NumberIn): TableCell {
  if (!q) return { kind: 'empty' };
  return {
    kind: 'number',
    number: shownNumber(q, source.design.currency),
    explain: { cell: source.id, metric: name },
    ...(isBest ? { best: true } : {}),
    ...(source.evaluation && !fits(source.evaluation) ? { note: { en: 'does not fit', zh: '放不下' } } : {}),
  };
}

function textCell(text: Text | undefined): TableCell {
  return text ? { kind: 'text', text } : { kind: 'empty' };
}

interface RowSpec {
  readonly id: string;
  readonly title: Text;
  readonly sources: readonly Source[];
  readonly differs?: boolean;
  readonly cell: (source: Source, index: number) => TableCell;
}

function row({ id, title, sources, differs, cell }: RowSpec): Row {
  return {
    id,
    cells: {
      name: { kind: 'text', text: title },
      ...Object.fromEntries(sources.map((source, i) => [source.id, cell(source, i)])),
    },
    ...(differs === undefined ? {} : { differs }),
  };
}
