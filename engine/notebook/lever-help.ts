/** What levers bring at a cell, as it is shown: ranked by what would help, taken out one by one, on the article's map. */

import type { Text } from '../diagnostics';
import { frameworkMap, levels, stageWords, type StageMap } from '../explore/framework';
import { noticeable } from '../explore/what-would-help';
import { metrics as metricInfo } from '../metrics';
import { optimizations, type Level, type Optimization, type Stage } from '../optimizations';
import type { MetricName } from '../types';
import { gainMetrics, type LeverGain } from './lever-gains';
import type { ShownChange } from './result';

export interface NamedMetric {
  readonly id: MetricName;
  readonly title: Text;
}

/** One lever's words with what it brings. */
export interface ShownLever extends LeverGain {
  readonly title: Text;
  /** What it does and when it hurts. */
  readonly summary: Text;
  readonly level: Level;
  readonly stage: Stage;
  readonly levelTitle: Text;
  readonly stageTitle: Text;
  /** Published effect on answers. */
  readonly accuracy?: Text;
}

export interface ShownHelping extends ShownLever {
  /** On the metric that ranks; absent where nothing changes. */
  readonly gain?: ShownChange;
  /** What gets worse elsewhere, and what gets better. */
  readonly costs: readonly NamedChange[];
  readonly brings: readonly NamedChange[];
  /** The line that switches it on. */
  readonly line: string;
}

export interface NamedChange extends NamedMetric {
  readonly change: ShownChange;
}

export interface ShownHelp {
  readonly metric: NamedMetric;
  readonly metrics: readonly NamedMetric[];
  /** Best first; all of them noticeably better. */
  readonly useful: readonly ShownHelping[];
  /** No better on this metric, or worse; worst last. */
  readonly useless: readonly ShownHelping[];
  readonly skipped: readonly ShownLever[];
}

export const helpMetrics: readonly NamedMetric[] = gainMetrics.map(named);

export function named(id: MetricName): NamedMetric {
  return { id, title: metricInfo[id]?.title ?? { en: id, zh: id } };
}

/** The levers that are off, ranked by what each would bring to `metric`. */
export function shownHelp(gains: readonly LeverGain[], metric: MetricName): ShownHelp {
  const levers = gains.flatMap((gain) => shownLever(gain) ?? []);
  const off = levers.filter((lever) => lever.state === 'off').map((lever) => helpingOf(lever, metric));
  const ranked = off.sort((a, b) => goodness(metric, b.gain) - goodness(metric, a.gain));
  const isUseful = ({ gain }: ShownHelping): boolean => goodness(metric, gain) > 1 + noticeable;
  return {
    metric: named(metric),
    metrics: helpMetrics,
    useful: ranked.filter(isUseful),
    useless: ranked.filter((each) => !isUseful(each)),
    skipped: levers.filter((lever) => lever.state === 'skipped'),
  };
}

function helpingOf(lever: ShownLever, metric: MetricName): ShownHelping {
  const gain = lever.gains[metric];
  const elsewhere = gainMetrics.flatMap((id): NamedChange[] => {
    const change = id === metric ? undefined : lever.gains[id];
    return change && Math.abs(goodness(id, change) - 1) > noticeable ? [{ ...named(id), change }] : [];
  });
  return {
    ...lever,
    ...(gain ? { gain } : {}),
    costs: elsewhere.filter(({ change }) => change.better === false),
    brings: elsewhere.filter(({ change }) => change.better === true),
    line: `${lever.id}: on`,
  };
}

/** How many times as good: above 1 is better, whichever way better lies. */
function goodness(metric: MetricName, change: ShownChange | undefined): number {
  const ratio = change?.ratio;
  if (ratio === undefined || !(ratio > 0)) return 1;
  return metricInfo[metric]?.better === 'lower' ? 1 / ratio : ratio;
}

const leverOf = new Map(optimizations.map((lever) => [lever.id, lever]));

function shownLever(gain: LeverGain): ShownLever | undefined {
  const lever = leverOf.get(gain.id);
  return lever && { ...gain, ...wordsOf(lever) };
}

function wordsOf({ title, summary, level, stage, accuracy }: Optimization) {
  return {
    title,
    summary,
    level,
    stage,
    levelTitle: levels[level],
    stageTitle: stageWords[stage].title,
    ...(accuracy ? { accuracy: accuracy.effect } : {}),
  };
}

// ── taken out one by one ─────────────────────────────────────────────────────────────────────────

/** The levers that are on; `gains` say what the design would lose without each, all others on. */
export function shownLeftOut(gains: readonly LeverGain[]): readonly ShownLever[] {
  return gains.flatMap((gain) => (gain.state === 'on' ? (shownLever(gain) ?? []) : []));
}

// ── the article's map ────────────────────────────────────────────────────────────────────────────

export interface ShownFramework {
  readonly metric: NamedMetric;
  readonly metrics: readonly NamedMetric[];
  readonly stages: readonly (StageMap<ShownHelping> & {
    /** Of the levers that are off here: the one that brings most to the metric. */
    readonly best?: string;
  })[];
}

export function shownFramework(gains: readonly LeverGain[], metric: MetricName): ShownFramework {
  const levers = gains.flatMap((gain) => shownLever(gain) ?? []).map((lever) => helpingOf(lever, metric));
  const useful = shownHelp(gains, metric).useful;
  return {
    metric: named(metric),
    metrics: helpMetrics,
    stages: frameworkMap(levers).map((stage) => {
      const best = useful.find((each) => each.stage === stage.stage && !each.whatIf && each.fits);
      return best ? { ...stage, best: best.id } : stage;
    }),
  };
}
