/**
 * Runtime profiles: what a serving stack adds around the kernels. Small kernels a layer and their elementwise traffic, host time,
 * overlap efficiency, the libraries of its kernels, memory it keeps for itself. Counts are of the stack; costs are assumed until
 * measured on the person's own.
 */

import { fact, question, type Q, type Unit } from './quantity';
import {
  engineKernels,
  pytorchKernels,
  sglangKernels,
  trtllmKernels,
  vllmKernels,
  type KernelChoice,
} from './kernel-choice';
import type { Block, Chip, PhaseName, Runtime } from './types';

export interface SmallKernels {
  readonly phase: PhaseName;
  readonly quantized: boolean;
  /** Routed rows are exchanged between cards. */
  readonly travels: boolean;
}

export interface RuntimeProfile {
  /** Share of the card's memory that the engine may fill. */
  readonly usable: Q<'1'>;
  /** Communication buffers, CUDA graphs and workspace. */
  readonly reserve: Q<'B'>;
  /** Tokens a KV page. */
  readonly page: Q<'1'>;
  /** Cost of one small kernel inside a graph, beside its bytes. */
  readonly smallKernel: Q<'s'>;
  /** Small kernels a layer: norms, rotary, cache write, SiLU, quantization, router, gather, scatter. */
  readonly smallKernels: (layer: Block, where: SmallKernels) => number;
  /** Elements of the hidden state that residual and norm read and write together. */
  readonly normElements: number;
  /** Elements of the inner state that SiLU and product read and write together. */
  readonly siluElements: number;
  /** Elements of the hidden state that bringing a routed row home reads and writes: weighting and summing. */
  readonly combineElements: (travels: boolean) => number;
  /** Numbers a second that weighting and atomic sums bring home; absent where the sum needs no atomics. */
  readonly atomicRate?: Q<'1/s'>;
  /** Times that attention's inputs and output are copied to another layout. */
  readonly attentionCopies: number;
  /** What the start of a kernel hides behind the end of the one before it (programmatic dependent launch), on a chip. */
  readonly chained: (chip: Chip) => Q<'s'>;
  /** Multiprocessors that expert exchange keeps busy in prefill. */
  readonly exchangeSms: Q<'1'>;
  /** The shared expert of a decode step runs on a stream of its own. */
  readonly besideStream: boolean;
  /** What attention's start is inside a graph at most: published series time eager launches. */
  readonly attentionStart: Readonly<Record<'gqa' | 'mla', Q<'s'>>>;
  /** New prompts are computed in the pass of the running requests (chunked prefill), weights read once for both. */
  readonly mixes: boolean;
  /** Decode of MLA runs over the latent. */
  readonly absorbs: boolean;
  /** Host time that nothing hides: a decode step, a prefill pass, and each request of a prefill pass. */
  readonly decodeHost: Q<'s'>;
  readonly prefillHost: Q<'s'>;
  readonly requestHost: Q<'s'>;
  /** The library of each kind of kernel; undefined = the one that engines prefer on the chip. */
  readonly kernels: KernelChoice;
  /** Share of an ideal overlap that is reached. */
  readonly overlap: Q<'1'>;
}

interface Words {
  readonly en: string;
  readonly zh: string;
}

function assumed<U extends Unit>(value: number, unit: U, label: Words, note: string): Q<U> {
  return fact(value, unit, 'assumed', { label, note });
}

function measured<U extends Unit>(value: number, unit: U, label: Words, note: string): Q<U> {
  return fact(value, unit, 'measured', { label, note });
}

const usable = assumed(
  0.9,
  '1',
  { en: 'usable share of the card memory', zh: '单卡显存可用比例' },
  'the usual default of serving engines',
);
const reserve = assumed(
  4_000_000_000,
  'B',
  { en: 'communication buffers, CUDA graphs and workspace a card', zh: '单卡通信缓冲、CUDA graph 与工作区' },
  'the article says about 10 GB a card in all; the unusable share counts for the rest',
);
const page = assumed(64, '1', { en: 'tokens a KV page', zh: '每 KV 页 token 数' }, 'page size of FlashMLA kernels');

const smallKernel = { en: 'cost of one small kernel in a graph', zh: '图内单个小算子的开销' };
const decodeHost = { en: 'host time a decode step', zh: '每步 Decode 的主机时间' };
const prefillHost = { en: 'host time a prefill pass', zh: '每趟 Prefill 的主机时间' };
const requestHost = { en: 'host time a request of a prefill pass', zh: 'Prefill 中每请求的主机时间' };
const overlap = { en: 'share of an ideal overlap that is reached', zh: '实际达到的重叠比例' };
const attentionStart = { en: 'start of attention inside a graph, at most', zh: '图内注意力算子的启动时间上限' };
const chained = { en: 'start of a kernel hidden behind the one before', zh: '被前一算子掩盖的启动时间' };

const none = (label: Words): Q<'s'> => question(0, 's', label);

const notChained = none(chained);
const overlappedLaunch = assumed(
  0.000_001,
  's',
  chained,
  'programmatic dependent launch, about 1 µs a kernel: on by default in TensorRT-LLM, in the others on chips of 2025 and later',
);

/** Sort, gather, quantization, SiLU and combine: the start of a fused call of the experts holds them. */
const insideFusedExperts = 6;

/** Fused serving engines (SGLang, vLLM, TensorRT-LLM of 2025 and 2026) under CUDA graphs. */
const engine: RuntimeProfile = {
  usable,
  reserve,
  page,
  smallKernel: assumed(0.000_002_2, 's', smallKernel, '2.0–2.5 µs in fused engines'),
  smallKernels: (layer, { phase, quantized, travels }) => {
    const base =
      layer.ffn.kind === 'dense' ? (quantized ? 9 : 5) : layer.attention.kind === 'mla' ? 15 : quantized ? 14 : 10;
    return base - (layer.ffn.kind === 'moe' && !travels ? insideFusedExperts : 0) + (phase === 'prefill' ? 5 : 0);
  },
  normElements: 4,
  siluElements: 3,
  // A row is read once; so is what is written: a token's sum of its eight rows, or of the one that came to this card.
  combineElements: (travels) => (travels ? 2 : 1.125),
  attentionCopies: 0,
  chained: (chip) => ('absent' in chip.tflops.fp4 ? notChained : overlappedLaunch),
  exchangeSms: assumed(
    24,
    '1',
    { en: 'multiprocessors that exchange', zh: '用于专家交换的计算单元数' },
    'as DeepEP measures its normal kernels',
  ),
  besideStream: true,
  mixes: true,
  attentionStart: {
    gqa: assumed(0.000_01, 's', attentionStart, 'published series include an eager launch of about 10 µs'),
    mla: assumed(0.000_012, 's', attentionStart, 'published series include an eager launch of about 10 µs'),
  },
  absorbs: true,
  decodeHost: assumed(0.000_7, 's', decodeHost, 'overlapped scheduler; 3–5 ms without'),
  prefillHost: assumed(0.005, 's', prefillHost, 'scheduler and metadata of a batch'),
  requestHost: none(requestHost),
  kernels: engineKernels,
  overlap: assumed(
    0.8,
    '1',
    overlap,
    'SGLang reports 27 to 35 % more prefill throughput from it at EP32, which 0.8 to 0.9 gives here; decode may reach less',
  ),
};

/** Plain PyTorch under one CUDA graph, nothing fused: the whole-stack measurements. 16 kernels a dense layer, 35 a MoE layer. */
const pytorch: RuntimeProfile = {
  ...engine,
  smallKernel: measured(
    0.000_002_1,
    's',
    smallKernel,
    'mean of a layer on an H100, PyTorch 2.11, in a graph: norm 4.6, sum 1.5, copy 1.5, SiLU 1.9, product 1.5 µs',
  ),
  // 4 multiplications and attention of the 16; 3 multiplications, 2 grouped ones and attention of the 35, whose top-k and sort
  // are several kernels each (12.7 and 13 to 30 µs at 8 to 32 tokens).
  // In prefill the sort of all rows takes 67 to 79 µs and top-k 18 to 64 µs.
  smallKernels: (layer, { phase }) => (layer.ffn.kind === 'dense' ? 11 : phase === 'decode' ? 38 : 66),
  normElements: 5,
  siluElements: 5,
  combineElements: () => 5,
  attentionCopies: 1,
  atomicRate: measured(
    0.93e11,
    '1/s',
    { en: 'numbers weighted and added by index_add', zh: 'index_add 加权累加速率' },
    'PyTorch 2.11 on an H100, BF16, 1,024 to 8,192 tokens of 8 experts: 0.92 to 0.96 × 10¹¹ a second',
  ),
  absorbs: false,
  chained: () => notChained,
  besideStream: false,
  decodeHost: none(decodeHost),
  prefillHost: none(prefillHost),
  kernels: pytorchKernels,
  overlap: assumed(0, '1', overlap, 'one stream, nothing overlaps'),
};

/** An engine without graphs or an overlapped scheduler: where "avoid waste" begins. */
const naive: RuntimeProfile = {
  ...pytorch,
  decodeHost: engine.decodeHost,
  prefillHost: assumed(0.005, 's', prefillHost, 'scheduler and metadata of a batch'),
};

/** The fused profile with the kernels of one engine: how published runs are judged. */
/** SGLang computes prompts in passes of their own unless told to mix. */
const sglang: RuntimeProfile = { ...engine, kernels: sglangKernels, mixes: false };
const trtllm: RuntimeProfile = { ...engine, kernels: trtllmKernels, chained: () => overlappedLaunch };
const vllm: RuntimeProfile = { ...engine, kernels: vllmKernels };

export const profiles: Readonly<Record<Runtime, RuntimeProfile>> = { engine, pytorch, naive, sglang, trtllm, vllm };
