/** Elementwise passes: counted in plain numbers, their bytes made when somebody asks. */

import type { Text } from '../diagnostics';
import { withDerivations } from '../formula';
import { convertedBytes, elementwiseBytes, passTraffic } from '../formulas/operators';
import type { Q } from '../quantity';
import type { Demand, Op, OpGroup, OpShape } from '../types';
import { elementwiseShape, LocalOperator, noBytes, noFlop } from './operator';

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
export class PassOperator extends LocalOperator implements Op {
  readonly kind = 'elementwise';
  readonly math = 'bf16';
  readonly feedsExchange = false;
  readonly group: OpGroup;
  readonly activationSize: number;
  readonly #pass: Pass;
  #bytes: Q<'B'> | undefined;

  constructor(pass: Pass, group: OpGroup) {
    super();
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

  get flopCount(): number {
    return noFlop.value;
  }

  get weightSize(): number {
    return noBytes.value;
  }

  addTo(demand: Demand, times: number): void {
    demand.activations += times * this.activationSize;
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
