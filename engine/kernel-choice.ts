/** Whose kernels a runtime calls for what: names of calibration files (catalog/calibrations). */

import type { OpFamily } from './calibration-schema';
import type { Chip, MathFormat, PhaseName } from './types';

/** Where a kernel is called. */
export interface Place {
  readonly chip: Chip;
  readonly op: OpFamily;
  readonly phase: PhaseName;
  readonly dtype: MathFormat | 'int4';
  /** gqa, mla, all-reduce, dispatch … */
  readonly variant?: string;
  /** Experts of a card get their rows by an exchange between cards. */
  readonly exchanges: boolean;
}

/** Undefined = the library that engines prefer on the chip. */
export type KernelChoice = (place: Place) => string | undefined;

/** Expert exchange and what runs on its layout are the same in all engines: DeepEP, and DeepGEMM on its masked or contiguous rows. */
function exchanged({ op, phase, dtype, variant, exchanges }: Place): string | undefined {
  const decodes = phase === 'decode';
  if (op === 'grouped-gemm' && exchanges) {
    if (!decodes) return 'deepgemm-contiguous';
    return dtype === 'bf16' ? 'deepgemm-masked-bf16' : 'deepgemm-masked';
  }
  if (op !== 'collective') return undefined;
  if (variant === 'dispatch' || variant === 'combine') return decodes ? 'deepep-low-latency' : 'deepep';
  // One-shot kernels of the engines for the small messages of a decode step, NCCL for those of a prompt.
  return decodes ? 'one-shot' : 'nccl';
}

/** FP8 weights of checkpoints scaled by blocks. On chips with FP4 units the published block series are of another kernel than engines call. */
function blockScaled({ op, dtype, chip }: Place, library: string): string {
  const isFallback = op === 'gemm' && !('absent' in chip.tflops.fp4);
  return dtype === 'fp8' && !isFallback ? `${library}-block` : library;
}

export const engineKernels: KernelChoice = (place) => {
  const { op } = place;
  if (op === 'elementwise') return 'pytorch';
  if (op === 'grouped-gemm' && !place.exchanges) return blockScaled(place, 'sglang');
  return exchanged(place);
};

export const sglangKernels: KernelChoice = (place) => {
  const { op, phase, dtype, chip, exchanges } = place;
  // Its kernels for the H20 swap the operands, so that a tile has 16 rows.
  if (op === 'grouped-gemm' && exchanges && phase === 'decode' && dtype === 'fp8' && chip.kernelClass === 'poor')
    return 'deepgemm-swap-ab';
  if (op === 'gemm') return blockScaled(place, 'sglang');
  // On chips with FP4 units it calls TensorRT-LLM's MLA kernels.
  if (place.variant === 'mla' && !('absent' in place.chip.tflops.fp4)) return 'trtllm';
  if (op === 'prefill-attention' || op === 'decode-attention') return 'sglang';
  return engineKernels(place);
};

export const trtllmKernels: KernelChoice = (place) => {
  const { op } = place;
  // Its dense kernels were not measured on chips with FP4 units.
  if (op === 'gemm') return 'absent' in place.chip.tflops.fp4 ? blockScaled(place, 'trtllm') : 'sglang';
  if (op === 'grouped-gemm') return blockScaled(place, 'trtllm');
  if (op === 'prefill-attention' || op === 'decode-attention') return 'trtllm';
  return engineKernels(place);
};

export const vllmKernels: KernelChoice = (place) => {
  const { op } = place;
  if (op === 'grouped-gemm' && !place.exchanges) return blockScaled(place, 'vllm');
  if (op === 'gemm') return blockScaled(place, 'sglang');
  return engineKernels(place);
};

/** Whole-stack measurements: cuBLAS, cuDNN and FlashAttention as PyTorch calls them. */
export const pytorchKernels: KernelChoice = ({ op }) => {
  switch (op) {
    case 'gemm':
    case 'grouped-gemm':
      return 'cublas';
    case 'prefill-attention':
      return 'cudnn';
    case 'decode-attention':
      return 'sglang';
    case 'collective':
      return 'nccl';
    case 'elementwise':
    case 'launch':
      return 'pytorch';
  }
};
