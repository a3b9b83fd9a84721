/**
 * A timed operator as the hot path holds it: the kernel once, and how often it runs. Whoever adds up reads plain numbers (`part`,
 * `repeats`); the quantities of TimedOp, and how they came about, are made when somebody asks.
 */

import { summed, termsOf, withDerivations } from '../formula';
import { repeatedTime } from '../formulas/kernels/pass';
import { computeTime } from '../formulas/roofline';
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

export interface TimedParts {
  readonly op: Op;
  /** Ids of what repeats it, each with its dot. */
  readonly prefix: string;
  readonly times: Q<'1'>;
  readonly part: Kernel;
  /** True where `part` holds all repetitions, not one. */
  readonly isWhole: boolean;
  readonly binds: TimeResource | undefined;
  /** Whose peak its arithmetic is held against; without one `part.compute` is at the peak already. */
  readonly chip?: Chip;
}

type Shown = Kernel & { readonly peak: Q<'s'> };

export class Timed implements TimedOp {
  readonly op: Op;
  readonly times: Q<'1'>;
  readonly part: Kernel;
  /** How often `part` is in the pass. */
  readonly repeats: number;
  readonly binds: TimeResource | undefined;
  readonly #prefix: string;
  readonly #isWhole: boolean;
  readonly #chip: Chip | undefined;
  #shown: Shown | undefined;

  constructor({ op, prefix, times, part, isWhole, binds, chip }: TimedParts) {
    this.op = op;
    this.times = times;
    this.part = part;
    this.repeats = isWhole ? 1 : times.value;
    this.#isWhole = isWhole;
    this.binds = binds;
    this.#prefix = prefix;
    this.#chip = chip;
  }

  get id(): string {
    return this.#prefix + this.op.id;
  }

  /** Seconds of its arithmetic at the datasheet's peak, all repetitions: what MFU counts, at every fidelity. */
  get peakSeconds(): number {
    const chip = this.#chip;
    return chip
      ? computeTime.spec.compute({ times: this.times, flop: this.op.flop, peak: peakOf(chip, this.op.math) })
      : this.part.compute.value;
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
    const { op, times, part } = this;
    const all = (time: Q<'s'>): Q<'s'> => (this.#isWhole || time === noLaunch ? time : repeatedTime({ times, time }));
    const chip = this.#chip;
    return {
      peak: chip ? computeTime({ times, flop: op.flop, peak: peakOf(chip, op.math) }) : part.compute,
      compute: all(part.compute),
      memory: all(part.memory),
      communication: all(part.communication),
      launch: all(part.launch),
      time: all(part.time),
    };
  }
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
  for (const { part, repeats } of ops) value += repeats * part.time.value;
  return summed({ id, title, symbol: 't', unit: 's', meanings: () => meaningsOf(ops) }, value, () =>
    termsOf(ops, ({ time }) => time),
  );
}

/** Of a whole pass, before what the host adds. */
export function kernelTime(ops: readonly Timed[]): Q<'s'> {
  return timeOf({ id: 'kernel.all', title: { en: 'Time of all kernels of a pass', zh: '整趟算子时间' } }, ops);
}
