/**
 * Operators as the hot path holds them: what they ask for in plain numbers, worked out once. The quantities of Op, and how they came
 * about, are made when somebody asks. Most operators of a pass are linear layers and elementwise passes, which have classes of their own;
 * the others are built from quantities.
 */

import type { Text } from '../diagnostics';
import { mathWidth, widthIn } from '../formats';
import { withDerivations } from '../formula';
import {
  convertedBytes,
  elementwiseBytes,
  gemmActivations,
  gemmFlop,
  gemmWeights,
  linearFlop,
  linearSize,
  linearTraffic,
  passTraffic,
} from '../formulas/operators';
import { question, type Q } from '../quantity';
import type { MathFormat, Op, OpGroup, OpShape, Pool, WeightFormat } from '../types';

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

  constructor(parts: OpParts, group: OpGroup) {
    this.parts = parts;
    this.group = group;
    this.shape = parts.shape ?? elementwiseShape;
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

  get kind(): OpShape['kind'] {
    return this.shape.kind;
  }

  get flopCount(): number {
    return this.flop.value;
  }

  get weightSize(): number {
    return this.weightBytes.value;
  }

  get kvSize(): number {
    return this.kvBytes.value;
  }

  get activationSize(): number {
    return this.activationBytes.value;
  }

  get upSize(): number {
    return this.scaleUpBytes.value;
  }

  get outSize(): number {
    return this.scaleOutBytes.value;
  }

  get residentSize(): number {
    return this.residentBytes.value;
  }

  inGroup(group: OpGroup): Op {
    return new StatedOperator(this.parts, group);
  }
}

export interface Linear {
  readonly id: string;
  readonly title: Text;
  readonly group: OpGroup;
  readonly tokens: Q<'1'>;
  readonly inner: Q<'1'>;
  readonly outer: Q<'1'>;
  readonly format: WeightFormat;
  readonly pool: Pool;
  /** Held elsewhere (a tied head): read, but not resident here. */
  readonly shared?: boolean;
  readonly runsBeside?: boolean;
}

/** A linear layer of one card: M tokens, K inputs, N outputs; inputs at the multiplication's width, outputs in BF16. */
export class LinearOperator implements Op {
  readonly kind = 'gemm';
  readonly feedsExchange = false;
  readonly group: OpGroup;
  readonly math: MathFormat;
  readonly flopCount: number;
  readonly weightSize: number;
  readonly activationSize: number;
  readonly layer: Linear;
  #made: LinearQuantities | undefined;

  constructor(layer: Linear, group: OpGroup) {
    const { tokens, inner, outer, format, pool } = layer;
    this.layer = layer;
    this.group = group;
    this.math = pool.math[format];
    this.flopCount = linearFlop(tokens.value, inner.value, outer.value);
    this.weightSize = linearSize(inner.value, outer.value, widthIn(pool, format).value);
    this.activationSize = linearTraffic(tokens.value, {
      read: inner.value * mathWidth[this.math].value,
      written: outer.value * mathWidth.bf16.value,
    });
  }

  get id(): string {
    return this.layer.id;
  }

  get title(): Text {
    return this.layer.title;
  }

  get shape(): OpShape {
    return this.#quantities().shape;
  }

  get flop(): Q<'FLOP'> {
    return this.#quantities().flop;
  }

  get weightBytes(): Q<'B'> {
    return this.#quantities().weights;
  }

  get activationBytes(): Q<'B'> {
    return this.#quantities().activations;
  }

  get residentBytes(): Q<'B'> {
    return this.layer.shared ? noBytes : this.#quantities().weights;
  }

  get residentSize(): number {
    return this.layer.shared ? 0 : this.weightSize;
  }

  get runsBeside(): boolean {
    return this.layer.runsBeside ?? false;
  }

  get kvBytes(): Q<'B'> {
    return noBytes;
  }

  get scaleUpBytes(): Q<'B'> {
    return noBytes;
  }

  get scaleOutBytes(): Q<'B'> {
    return noBytes;
  }

  get kvSize(): number {
    return this.kvBytes.value;
  }

  get upSize(): number {
    return this.scaleUpBytes.value;
  }

  get outSize(): number {
    return this.scaleOutBytes.value;
  }

  inGroup(group: OpGroup): Op {
    return new LinearOperator(this.layer, group);
  }

  #quantities(): LinearQuantities {
    return (this.#made ??= withDerivations(() => linearQuantities(this.layer)));
  }
}

interface LinearQuantities {
  readonly shape: OpShape;
  readonly flop: Q<'FLOP'>;
  readonly weights: Q<'B'>;
  readonly activations: Q<'B'>;
}

function linearQuantities({ tokens, inner, outer, format, pool }: Linear): LinearQuantities {
  const read = mathWidth[pool.math[format]];
  return {
    shape: { kind: 'gemm', m: tokens, k: inner, n: outer, stored: format },
    flop: gemmFlop({ tokens, inner, outer }),
    weights: gemmWeights({ inner, outer, width: widthIn(pool, format) }),
    activations: gemmActivations({ tokens, inner, outer, read, written: mathWidth.bf16 }),
  };
}

export interface Pass {
  readonly id: string;
  readonly title: Text;
  readonly tokens: Q<'1'>;
  /** Read and written a token; with `written`, read in one width and written in the other. */
  readonly elements: Q<'1'>;
  readonly width: Q<'B'>;
  readonly written?: Q<'B'>;
  readonly resident?: Q<'B'>;
  readonly busiest?: Q<'1'>;
  readonly runsBeside?: boolean;
}

/** An elementwise pass over some numbers of each token. */
export class PassOperator implements Op {
  readonly kind = 'elementwise';
  readonly math = 'bf16';
  readonly feedsExchange = false;
  readonly group: OpGroup;
  readonly activationSize: number;
  readonly #pass: Pass;
  #bytes: Q<'B'> | undefined;

  constructor(pass: Pass, group: OpGroup) {
    const { tokens, elements, width, written } = pass;
    this.#pass = pass;
    this.group = group;
    this.activationSize = passTraffic(
      tokens.value,
      elements.value,
      written === undefined ? width.value : width.value + written.value,
    );
  }

  get id(): string {
    return this.#pass.id;
  }

  get title(): Text {
    return this.#pass.title;
  }

  get shape(): OpShape {
    return elementwiseShape;
  }

  get activationBytes(): Q<'B'> {
    return (this.#bytes ??= withDerivations(() => bytesOf(this.#pass)));
  }

  get residentBytes(): Q<'B'> {
    return this.#pass.resident ?? noBytes;
  }

  get residentSize(): number {
    return this.residentBytes.value;
  }

  get busiest(): Q<'1'> | undefined {
    return this.#pass.busiest;
  }

  get runsBeside(): boolean {
    return this.#pass.runsBeside ?? false;
  }

  get flop(): Q<'FLOP'> {
    return noFlop;
  }

  get weightBytes(): Q<'B'> {
    return noBytes;
  }

  get kvBytes(): Q<'B'> {
    return noBytes;
  }

  get scaleUpBytes(): Q<'B'> {
    return noBytes;
  }

  get scaleOutBytes(): Q<'B'> {
    return noBytes;
  }

  get flopCount(): number {
    return this.flop.value;
  }

  get weightSize(): number {
    return this.weightBytes.value;
  }

  get kvSize(): number {
    return this.kvBytes.value;
  }

  get upSize(): number {
    return this.scaleUpBytes.value;
  }

  get outSize(): number {
    return this.scaleOutBytes.value;
  }

  inGroup(group: OpGroup): Op {
    return new PassOperator(this.#pass, group);
  }
}

function bytesOf({ tokens, elements, width, written }: Pass): Q<'B'> {
  return written === undefined
    ? elementwiseBytes({ tokens, elements, width })
    : convertedBytes({ tokens, elements, read: width, written });
}
