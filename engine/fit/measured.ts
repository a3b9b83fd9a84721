/** A card's own kernels (the format of scripts/measure, read by validate/measured.ts) → families of rows to fit. */

import type { Chip, MathFormat } from '../types';
import { matrixLibrary } from '../validate/calibrated';
import { attentionDemand, gemmDemand, peakOf } from '../validate/demand';
import type { AttentionKernel, GemmKernel, Kernel } from '../validate/families';
import type { FitRow } from './family-fit';
import type { MatrixShape, PrefillRow } from './models';

interface Keyed {
  readonly dtype: MathFormat;
  readonly library: string;
}
export type MeasuredFamily = Keyed &
  (
    | { readonly kind: 'matrix'; readonly op: 'gemm' | 'grouped-gemm'; readonly rows: readonly FitRow<MatrixShape>[] }
    | {
        readonly kind: 'prefill';
        readonly op: 'prefill-attention';
        readonly rows: readonly FitRow<PrefillRow>[];
        /** Some heads have d_qk ≠ d_v, as MLA's. */
        readonly hasUnequalHeads: boolean;
      }
  );

/** One family an operation, format and library, in the order of the file. */
export function familiesOf(kernels: readonly Kernel[], chip: Chip): readonly MeasuredFamily[] {
  const multiplications = kernels.filter((kernel) => kernel.kind === 'gemm');
  const attentions = kernels.filter((kernel) => kernel.kind === 'attention');
  const matrix = grouped(multiplications, (kernel) => `${String(kernel.groups > 1)} ${kernel.format}`);
  const prefill = grouped(attentions, (kernel) => `${kernel.backend} ${kernel.format}`);
  return [...matrix.map((each) => matrixFamily(each, chip)), ...prefill.map((each) => prefillFamily(each, chip))];
}

/** Never empty. */
type Group<T> = readonly [T, ...T[]];

function grouped<T>(things: readonly T[], keyOf: (thing: T) => string): Group<T>[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const thing of things) {
    const group = groups.get(keyOf(thing));
    if (group) group.push(thing);
    else groups.set(keyOf(thing), [thing]);
  }
  return [...groups.values()];
}

function matrixFamily(kernels: Group<GemmKernel>, chip: Chip): MeasuredFamily {
  const [{ format: dtype, groups }] = kernels;
  const rows = kernels.map((kernel): FitRow<MatrixShape> => {
    const { weights, activations } = gemmDemand(kernel);
    const bytes = kernel.groups * (weights.value + activations.value);
    const launch = { rows: kernel.m, groups: kernel.groups, outer: kernel.n, inner: kernel.k, bytes };
    const card = { sms: chip.sms.value, peak: peakOf(chip, kernel).value, bandwidth: chip.memoryBandwidth.value };
    const shape = { launches: [launch], ...card, between: 0 };
    return { id: kernel.id, layer: `${kernel.n}x${kernel.k}x${kernel.groups}`, seconds: kernel.measured.value, shape };
  });
  return { kind: 'matrix', op: groups > 1 ? 'grouped-gemm' : 'gemm', dtype, library: matrixLibrary, rows };
}

function prefillFamily(kernels: Group<AttentionKernel>, chip: Chip): MeasuredFamily {
  const [{ format: dtype, backend: library }] = kernels;
  const rows = kernels.map((kernel): FitRow<PrefillRow> => {
    const { heads, tokens, keyDim, valueDim } = kernel;
    const flop = attentionDemand(kernel).flop.value;
    const card = { sms: chip.sms.value, peak: peakOf(chip, kernel).value };
    const shape = { flop, queries: tokens, keys: tokens, sequences: 1, heads, width: keyDim + valueDim, ...card };
    return { id: kernel.id, layer: `${heads}x${keyDim}+${valueDim}`, seconds: kernel.measured.value, shape };
  });
  const hasUnequalHeads = kernels.some(({ keyDim, valueDim }) => keyDim !== valueDim);
  return { kind: 'prefill', op: 'prefill-attention', dtype, library, rows, hasUnequalHeads };
}
