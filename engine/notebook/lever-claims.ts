/** What others report of levers beside what is computed at a cell, with the reason where the two are far apart. */

import type { Catalog } from '../catalog';
import type { Text } from '../diagnostics';
import { causesOf } from '../explore/causes';
import { claimOf, signedShare } from '../explore/claims';
import { trialOf } from '../explore/lever-trials';
import { withoutDerivations } from '../formula';
import { optimizations, type Optimization } from '../optimizations';
import { question } from '../quantity';
import { narrowSpace } from '../quantity-text';
import { resources, type Evaluation, type MetricName, type PhaseName } from '../types';
import { phaseTitles, resourceTitles } from '../charts/words';
import { named, type NamedMetric } from './lever-help';
import type { ShownChange, ShownNumber } from './result';
import type { Run } from './run';
import { changeOf, shownNumber } from './show';

export interface ShownCause {
  readonly id: string;
  readonly title: Text;
  /** Seconds of one pass without the lever and with it. */
  readonly before: ShownNumber;
  readonly after: ShownNumber;
  /** Part of the whole difference. */
  readonly share: string;
}

export interface ShownClaim {
  readonly id: string;
  readonly title: Text;
  /** In the words of the report, with its conditions. */
  readonly claim: Text;
  readonly conditions: Text;
  readonly source: string;
  /** The claim set a parameter: its figure is quoted again, not computed. */
  readonly quoted: boolean;
  /** "+14.0 %", where the report has a figure of a metric. */
  readonly reported?: string;
  readonly metric?: NamedMetric;
  /** With against without at this cell. */
  readonly computed?: { readonly text: string; readonly change: ShownChange };
  /** Why nothing is computed here. */
  readonly reason?: Text;
  /** That the two are far apart, in one sentence with the conditions of the report. */
  readonly gap?: Text;
  /** Why, as far as the computation tells: what binds here, and where most of the change is. */
  readonly because?: Text;
  /** Where the pass of that phase changes, largest part first; empty unless there is a gap to explain. */
  readonly causes: readonly ShownCause[];
  readonly phase?: PhaseName;
}

/** Of one lever, or of all that the cell itself switches on. */
export function shownClaims(
  run: Run,
  cell: string,
  { catalog, lever }: { readonly catalog: Catalog; readonly lever?: string | undefined },
): readonly ShownClaim[] {
  const evaluation = run.evaluations.get(cell);
  const design = run.designs.get(cell);
  if (!evaluation || !design) return [];
  const start = run.results.find((result) => result.id === cell)?.from;
  const before = start === undefined ? {} : run.designs.get(start)?.levers;
  const isAsked = ({ id }: Optimization): boolean =>
    lever === undefined ? design.levers[id]?.on === true && design.levers[id] !== before?.[id] : id === lever;
  const subject = { design, catalog };
  return optimizations.filter(isAsked).flatMap((each) => {
    const found = claimOf(each.id, subject);
    return found ? [withoutDerivations(() => shownClaim(each, { found, subject, now: evaluation }))] : [];
  });
}

interface Asked {
  readonly found: NonNullable<ReturnType<typeof claimOf>>;
  readonly subject: Parameters<typeof claimOf>[1];
  readonly now: Evaluation;
}

function shownClaim(lever: Optimization, { found, subject, now }: Asked): ShownClaim {
  const { reported, computed, gap } = found;
  const { claim, conditions, source, ratio, metric } = reported;
  const base = {
    id: lever.id,
    title: lever.title,
    claim,
    conditions,
    source,
    quoted: reported.quoted ?? false,
    ...(ratio === undefined ? {} : { reported: signedShare(ratio) }),
    ...(metric === undefined ? {} : { metric: named(metric) }),
    causes: [],
  };
  const trial = trialOf(lever, subject, now);
  if (trial.state === 'skipped') return { ...base, ...(trial.reason ? { reason: trial.reason.text } : {}) };
  if (!computed || !trial.without) return base;
  const { without, withIt } = trial;
  const change = changeIn(computed.metric, { without, withIt, currency: subject.design.currency });
  const phase = phaseOf(computed.metric);
  return {
    ...base,
    ...(change ? { computed: { text: signedShare(computed.ratio), change } } : {}),
    ...(gap ? { gap } : {}),
    ...(gap && phase ? explained(phase, { without, withIt, quoted: base.quoted }) : {}),
  };
}

/** Less of the whole is not worth a line. */
const leastShare = 0.01;

interface Explaining {
  readonly without: Evaluation;
  readonly withIt: Evaluation;
  readonly quoted: boolean;
}

function explained(
  phase: PhaseName,
  { without, withIt, quoted }: Explaining,
): Required<Pick<ShownClaim, 'phase' | 'causes' | 'because'>> {
  const pass = timeOf(withIt, phase) / timeOf(without, phase);
  // What adds up from parts that hardly move explains nothing.
  const causes = Math.abs(pass - 1) > leastShare ? causesShown(phase, without, withIt) : [];
  const binds = resources.find((resource) => resource === withIt[phase].bottleneck);
  const [top] = causes;
  const said: Text[] = [
    ...(quoted
      ? [
          {
            en: 'Its size is the report’s, taken over; the share it has depends on the rest of the pass.',
            zh: '其大小取自报告；所占比例取决于过程的其余部分。',
          },
        ]
      : []),
    ...(binds
      ? [
          {
            en: `Here ${resourceTitles[binds].en.toLowerCase()} binds ${phase}.`,
            zh: `此处 ${phaseTitles[phase].zh} 的瓶颈是${resourceTitles[binds].zh}。`,
          },
        ]
      : []),
    ...(top
      ? [
          {
            en: `Most of the change is in ${top.title.en}: ${written(top.before)} → ${written(top.after)} a pass.`,
            zh: `变化主要在${top.title.zh}：每次 ${written(top.before)} → ${written(top.after)}。`,
          },
        ]
      : [
          {
            en: `The ${phase} pass itself takes as long with it as without: what changes lies outside, in queues, transfers and batches, or not at all.`,
            zh: `启用前后 ${phaseTitles[phase].zh} 过程本身的时间相同：变化在过程之外（排队、传输、批量），或没有变化。`,
          },
        ]),
  ];
  return {
    phase,
    causes,
    because: { en: said.map((text) => text.en).join(' '), zh: said.map((text) => text.zh).join('') },
  };
}

function timeOf({ metrics }: Evaluation, phase: PhaseName): number {
  return metrics.get(`${phase}.time`)?.value ?? Number.NaN;
}

function written({ text, unit }: ShownNumber): string {
  return `${text}${narrowSpace}${unit}`;
}

function changeIn(
  metric: MetricName,
  {
    without,
    withIt,
    currency,
  }: { readonly without: Evaluation; readonly withIt: Evaluation; readonly currency: string },
): ShownChange | undefined {
  const [before, now] = [without.metrics.get(metric), withIt.metrics.get(metric)];
  return before && now && changeOf(metric, { now, before, currency });
}

function causesShown(phase: PhaseName, before: Evaluation, after: Evaluation): ShownCause[] {
  const seconds = (value: number, label: Text): ShownNumber => shownNumber(question(value, 's', label), '');
  return causesOf(phase, before, after)
    .filter(({ share }) => Math.abs(share) > leastShare)
    .map(({ group, title, before: first, after: second, share }) => ({
      id: group,
      title,
      before: seconds(first, title),
      after: seconds(second, title),
      share: `${Math.round(100 * share)}${narrowSpace}%`.replace('-', '−'),
    }));
}

/** The phase whose time explains the metric; none for bytes, operations and money held apart from time. */
function phaseOf(metric: MetricName): PhaseName | undefined {
  if (metric === 'serving.ttft' || /^prefill\.(time|throughput)/.test(metric)) return 'prefill';
  return /^(serving\.(tpot|throughput|e2e|requests)|decode\.(time|throughput)|cost\.)/.test(metric)
    ? 'decode'
    : undefined;
}
