/** Which resource binds a phase, what binds next and at which gain, and table 1's alarms. */

import { gather, summed, termsOf } from './formula';
import { shareOfPass } from './formulas/roofline';
import { asShare, fact, type Q } from './quantity';
import type { Ledger } from './time/ledger';
import type { Timed } from './time/timed';
import type { Timing } from './time/timing';
import type { Load, Phase, PhaseName, Resource, TimeResource } from './types';

const article = 'article table 1';

function limit(value: number, en: string, zh: string): Q<'1'> {
  return fact(value, '1', 'given', { label: { en, zh }, source: article });
}

export const limits = {
  mfu: asShare(limit(0.6, 'least MFU before compute counts as unsaturated', '算力未饱和的 MFU 阈值')),
  fill: asShare(limit(0.85, 'memory fill at which running out looms', '显存占用告警阈值')),
  ratio: limit(0.5, 'largest share of the compute time', '相对计算时间的告警阈值'),
} as const;

export interface PhaseTotals {
  readonly name: PhaseName;
  readonly timing: Timing;
  /** Each operator's time that no overlap hides. */
  readonly open: (each: Timed) => Q<'s'>;
  /** The same added up over the operators that a resource binds. */
  readonly bound: Readonly<Record<TimeResource, number>>;
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
  return new JudgedPhase(totals, { load: loads(totals, bound), bottleneck, next });
}

type Verdict = Pick<Phase, 'load' | 'bottleneck' | 'next'>;

/** A class so that its operators are made when somebody asks for them. */
class JudgedPhase implements Phase {
  readonly name: PhaseName;
  readonly load: Phase['load'];
  readonly bottleneck: Phase['bottleneck'];
  readonly next: Phase['next'];
  readonly #timing: Timing;

  constructor({ name, timing }: PhaseTotals, { load, bottleneck, next }: Verdict) {
    this.name = name;
    this.load = load;
    this.bottleneck = bottleneck;
    this.next = next;
    this.#timing = timing;
  }

  get ops(): Phase['ops'] {
    return this.#timing.ops;
  }
}

type Bound = Readonly<Record<TimeResource, Q<'s'>>>;

/** Seconds of the pass in which each resource sets the pace: the times of the operators that it binds. */
function boundTimes(totals: PhaseTotals): Bound {
  return {
    compute: boundTime('compute', totals),
    'memory-bandwidth': boundTime('memory-bandwidth', totals),
    communication: boundTime('communication', totals),
  };
}

function boundTime(resource: TimeResource, { timing, open, bound }: PhaseTotals): Q<'s'> {
  const { id, title } = boundSpecs[resource];
  return summed({ id, title, symbol: 't_"bound"', unit: 's', meanings: () => timing.meanings() }, bound[resource], () =>
    termsOf(boundBy(resource, timing), open),
  );
}

function boundBy(resource: TimeResource, timing: Timing): readonly Timed[] {
  return timing.ops.filter((each) => each.binds === resource);
}

const boundSpecs = {
  compute: boundSpec('compute'),
  'memory-bandwidth': boundSpec('memory-bandwidth'),
  communication: boundSpec('communication'),
} as const;

function boundSpec(resource: TimeResource) {
  return {
    id: `phase.binds.${resource}`,
    title: { en: 'Time of the operators that this resource binds', zh: '受该资源约束的算子时间' },
  };
}

function bottleneckOf(totals: PhaseTotals, bound: Bound): Resource | undefined {
  if (totals.fill.value > 1) return 'memory-capacity';
  if (Number.isNaN(totals.time.value)) return undefined;
  return longest(bound);
}

function longest(bound: Bound): TimeResource {
  const { compute, 'memory-bandwidth': memory, communication } = bound;
  const leader = memory.value > compute.value ? 'memory-bandwidth' : 'compute';
  return communication.value > bound[leader].value ? 'communication' : leader;
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
  const { timing } = totals;
  const found = takeover(timing.ledger, bottleneck);
  if (!found) return undefined;
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
      terms: () => termsOf(boundBy(bottleneck, timing), ({ time }) => time),
      meanings: () => timing.meanings(),
      write: (names) => `min{g : (${names.join(' + ')}) / g <= t_"other"}`,
    }),
  };
}

/** Operators that the bottleneck binds, each with the gain from which on another resource holds it longer. Used again for each pass. */
const flips = { at: [0], mine: [0], others: [0], other: new Array<TimeResource>() };

/**
 * Divides the bottleneck's times by a growing g. An operator stops being bound by it once its second resource is longer; between
 * such points the bottleneck's total falls as 1/g while the others stand still, so each crossing is found in closed form.
 */
function takeover(ledger: Ledger, bottleneck: TimeResource): { resource: TimeResource; gain: number } | undefined {
  const totals: Record<TimeResource, number> = { compute: 0, 'memory-bandwidth': 0, communication: 0 };
  const [first, second] = rivalsOf[bottleneck];
  const [firsts, seconds] = [secondsOf(ledger, first), secondsOf(ledger, second)];
  let mine = 0;
  let count = 0;
  for (let n = 0; n < ledger.count; n++) {
    const binds = ledger.binds[n];
    if (binds === undefined) continue;
    const time = ledger.time[n] ?? 0;
    if (binds !== bottleneck) {
      totals[binds] += time;
      continue;
    }
    mine += time;
    const [one, other] = [firsts[n] ?? 0, seconds[n] ?? 0];
    const others = one >= other ? one : other;
    if (!(others > 0)) continue;
    flips.at[count] = time / others;
    flips.mine[count] = time;
    flips.others[count] = others;
    flips.other[count] = one >= other ? first : second;
    count++;
  }
  for (let left = count; left > 0; left--) {
    const leader = totals[second] > totals[first] ? second : first;
    const next = nearestFlip(count);
    const at = flips.at[next] ?? Number.POSITIVE_INFINITY;
    const crossing = totals[leader] > 0 ? mine / totals[leader] : Number.POSITIVE_INFINITY;
    if (crossing <= at) return { resource: leader, gain: Math.max(1, crossing) };
    const other = flips.other[next] ?? first;
    mine -= flips.mine[next] ?? 0;
    totals[other] += flips.others[next] ?? 0;
    if (totals[other] >= mine / at) return { resource: other, gain: at };
    flips.at[next] = Number.POSITIVE_INFINITY;
  }
  const leader = totals[second] > totals[first] ? second : first;
  return totals[leader] > 0 ? { resource: leader, gain: Math.max(1, mine / totals[leader]) } : undefined;
}

/** Of those not passed yet; there is one. Most passes are decided by the first few, so they are not sorted. */
function nearestFlip(count: number): number {
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < count; i++) {
    const at = flips.at[i] ?? least;
    if (at < least) {
      least = at;
      best = i;
    }
  }
  return best;
}

const rivalsOf = {
  compute: ['memory-bandwidth', 'communication'],
  'memory-bandwidth': ['compute', 'communication'],
  communication: ['compute', 'memory-bandwidth'],
} as const satisfies Record<TimeResource, readonly TimeResource[]>;

function secondsOf(ledger: Ledger, resource: TimeResource): readonly number[] {
  switch (resource) {
    case 'compute':
      return ledger.compute;
    case 'memory-bandwidth':
      return ledger.memory;
    case 'communication':
      return ledger.communication;
  }
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
