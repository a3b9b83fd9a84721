/** Measured kernels against the calibrated model: the constants of their library's families. */

import { calibrationsFor, unitsOf, type Calibrations, type Family } from '../catalog/calibrations';
import type { Text } from '../diagnostics';
import { gemmKernel, prefillAttentionKernel } from '../formulas/kernels/kernel';
import { question, unknown, type Q } from '../quantity';
import type { Chip } from '../types';
import { attentionDemand, gemmDemand, peakOf } from './demand';
import type { AttentionKernel, GemmKernel, Kernel } from './families';
import type { KernelPredictor } from './kernels';

/** The library that a file's multiplications are of: they are timed through PyTorch. */
export const matrixLibrary = 'cublas';

/** The constants a card has, or those of its class. */
export function calibratedKernels(calibrations?: Calibrations): KernelPredictor {
  return {
    title: { en: 'calibrated', zh: '校准' },
    predict: (kernel, chip) => {
      const known = calibrations ?? calibrationsFor(chip);
      return kernel.kind === 'gemm' ? gemmSeconds(kernel, chip, known) : attentionSeconds(kernel, chip, known);
    },
    reason: reasonOf,
  };
}

function ratesOf(chip: Chip, kernel: Kernel) {
  return { sms: unitsOf(chip), peak: peakOf(chip, kernel), bandwidth: chip.memoryBandwidth };
}

function gemmSeconds(kernel: GemmKernel, chip: Chip, { familyFor }: Calibrations): Q<'s'> {
  const op = kernel.groups > 1 ? 'grouped-gemm' : 'gemm';
  const family: Family<'gemm' | 'grouped-gemm'> | undefined = familyFor({
    chip,
    op,
    dtype: kernel.format,
    library: matrixLibrary,
  });
  if (family === undefined) return nothingKnown(op);
  const { times: groups, weights, activations } = gemmDemand(kernel);
  const shape = {
    rows: count(kernel.m, 'rows a group', '每组行数'),
    groups,
    inner: count(kernel.k, 'inputs', '输入维度'),
    outer: count(kernel.n, 'outputs', '输出维度'),
    routed: false,
  };
  return gemmKernel({
    shape,
    weights: ofAll(weights, kernel.groups),
    activations: ofAll(activations, kernel.groups),
    chip: ratesOf(chip, kernel),
    constants: family.constants,
  }).time;
}

function attentionSeconds(kernel: AttentionKernel, chip: Chip, { familyFor }: Calibrations): Q<'s'> {
  const { format: dtype, backend: library, keyDim, valueDim, tokens, heads } = kernel;
  const variant = keyDim === valueDim ? 'gqa' : 'mla';
  const family = familyFor({ chip, op: 'prefill-attention', variant, dtype, library });
  if (family === undefined) return nothingKnown('prefill-attention');
  const length = count(tokens, 'tokens', 'token 数');
  const shape = {
    queries: length,
    keys: length,
    sequences: count(1, 'sequences', '序列数'),
    heads: count(heads, 'heads', '头数'),
    width: count(keyDim + valueDim, 'd_qk + d_v', 'd_qk + d_v'),
  };
  return prefillAttentionKernel({
    shape,
    flop: attentionDemand(kernel).flop,
    chip: ratesOf(chip, kernel),
    constants: family.constants,
  }).time;
}

function count(value: number, en: string, zh: string): Q<'1'> {
  return question(value, '1', { en, zh });
}

function ofAll(bytes: Q<'B'>, groups: number): Q<'B'> {
  return { ...bytes, value: bytes.value * groups };
}

function nothingKnown(op: string): Q<'s'> {
  return unknown('s', `calibration.${op}`, {
    label: { en: `no kernel family of ${op}`, zh: `没有 ${op} 的核函数校准` },
  });
}

/** Rows a group at which PyTorch's FP8 grouped kernel changes its schedule, and rows at which it has caught up. */
const scheduleChange = { from: 256, to: 512 } as const;

function reasonOf(kernel: Kernel): Text | undefined {
  if (kernel.kind !== 'gemm') return undefined;
  const { format, groups, m, n } = kernel;
  if (groups > 1 && format === 'fp8' && m >= scheduleChange.from && m <= scheduleChange.to)
    return {
      en: 'the library changes its FP8 grouped kernel at 256 rows a group and doubles its time; no model of the chip follows that',
      zh: '该库的 FP8 分组核函数在每组 256 行时切换并使耗时翻倍，芯片模型不跟随这种切换',
    };
  if (n < narrow)
    return {
      en: 'so few columns that the choice of tile and split decides: the library does not always make the best one',
      zh: '列数很少，分块与拆分的选择决定耗时，而该库并不总选最优',
    };
  return undefined;
}

/** Columns below which a dense kernel fills less than half of an H100 with 128-wide tiles. */
const narrow = 132 * 64;
