/** What of a pass hides behind what: the timed operators of an overlapped engine, and the time that is left. */

import { sumOf } from './formula';
import { exposedShare, exposedTime, singleBatchHidden, twoBatchHidden } from './formulas/overlap';
import { meaningsOf } from './verdict';
import type { Q } from './quantity';
import type { Overlap, TimedOp } from './types';

export interface Overlapped {
  /** Time of each operator in the open, in the order of the operators. */
  readonly open: ReadonlyMap<string, Q<'s'>>;
  readonly time: Q<'s'>;
}

/** Without overlap an operator is in the open for all of its time. */
export function overlap(ops: readonly TimedOp[], serial: Q<'s'>, how: Overlap | undefined): Overlapped {
  if (!how) return { open: new Map(ops.map((each) => [each.id, each.time])), time: serial };
  const links = ops.filter(isLink);
  const rest = ops.filter((each) => !isLink(each));
  const linkTime = timeOf('overlap.links', { en: 'Time of all communication', zh: '全部通信时间' }, links);
  const work = timeOf('overlap.work', { en: 'Time of all that is not communication', zh: '全部非通信时间' }, rest);
  const hidden = hiddenOf(ops, linkTime, work, how);
  // What is hidden is the shorter side; the longer one is what the person waits for.
  const [side, total] = linkTime.value <= work.value ? [links, linkTime] : [rest, work];
  const inside = new Set(side.map((each) => each.id));
  return {
    open: new Map(
      ops.map((each) => [
        each.id,
        inside.has(each.id) ? exposedShare({ time: each.time, hidden, side: total }) : each.time,
      ]),
    ),
    time: exposedTime({ serial, hidden }),
  };
}

function isLink(each: TimedOp): boolean {
  return each.op.shape.kind === 'collective';
}

function timeOf(id: string, title: { en: string; zh: string }, ops: readonly TimedOp[]): Q<'s'> {
  return sumOf(
    { id, title, symbol: 't', unit: 's', meanings: () => meaningsOf(ops) },
    Object.fromEntries(ops.map((each) => [each.id, each.time])),
  );
}

function hiddenOf(ops: readonly TimedOp[], links: Q<'s'>, work: Q<'s'>, how: Overlap): Q<'s'> {
  if (how.kind === 'two-batch') return twoBatchHidden({ work, links, efficiency: how.efficiency });
  const beside = ops.filter((each) => each.op.runsBeside === true);
  return singleBatchHidden({
    exchange: timeOf(
      'overlap.exchange',
      { en: 'Time of expert exchange', zh: '专家交换时间' },
      ops.filter((each) => isExchange(each)),
    ),
    beside: timeOf(
      'overlap.beside',
      { en: 'Work that can run beside expert exchange', zh: '可与专家交换并行的计算' },
      beside,
    ),
    efficiency: how.efficiency,
  });
}

function isExchange(each: TimedOp): boolean {
  const { shape } = each.op;
  return shape.kind === 'collective' && shape.family !== 'all-reduce';
}
