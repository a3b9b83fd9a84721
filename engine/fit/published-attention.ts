/** Published attention kernels: prefill, decode (GQA, absorbed MLA), and the parts of DeepSeek sparse attention. */

import type { Chip, MathFormat } from '../types';
import type { FitRow } from './family-fit';
import type { DecodeRow, PrefillRow } from './models';
import { peak, pointsOf, type Reading, type Series } from './series';

const bf16Bytes = 2;
/** MLA of DeepSeek-V3: 128 heads; latent 512 and rotary 64 in decode, 192 + 128 a head expanded. */
const mla = { heads: 128, latent: 512, rope: 64, width: 320 } as const;
/** Lightning indexer of DeepSeek-V3.2: 64 heads of 128, one FP8 key and an FP32 scale a token; 2,048 tokens chosen. */
const indexer = { heads: 64, dim: 128, keyBytes: 128 + 4, topk: 2048 } as const;

export function attentionSeries(one: Series, chip: Chip): readonly Reading[] | undefined {
  switch (one.op) {
    case 'gqa_prefill':
    case 'mla_prefill_mha_form':
      return [prefill(one, chip)];
    case 'gqa_decode':
    case 'mla_decode_absorbed':
      return [decode(one, chip)];
    case 'dsa_indexer_logits_decode':
      return [table(one, chip, indexDecode)];
    case 'dsa_sparse_decode':
      return [table(one, chip, sparseDecode)];
    case 'dsa_indexer_logits_prefill':
    case 'dsa_sparse_prefill':
      return [sparsePrefill(one, chip)];
    default:
      return undefined;
  }
}

function libraryOf(one: Series, own: string): string {
  return /\.(sglang|trtllm|vllm)-/.exec(one.id)?.[1] ?? own;
}

function prefill(one: Series, chip: Chip): Reading {
  const isMla = one.op === 'mla_prefill_mha_form';
  if (one.note?.includes('ABSORBED') === true)
    return { left: 'collected in the absorbed form, which no engine prefills with' };
  const library = libraryOf(one, 'fa3');
  if (isMla && library === 'vllm') return { left: '120–160 µs of host time in every row' };
  const { heads = 1, head_dim: dim = 0, batch: sequences = 1 } = one;
  const math: MathFormat = one.dtype === 'fp8' ? 'fp8' : 'bf16';
  const width = isMla ? mla.width : 2 * dim;
  const rows: FitRow<PrefillRow>[] = pointsOf(one.x, one.latency_us).map(({ x: s, seconds }) => ({
    id: `${one.id}@${s}`,
    layer: isMla ? `batch ${sequences}` : `${heads}-${one.kv_heads ?? heads}-${dim}`,
    seconds,
    shape: {
      flop: sequences * heads * s * s * width,
      queries: s,
      keys: s,
      sequences,
      heads,
      width,
      sms: chip.sms.value,
      peak: peak(chip, math),
    },
  }));
  return {
    kind: 'prefill',
    rows,
    chip: chip.id,
    library,
    op: 'prefill-attention',
    variant: isMla ? 'mla' : 'gqa',
    dtype: math,
    conditions: 'causal, no cached prefix',
  };
}

function decode(one: Series, chip: Chip): Reading {
  const isMla = one.op === 'mla_decode_absorbed';
  const library = libraryOf(one, isMla ? 'flashmla' : 'flashinfer');
  if (library === 'vllm') return { left: '120–160 µs of host time in every row' };
  const dtype = one.dtype ?? '';
  const cache: 'bf16' | 'fp8' = dtype.includes('kv fp8') || dtype.includes('fp8 kv') ? 'fp8' : 'bf16';
  const bytesOf = cache === 'fp8' ? 1 : bf16Bytes;
  const { heads = mla.heads, kv_heads: kvHeads = 1, head_dim: dim = 0, batch = 1 } = one;
  const perKey = isMla ? (mla.latent + mla.rope) * bytesOf : 2 * kvHeads * dim * bytesOf;
  const width = isMla ? 2 * mla.latent + mla.rope : 2 * dim;
  const rows: FitRow<DecodeRow>[] = pointsOf(one.x, one.latency_us).map(({ x: keys, seconds }) => ({
    id: `${one.id}@${keys}`,
    layer: isMla ? `batch ${batch}` : `${heads}-${kvHeads}-${dim}`,
    seconds,
    shape: {
      flop: 2 * batch * heads * keys * width,
      bytes: batch * keys * perKey + batch * heads * width * bf16Bytes,
      peak: peak(chip, 'bf16'),
      bandwidth: chip.memoryBandwidth.value,
    },
  }));
  return {
    kind: 'decode',
    rows,
    chip: chip.id,
    library,
    op: 'decode-attention',
    variant: isMla ? 'mla' : 'gqa',
    dtype: cache,
    conditions: 'launched eagerly in the source: in a graph the start is at most 10 µs (GQA) and 12 µs (MLA)',
  };
}

type Line = Readonly<Record<string, number>>;

/** The rows of a table by column name, numbers only. */
function linesOf(one: Series): Line[] {
  const columns = Object.entries(one.columns ?? {});
  const count = columns[0]?.[1].length ?? 0;
  return Array.from({ length: count }, (_, i) =>
    Object.fromEntries(columns.flatMap(([name, values]) => (typeof values[i] === 'number' ? [[name, values[i]]] : []))),
  );
}

interface Part {
  readonly variant: 'dsa-index' | 'dsa-sparse';
  readonly dtype: 'bf16' | 'fp8';
  readonly conditions: string;
  shape(line: Line, chip: Chip): DecodeRow;
}

const indexDecode: Part = {
  variant: 'dsa-index',
  dtype: 'fp8',
  conditions: 'index scores, 64 heads of 128, FP8 keys with a scale',
  shape: ({ batchsize = 0, next_n: positions = 1, s_kv: keys = 0 }, chip) => ({
    flop: 2 * batchsize * positions * keys * indexer.heads * indexer.dim,
    bytes: batchsize * keys * indexer.keyBytes + batchsize * positions * keys * 4,
    peak: peak(chip, 'fp8'),
    bandwidth: chip.memoryBandwidth.value,
  }),
};

/** The kernel pads to the full top 2,048 and computes in BF16 whatever the cache. */
const sparseDecode: Part = {
  variant: 'dsa-sparse',
  dtype: 'fp8',
  conditions: 'FP8 cache, 128 heads, always the padded top-2048 work',
  shape: ({ batch_size: batch = 0 }, chip) => ({
    flop: 2 * batch * indexer.topk * mla.heads * (2 * mla.latent + mla.rope),
    bytes: batch * indexer.topk * (mla.latent + 2 * mla.rope + 16),
    peak: peak(chip, 'bf16'),
    bandwidth: chip.memoryBandwidth.value,
  }),
};

function table(one: Series, chip: Chip, part: Part): Reading {
  const rows: FitRow<DecodeRow>[] = linesOf(one).map((line, i) => ({
    id: `${one.id}@${i}`,
    layer: 'one',
    seconds: (line.latency_us ?? 0) * 1e-6,
    shape: part.shape(line, chip),
  }));
  const { variant, dtype, conditions } = part;
  return {
    kind: 'decode',
    rows,
    chip: chip.id,
    library: 'flashmla',
    op: 'decode-attention',
    variant,
    dtype,
    conditions,
  };
}

function sparsePrefill(one: Series, chip: Chip): Reading {
  const isIndex = one.op === 'dsa_indexer_logits_prefill';
  const math: MathFormat = isIndex ? 'fp8' : 'bf16';
  const rows: FitRow<PrefillRow>[] = linesOf(one).map((line, i) => {
    const { s_q: queries = 0, s_kv: keys = 0, latency_us: us = 0 } = line;
    // The last queries of the context: each sees all keys but those after it.
    const pairs = queries * (keys - queries / 2);
    const flop = isIndex
      ? 2 * pairs * indexer.heads * indexer.dim
      : 2 * queries * indexer.topk * mla.heads * (2 * mla.latent + mla.rope);
    const width = isIndex ? indexer.dim : 2 * mla.latent + mla.rope;
    const heads = isIndex ? indexer.heads : mla.heads;
    const shape = {
      flop,
      queries,
      keys: isIndex ? keys : indexer.topk,
      sequences: 1,
      heads,
      width,
      sms: chip.sms.value,
      peak: peak(chip, math),
    };
    return { id: `${one.id}@${i}`, layer: 'one', seconds: us * 1e-6, shape };
  });
  const conditions = isIndex ? 'index scores, 64 heads of 128, causal' : '128 heads, top 2,048';
  return {
    kind: 'prefill',
    rows,
    chip: chip.id,
    library: 'flashmla',
    op: 'prefill-attention',
    variant: isIndex ? 'dsa-index' : 'dsa-sparse',
    dtype: isIndex ? 'fp8' : 'bf16',
    conditions,
  };
}
