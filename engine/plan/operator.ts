/**
 * Operators as the hot path holds them: what they ask for in plain numbers, worked out once. The quantities of Op, and how they came
 * about, are made when somebody asks. Most operators of a pass are linear layers and elementwise passes, which have classes of their own
 * (linear-operator.ts, pass-operator.ts); the others are built from quantities.
 */

import type { Text } from '../diagnostics';
import { question, type Q } from '../quantity';
import type { Demand, MathFormat, Op, OpGroup, OpShape } from '../types';

export const noFlop = question(0, 'FLOP', { en: 'no arithmetic', zh: '无计算' });
export const noBytes = question(0, 'B', { en: 'nothing moved', zh: '无读写' });
/** Its launch is counted with the small kernels of the layer. */
export const noKernels = question(0, '1', {
  en: 'its launch is counted with the small kernels of the layer',
  zh: '启动计入该层小算子',
});
export const elementwiseShape: OpShape = { kind: 'elementwise', kernels: noKernels };

export interface OpParts {
  readonly id: string;
  readonly title: Text;
  readonly group: OpGroup;
  /** Elementwise if unsaid. */
  readonly shape?: OpShape;
  readonly math?: MathFormat;
  readonly flop?: Q<'FLOP'>;
  readonly weights?: Q<'B'>;
  readonly kv?: Q<'B'>;
  readonly activations?: Q<'B'>;
  readonly up?: Q<'B'>;
  readonly out?: Q<'B'>;
  readonly resident?: Q<'B'>;
  readonly busiest?: Q<'1'>;
  readonly runsBeside?: boolean;
  readonly feedsExchange?: boolean;
}

/** Built from quantities; what is not said is nothing. */
export class StatedOperator implements Op {
  readonly parts: OpParts;
  readonly group: OpGroup;
  readonly shape: OpShape;
  readonly kind: OpShape['kind'];

  constructor(parts: OpParts, group: OpGroup) {
    this.parts = parts;
    this.group = group;
    this.shape = parts.shape ?? elementwiseShape;
    this.kind = this.shape.kind;
  }

  get id(): string {
    return this.parts.id;
  }

  get title(): Text {
    return this.parts.title;
  }

  get math(): MathFormat {
    return this.parts.math ?? 'bf16';
  }

  get flop(): Q<'FLOP'> {
    return this.parts.flop ?? noFlop;
  }

  get weightBytes(): Q<'B'> {
    return this.parts.weights ?? noBytes;
  }

  get kvBytes(): Q<'B'> {
    return this.parts.kv ?? noBytes;
  }

  get activationBytes(): Q<'B'> {
    return this.parts.activations ?? noBytes;
  }

  get scaleUpBytes(): Q<'B'> {
    return this.parts.up ?? noBytes;
  }

  get scaleOutBytes(): Q<'B'> {
    return this.parts.out ?? noBytes;
  }

  get residentBytes(): Q<'B'> {
    return this.parts.resident ?? this.weightBytes;
  }

  get busiest(): Q<'1'> | undefined {
    return this.parts.busiest;
  }

  get runsBeside(): boolean {
    return this.parts.runsBeside ?? false;
  }

  get feedsExchange(): boolean {
    return this.parts.feedsExchange ?? false;
  }

  get flopCount(): number {
    return this.flop.value;
  }

  get weightSize(): number {
    return this.weightBytes.value;
  }

  get activationSize(): number {
    return this.activationBytes.value;
  }

  get residentSize(): number {
    return this.residentBytes.value;
  }

  addTo(demand: Demand, times: number): void {
    const { flop, weights, kv, activations, up, out } = this.parts;
    if (flop) demand.flop += times * flop.value;
    if (weights) demand.weights += times * weights.value;
    if (kv) demand.kv += times * kv.value;
    if (activations) demand.activations += times * activations.value;
    if (up) demand.up += times * up.value;
    if (out) demand.out += times * out.value;
  }

  inGroup(group: OpGroup): Op {
    return new StatedOperator(this.parts, group);
  }
}

/** Work that reads no KV and sends nothing: all of it stays on its card. */
export abstract class LocalOperator {
  get kvBytes(): Q<'B'> {
    return noBytes;
  }

  get scaleUpBytes(): Q<'B'> {
    return noBytes;
  }

  get scaleOutBytes(): Q<'B'> {
    return noBytes;
  }
}
