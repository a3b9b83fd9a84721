/** What of a pass hides behind what: the timed operators of an overlapped engine, and the time that is left. */

import { unitsOf } from './catalog/calibrations';
import type { Text } from './diagnostics';
import { summed, termsOf } from './formula';
import {
  exposedTime,
  latencyLeft,
  openLatency,
  openTime,
  shareLeft,
  singleBatchHidden,
  slowedWork,
  streamHidden,
  twoBatchHidden,
  waitBeyond,
} from './formulas/overlap';
import { goesStraight, type PassContext } from './plan/context';
import { meaningsOf } from './plan/op';
import { profiles } from './profiles';
import { question, type Q } from './quantity';
import { timeOf, type Timed } from './time/timed';
import type { Overlap } from './types';

export interface Overlapped {
  /** Time that each operator's resources keep the pass waiting: in the open, its latency left out. */
  readonly open: (each: Timed) => Q<'s'>;
  /** Latency of each operator that nothing hides. Both together, over all operators, are the time. */
  readonly waits: (each: Timed) => Q<'s'>;
  /** The same in plain numbers, for who adds up: of the operators that it is hidden of, this share stays open. */
  readonly isHidden: (each: Timed) => boolean;
  readonly left: number;
  readonly time: Q<'s'>;
}

/** What of the kernels of a pass is hidden; host time comes after. */
export function hidingIn(ops: readonly Timed[], context: PassContext): Hiding | undefined {
  const how = context.kase.overlap?.[context.phase];
  const hiding = how ? interleaved(ops, how, context) : besideStream(ops, context);
  return hiding && hiding.hidden.value !== 0 ? hiding : undefined;
}

/** What is left of the time of operators one after another. */
export function exposed(serial: Q<'s'>, hiding: Hiding | undefined): Q<'s'> {
  return hiding ? exposedTime({ serial, hidden: hiding.hidden }) : serial;
}

export function overlap(serial: Q<'s'>, hiding: Hiding | undefined): Overlapped {
  const time = exposed(serial, hiding);
  if (!hiding) return { ...inTheOpen, time };
  const { hidden, isHidden, total } = hiding;
  return {
    open: (each) =>
      isHidden(each) ? openTime({ time: each.time, launch: each.launch, hidden, side: total }) : inTheOpen.open(each),
    waits: (each) => (isHidden(each) ? openLatency({ launch: each.launch, hidden, side: total }) : each.launch),
    isHidden,
    left: shareLeft(hidden.value, total.value),
    time,
  };
}

const nothing = question(0, 's', { en: 'nothing hidden', zh: '无隐藏' });

/** Where nothing is hidden. */
const inTheOpen: Omit<Overlapped, 'time'> = {
  open: (each) =>
    each.launch.value === 0
      ? each.time
      : openTime({ time: each.time, launch: each.launch, hidden: nothing, side: each.time }),
  waits: ({ launch }) => launch,
  isHidden: () => false,
  left: 1,
};

/** What is hidden, and the operators it is hidden of. */
export interface Hiding {
  readonly hidden: Q<'s'>;
  readonly isHidden: (each: Timed) => boolean;
  readonly total: Q<'s'>;
}

/** Half batches, or one batch beside its own exchange. What is hidden is the shorter side; the longer is what the person waits for. */
function interleaved(ops: readonly Timed[], how: Overlap, context: PassContext): Hiding {
  const links = timeOfThose('overlap.links', { en: 'Time of all communication', zh: '全部通信时间' }, ops, isLink);
  const work = timeOfThose(
    'overlap.work',
    { en: 'Time of all that is not communication', zh: '全部非通信时间' },
    ops,
    isWork,
  );
  const { efficiency } = how;
  const hidden =
    how.kind === 'two-batch'
      ? twoBatchHidden({ work, links, slowed: slowed(work, context), efficiency })
      : singleBatchHidden({
          exchange: timeOfThose(
            'overlap.exchange',
            { en: 'Time of expert exchange', zh: '专家交换时间' },
            ops,
            isExchange,
          ),
          beside: timeOfThose(
            'overlap.beside',
            { en: 'Work that can run beside expert exchange', zh: '可与专家交换并行的计算' },
            ops,
            runsWithExchange,
          ),
          efficiency,
        });
  return links.value <= work.value
    ? { hidden, isHidden: isLink, total: links }
    : { hidden, isHidden: isWork, total: work };
}

/** In prefill some multiprocessors do nothing but communicate; the exchange of a decode step needs none. */
function slowed(work: Q<'s'>, { phase, kase, pool }: PassContext): Q<'s'> {
  const { exchange } = kase.stack;
  const taken = exchange.kind === 'routed' ? exchange.sms : profiles[kase.runtime].exchangeSms;
  if (phase === 'decode' || goesStraight({ kase, pool, phase })) return work;
  const sms = unitsOf(pool.chip);
  if (kase.fidelity !== 'calibrated' || !(sms.value > 2 * taken.value)) return work;
  return slowedWork({ work, sms, taken });
}

/** Engines run the shared expert of a decode step on a stream of its own: its latencies hide behind the routed experts. */
function besideStream(ops: readonly Timed[], { kase, phase }: PassContext): Hiding | undefined {
  if (kase.fidelity !== 'calibrated' || phase !== 'decode' || !profiles[kase.runtime].besideStream) return undefined;
  const beside = ops.filter(isBeside);
  if (beside.length === 0) return undefined;
  let waiting = 0;
  for (const each of beside) {
    const { seconds, repeats, peakSeconds } = each;
    waiting += waitBeyond(repeats * seconds.time, peakSeconds, repeats * seconds.memory);
  }
  const latency = summed(
    {
      id: 'overlap.latency',
      title: { en: 'Latencies of the shared expert', zh: '共享专家的延迟' },
      symbol: 't',
      unit: 's',
      meanings: () => meaningsOf(beside),
    },
    waiting,
    () => termsOf(beside, ({ time, peak, memory }) => latencyLeft({ time, compute: peak, memory })),
  );
  const behind = timeOfThose('overlap.routed', { en: 'Time of the routed experts', zh: '路由专家时间' }, ops, isRouted);
  return {
    hidden: streamHidden({ latency, behind }),
    isHidden: isBeside,
    total: timeOf({ id: 'overlap.stream', title: { en: 'Time of the shared expert', zh: '共享专家时间' } }, beside),
  };
}

function isLink({ op }: Timed): boolean {
  return op.kind === 'collective';
}

function isWork(each: Timed): boolean {
  return !isLink(each) && each.op.group !== 'host';
}

function isBeside({ op }: Timed): boolean {
  return op.runsBeside === true;
}

/** Whose rows leave and come back by expert exchange, and the other collectives that are no reduction. */
function isExchange({ op }: Timed): boolean {
  return op.kind === 'collective' && op.shape.kind === 'collective' && op.shape.family !== 'all-reduce';
}

function runsWithExchange({ op }: Timed): boolean {
  return op.runsBeside === true || op.feedsExchange === true;
}

function isRouted({ op }: Timed): boolean {
  return op.group === 'experts';
}

/** Time of the operators that answer a question with yes, one after another. */
function timeOfThose(id: string, title: Text, ops: readonly Timed[], isOne: (each: Timed) => boolean): Q<'s'> {
  let value = 0;
  for (const each of ops) if (isOne(each)) value += each.repeats * each.seconds.time;
  const spec = { id, title, symbol: 't', unit: 's', meanings: () => meaningsOf(ops.filter(isOne)) } as const;
  return summed(spec, value, () => termsOf(ops.filter(isOne), ({ time }) => time));
}
