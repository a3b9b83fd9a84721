/** What a calibration file holds: the constants of kernel families, one file a chip and a library. */

import { z } from './zod';

const id = z.string().regex(/^[a-z0-9][a-z0-9.-]*$/, 'an id is kebab-case: small letters, digits, hyphens and dots');
/** A number with its unit in the text, as in every catalog file. */
const figure = z.string().min(1);

/** How well the constants meet the rows they were fitted to; |ln(predicted ÷ measured)|, mean. */
const fit = z.strictObject({
  rows: z.int().positive(),
  error: z.number().nonnegative(),
  /** Each layer shape predicted from the others; absent where there is only one. */
  leaveOneOut: z.number().nonnegative().exactOptional(),
});

const common = {
  /** The format multiplied in; for decode attention the format of the cache; `any` where it does not matter. */
  dtype: z.enum(['bf16', 'fp8', 'int8', 'int4', 'fp4', 'any']),
  origin: z.enum(['calibrated', 'assumed']),
  /** Absent where nothing was fitted. */
  fit: fit.exactOptional(),
  source: id,
  license: z.string().min(1),
  /** Of the measurement (or of its publication). */
  date: z.string().min(1),
  /** What is special about it: how it was measured, which rows were left out. */
  conditions: z.string().min(1),
};

const matrix = {
  start: figure,
  bandwidthShare: figure,
  peakShare: figure,
  step: figure,
  rowTile: figure,
  columnTile: figure,
  splits: figure,
  join: figure,
};
export const attentionVariants = ['gqa', 'mla', 'dsa-index', 'dsa-sparse'] as const;
export const collectiveVariants = [
  'all-reduce',
  'all-gather',
  'reduce-scatter',
  'all-to-all',
  'dispatch',
  'combine',
  'send',
] as const;

export const familySchema = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('gemm'), ...common, constants: z.strictObject(matrix) }),
  z.strictObject({ op: z.literal('grouped-gemm'), ...common, constants: z.strictObject(matrix) }),
  z.strictObject({
    op: z.literal('prefill-attention'),
    variant: z.enum(attentionVariants),
    ...common,
    constants: z.strictObject({ start: figure, peakShare: figure, wave: figure, tail: figure }),
  }),
  z.strictObject({
    op: z.literal('decode-attention'),
    variant: z.enum(attentionVariants),
    ...common,
    constants: z.strictObject({ start: figure, bandwidthShare: figure, peakShare: figure }),
  }),
  z.strictObject({
    op: z.literal('collective'),
    variant: z.enum(collectiveVariants),
    cards: z.int().positive(),
    nodes: z.int().positive(),
    ...common,
    constants: z.strictObject({ start: figure, linkShare: figure, pipeline: figure }),
  }),
  z.strictObject({
    op: z.literal('elementwise'),
    ...common,
    constants: z.strictObject({ start: figure, bandwidthShare: figure }),
  }),
  z.strictObject({ op: z.literal('launch'), ...common, constants: z.strictObject({ eager: figure, graph: figure }) }),
]);
export type FamilyRecord = z.infer<typeof familySchema>;
export type OpFamily = FamilyRecord['op'];

export const calibrationSchema = z.strictObject({
  /** `<chip>.<library>`. */
  id,
  chip: id,
  /** Whose kernels: cublas, cudnn, deepgemm, trtllm, sglang, flashmla, deepep, nccl … */
  library: id,
  title: z.strictObject({ en: z.string().min(1), zh: z.string().min(1) }),
  families: z.array(familySchema).min(1),
});
export type CalibrationRecord = z.infer<typeof calibrationSchema>;
