/** What a catalog file may hold. Structure only: units are read in chip.ts and model.ts, which know which unit belongs. */

import { units, type Unit } from '../quantity';
import { z } from '../zod';
import { asCustom } from './reason';
import { transportIds } from './transports';

const text = z.strictObject({ en: z.string().min(1), zh: z.string().min(1) });
const id = z.string().regex(/^[a-z0-9][a-z0-9.-]*$/, 'an id is kebab-case: small letters, digits, hyphens and dots');
const confidence = z.enum(['high', 'medium', 'low']);
const count = z.int().positive();

/** A figure with its unit in the text, and who vouches for it. */
const figure = {
  value: z.string(),
  origin: z.enum(['datasheet', 'measured', 'given', 'assumed']),
  source: id,
  confidence,
  note: z.string().min(1).exactOptional(),
};
const stated = z.strictObject(figure);
/** Nobody has published it: blocks what needs it. */
const unpublished = z.strictObject({ unknown: text });
/** The chip has no such unit: a lever that needs it is skipped. */
const missing = z.strictObject({ absent: text, source: id.exactOptional() });

export type FigureRecord = z.infer<typeof stated> | z.infer<typeof unpublished>;
export type PeakRecord = FigureRecord | z.infer<typeof missing>;

// Chosen by the key that is there, so that a mistake is reported against the form that was meant.
function oneOf<A extends z.ZodType, B extends z.ZodType>(key: string, withKey: A, without: B) {
  return z.unknown().transform((value, context): z.infer<A> | z.infer<B> => {
    const has = typeof value === 'object' && value !== null && key in value;
    const parsed = has ? withKey.safeParse(value) : without.safeParse(value);
    if (parsed.success) return parsed.data;
    for (const issue of parsed.error.issues) context.addIssue(asCustom(issue));
    return z.NEVER;
  });
}
const fact = oneOf('unknown', unpublished, stated);
const peak = oneOf('absent', missing, fact);

const evidence = z.strictObject({ what: z.string(), source: id, locator: z.string().exactOptional(), confidence });
const unitName = z.custom<Unit>((value) => typeof value === 'string' && value in units, {
  message: 'not a unit of the product',
  params: { zh: '不是可用的单位' },
});

export const chipSchema = z.strictObject({
  id,
  title: z.string().min(1),
  vendor: z.string().min(1),
  aliases: z.array(z.string().min(1)).default([]),
  /** As drivers print them. */
  deviceNames: z.array(z.string().min(1)).default([]),
  release: z.string().exactOptional(),
  memoryType: z.string().exactOptional(),
  topology: z.string().exactOptional(),
  /** What carries each link, where that is known. */
  transport: z
    .strictObject({ scaleUp: z.enum(transportIds).exactOptional(), scaleOut: z.enum(transportIds).exactOptional() })
    .exactOptional(),
  /** Dense peaks. */
  tflops: z.strictObject({ bf16: peak, fp8: peak, int8: peak, fp4: peak }),
  memory: fact,
  memoryBandwidth: fact,
  /** One way, a card. */
  scaleUp: fact,
  scaleOut: fact,
  scaleUpDomain: fact,
  cardsPerNode: fact,
  /** Start-up time of the smallest exchange on the scale-up fabric. */
  linkLatency: fact,
  sms: fact,
  l2: fact,
  tdp: fact,
  /** Facts beside the chip's own fields: measured, second opinions, unverified, power of the whole system. */
  extras: z.record(z.string(), z.strictObject({ unit: unitName, ...figure })).default({}),
  note: text.exactOptional(),
  /** What each source says, in its own words. */
  evidence: z.array(evidence).default([]),
});
export type ChipRecord = z.infer<typeof chipSchema>;

const weightFormat = z.enum(['bf16', 'fp8', 'int8', 'int4', 'fp4']);
const attention = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('gqa'),
    heads: count,
    kvHeads: count,
    headDim: count,
    qkNorm: z.boolean(),
    bias: z.boolean(),
    window: count.exactOptional(),
    chunk: count.exactOptional(),
    valueDim: count.exactOptional(),
    gated: z.boolean().exactOptional(),
    queryRank: count.exactOptional(),
    blocks: z.strictObject({ heads: count, dim: count, size: count, best: count }).exactOptional(),
  }),
  z.strictObject({
    kind: z.literal('mla'),
    heads: count,
    qRank: count,
    kvRank: count,
    nope: count,
    rope: count,
    v: count,
    gated: z.boolean().exactOptional(),
    index: z
      .strictObject({ heads: count, dim: count, topk: count, borrowed: z.boolean().exactOptional() })
      .exactOptional(),
  }),
  z.strictObject({
    kind: z.literal('delta-net'),
    keyHeads: count,
    heads: count,
    keyDim: count,
    valueDim: count,
    conv: count,
  }),
  z.strictObject({ kind: z.literal('kda'), heads: count, dim: count, conv: count }),
  z.strictObject({ kind: z.literal('lightning'), heads: count, headDim: count }),
  z.strictObject({
    kind: z.literal('compressed'),
    heads: count,
    headDim: count,
    rope: count,
    qRank: count,
    outRank: count,
    outGroups: count,
    window: count,
    ratio: z.int().nonnegative(),
    index: z.strictObject({ heads: count, dim: count, topk: count }).exactOptional(),
  }),
]);
const ffn = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('dense'), inner: count }),
  z.strictObject({
    kind: z.literal('moe'),
    experts: count,
    topk: count,
    inner: count,
    shared: z.int().nonnegative(),
    sharedInner: z.int().nonnegative(),
    sharedGate: z.boolean().exactOptional(),
    latent: count.exactOptional(),
    groups: z.strictObject({ count, limit: count }).exactOptional(),
  }),
]);
const residual = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('streams'), streams: count }),
  z.strictObject({ kind: z.literal('attended'), block: count }),
]);

export const activeBases = ['between', 'blocks', 'blocks+head', 'blocks+head+embedding'] as const;
/** What a vendor's active-parameter figure counts; `between` lies between the blocks alone and the blocks with the head. */
export type ActiveBasis = (typeof activeBases)[number];

export const modelSchema = z
  .strictObject({
    id,
    title: z.string().min(1),
    aliases: z.array(z.string().min(1)).default([]),
    released: z.string().exactOptional(),
    source: id,
    /** Null where nobody has published it; then the model is blocked. */
    hidden: count.nullable(),
    vocab: count.nullable(),
    tied: z.boolean(),
    contextLength: count.exactOptional(),
    /** Equal layers together; layers that alternate (sliding, full) are one group each. */
    layers: z.array(z.strictObject({ count, attention, ffn })),
    residual: residual.exactOptional(),
    mtpLayers: z.int().nonnegative(),
    /** The block of a prediction layer, where it is not the last group's. */
    draft: z.strictObject({ attention, ffn }).exactOptional(),
    native: z.strictObject({ weights: weightFormat, experts: weightFormat }).exactOptional(),
    nativePrecision: z.string().exactOptional(),
    /** Some part cannot be expressed yet: nothing of this model is computed. */
    blocked: z.strictObject({ field: z.string(), reason: text }).exactOptional(),
    published: z
      .strictObject({
        total: z.string().exactOptional(),
        active: z.string().exactOptional(),
        confidence,
        confidenceNote: z.string().exactOptional(),
        activeBasis: z.enum(activeBases).exactOptional(),
        /** False: the source does not say; it is the basis that the dimensions meet. */
        basisStated: z.boolean().exactOptional(),
        basisNote: z.string().exactOptional(),
        note: z.string().exactOptional(),
        /** What the published figure counts beside the language model: a vision encoder. */
        beside: z.strictObject({ parameters: z.string(), what: z.string() }).exactOptional(),
      })
      .exactOptional(),
    /** Fields that stand in no source, known from the model's family. */
    recalled: z.array(z.string()).exactOptional(),
    /** The source's own dimensions, for what the fields above cannot say. */
    raw: z.record(z.string(), z.unknown()).exactOptional(),
  })
  .superRefine((model, context) => {
    const blank =
      model.hidden === null || model.vocab === null || model.native === undefined || model.layers.length === 0;
    const issue = (message: string, zh: string) =>
      context.addIssue({ code: 'custom', path: ['layers'], message, params: { zh } });
    if (model.blocked && model.layers.length > 0) {
      issue(
        'a blocked model has no layers: half a model would be computed',
        '被阻塞的模型不应有层：否则只会计算半个模型',
      );
    }
    if (!model.blocked && blank) {
      issue(
        'hidden, vocab, native and layers are needed, or blocked with the reason',
        '需给出 hidden、vocab、native 与 layers，或以 blocked 说明原因',
      );
    }
  });
export type ModelRecord = z.infer<typeof modelSchema>;

export const sourceSchema = z.strictObject({
  id,
  title: z.string().min(1),
  /** Where exactly: repository, file and commit, paper section, or what kind of statement it is. */
  locator: z.string().min(1),
  url: z.url().exactOptional(),
  published: z.string().exactOptional(),
  read: z.string().exactOptional(),
  confidence,
  license: z.string().exactOptional(),
  note: z.string().exactOptional(),
});
export type Source = z.infer<typeof sourceSchema>;
