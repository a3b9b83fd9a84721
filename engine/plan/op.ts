/** Builders of operators: what is not said is nothing. */

import type { Text } from '../diagnostics';
import { said } from '../formula';
import { mathWidth, widthIn } from '../formats';
import { convertedBytes, gemmActivations, gemmFlop, gemmWeights } from '../formulas/operators';
import { question, type Q } from '../quantity';
import type { AttentionFamily, MathFormat, Op, OpGroup, OpShape, PhaseName, Plan, Pool, WeightFormat } from '../types';

const noFlop = question(0, 'FLOP', { en: 'no arithmetic', zh: '无计算' });
const noKernels = count(0, 'its launch is counted with the small kernels of the layer', '启动计入该层小算子');
const elementwise: OpShape = { kind: 'elementwise', kernels: noKernels };
const noBytes = question(0, 'B', { en: 'nothing moved', zh: '无读写' });

/** Rows summed into one another by atomics. */
export function addedAtOnce(atomics: Q<'1'>): OpShape {
  return { kind: 'elementwise', kernels: noKernels, atomics };
}

/** A count that the architecture or the layout gives: no trust to carry. */
export function count(value: number, en: string, zh: string): Q<'1'> {
  return said(value, '1', en, zh);
}

interface OpParts {
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

export function operator(parts: OpParts): Op {
  // Written without spreads, which cost as much as the operator itself.
  const { busiest } = parts;
  const op = {
    id: parts.id,
    title: parts.title,
    group: parts.group,
    shape: parts.shape ?? elementwise,
    math: parts.math ?? 'bf16',
    flop: parts.flop ?? noFlop,
    weightBytes: parts.weights ?? noBytes,
    kvBytes: parts.kv ?? noBytes,
    activationBytes: parts.activations ?? noBytes,
    scaleUpBytes: parts.up ?? noBytes,
    scaleOutBytes: parts.out ?? noBytes,
    residentBytes: parts.resident ?? parts.weights ?? noBytes,
    runsBeside: parts.runsBeside ?? false,
    feedsExchange: parts.feedsExchange ?? false,
  };
  return busiest === undefined ? op : { ...op, busiest };
}

export function op(parts: OpParts): Plan {
  return { kind: 'op', op: operator(parts) };
}

export function seq(...parts: readonly Plan[]): Plan {
  return { kind: 'seq', parts };
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
export function linear(layer: Linear): Plan {
  const { tokens, inner, outer } = layer;
  const math = layer.pool.math[layer.format];
  const weights = gemmWeights({ inner, outer, width: widthIn(layer.pool, layer.format) });
  return op({
    id: layer.id,
    title: layer.title,
    group: layer.group,
    shape: { kind: 'gemm', m: tokens, k: inner, n: outer, stored: layer.format },
    math,
    flop: gemmFlop({ tokens, inner, outer }),
    weights,
    activations: gemmActivations({ tokens, inner, outer, read: mathWidth[math], written: mathWidth.bf16 }),
    resident: layer.shared ? noBytes : weights,
    runsBeside: layer.runsBeside ?? false,
  });
}

/** BF16 into the format the next multiplication takes; nothing where that is BF16. */
export function quantize(
  id: string,
  title: Text,
  parts: { tokens: Q<'1'>; elements: Q<'1'>; math: MathFormat },
): Plan[] {
  const { tokens, elements, math } = parts;
  if (math === 'bf16') return [];
  return [
    op({
      id,
      title,
      group: 'elementwise',
      activations: convertedBytes({ tokens, elements, read: mathWidth.bf16, written: mathWidth[math] }),
    }),
  ];
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
