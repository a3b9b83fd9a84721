/** Which resource binds a phase, what binds next and at which gain, and table 1's alarms. */

import { gather, sumOver } from './formula';
import { shareOfPass } from './formulas/roofline';
import type { Text } from './diagnostics';
import { fact, type Q } from './quantity';
import {
  timeResources,
  type Load,
  type Op,
  type Phase,
  type PhaseName,
  type Resource,
  type TimedOp,
  type TimeResource,
} from './types';

const article = 'article table 1';

function limit(value: number, en: string, zh: string): Q<'1'> {
  return fact(value, '1', 'given', { label: { en, zh }, source: article });
}

export const limits = {
  mfu: limit(0.6, 'least MFU before compute counts as unsaturated', '算力未饱和的 MFU 阈值'),
  fill: limit(0.85, 'memory fill at which running out looms', '显存占用告警阈值'),
  ratio: limit(0.5, 'largest share of the compute time', '相对计算时间的告警阈值'),
} as const;

export interface PhaseTotals {
  readonly name: PhaseName;
  readonly ops: readonly TimedOp[];
  /** Each operator's time that no overlap hides. */
  readonly open: (each: TimedOp) => Q<'s'>;
  readonly time: Q<'s'>;
  readonly busy: Readonly<Record<TimeResource, Q<'s'>>>;
  readonly mfu: Q<'1'>;
  readonly memoryRatio: Q<'1'>;
  readonly communicationRatio: Q<'1'>;
  readonly fill: Q<'1'>;
}

export function judge(totals: PhaseTotals): Phase {
  const bound = boundTimes(totals);
  const bottleneck = bottleneckOf(totals, bound);
  const next = bottleneck && nextAfter(bottleneck, totals, bound);
  return { name: totals.name, ops: totals.ops, load: loads(totals, bound), bottleneck, ...(next ? { next } : {}) };
}

type Bound = Readonly<Record<TimeResource, Q<'s'>>>;

/** Seconds of the pass in which each resource sets the pace: the times of the operators that it binds. */
function boundTimes({ ops, open }: PhaseTotals): Bound {
  const of = (resource: TimeResource): Q<'s'> =>
    sumOver(
      {
        id: `phase.binds.${resource}`,
        title: { en: 'Time of the operators that this resource binds', zh: '受该资源约束的算子时间' },
        symbol: 't_"bound"',
        unit: 's',
        meanings: () => meaningsOf(ops),
      },
      ops.filter((each) => each.binds === resource),
      open,
    );
  return { compute: of('compute'), 'memory-bandwidth': of('memory-bandwidth'), communication: of('communication') };
}

/** What each operator is, by its full name. */
export function meaningsOf(
  ops: readonly { readonly id: string; readonly op: Pick<Op, 'title'> }[],
): Record<string, Text> {
  return Object.fromEntries(ops.map((each) => [each.id, each.op.title]));
}

function bottleneckOf(totals: PhaseTotals, bound: Bound): Resource | undefined {
  if (totals.fill.value > 1) return 'memory-capacity';
  if (Number.isNaN(totals.time.value)) return undefined;
  return longest(bound);
}

function longest(bound: Readonly<Record<TimeResource, { readonly value: number }>>): TimeResource {
  return timeResources.reduce((best, each) => (bound[each].value > bound[best].value ? each : best));
}

/** Speed the bottleneck up until the pass spends as long on another resource; capacity: until the design fits. */
function nextAfter(bottleneck: Resource, totals: PhaseTotals, bound: Bound): Phase['next'] {
  if (bottleneck === 'memory-capacity') {
    if (Number.isNaN(totals.time.value)) return undefined;
    const fill = totals.fill;
    return {
      resource: longest(bound),
      gain: gather({
        id: 'verdict.capacity',
        title: { en: 'Memory needed ÷ memory there is', zh: '所需显存 ÷ 现有显存' },
        symbol: 'g',
        unit: '1',
        value: fill.value,
        terms: { fill },
        write: ([f]) => f ?? '',
      }),
    };
  }
  const found = takeover(totals.ops, bottleneck);
  if (!found) return undefined;
  const terms = (): Record<string, Q<'s'>> =>
    Object.fromEntries(totals.ops.filter((each) => each.binds === bottleneck).map((each) => [each.id, each.time]));
  return {
    resource: found.resource,
    gain: gather({
      id: 'verdict.takeover',
      title: {
        en: 'How much faster the bottleneck must get until another resource binds longer',
        zh: '瓶颈资源提速到此倍数后，另一资源约束更久',
      },
      symbol: 'g',
      unit: '1',
      value: found.gain,
      terms,
      meanings: () => meaningsOf(totals.ops),
      write: (names) => `min{g : (${names.join(' + ')}) / g <= t_"other"}`,
    }),
  };
}

/**
 * Divides the bottleneck's times by a growing g. An operator stops being bound by it once its second resource is longer; between
 * such points the bottleneck's total falls as 1/g while the others stand still, so each crossing is found in closed form.
 */
function takeover(
  ops: readonly TimedOp[],
  bottleneck: TimeResource,
): { resource: TimeResource; gain: number } | undefined {
  const totals: Record<TimeResource, number> = { compute: 0, 'memory-bandwidth': 0, communication: 0 };
  const flips: { at: number; mine: number; other: TimeResource; others: number }[] = [];
  let mine = 0;
  for (const each of ops) {
    if (each.binds === undefined) continue;
    if (each.binds !== bottleneck) {
      totals[each.binds] += each.time.value;
      continue;
    }
    const second = secondOf(each, bottleneck);
    mine += each.time.value;
    if (second.seconds > 0)
      flips.push({
        at: each.time.value / second.seconds,
        mine: each.time.value,
        other: second.resource,
        others: second.seconds,
      });
  }
  flips.sort((a, b) => a.at - b.at);
  const rivals = timeResources.filter((resource) => resource !== bottleneck);
  const rival = (): TimeResource => rivals.reduce((best, each) => (totals[each] > totals[best] ? each : best));
  for (const flip of flips) {
    const leader = rival();
    const crossing = totals[leader] > 0 ? mine / totals[leader] : Number.POSITIVE_INFINITY;
    if (crossing <= flip.at) return { resource: leader, gain: Math.max(1, crossing) };
    mine -= flip.mine;
    totals[flip.other] += flip.others;
    if (totals[flip.other] >= mine / flip.at) return { resource: flip.other, gain: flip.at };
  }
  const leader = rival();
  return totals[leader] > 0 ? { resource: leader, gain: Math.max(1, mine / totals[leader]) } : undefined;
}

function secondOf(each: TimedOp, first: TimeResource): { resource: TimeResource; seconds: number } {
  const seconds: Record<TimeResource, number> = {
    compute: each.compute.value,
    'memory-bandwidth': each.memory.value,
    communication: each.communication.value,
  };
  const [a, b] = timeResources.filter((resource) => resource !== first);
  const best = a !== undefined && (b === undefined || seconds[a] >= seconds[b]) ? a : b;
  return best === undefined ? { resource: first, seconds: 0 } : { resource: best, seconds: seconds[best] };
}

function loads(totals: PhaseTotals, bound: Bound): readonly Load[] {
  const { time, busy, mfu, fill } = totals;
  const share = (resource: TimeResource): Q<'1'> => shareOfPass({ busy: busy[resource], time });
  const compute = share('compute');
  return [
    {
      resource: 'compute',
      binds: bound.compute,
      busy: busy.compute,
      share: compute,
      measure: 'mfu',
      value: mfu,
      limit: limits.mfu,
      alarm: mfu.value < limits.mfu.value,
      tick: limits.mfu.value,
    },
    {
      resource: 'memory-capacity',
      share: fill,
      measure: 'memory.fill',
      value: fill,
      limit: limits.fill,
      alarm: fill.value > limits.fill.value,
      tick: limits.fill.value,
    },
    ratioLoad('memory-bandwidth', 'memory_ratio', totals.memoryRatio),
    ratioLoad('communication', 'communication_ratio', totals.communicationRatio),
  ];

  function ratioLoad(resource: TimeResource, measure: Load['measure'], value: Q<'1'>): Load {
    return {
      resource,
      binds: bound[resource],
      busy: busy[resource],
      share: share(resource),
      measure,
      value,
      limit: limits.ratio,
      alarm: value.value > limits.ratio.value,
      // The bar trips table 1 at half of compute's bar.
      tick: limits.ratio.value * compute.value,
    };
  }
}
