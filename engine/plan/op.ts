/** Builders of operators: what is not said is nothing. */

import type { Text } from '../diagnostics';
import { said } from '../formula';
import { mathWidth } from '../formats';
import type { Q } from '../quantity';
import type { AttentionFamily, MathFormat, Op, OpShape, PhaseName, Plan } from '../types';
import { LinearOperator, type Linear } from './linear-operator';
import { noKernels, StatedOperator, type OpParts } from './operator';
import { PassOperator, type Pass } from './pass-operator';

export type { Linear } from './linear-operator';

/** Rows summed into one another by atomics. */
export function addedAtOnce(atomics: Q<'1'>): OpShape {
  return { kind: 'elementwise', kernels: noKernels, atomics };
}

/** A count that the architecture or the layout gives: no trust to carry. */
export function count(value: number, en: string, zh: string): Q<'1'> {
  return said(value, '1', en, zh);
}

export function operator(parts: OpParts): Op {
  return new StatedOperator(parts, parts.group);
}

export function op(parts: OpParts): Plan {
  return { kind: 'op', op: operator(parts) };
}

export function seq(...parts: readonly Plan[]): Plan {
  return { kind: 'seq', parts };
}

export function linear(layer: Linear): Plan {
  return { kind: 'op', op: new LinearOperator(layer, layer.group) };
}

/** An elementwise pass: norms, activations, copies. */
export function pass(parts: Pass): Plan {
  return { kind: 'op', op: new PassOperator(parts, 'elementwise') };
}

/** BF16 into the format the next multiplication takes; nothing where that is BF16. */
export function quantize(
  id: string,
  title: Text,
  { tokens, elements, math }: { tokens: Q<'1'>; elements: Q<'1'>; math: MathFormat },
): Plan[] {
  if (math === 'bf16') return [];
  return [pass({ id, title, tokens, elements, width: mathWidth.bf16, written: mathWidth[math] })];
}

export function attentionShape(
  family: AttentionFamily,
  context: { readonly phase: PhaseName; readonly sequences: Q<'1'>; readonly perSequence: Q<'1'> },
  heads: Q<'1'>,
  length: Q<'1'>,
): OpShape {
  return {
    kind: 'attention',
    family,
    phase: context.phase,
    sequences: context.sequences,
    heads,
    fresh: context.perSequence,
    length,
  };
}

/** What each operator is, by its full name. */
export function meaningsOf(
  ops: readonly { readonly id: string; readonly op: Pick<Op, 'title'> }[],
): Record<string, Text> {
  return Object.fromEntries(ops.map((each) => [each.id, each.op.title]));
}
