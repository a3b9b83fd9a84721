/** Published multiplications: dense, grouped (DeepGEMM), and whole fused MoE calls. */

import type { Chip, MathFormat } from '../types';
import type { FitRow } from './family-fit';
import type { MatrixShape, Multiplication } from './models';
import { peak, pointsOf, type Reading, type Series } from './series';

const widths: Readonly<Record<MathFormat, number>> = { bf16: 2, fp8: 1, int8: 1, fp4: 0.5 + 1 / 16 };
/** INT4 weights with a BF16 scale a group of 128, multiplied in BF16. */
const int4Width = 0.5 + 2 / 128;
const outputBytes = 2;
/** Share of the memory bandwidth that the passes between two multiplications reach (a copy on the H100: 2.44 of 3.35 TB/s). */
const copyShare = 0.73;
/** Dense kernels: cuBLAS's BF16 ones split K, no FP8 or FP4 kernel shows it. */
const splitting = { rowTiles: [64], columnTiles: [64, 16], splits: 8 };
/** The source times the quantization of the activations with it (small N is slow in proportion): fitted apart, not kept. */
const quantizing = { rowTiles: [64], columnTiles: [64, 16], splits: 1, quantizes: true };
const plain = { rowTiles: [64], columnTiles: [64, 16], splits: 1 };
/** Triton's fused MoE multiplies from 16 rows on. */
const triton = { rowTiles: [16], columnTiles: [64, 16], splits: 1 };
/** TensorRT-LLM's grouped kernels are several: whichever fits. */
const either = { rowTiles: [64, 16], columnTiles: [64, 16], splits: 1 };
/** The contiguous layout pads each expert to whole tiles of 128 rows; the masked one to 64. */
const contiguous = { rowTiles: [128, 64], columnTiles: [64, 16], splits: 1 };
const masked = { rowTiles: [64], columnTiles: [64, 16], splits: 1 };

export function matrixSeries(one: Series, chip: Chip): readonly Reading[] | undefined {
  switch (one.op) {
    case 'gemm':
      return [dense(one, chip)];
    case 'grouped_gemm':
      return grouped(one, chip);
    case 'deepgemm_moe_context':
    case 'deepgemm_moe_generation':
      return [experts(one, chip)];
    case 'fused_moe':
      return [fused(one, chip)];
    default:
      return undefined;
  }
}

interface Format {
  readonly math: MathFormat;
  readonly dtype: MathFormat | 'int4';
  /** Block-scaled kernels are a library of their own. */
  readonly suffix: string;
  readonly weight: number;
}

function formatOf(dtype: string): Format {
  if (dtype.startsWith('bf')) return { math: 'bf16', dtype: 'bf16', suffix: '', weight: widths.bf16 };
  if (dtype === 'nvfp4') return { math: 'fp4', dtype: 'fp4', suffix: '', weight: widths.fp4 };
  if (dtype === 'int4_wo') return { math: 'bf16', dtype: 'int4', suffix: '', weight: int4Width };
  return { math: 'fp8', dtype: 'fp8', suffix: dtype === 'fp8_block' ? '-block' : '', weight: widths.fp8 };
}

/** sglang, trtllm or vllm, from "aic.gemm.fp8.H100.sglang-0.5.10…". */
function libraryOf(one: Series): string {
  return /\.(sglang|trtllm|vllm)-/.exec(one.id)?.[1] ?? 'deepgemm';
}

function versionOf(one: Series): string {
  return /\.((?:sglang|trtllm|vllm)-[\w.]+?)\.(?:k\d|E\d)/.exec(one.id)?.[1] ?? 'DeepGEMM';
}

function callOf(chip: Chip, math: MathFormat, launches: readonly Multiplication[], between = 0): MatrixShape {
  const bandwidth = chip.memoryBandwidth.value;
  return {
    launches,
    sms: chip.sms.value,
    peak: peak(chip, math),
    bandwidth,
    between: between / (bandwidth * copyShare),
  };
}

/** Rows that would need more than the peak memory bandwidth are not what they say, and left out. */
function possible(rows: readonly FitRow<MatrixShape>[]): FitRow<MatrixShape>[] {
  return rows.filter(
    ({ seconds, shape }) => shape.launches.reduce((sum, { bytes }) => sum + bytes, 0) / shape.bandwidth <= seconds,
  );
}

function dense(one: Series, chip: Chip): Reading {
  const { n = 0, k = 0 } = one;
  const { math, dtype, suffix, weight } = formatOf(one.dtype ?? '');
  const library = libraryOf(one) + suffix;
  const isQuantized = library !== 'deepgemm' && math !== 'bf16';
  const rows: FitRow<MatrixShape>[] = pointsOf(one.x, one.latency_us).map(({ x: m, seconds }) => {
    const bytes = n * k * weight + m * k * widths[math] + m * n * outputBytes;
    return {
      id: `${one.id}@${m}`,
      layer: `${n}x${k}`,
      seconds,
      shape: {
        ...callOf(chip, math, [{ rows: m, groups: 1, outer: n, inner: k, bytes }]),
        ...(isQuantized && { quantized: m * k * (outputBytes + widths[math]) }),
      },
    };
  });
  const tiles = math === 'bf16' ? splitting : isQuantized ? quantizing : plain;
  return {
    kind: 'matrix',
    tiles,
    rows,
    chip: chip.id,
    library,
    op: 'gemm',
    dtype,
    conditions: `dense layers, ${versionOf(one)}${isQuantized ? '; the quantization of the activations was timed with them and is taken off' : ''}`,
  };
}

interface Expert {
  readonly hidden: number;
  readonly inter: number;
  /** Experts touched, all held by the card, and rows they compute in all. */
  readonly touched: number;
  readonly rows: number;
  readonly weight: number;
  readonly read: number;
  readonly tilesOf?: Multiplication['tilesOf'];
}

function up({ hidden, inter, touched, rows, weight, read, tilesOf }: Expert): Multiplication {
  const outer = 2 * inter;
  const bytes = touched * hidden * outer * weight + rows * (hidden * read + outer * outputBytes);
  return { rows: rows / touched, groups: touched, outer, inner: hidden, bytes, ...(tilesOf && { tilesOf }) };
}

function down({ hidden, inter, touched, rows, weight, read, tilesOf }: Expert): Multiplication {
  const bytes = touched * hidden * inter * weight + rows * (inter * read + hidden * outputBytes);
  return { rows: rows / touched, groups: touched, outer: hidden, inner: inter, bytes, ...(tilesOf && { tilesOf }) };
}

/** DeepGEMM's generator draws an expert's rows between 0.7 and 1.3 of the mean, rounded down (seen: at a mean of 1, half have none). */
const drawn = [0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.299] as const;

function drawnTiles(rows: number, tall: number): number {
  return drawn.reduce((sum, part) => sum + Math.ceil(Math.floor(rows * part) / tall), 0) / drawn.length;
}

function drawnShare(rows: number): number {
  const steps = 60;
  let touched = 0;
  for (let i = 0; i < steps; i++) if (Math.floor(rows * (0.7 + (0.6 * (i + 0.5)) / steps)) > 0) touched++;
  return touched / steps;
}

/** InferSim's tables: the two multiplications timed apart; masked kernels with random counts. H20's rows are FP8 too. */
function grouped(one: Series, chip: Chip): readonly Reading[] {
  const { hidden = 0, inter = 0, local_experts: local = 0, kernel = '' } = one;
  const isMasked = kernel.includes('masked');
  const rowsAt = (
    us: Series['up_us'],
    launchOf: (expert: Expert) => Multiplication,
    name: string,
  ): FitRow<MatrixShape>[] =>
    pointsOf(one.tokens_per_expert, us).map(({ x: mean, seconds }, i) => {
      const touched = isMasked ? Math.max(1, local * drawnShare(mean)) : local;
      const held = { hidden, inter, touched, rows: mean * local, weight: widths.fp8, read: widths.fp8 };
      const launch = launchOf(isMasked ? { ...held, tilesOf: drawnTiles } : held);
      // The tiles of the experts without rows are none: the mean is over all experts held.
      const shaped = isMasked ? { ...launch, groups: local, rows: mean } : launch;
      return {
        id: `${one.id}.${name}@${one.x?.[i] ?? mean}`,
        layer: `${launch.outer}x${launch.inner}`,
        seconds,
        shape: callOf(chip, 'fp8', [shaped]),
      };
    });
  const rows = [...rowsAt(one.up_us, up, 'up'), ...rowsAt(one.down_us, down, 'down')];
  const library = isMasked ? 'deepgemm-masked' : 'deepgemm-contiguous';
  const conditions = isMasked
    ? 'grouped FP8, masked, random rows an expert (0.7–1.3 of the mean)'
    : 'grouped FP8, contiguous, equal rows an expert';
  const tiles = isMasked ? masked : contiguous;
  return [
    {
      kind: 'matrix',
      tiles,
      rows: possible(rows),
      chip: chip.id,
      library,
      op: 'grouped-gemm',
      dtype: 'fp8',
      conditions,
    },
  ];
}

/** DeepSeek-V3's experts: 256 of 7168 × 2048, 8 a token. */
const deepseek = { experts: 256, topk: 8, hidden: 7168, inter: 2048 } as const;

/** SGLang's prefill path lies on a floor of about 390 µs of host time, whatever the chip: only rows of twice that are the kernels'. */
const aboveHost = 800e-6;

/** SGLang's DeepEP experts: two DeepGEMM launches with SiLU and quantization between, no exchange. */
function experts(one: Series, chip: Chip): Reading {
  if (one.distribution !== 'uniform') return { left: 'power-law load: the rows of each expert are not published' };
  const { ep = 1 } = one;
  const { hidden, inter, topk } = deepseek;
  const local = deepseek.experts / ep;
  const isContext = one.op === 'deepgemm_moe_context';
  const points = pointsOf(one.x, one.latency_us).filter(({ seconds }) => !isContext || seconds >= aboveHost);
  const rows: FitRow<MatrixShape>[] = points.map(({ x: tokens, seconds }) => {
    const assigned = (tokens * topk) / ep;
    const expert = {
      hidden,
      inter,
      touched: Math.min(local, assigned),
      rows: assigned,
      weight: widths.fp8,
      read: widths.fp8,
    };
    const activate = assigned * inter * (2 * outputBytes + widths.fp8);
    // The source scatters and gathers every token of the group, also those of other cards' experts: 8 ns a token on the H100.
    const scatter = isContext ? tokens * hidden * (widths.fp8 + outputBytes) : 0;
    const between = activate + scatter;
    return {
      id: `${one.id}@${tokens}`,
      layer: `ep${ep}`,
      seconds,
      shape: callOf(chip, 'fp8', [up(expert), down(expert)], between),
    };
  });
  const library = isContext ? 'deepgemm-contiguous' : 'deepgemm-masked';
  // H800 and H20 tables time bare launches; these are whole calls.
  const tiles = library === 'deepgemm-masked' ? masked : contiguous;
  return {
    kind: 'matrix',
    tiles,
    rows: possible(rows),
    chip: chip.id,
    library,
    op: 'grouped-gemm',
    dtype: 'fp8',
    conditions: 'SGLang 0.5.10 DeepEP experts, uniform load; the start of a launch holds half of what the call adds',
  };
}

/** As the data's own quality flags say. */
function isNoisy(one: Series): boolean {
  return (
    one.device === 'H200' &&
    libraryOf(one) === 'sglang' &&
    one.dtype !== 'fp8_block' &&
    one.num_experts === deepseek.experts
  );
}

function fused(one: Series, chip: Chip): Reading {
  const library = libraryOf(one);
  const { ep = 1, hidden = 0, inter = 0, num_experts: total = 1, topk = 1 } = one;
  if (one.note?.startsWith('IMPLAUSIBLE') === true) return { left: 'implies more than the peak memory bandwidth' };
  if (one.distribution !== 'balanced') return { left: 'power-law load: the rows of each expert are not published' };
  if (ep > 1 && library !== 'trtllm') return { left: 'at EP > 1 the kernel also computes tokens of other cards' };
  const { math, dtype, suffix, weight } = formatOf(one.dtype ?? '');
  if (isNoisy(one)) return { left: 'noisy: 32 tokens slower than 48' };
  if (dtype === 'fp4' && total === deepseek.experts) return { left: 'implies about the peak memory bandwidth or more' };
  const read = widths[math];
  const local = total / ep;
  const rows: FitRow<MatrixShape>[] = pointsOf(one.x, one.latency_us).flatMap(({ x: tokens, seconds }) => {
    const assigned = (tokens * topk) / ep;
    // Fewer than one row a card: which card is timed is not said.
    if (assigned < 1) return [];
    const expert = { hidden, inter, touched: Math.min(local, assigned), rows: assigned, weight, read };
    const gather = tokens * hidden * outputBytes + assigned * hidden * read;
    const activate = assigned * inter * (2 * outputBytes + read);
    const combine = assigned * hidden * outputBytes + tokens * hidden * outputBytes;
    return [
      {
        id: `${one.id}@${tokens}`,
        layer: `${hidden}x${inter}`,
        seconds,
        shape: callOf(chip, math, [up(expert), down(expert)], gather + activate + combine),
      },
    ];
  });
  return {
    kind: 'matrix',
    tiles: library === 'trtllm' ? either : triton,
    rows: possible(rows),
    chip: chip.id,
    library: library + suffix,
    op: 'grouped-gemm',
    dtype,
    conditions: `${versionOf(one)} fused MoE, equal rows an expert; the start of a launch holds half of sort, gather and combine`,
  };
}
