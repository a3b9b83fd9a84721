/** What of a pass hides behind what: the timed operators of an overlapped engine, and the time that is left. */

import { unitsOf } from './catalog/calibrations';
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
import { cardContext, goesStraight, overlapIn, type PassContext } from './plan/context';
import { meaningsOf } from './plan/op';
import { profiles } from './profiles';
import { question, type Q } from './quantity';
import type { Left } from './time/ledger';
import type { Timed } from './time/timed';
import type { Timing } from './time/timing';
import type { Op, Overlap } from './types';

/** In plain numbers, for who adds up, and each operator's for who asks. */
export interface Overlapped extends Left {
  /** Time that each operator's resources keep the pass waiting: in the open, its latency left out. */
  readonly open: (each: Timed) => Q<'s'>;
  /** Latency of each operator that nothing hides. Both together, over all operators, are the time. */
  readonly waits: (each: Timed) => Q<'s'>;
  readonly time: Q<'s'>;
}

/** What of the kernels of a pass is hidden; host time comes after. */
export function hidingIn(timing: Timing, context: PassContext): Hiding | undefined {
  const how = overlapIn(cardContext(context));
  const hiding = how ? interleaved(timing, how, context) : besideStream(timing, context);
  return hiding && hiding.hidden.value !== 0 ? hiding : undefined;
}

/** What is left of the time of operators one after another. */
export function exposed(serial: Q<'s'>, hiding: Hiding | undefined): Q<'s'> {
  return hiding ? exposedTime({ serial, hidden: hiding.hidden }) : serial;
}

export function overlap(serial: Q<'s'>, hiding: Hiding | undefined): Overlapped {
  const time = exposed(serial, hiding);
  if (!hiding) return { open: openAlone, waits: launchOf, isHidden: isNever, left: 1, time };
  const { hidden, isHidden, total } = hiding;
  return {
    open: (each) =>
      isHidden(each.op) ? openTime({ time: each.time, launch: each.launch, hidden, side: total }) : openAlone(each),
    waits: (each) => (isHidden(each.op) ? openLatency({ launch: each.launch, hidden, side: total }) : each.launch),
    isHidden,
    left: shareLeft(hidden.value, total.value),
    time,
  };
}

const nothing = question(0, 's', { en: 'nothing hidden', zh: '无隐藏' });

/** Where nothing is hidden of an operator. */
function openAlone({ time, launch }: Timed): Q<'s'> {
  return launch.value === 0 ? time : openTime({ time, launch, hidden: nothing, side: time });
}

function launchOf({ launch }: Timed): Q<'s'> {
  return launch;
}

function isNever(): boolean {
  return false;
}

/** What is hidden, and the operators it is hidden of. */
export interface Hiding {
  readonly hidden: Q<'s'>;
  readonly isHidden: (op: Op) => boolean;
  readonly total: Q<'s'>;
}

/** Half batches, or one batch beside its own exchange. What is hidden is the shorter side; the longer is what the person waits for. */
function interleaved(timing: Timing, how: Overlap, context: PassContext): Hiding {
  const links = timing.timeOf(sides.links, isLink);
  const work = timing.timeOf(sides.work, isWork);
  const { efficiency } = how;
  const hidden =
    how.kind === 'two-batch'
      ? twoBatchHidden({ work, links, slowed: slowed(work, context), efficiency })
      : singleBatchHidden({
          exchange: timing.timeOf(sides.exchange, isExchange),
          beside: timing.timeOf(sides.beside, runsWithExchange),
          efficiency,
        });
  return links.value <= work.value
    ? { hidden, isHidden: isLink, total: links }
    : { hidden, isHidden: isWork, total: work };
}

const sides = {
  links: { id: 'overlap.links', title: { en: 'Time of all communication', zh: '全部通信时间' } },
  work: { id: 'overlap.work', title: { en: 'Time of all that is not communication', zh: '全部非通信时间' } },
  exchange: { id: 'overlap.exchange', title: { en: 'Time of expert exchange', zh: '专家交换时间' } },
  beside: {
    id: 'overlap.beside',
    title: { en: 'Work that can run beside expert exchange', zh: '可与专家交换并行的计算' },
  },
  routed: { id: 'overlap.routed', title: { en: 'Time of the routed experts', zh: '路由专家时间' } },
  stream: { id: 'overlap.stream', title: { en: 'Time of the shared expert', zh: '共享专家时间' } },
} as const;

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
function besideStream(timing: Timing, { kase, phase }: PassContext): Hiding | undefined {
  if (kase.fidelity !== 'calibrated' || phase !== 'decode' || !profiles[kase.runtime].besideStream) return undefined;
  const latency = latencyBeside(timing);
  if (!latency) return undefined;
  const behind = timing.timeOf(sides.routed, isRouted);
  return {
    hidden: streamHidden({ latency, behind }),
    isHidden: isBeside,
    total: timing.timeOf(sides.stream, isBeside),
  };
}

/** Nothing where no operator has a stream of its own. */
function latencyBeside(timing: Timing): Q<'s'> | undefined {
  const { count, ops, time, peak, memory } = timing.ledger;
  let waiting: number | undefined;
  for (let n = 0; n < count; n++) {
    const op = ops[n];
    if (op && isBeside(op)) waiting = (waiting ?? 0) + waitBeyond(time[n] ?? 0, peak[n] ?? 0, memory[n] ?? 0);
  }
  if (waiting === undefined) return undefined;
  const those = () => timing.ops.slice(0, count).filter((each) => isBeside(each.op));
  return summed(
    {
      id: 'overlap.latency',
      title: { en: 'Latencies of the shared expert', zh: '共享专家的延迟' },
      symbol: 't',
      unit: 's',
      meanings: () => meaningsOf(those()),
    },
    waiting,
    () => termsOf(those(), (each) => latencyLeft({ time: each.time, compute: each.peak, memory: each.memory })),
  );
}

function isLink({ kind }: Op): boolean {
  return kind === 'collective';
}

function isWork(op: Op): boolean {
  return !isLink(op) && op.group !== 'host';
}

function isBeside({ runsBeside }: Op): boolean {
  return runsBeside === true;
}

/** Whose rows leave and come back by expert exchange, and the other collectives that are no reduction. */
function isExchange(op: Op): boolean {
  return op.kind === 'collective' && op.shape.kind === 'collective' && op.shape.family !== 'all-reduce';
}

function runsWithExchange({ runsBeside, feedsExchange }: Op): boolean {
  return runsBeside === true || feedsExchange === true;
}

function isRouted({ group }: Op): boolean {
  return group === 'experts';
}
