/** A pass while it is timed: its rows in plain numbers, sums over them, and the operators themselves for who asks. */

import type { Text } from '../diagnostics';
import { summed, termsOf, type Part } from '../formula';
import { opGroups } from '../plan/groups';
import { meaningsOf } from '../plan/op';
import type { Q } from '../quantity';
import type { Op } from '../types';
import type { Ledger } from './ledger';
import type { Timed } from './timed';

/** A class because it grows: first the operators of the plan, then what runs beside them, then what the host adds. */
export class Timing {
  /** Used again for the next pass: whoever reads it does so before another pass is timed. */
  readonly ledger: Ledger;
  readonly #planned: () => readonly Timed[];
  readonly #beside: Timed[] = [];
  #ops: readonly Timed[] | undefined;

  constructor(ledger: Ledger, planned: () => readonly Timed[]) {
    this.ledger = ledger;
    this.#planned = planned;
  }

  append(more: readonly Timed[]): void {
    for (const each of more) {
      this.#beside.push(each);
      this.ledger.add(each.op, each.around, each.spent);
    }
  }

  /** Those of the plan are timed once more, with everything that Explain opens. */
  get ops(): readonly Timed[] {
    return (this.#ops ??= [...this.#planned(), ...this.#beside]);
  }

  /** Sums over some forty operators are read by the groups of the breakdown, in their order. */
  parts(): readonly Part<Timed>[] {
    return groups.flatMap(({ id, title }) => {
      const things = this.ops.filter((each) => each.op.group === id);
      return things.length > 0 ? [{ id, title, things }] : [];
    });
  }

  meanings(): Record<string, Text> {
    return meaningsOf(this.ops);
  }

  /** Time of the operators so far that answer with yes, one after another. */
  timeOf({ id, title }: { readonly id: string; readonly title: Text }, isOne: (op: Op) => boolean): Q<'s'> {
    const { time, ops, count } = this.ledger;
    let value = 0;
    for (let n = 0; n < count; n++) {
      const op = ops[n];
      if (op && isOne(op)) value += time[n] ?? 0;
    }
    const those = (): readonly Timed[] => this.ops.slice(0, count).filter((each) => isOne(each.op));
    return summed({ id, title, symbol: 't', unit: 's', meanings: () => meaningsOf(those()) }, value, () =>
      termsOf(those(), (each) => each.time),
    );
  }

  /** Of all operators so far. */
  get kernels(): Q<'s'> {
    return this.timeOf(allKernels, isAny);
  }
}

const groups = Object.entries(opGroups).map(([id, title]) => ({ id, title }));

const allKernels = { id: 'kernel.all', title: { en: 'Time of all kernels of a pass', zh: '整趟算子时间' } } as const;

export function isAny(): boolean {
  return true;
}
