/** One pass in plain seconds: for whoever times many passes of one design and asks for no metrics. */

import { overlap } from './overlap';
import { question } from './quantity';
import type { TimedPass } from './time';
import type { OpGroup, Phase, TimeResource } from './types';

export interface PassSeconds {
  readonly time: number;
  /** That each resource works; they may overlap. */
  readonly busy: Readonly<Record<TimeResource, number>>;
  /** That each resource keeps the pass waiting. */
  readonly bound: Readonly<Record<TimeResource, number>>;
  readonly ops: readonly OpSeconds[];
}

/** One operator, all repetitions. */
export interface OpSeconds {
  readonly group: OpGroup;
  readonly binds: TimeResource | undefined;
  readonly time: number;
  readonly launch: number;
}

const serialLabel = { en: 'operators one after another', zh: '算子依次执行' };

/** The same sums as rollup.ts takes. */
export function passSeconds({ timing: { ledger }, hiding }: TimedPass): PassSeconds {
  const { time, compute, memory, communication } = ledger.sums();
  const overlapping = overlap(question(time, 's', serialLabel), hiding);
  return {
    time: overlapping.time.value,
    busy: { compute, 'memory-bandwidth': memory, communication },
    bound: ledger.open(overlapping).bound,
    ops: ledger.ops.slice(0, ledger.count).map((op, n) => ({
      group: op.group,
      binds: ledger.binds[n],
      time: ledger.time[n] ?? 0,
      launch: ledger.launch[n] ?? 0,
    })),
  };
}

/** Of a phase that was rolled up already. */
export function secondsOfPhase({ load, ops }: Phase, time: number): PassSeconds {
  const of = (part: 'busy' | 'binds'): PassSeconds['busy'] => {
    const at = (resource: TimeResource): number => load.find((each) => each.resource === resource)?.[part]?.value ?? 0;
    return { compute: at('compute'), 'memory-bandwidth': at('memory-bandwidth'), communication: at('communication') };
  };
  return {
    time,
    busy: of('busy'),
    bound: of('binds'),
    ops: ops.map((each) => ({
      group: each.op.group,
      binds: each.binds,
      time: each.time.value,
      launch: each.launch.value,
    })),
  };
}
