/** What a pass does beside its kernels: loads a cached prefix, packs the cache that leaves, waits for the longest rank. */

import { cachedLoad, loadTime, packTime, rankWait, takenTime } from '../formulas/passes-beside';
import { cachedTokens } from '../formulas/shares';
import { cachePerToken } from '../plan/build';
import type { PassContext } from '../plan/context';
import { count, operator } from '../plan/op';
import type { Q } from '../quantity';
import type { Op, OpGroup } from '../types';
import { binding, noLaunch, timedWhole, type Timed } from './timed';
import { isAny, type Timing } from './timing';

const once = count(1, 'once a pass', '每趟一次');

interface Beside {
  readonly id: string;
  readonly title: { readonly en: string; readonly zh: string };
  readonly group: OpGroup;
  readonly memory?: Q<'s'>;
  readonly communication?: Q<'s'>;
  readonly launch?: Q<'s'>;
  readonly time: Q<'s'>;
}

function beside({ id, title, group, time, ...busy }: Beside): Timed {
  const { memory = noLaunch, communication = noLaunch, launch = noLaunch } = busy;
  const isIdle = memory === noLaunch && communication === noLaunch;
  const kernel = { compute: noLaunch, memory, communication, launch, time };
  const binds = isIdle ? undefined : binding(0, memory.value, communication.value);
  return timedWhole(operator({ id, title, group }), once, kernel, binds);
}

/** Bytes that move at any fidelity. */
export function movedOps(context: PassContext): Timed[] {
  return context.phase === 'prefill' ? [...loadOp(context), ...packOp(context)] : [];
}

/** What only achievable rates know. */
export function waitOps(timing: Timing, context: PassContext): Timed[] {
  return context.phase === 'prefill' ? sendingOp(timing, context) : rankOp(timing, context);
}

function loadOp({ kase, pool, sequences }: PassContext): Timed[] {
  const { cacheLoad, workload } = kase;
  if (!cacheLoad?.bandwidth || workload.prefixHit.value === 0) return [];
  const cached = cachedTokens({ input: workload.input, hit: workload.prefixHit });
  const communication = cachedLoad({
    sequences,
    cached,
    token: cachePerToken(kase, pool),
    bandwidth: cacheLoad.bandwidth,
  });
  const { latency } = cacheLoad;
  const title = { en: 'cached prefix loaded', zh: '加载缓存前缀' };
  const time = loadTime({ moving: communication, latency });
  return [beside({ id: 'cache-load', title, group: 'exchange', communication, launch: latency, time })];
}

/** The cache of the prompts of a pass, written to a buffer and read again. */
function packOp({ kase, pool, sequences }: PassContext): Timed[] {
  const { copies } = kase.stack.transfer;
  if (!kase.separatePools || copies.value === 0) return [];
  const memory = packTime({
    sequences,
    length: kase.workload.input,
    token: cachePerToken(kase, pool),
    copies,
    bandwidth: pool.chip.memoryBandwidth,
  });
  const title = { en: 'cache packed for transfer', zh: '缓存打包待传输' };
  return [beside({ id: 'cache-pack', title, group: 'elementwise', memory, time: memory })];
}

function sendingOp(timing: Timing, { kase }: PassContext): Timed[] {
  const { taken } = kase.stack.transfer;
  if (!kase.separatePools || taken.value === 0) return [];
  const time = takenTime({ pass: timing.timeOf(operators, isAny), taken });
  const title = { en: 'multiprocessors that send the cache', zh: '发送缓存占用的计算单元' };
  return [beside({ id: 'cache-send', title, group: 'host', launch: time, time })];
}

/** Ranks meet at each exchange: a step waits for the one whose caches are longest together. */
function rankOp(timing: Timing, { kase, pool, sequences }: PassContext): Timed[] {
  const { ep, tp } = pool.layout;
  const hasExperts = kase.model.layers.some(({ ffn }) => ffn.kind === 'moe');
  if (!hasExperts || ep <= tp) return [];
  const time = rankWait({
    attention: timing.timeOf(operators, isAttention),
    ranks: count(ep / tp, 'DP ranks that wait for each other', '相互等待的 DP rank 数'),
    batch: sequences,
    input: kase.workload.input,
    output: kase.workload.output,
    spread: kase.stack.spread,
  });
  const title = { en: 'wait for the rank with the longest caches', zh: '等待缓存最长的 rank' };
  return time.value === 0 ? [] : [beside({ id: 'rank-wait', title, group: 'host', launch: time, time })];
}

const operators = { id: 'beside.time', title: { en: 'Time of the operators', zh: '算子时间' } } as const;

function isAttention({ kind }: Op): boolean {
  return kind === 'attention';
}
