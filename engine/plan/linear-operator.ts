/** Linear layers, which most of a pass is: counted in plain numbers, their quantities made when somebody asks. */

import type { Text } from '../diagnostics';
import { mathWidth, widthIn } from '../formats';
import { withDerivations } from '../formula';
import { gemmActivations, gemmFlop, gemmWeights, linearFlop, linearSize, linearTraffic } from '../formulas/operators';
import type { Q } from '../quantity';
import type { Demand, MathFormat, Op, OpGroup, OpShape, Pool, WeightFormat } from '../types';
import { LocalOperator, noBytes } from './operator';

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
export class LinearOperator extends LocalOperator implements Op {
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
    super();
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

  addTo(demand: Demand, times: number): void {
    demand.flop += times * this.flopCount;
    demand.weights += times * this.weightSize;
    demand.activations += times * this.activationSize;
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
