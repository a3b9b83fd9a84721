/** One kernel, whole: its shape and demand at the constants of its family → start, resources and time. */

import type { ConstantsOf } from '../../catalog/calibrations';
import { question, type Q } from '../../quantity';
import { prefillAttention } from './attention';
import { partialSum, routedTileTime, tileTime } from './gemm';
import { kernelCompute, kernelMemory, kernelTime } from './time';

/** A kernel timed once; `time` = start + the 4-norm of compute and memory. */
export interface KernelTimes {
  readonly start: Q<'s'>;
  readonly compute: Q<'s'>;
  readonly memory: Q<'s'>;
  readonly time: Q<'s'>;
}

/** What the chip gives a kernel: its multiprocessors, the peak of the format multiplied in, its memory. */
export interface ChipRates {
  readonly sms: Q<'1'>;
  readonly peak: Q<'FLOP/s'>;
  readonly bandwidth: Q<'B/s'>;
}

/** Rows a group, groups, K and N of one card. Where `routed`, rows are random and `rows` is their mean over all groups held. */
export interface GemmShape {
  readonly rows: Q<'1'>;
  readonly groups: Q<'1'>;
  readonly inner: Q<'1'>;
  readonly outer: Q<'1'>;
  readonly routed: boolean;
}

export interface GemmCall {
  readonly shape: GemmShape;
  /** Weights of the groups that are touched. */
  readonly weights: Q<'B'>;
  readonly activations: Q<'B'>;
  readonly chip: ChipRates;
  readonly constants: ConstantsOf['gemm'];
}

const noBytes = question(0, 'B', { en: 'nothing moved', zh: '无读写' });

export function gemmKernel({ shape, weights, activations, chip, constants }: GemmCall): KernelTimes {
  const { bandwidthShare, start } = constants;
  // Written out: the hot path comes here for every multiplication, and spreading three objects costs more than the tiles.
  const compute = (shape.routed ? routedTileTime : tileTime)({
    rows: shape.rows,
    groups: shape.groups,
    outer: shape.outer,
    inner: shape.inner,
    sms: chip.sms,
    peak: chip.peak,
    bandwidth: chip.bandwidth,
    peakShare: constants.peakShare,
    bandwidthShare,
    step: constants.step,
    rowTile: constants.rowTile,
    columnTile: constants.columnTile,
    splits: constants.splits,
    join: constants.join,
    partial: partialSum,
  });
  const memory = kernelMemory({ weights, kv: noBytes, activations, bandwidth: chip.bandwidth, bandwidthShare });
  return { start, compute, memory, time: kernelTime({ start, compute, memory }) };
}

/** New tokens of `sequences` equal sequences over `keys` tokens each (cached ones counted in). */
export interface PrefillShape {
  readonly queries: Q<'1'>;
  readonly keys: Q<'1'>;
  readonly sequences: Q<'1'>;
  /** Query heads of the card. */
  readonly heads: Q<'1'>;
  /** d_qk + d_v. */
  readonly width: Q<'1'>;
}

export interface PrefillAttentionCall {
  readonly shape: PrefillShape;
  readonly flop: Q<'FLOP'>;
  readonly chip: ChipRates;
  readonly constants: ConstantsOf['prefill-attention'];
}

const noTime = question(0, 's', { en: 'hidden behind the arithmetic', zh: '被计算掩盖' });

/** Reading K and V hides behind the arithmetic at every length measured. */
export function prefillAttentionKernel({ shape, flop, chip, constants }: PrefillAttentionCall): KernelTimes {
  const { start, peakShare, wave, tail } = constants;
  const compute = prefillAttention({ ...shape, flop, sms: chip.sms, peak: chip.peak, peakShare, wave, tail });
  return { start, compute, memory: noTime, time: kernelTime({ start, compute, memory: noTime }) };
}

export interface DecodeAttentionCall {
  readonly flop: Q<'FLOP'>;
  readonly kv: Q<'B'>;
  readonly activations: Q<'B'>;
  readonly chip: ChipRates;
  readonly constants: ConstantsOf['decode-attention'];
}

export function decodeAttentionKernel({ flop, kv, activations, chip, constants }: DecodeAttentionCall): KernelTimes {
  const { start, bandwidthShare, peakShare } = constants;
  const compute = kernelCompute({ flop, peak: chip.peak, peakShare });
  const memory = kernelMemory({ weights: noBytes, kv, activations, bandwidth: chip.bandwidth, bandwidthShare });
  return { start, compute, memory, time: kernelTime({ start, compute, memory }) };
}
