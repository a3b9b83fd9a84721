/**
 * A timed operator as Explain and the charts see it: its kernel once, and how often it runs. The hot path keeps only its numbers
 * (ledger.ts); this is made when somebody asks for the operators of a pass, and its quantities when somebody asks for them.
 */

import { withDerivations } from '../formula';
import { repeatedTime } from '../formulas/kernels/pass';
import { computeTime } from '../formulas/roofline';
import { question, type Q } from '../quantity';
import type { Op, TimedOp, TimeResource } from '../types';
import type { Peaks } from './peak';

export const noLaunch = question(0, 's', { en: 'no latency', zh: '无延迟' });

/** What the resources of one kernel take, its latency, and the whole. */
export interface Kernel {
  readonly compute: Q<'s'>;
  readonly memory: Q<'s'>;
  readonly communication: Q<'s'>;
  readonly launch: Q<'s'>;
  readonly time: Q<'s'>;
}

/** The same in plain numbers, and which resource sets the pace. */
export interface Spent {
  readonly compute: number;
  readonly memory: number;
  readonly communication: number;
  readonly launch: number;
  readonly time: number;
  readonly binds: TimeResource | undefined;
}

/** What repeats operators in a pass: how often in all, and under which name. */
export interface Around {
  /** Ids of what repeats it, each with its dot. */
  readonly prefix: string;
  readonly times: Q<'1'>;
  /** True where seconds are of all repetitions, not of one; `repeats` is then 1. */
  readonly isWhole: boolean;
  readonly repeats: number;
  /** What arithmetic is held against; without them `compute` is at the peak already. */
  readonly peaks?: Peaks | undefined;
}

export interface TimedParts {
  readonly op: Op;
  readonly around: Around;
  readonly spent: Spent;
  /** The quantities of `spent`. */
  readonly kernel: () => Kernel;
}

type Shown = Kernel & { readonly peak: Q<'s'> };

export class Timed implements TimedOp {
  readonly op: Op;
  readonly spent: Spent;
  readonly around: Around;
  readonly #kernel: () => Kernel;
  #shown: Shown | undefined;

  constructor({ op, around, spent, kernel }: TimedParts) {
    this.op = op;
    this.spent = spent;
    this.around = around;
    this.#kernel = kernel;
  }

  get id(): string {
    return this.around.prefix + this.op.id;
  }

  get times(): Q<'1'> {
    return this.around.times;
  }

  get binds(): TimeResource | undefined {
    return this.spent.binds;
  }

  get peak(): Q<'s'> {
    return this.#whole().peak;
  }

  get compute(): Q<'s'> {
    return this.#whole().compute;
  }

  get memory(): Q<'s'> {
    return this.#whole().memory;
  }

  get communication(): Q<'s'> {
    return this.#whole().communication;
  }

  get launch(): Q<'s'> {
    return this.#whole().launch;
  }

  get time(): Q<'s'> {
    return this.#whole().time;
  }

  #whole(): Shown {
    return (this.#shown ??= withDerivations(() => this.#show()));
  }

  #show(): Shown {
    const { op } = this;
    const { times, peaks, isWhole } = this.around;
    const one = this.#kernel();
    const all = (time: Q<'s'>): Q<'s'> => (isWhole || time === noLaunch ? time : repeatedTime({ times, time }));
    return {
      peak: peaks ? computeTime({ times, flop: op.flop, peak: peaks[op.math] }) : one.compute,
      compute: all(one.compute),
      memory: all(one.memory),
      communication: all(one.communication),
      launch: all(one.launch),
      time: all(one.time),
    };
  }
}

/** What is no kernel, of the whole pass. */
export function timedWhole(op: Op, times: Q<'1'>, kernel: Kernel, binds: TimeResource | undefined): Timed {
  const around: Around = { prefix: '', times, isWhole: true, repeats: 1 };
  return new Timed({ op, around, spent: spentIn(kernel, binds), kernel: () => kernel });
}

export function spentIn(
  { compute, memory, communication, launch, time }: Kernel,
  binds: TimeResource | undefined,
): Spent {
  return {
    compute: compute.value,
    memory: memory.value,
    communication: communication.value,
    launch: launch.value,
    time: time.value,
    binds,
  };
}

/** Which resource sets the pace of a kernel. */
export function binding(compute: number, memory: number, communication: number): TimeResource | undefined {
  const longest = Math.max(compute, memory, communication);
  if (Number.isNaN(longest)) return undefined;
  if (compute === longest) return 'compute';
  return memory === longest ? 'memory-bandwidth' : 'communication';
}
