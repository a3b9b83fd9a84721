/** What of a pass hides behind what: the timed operators of an overlapped engine, and the time that is left. */

import { sumOver } from './formula';
import {
  exposedTime,
  latencyLeft,
  openLatency,
  openTime,
  singleBatchHidden,
  slowedWork,
  streamHidden,
  twoBatchHidden,
} from './formulas/overlap';
import { goesStraight, type PassContext } from './plan/context';
import { profiles } from './profiles';
import { question, type Q } from './quantity';
import type { Overlap, TimedOp } from './types';
import { meaningsOf } from './verdict';

export interface Overlapped {
  /** Time that each operator's resources keep the pass waiting: in the open, its latency left out. */
  readonly open: (each: TimedOp) => Q<'s'>;
  /** Latency of each operator that nothing hides. Both together, over all operators, are the time. */
  readonly waits: (each: TimedOp) => Q<'s'>;
  readonly time: Q<'s'>;
}

export function overlap(ops: readonly TimedOp[], serial: Q<'s'>, context: PassContext): Overlapped {
  const how = context.kase.overlap?.[context.phase];
  const hiding = how ? interleaved(ops, how, context) : besideStream(ops, context);
  if (!hiding || hiding.hidden.value === 0) {
    return { open: (each) => openOf(each, undefined), waits: ({ launch }) => launch, time: serial };
  }
  const { hidden, side, total } = hiding;
  return {
    open: (each) => openOf(each, hiding),
    waits: (each) => (side.has(each) ? openLatency({ launch: each.launch, hidden, side: total }) : each.launch),
    time: exposedTime({ serial, hidden }),
  };
}

/** What is hidden, and the operators it is hidden of. */
interface Hiding {
  readonly hidden: Q<'s'>;
  readonly side: ReadonlySet<TimedOp>;
  readonly total: Q<'s'>;
}

const nothing = question(0, 's', { en: 'nothing hidden', zh: '无隐藏' });

function openOf(each: TimedOp, hiding: Hiding | undefined): Q<'s'> {
  const isHidden = hiding?.side.has(each) === true;
  if (!isHidden && each.launch.value === 0) return each.time;
  return openTime({
    time: each.time,
    launch: each.launch,
    hidden: isHidden ? hiding.hidden : nothing,
    side: isHidden ? hiding.total : each.time,
  });
}

/** Half batches, or one batch beside its own exchange. What is hidden is the shorter side; the longer is what the person waits for. */
function interleaved(ops: readonly TimedOp[], how: Overlap, context: PassContext): Hiding | undefined {
  const links = ops.filter(isLink);
  const rest = ops.filter((each) => !isLink(each) && each.op.group !== 'host');
  const linkTime = timeOf('overlap.links', { en: 'Time of all communication', zh: '全部通信时间' }, links);
  const work = timeOf('overlap.work', { en: 'Time of all that is not communication', zh: '全部非通信时间' }, rest);
  const hidden =
    how.kind === 'two-batch'
      ? twoBatchHidden({ work, links: linkTime, slowed: slowed(work, context), efficiency: how.efficiency })
      : behindExchange(ops, how);
  const [side, total] = linkTime.value <= work.value ? [links, linkTime] : [rest, work];
  return { hidden, side: new Set(side), total };
}

/** In prefill some multiprocessors do nothing but communicate; the exchange of a decode step needs none. */
function slowed(work: Q<'s'>, { phase, kase, pool }: PassContext): Q<'s'> {
  const { exchange } = kase.stack;
  const taken = exchange.kind === 'routed' ? exchange.sms : profiles[kase.runtime].exchangeSms;
  if (phase === 'decode' || goesStraight({ kase, pool, phase })) return work;
  if (kase.fidelity !== 'calibrated' || !(pool.chip.sms.value > 2 * taken.value)) return work;
  return slowedWork({ work, sms: pool.chip.sms, taken });
}

function behindExchange(ops: readonly TimedOp[], how: Overlap): Q<'s'> {
  const exchange = ops.filter(({ op: { shape } }) => shape.kind === 'collective' && shape.family !== 'all-reduce');
  const beside = ops.filter(({ op }) => op.runsBeside === true || op.feedsExchange === true);
  return singleBatchHidden({
    exchange: timeOf('overlap.exchange', { en: 'Time of expert exchange', zh: '专家交换时间' }, exchange),
    beside: timeOf(
      'overlap.beside',
      { en: 'Work that can run beside expert exchange', zh: '可与专家交换并行的计算' },
      beside,
    ),
    efficiency: how.efficiency,
  });
}

/** Engines run the shared expert of a decode step on a stream of its own: its latencies hide behind the routed experts. */
function besideStream(ops: readonly TimedOp[], { kase, phase }: PassContext): Hiding | undefined {
  if (kase.fidelity !== 'calibrated' || phase !== 'decode' || !profiles[kase.runtime].besideStream) return undefined;
  const beside = ops.filter(({ op }) => op.runsBeside === true);
  if (beside.length === 0) return undefined;
  const routed = ops.filter(({ op }) => op.group === 'experts');
  const latency = sumOver(
    {
      id: 'overlap.latency',
      title: { en: 'Latencies of the shared expert', zh: '共享专家的延迟' },
      symbol: 't',
      unit: 's',
      meanings: () => meaningsOf(beside),
    },
    beside,
    ({ time, peak, memory }) => latencyLeft({ time, compute: peak, memory }),
  );
  const behind = timeOf('overlap.routed', { en: 'Time of the routed experts', zh: '路由专家时间' }, routed);
  return {
    hidden: streamHidden({ latency, behind }),
    side: new Set(beside),
    total: timeOf('overlap.stream', { en: 'Time of the shared expert', zh: '共享专家时间' }, beside),
  };
}

function isLink(each: TimedOp): boolean {
  return each.op.shape.kind === 'collective';
}

function timeOf(id: string, title: { en: string; zh: string }, ops: readonly TimedOp[]): Q<'s'> {
  return sumOver({ id, title, symbol: 't', unit: 's', meanings: () => meaningsOf(ops) }, ops, ({ time }) => time);
}
