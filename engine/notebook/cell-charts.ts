/** The charts of a cell that need other designs too: its chain, its neighbours along a field, its price. */

import type { Catalog } from '../catalog';
import { contextChart, costChart, curveBarsChart, curveChart, drawn, frontierChart, type Look } from '../charts';
import { diagnostic, nearest, type Diagnostic, type Text } from '../diagnostics';
import { metrics as metricInfo } from '../metrics';
import { unitRead } from '../quantity';
import { format, parse } from '../quantity-text';
import type { Evaluation, MetricName } from '../types';
import { startOf } from './chain';
import { curveFields, type CurveField, type FieldValue } from './curve-fields';
import { figureNamed, speedDoor } from './derived';
import type { Known } from './kind';
import type { ShownChart } from './result';
import type { Run } from './run';
import { tried, type Tried } from './tried';

export interface CellAt {
  readonly run: Run;
  readonly cell: string;
  readonly catalog: Catalog;
  readonly known: Known;
  readonly look: Look;
}

/** Charts that are asked for by name, in the order in which they are offered. */
export const askedCharts = ['frontier', 'cost', 'context'] as const;
export type AskedChart = (typeof askedCharts)[number];

/** Which of them this cell can have. */
export function offeredCharts(run: Run, cell: string): readonly { readonly id: AskedChart; readonly title: Text }[] {
  const evaluation = run.evaluations.get(cell);
  if (!evaluation) return [];
  return [
    { id: 'frontier', title: frontierChart.title },
    ...(evaluation.case.prices ? [{ id: 'cost' as const, title: costChart.title }] : []),
    { id: 'context', title: contextChart.title },
  ];
}

/** Undefined for a cell without a whole design, or a chart that it cannot have. */
export function askedChart(at: CellAt, id: AskedChart): ShownChart | undefined {
  const evaluation = at.run.evaluations.get(at.cell);
  if (!evaluation) return undefined;
  switch (id) {
    case 'frontier':
      return frontierOf(at, evaluation);
    case 'cost':
      return costOf(at, evaluation);
    case 'context':
      return contextOf(at, evaluation);
  }
}

// ── asked for by name ────────────────────────────────────────────────────────────────────────────

function fieldOf(evaluation: Evaluation, known: Known, key: string): CurveField | undefined {
  return curveFields(evaluation, known).find((field) => field.key === key);
}

function along(at: CellAt, cell: string, field: CurveField, metrics: readonly MetricName[]): readonly Tried[] {
  const design = at.run.designs.get(cell);
  if (!design) return [];
  const { catalog, known } = at;
  const points = tried({ design, field: field.key, values: field.values, metrics, catalog, known });
  return 'code' in points ? [] : points;
}

function figureOf(point: Tried, name: MetricName): number {
  return point.figures.get(name) ?? Number.NaN;
}

function frontierOf(at: CellAt, evaluation: Evaluation): ShownChart | undefined {
  const field = fieldOf(evaluation, at.known, 'concurrency');
  if (!field) return undefined;
  const metrics = ['serving.tpot', 'decode.throughput_per_card'];
  const points = (cell: string) =>
    along(at, cell, field, metrics).map((point) => ({
      batch: point.value.value,
      speed: 1 / figureOf(point, 'serving.tpot'),
      yield: figureOf(point, 'decode.throughput_per_card'),
      state: point.state,
      isNow: point.value.isNow,
    }));
  const from = startOf(at.run, at.cell);
  const start = from !== undefined && at.run.evaluations.has(from) ? { name: from, points: points(from) } : undefined;
  const slo = evaluation.case.workload.sloTpot;
  return drawn(
    frontierChart,
    { name: at.cell, points: points(at.cell), ...(start ? { start } : {}), ...(slo ? { slo: 1 / slo.value } : {}) },
    at.look,
  );
}

function costOf({ run, cell, look }: CellAt, { case: kase, metrics }: Evaluation): ShownChart | undefined {
  const perToken = metrics.get('cost.per_output_token')?.value;
  if (!kase.prices || perToken === undefined || !Number.isFinite(perToken)) return undefined;
  const from = startOf(run, cell);
  const before =
    from === undefined ? undefined : run.evaluations.get(from)?.metrics.get('cost.per_output_token')?.value;
  const start =
    from !== undefined && before !== undefined && Number.isFinite(before)
      ? { name: from, perToken: before }
      : undefined;
  const { currency, cardHour } = kase.prices;
  return drawn(
    costChart,
    { currency, name: cell, cardHour: cardHour.decode.value, perToken, ...(start ? { start } : {}) },
    look,
  );
}

const moved = {
  weights: 'decode.hbm_bytes.weights',
  kv: 'decode.hbm_bytes.kv',
  activations: 'decode.hbm_bytes.activations',
  links: 'decode.link_bytes',
  cost: 'cost.per_output_token',
} as const;

function contextOf(at: CellAt, evaluation: Evaluation): ShownChart | undefined {
  const field = fieldOf(evaluation, at.known, 'input');
  if (!field) return undefined;
  const points = along(at, at.cell, field, Object.values(moved)).map((point) => ({
    tokens: point.value.value,
    weights: figureOf(point, moved.weights),
    kv: figureOf(point, moved.kv),
    activations: figureOf(point, moved.activations),
    links: figureOf(point, moved.links),
    cost: figureOf(point, moved.cost),
    state: point.state,
    isNow: point.value.isNow,
  }));
  return drawn(contextChart, { currency: at.run.designs.get(at.cell)?.currency ?? '', points }, at.look);
}

// ── any metric against any field ─────────────────────────────────────────────────────────────────

export interface CurveAsk {
  readonly metric: MetricName;
  /** As a sweep names it; one of `curveFields`, or any other field with `values`. */
  readonly field: string;
  readonly values?: readonly string[] | undefined;
}

/** The curve; or why there is none: a field or a metric that this cell does not have. */
export function curveOf(at: CellAt, { metric, field: key, values }: CurveAsk): ShownChart | Diagnostic | undefined {
  const { run, cell, catalog, known, look } = at;
  const evaluation = run.evaluations.get(cell);
  const design = run.designs.get(cell);
  if (!evaluation || !design) return undefined;
  const offered = curveFields(evaluation, known);
  const field = offered.find((each) => each.key === key) ?? (values && unlisted(key));
  if (!field)
    return diagnostic('sweep.unknown-field', {
      key,
      near: nearest(
        key,
        offered.map((each) => each.key),
      ),
    });
  const derived = metric === speedDoor;
  const asked = derived ? 'serving.tpot' : metric;
  const wanted = values ? values.map((text) => valueOf(text, field)) : field.values;
  const points = tried({ design, field: key, values: wanted, metrics: [asked], catalog, known });
  if ('code' in points) return points;
  const now = figureNamed(run.figures.get(cell) ?? new Map(), metric);
  const info = derived ? speedInfo : metricInfo[metric];
  if (!info) return undefined;
  const bound = boundOf(evaluation, metric);
  return drawn(
    field.isNamed ? curveBarsChart : curveChart,
    {
      field,
      metric: { id: metric, title: info.title, unit: now ? unitRead(now) : info.unit },
      points: points.map((point) => ({
        text: point.value.text,
        x: point.value.value,
        y: derived ? 1 / figureOf(point, asked) : figureOf(point, asked),
        state: point.state,
        ...(point.reason ? { reason: point.reason } : {}),
        isNow: point.value.isNow,
      })),
      ...(bound ? { bound } : {}),
    },
    look,
  );
}

const speedInfo = { title: { en: 'speed a user', zh: '单用户速度' }, unit: 'token/s' } as const;

function unlisted(key: string): CurveField {
  return { key, title: { en: key, zh: key }, unit: '1', isNamed: true, isLog: false, values: [] };
}

function valueOf(text: string, field: CurveField): FieldValue {
  const listed = field.values.find((value) => value.text === text);
  if (listed) return listed;
  const parsed = field.isNamed ? undefined : parse(text, field.unit);
  return { text, value: parsed?.ok ? parsed.value : Number.NaN, isNow: false };
}

function boundOf({ case: { workload } }: Evaluation, metric: MetricName) {
  const slo = metric === 'serving.tpot' ? workload.sloTpot : metric === 'serving.ttft' ? workload.sloTtft : undefined;
  const text = slo && `SLO ${format(slo)}`;
  return slo && text !== undefined ? { value: slo.value, title: { en: text, zh: text } } : undefined;
}

/** What a curve of this cell may show, and over what. */
export function curveChoices({ run, cell, known }: Pick<CellAt, 'run' | 'cell' | 'known'>) {
  const evaluation = run.evaluations.get(cell);
  if (!evaluation) return { metrics: [], fields: [] };
  const metrics = Object.entries(metricInfo).flatMap(([id, { title }]) =>
    evaluation.metrics.has(id) ? [{ id, title }] : [],
  );
  return {
    metrics: [{ id: speedDoor, title: speedInfo.title }, ...metrics],
    fields: curveFields(evaluation, known).map(({ key, title }) => ({ id: key, title })),
  };
}
