/** Number formats: what an element costs in memory, and what multiplies it. */

import { question, type Q } from './quantity';
import type { KvFormat, MathFormat, Pool, WeightFormat } from './types';

function width(bytes: number, en: string, zh: string): Q<'B'> {
  return question(bytes, 'B', { en, zh });
}

/** Bytes a stored weight costs, its scales counted in. */
export const weightWidth: Readonly<Record<WeightFormat, Q<'B'>>> = {
  bf16: width(2, 'a BF16 weight', '一个 BF16 权重'),
  // One FP32 scale a 128 × 128 block (DeepSeek-V3 checkpoint).
  fp8: width(
    1 + 4 / (128 * 128),
    'an FP8 weight with its share of a 128 × 128 block scale',
    '一个 FP8 权重及其 128 × 128 分块缩放因子的份额',
  ),
  int8: width(1, 'an INT8 weight (scales a channel, negligible)', '一个 INT8 权重（按通道缩放，可忽略）'),
  // One BF16 scale a group of 128 (AWQ, W4A8).
  int4: width(
    0.5 + 2 / 128,
    'an INT4 weight with its share of a group-128 scale',
    '一个 INT4 权重及其每 128 个一组的缩放因子份额',
  ),
  // One byte of scale a group of 32 (OCP MXFP4).
  fp4: width(
    0.5 + 1 / 32,
    'an MXFP4 weight with its share of a group-32 scale',
    '一个 MXFP4 权重及其每 32 个一组的缩放因子份额',
  ),
};

/** What one scale stands for: a block of 128 × 128, the whole tensor, an output channel, a group of inputs. */
export const scalings = ['block', 'tensor', 'channel', 'group'] as const;
export type Scaling = (typeof scalings)[number];

/** Bytes of a scale: FP32 a block, BF16 a group; one byte in the OCP formats. */
const blockScale = 4 / (128 * 128);
const groupScale: Readonly<Record<WeightFormat, number>> = { bf16: 0, fp8: 2, int8: 2, int4: 2, fp4: 1 };

/** Bytes of a weight under another scaling than its format's usual one; a scale a tensor or a channel is negligible. */
export function scaledWidth(format: WeightFormat, scaling: Scaling, group: number): Q<'B'> {
  const shares: Record<Scaling, number> = {
    block: blockScale,
    tensor: 0,
    channel: 0,
    group: groupScale[format] / group,
  };
  return width(
    bits[format] / 8 + shares[scaling],
    `a weight in ${format} with its share of a scale a ${scaling}`,
    `一个 ${format} 权重及其缩放因子份额（按 ${scaling}）`,
  );
}

/** Bytes a stored weight costs in a pool. */
export function widthIn(pool: Pool, format: WeightFormat): Q<'B'> {
  return pool.widths?.[format] ?? weightWidth[format];
}

/** Bytes of one activation element on its way into a multiplication. */
export const mathWidth: Readonly<Record<MathFormat, Q<'B'>>> = {
  bf16: width(2, 'a BF16 element', '一个 BF16 元素'),
  // One FP32 scale a group of 128 along K.
  fp8: width(
    1 + 4 / 128,
    'an FP8 element with its share of a group-128 scale',
    '一个 FP8 元素及其每 128 个一组的缩放因子份额',
  ),
  int8: width(1, 'an INT8 element', '一个 INT8 元素'),
  fp4: width(
    0.5 + 1 / 16,
    'an FP4 element with its share of a group-16 scale',
    '一个 FP4 元素及其每 16 个一组的缩放因子份额',
  ),
};

/** Plain cache element; MLA's FP8 cache keeps its rotary part in BF16, which its layer block counts itself. */
export const kvWidth: Readonly<Record<KvFormat, Q<'B'>>> = {
  bf16: width(2, 'a BF16 cache element', '一个 BF16 缓存元素'),
  fp8: width(1, 'an FP8 cache element', '一个 FP8 缓存元素'),
};

/** Formats that can multiply a stored weight without widening it to BF16 first, fastest first. */
export const multiplies: Readonly<Record<WeightFormat, readonly MathFormat[]>> = {
  bf16: ['bf16'],
  fp8: ['fp8'],
  int8: ['int8'],
  int4: ['fp8', 'int8'],
  fp4: ['fp4'],
};

/** Bits of precision, to tell whether activations are narrower than the weights. */
export const bits: Readonly<Record<WeightFormat, number>> = { bf16: 16, fp8: 8, int8: 8, int4: 4, fp4: 4 };

export const weightFormats: readonly WeightFormat[] = ['bf16', 'fp8', 'int8', 'int4', 'fp4'];
export const mathFormats: readonly MathFormat[] = ['bf16', 'fp8', 'int8', 'fp4'];
export const kvFormats: readonly KvFormat[] = ['bf16', 'fp8'];
