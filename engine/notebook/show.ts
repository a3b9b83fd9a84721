/** Evaluation → what a cell shows: numbers written out, changes judged, loads as shares of the pass. */

import type { Text } from '../diagnostics';
import { scaleFor } from '../charts/xy';
import { userSpeed } from '../formulas/user';
import { metrics as metricInfo, type Better } from '../metrics';
import { optimizations } from '../optimizations';
import { isKnown, isMoney, missingOf, trustOf, unitRead, type Q, type Unit } from '../quantity';
import { figures, narrowSpace, show, type Shown } from '../quantity-text';
import type { AppliedLever, Evaluation, Load, MetricName, Phase } from '../types';
import { speedDoor, speedOf } from './derived';
import type { ShownChange, ShownDesign, ShownLoad, ShownNumber, ShownPhase } from './result';

export type Metrics = ReadonlyMap<MetricName, Q>;

/** A number as the screen writes it; money carries its currency. */
export function shownNumber(q: Q, currency: string): ShownNumber {
  const trust = trustOf(q);
  return {
    ...written(q.value, unitRead(q), currency),
    value: isKnown(q) ? q.value : null,
    unitName: q.unit,
    origin: q.origin.kind,
    ...(trust ? { trust } : {}),
    ...(isKnown(q) ? {} : { missing: missingOf(q) }),
  };
}

function written(value: number, unit: Unit, currency: string): Shown {
  const shown = show(value, unit);
  return isMoney(unit) ? { text: shown.text, unit: Number.isNaN(value) ? '' : `${currency}${shown.unit}` } : shown;
}

/** "13.7 ms", "0.42 USD/M". */
export function writtenFigure(
  { value, unit }: { readonly value: number; readonly unit: Unit },
  currency: string,
): string {
  const shown = written(value, unit, currency);
  return shown.unit === '' ? shown.text : `${shown.text}${narrowSpace}${shown.unit}`;
}

/** The same of a quantity, a share of a whole in per cent. */
export function writtenNumber(q: Q, currency: string): string {
  return writtenFigure({ value: q.value, unit: unitRead(q) }, currency);
}

/** Writes figures that are read against one another on one scale: 0.000856 USD beside 0.00126 USD, never 856 USD/M. */
export function alikeWriter(values: readonly number[], unit: Unit, currency: string): (value: number) => Shown {
  const { divisor, label } = scaleFor(values.map(Math.abs), unit);
  return (value) => ({ text: figures(value / divisor), unit: isMoney(unit) ? `${currency}${label}` : label });
}

/** What became of a metric against another design; undefined unless both are known. */
export function changeOf(
  name: MetricName,
  of: { readonly now: Q; readonly before: Q; readonly currency: string },
): ShownChange | undefined {
  return changed({ ...of, better: metricInfo[name]?.better ?? 'neither' });
}

interface Changing {
  readonly now: Q;
  readonly before: Q;
  readonly currency: string;
  readonly better: Better;
}

function changed({ now, before, currency, better }: Changing): ShownChange | undefined {
  if (!isKnown(now) || !isKnown(before) || now.unit !== before.unit) return undefined;
  // Sums taken in another order differ in the last bits: that is no change.
  const value = Math.abs(now.value - before.value) <= 1e-12 * Math.abs(before.value) ? 0 : now.value - before.value;
  const shown = written(value, unitRead(now), currency);
  return {
    ...shown,
    // 80 % after 60 % is 20 points more, and a third more.
    unit: shown.unit === '%' ? 'pp' : shown.unit,
    value,
    unitName: now.unit,
    origin: 'derived',
    ...(value === 0 || better === 'neither' ? {} : { better: value < 0 === (better === 'lower') }),
    ...(before.value === 0 ? {} : { ratio: now.value / before.value }),
  };
}

export interface Showing {
  readonly evaluation?: Evaluation;
  readonly metrics: Metrics;
  /** Metrics of the design it starts from. */
  readonly before: Metrics;
  readonly lacks: readonly Text[];
  readonly currency: string;
}

export function shownDesign(showing: Showing): ShownDesign {
  const { evaluation, metrics, before, lacks, currency } = showing;
  const entries = [...metrics];
  return {
    metrics: Object.fromEntries(entries.map(([name, q]) => [name, shownNumber(q, currency)])),
    delta: Object.fromEntries(
      entries.flatMap(([name, now]) => {
        const start = before.get(name);
        const change = start && changeOf(name, { now, before: start, currency });
        return change ? [[name, change] as const] : [];
      }),
    ),
    ...speedShown(showing),
    ...(evaluation ? ofEvaluation(evaluation, currency) : { applied: [], skipped: [] }),
    lacks,
  };
}

function speedShown({ metrics, before, currency, evaluation }: Showing): Pick<ShownDesign, 'speed'> {
  const now = speedOf(metrics);
  if (!now) return {};
  const start = speedOf(before);
  const slo = evaluation?.case.workload.sloTpot;
  const least = slo && userSpeed({ tpot: slo });
  const change = start && changed({ now, before: start, currency, better: 'higher' });
  return {
    speed: {
      door: speedDoor,
      number: shownNumber(now, currency),
      ...(change ? { change } : {}),
      ...(least && isKnown(now)
        ? { slo: { number: shownNumber(least, currency), met: now.value >= least.value } }
        : {}),
    },
  };
}

function ofEvaluation(
  evaluation: Evaluation,
  currency: string,
): Pick<ShownDesign, 'prefill' | 'decode' | 'fits' | 'applied' | 'skipped'> {
  const { case: kase, metrics } = evaluation;
  return {
    prefill: shownPhase(evaluation.prefill, metrics, currency),
    decode: shownPhase(evaluation.decode, metrics, currency),
    fits: fits(evaluation),
    applied: kase.applied.map(({ id, whatIf }) => ({ id, title: leverTitle(id), whatIf })),
    skipped: kase.skipped.map(({ id, reason }) => ({ id, title: leverTitle(id), reason: reason.text })),
  };
}

/** True where no phase runs out of memory. */
export function fits(evaluation: Evaluation): boolean {
  return !evaluation.diagnostics.some((each) => each.code === 'memory.does-not-fit');
}

export function leverTitle(id: string): Text {
  return optimizations.find((each) => each.id === id)?.title ?? { en: id, zh: id };
}

/** The settings of a lever that are not its usual ones, as a person writes them. */
export function leverSettings({ id, parameters }: AppliedLever): readonly { name: string; text: string }[] {
  const specs = optimizations.find((each) => each.id === id)?.parameters ?? {};
  return Object.entries(parameters).flatMap(([name, q]) => {
    const spec = specs[name];
    if (!spec || q.value === spec.standard.value) return [];
    const shown = show(q.value, unitRead(q));
    return [{ name, text: spec.choices?.[q.value]?.word ?? `${shown.text}${shown.unit}` }];
  });
}

/** One setting of a lever in words: "placement round-robin", "drafts 2". */
export function leverSetting(id: string, name: string, q: Pick<Q, 'value' | 'unit'>): Text {
  const choice = optimizations.find((each) => each.id === id)?.parameters[name]?.choices?.[q.value];
  const shown = show(q.value, q.unit);
  const value = choice?.word ?? (shown.unit === '' ? shown.text : `${shown.text}${narrowSpace}${shown.unit}`);
  return { en: `${name} ${value}`, zh: `${name} ${value}` };
}

function shownPhase(phase: Phase, metrics: Metrics, currency: string): ShownPhase {
  const time = metrics.get(`${phase.name}.time`);
  const seconds = time?.value ?? Number.NaN;
  return {
    name: phase.name,
    time: time
      ? shownNumber(time, currency)
      : { ...show(Number.NaN, 's'), value: null, unitName: 's', origin: 'derived' },
    load: phase.load.map((load) => shownLoad(load, seconds, currency)),
    ...(phase.bottleneck ? { bottleneck: phase.bottleneck } : {}),
    ...(phase.next ? { next: { resource: phase.next.resource, gain: shownNumber(phase.next.gain, currency) } } : {}),
  };
}

function shownLoad(load: Load, passSeconds: number, currency: string): ShownLoad {
  const known = (value: number): number | null => (Number.isFinite(value) ? value : null);
  return {
    resource: load.resource,
    ...(load.binds ? { binds: shownNumber(load.binds, currency) } : {}),
    ...(load.busy ? { busy: shownNumber(load.busy, currency) } : {}),
    share: known(load.share.value),
    bindsShare: load.binds ? known(load.binds.value / passSeconds) : null,
    measure: load.measure,
    value: shownNumber(load.value, currency),
    limit: load.limit.value,
    alarm: load.alarm,
    tick: load.tick,
  };
}
