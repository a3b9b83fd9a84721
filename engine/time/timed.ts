/**
 * A timed operator as the hot path holds it: the kernel once, and how often it runs. Whoever adds up reads plain numbers (`part`,
 * `repeats`); the quantities of TimedOp, and how they came about, are made when somebody asks.
 */

import { summed, termsOf, withDerivations } from '../formula';
import { repeatedTime } from '../formulas/kernels/pass';
import { atPeak, computeTime } from '../formulas/roofline';
import type { Text } from '../diagnostics';
import { meaningsOf } from '../plan/op';
import { question, type Q } from '../quantity';
import type { Chip, Op, TimedOp, TimeResource } from '../types';
import { peakOf } from './peak';

export const noLaunch = question(0, 's', { en: 'no latency', zh: '无延迟' });

/** What the resources of one kernel take, its latency, and the whole. */
export interface Kernel {
  readonly compute: Q<'s'>;
  readonly memory: Q<'s'>;
  readonly communication: Q<'s'>;
  readonly launch: Q<'s'>;
  readonly time: Q<'s'>;
}

/** The same in plain numbers. */
export interface Seconds {
  readonly compute: number;
  readonly memory: number;
  readonly communication: number;
  readonly launch: number;
  readonly time: number;
}

/** What repeats operators in a pass: how often in all, and under which name. */
export interface Around {
  /** Ids of what repeats it, each with its dot. */
  readonly prefix: string;
  readonly times: Q<'1'>;
  /** True where seconds are of all repetitions, not of one; `repeats` is then 1. */
  readonly isWhole: boolean;
  readonly repeats: number;
  /** Whose peak arithmetic is held against; without one `compute` is at the peak already. */
  readonly chip?: Chip | undefined;
}

export interface TimedParts {
  readonly op: Op;
  readonly around: Around;
  readonly seconds: Seconds;
  /** The quantities of `seconds`, or who makes them. */
  readonly kernel: Kernel | KernelMaker;
  readonly binds: TimeResource | undefined;
}

/** Makes the quantities of an operator's kernel when somebody asks. */
export interface KernelMaker {
  readonly kernelOf: (op: Op) => Kernel;
}

type Shown = Kernel & { readonly peak: Q<'s'> };

export class Timed implements TimedOp {
  readonly op: Op;
  readonly seconds: Seconds;
  readonly around: Around;
  readonly binds: TimeResource | undefined;
  readonly #kernel: Kernel | KernelMaker;
  #shown: Shown | undefined;

  constructor({ op, around, seconds, kernel, binds }: TimedParts) {
    this.op = op;
    this.seconds = seconds;
    this.around = around;
    this.binds = binds;
    this.#kernel = kernel;
  }

  /** How often `seconds` are in the pass. */
  get repeats(): number {
    return this.around.repeats;
  }

  get id(): string {
    return this.around.prefix + this.op.id;
  }

  get times(): Q<'1'> {
    return this.around.times;
  }

  /** Seconds of its arithmetic at the datasheet's peak, all repetitions: what MFU counts, at every fidelity. */
  get peakSeconds(): number {
    const { chip, times } = this.around;
    return chip ? atPeak(times.value, this.op.flopCount, peakOf(chip, this.op.math).value) : this.seconds.compute;
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
    const { times, chip, isWhole } = this.around;
    const one = 'kernelOf' in this.#kernel ? this.#kernel.kernelOf(op) : this.#kernel;
    const all = (time: Q<'s'>): Q<'s'> => (isWhole || time === noLaunch ? time : repeatedTime({ times, time }));
    return {
      peak: chip ? computeTime({ times, flop: op.flop, peak: peakOf(chip, op.math) }) : one.compute,
      compute: all(one.compute),
      memory: all(one.memory),
      communication: all(one.communication),
      launch: all(one.launch),
      time: all(one.time),
    };
  }
}

export function secondsOf({ compute, memory, communication, launch, time }: Kernel): Seconds {
  return {
    compute: compute.value,
    memory: memory.value,
    communication: communication.value,
    launch: launch.value,
    time: time.value,
  };
}

/** What is no kernel, of the whole pass. */
export function timedWhole(op: Op, times: Q<'1'>, kernel: Kernel, binds: TimeResource | undefined): Timed {
  return new Timed({
    op,
    around: { prefix: '', times, isWhole: true, repeats: 1 },
    seconds: secondsOf(kernel),
    kernel,
    binds,
  });
}

/** Which resource sets the pace of a kernel. */
export function binding(compute: number, memory: number, communication: number): TimeResource | undefined {
  const longest = Math.max(compute, memory, communication);
  if (Number.isNaN(longest)) return undefined;
  if (compute === longest) return 'compute';
  return memory === longest ? 'memory-bandwidth' : 'communication';
}

/** Time of some operators, all repetitions, one after another. */
export function timeOf({ id, title }: { readonly id: string; readonly title: Text }, ops: readonly Timed[]): Q<'s'> {
  let value = 0;
  for (const { seconds, repeats } of ops) value += repeats * seconds.time;
  return summed({ id, title, symbol: 't', unit: 's', meanings: () => meaningsOf(ops) }, value, () =>
    termsOf(ops, ({ time }) => time),
  );
}

/** Of a whole pass, before what the host adds. */
export function kernelTime(ops: readonly Timed[]): Q<'s'> {
  return timeOf({ id: 'kernel.all', title: { en: 'Time of all kernels of a pass', zh: '整趟算子时间' } }, ops);
}
