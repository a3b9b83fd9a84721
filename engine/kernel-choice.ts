/** Whose kernels a runtime calls for what: names of calibration files (catalog/calibrations). */

import type { OpFamily } from './catalog/calibration-schema';
import type { MathFormat, PhaseName } from './types';

/** Where a kernel is called. */
export interface Place {
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
  if (op === 'grouped-gemm' && exchanges && dtype !== 'bf16') return decodes ? 'deepgemm-masked' : 'deepgemm-contiguous';
  if (op !== 'collective') return undefined;
  if (variant === 'dispatch' || variant === 'combine') return decodes ? 'deepep-low-latency' : 'deepep';
  // One-shot kernels of the engines for the small messages of a decode step, NCCL for those of a prompt.
  return decodes ? 'custom' : 'nccl';
}

const blockScaled = (dtype: Place['dtype'], library: string): string => (dtype === 'fp8' ? `${library}-block` : library);

export const engineKernels: KernelChoice = (place) => {
  const { op, dtype } = place;
  if (op === 'elementwise') return 'pytorch';
  if (op === 'grouped-gemm' && !place.exchanges) return blockScaled(dtype, 'sglang');
  return exchanged(place);
};

export const sglangKernels: KernelChoice = (place) => {
  const { op, dtype } = place;
  if (op === 'gemm') return blockScaled(dtype, 'sglang');
  if (op === 'prefill-attention' || op === 'decode-attention') return 'sglang';
  return engineKernels(place);
};

export const trtllmKernels: KernelChoice = (place) => {
  const { op, dtype } = place;
  if (op === 'gemm') return blockScaled(dtype, 'trtllm');
  if (op === 'grouped-gemm') return blockScaled(dtype, 'trtllm');
  if (op === 'prefill-attention' || op === 'decode-attention') return 'trtllm';
  return engineKernels(place);
};

export const vllmKernels: KernelChoice = (place) => {
  const { op, dtype } = place;
  if (op === 'grouped-gemm' && !place.exchanges) return blockScaled(dtype, 'vllm');
  if (op === 'gemm') return blockScaled(dtype, 'sglang');
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
