/** Every lever, in the order in which they rewrite a case: formats, model, layout, stack, serving. */

import { chunkedPrefill } from './chunked-prefill';
import { cpuGpuOverlap } from './cpu-gpu-overlap';
import { cudaGraph } from './cuda-graph';
import { decodeBalancing } from './decode-balancing';
import { deepep } from './deepep';
import { dsa } from './dsa';
import { expertPlacement } from './expert-placement';
import { fp4 } from './fp4';
import { fp8Kv } from './fp8-kv';
import { fp8Weights } from './fp8-weights';
import { int4 } from './int4';
import { int8 } from './int8';
import { kvReuse } from './kv-reuse';
import { layerwiseKvTransfer } from './layerwise-kv-transfer';
import { metadataCache } from './metadata-cache';
import { mhc } from './mhc';
import { mlaAbsorb } from './mla-absorb';
import { mtp } from './mtp';
import { nixl } from './nixl';
import type { Optimization } from './optimization';
import { pagedKv } from './paged-kv';
import { pdDisaggregation } from './pd-disaggregation';
import { prefillParallelism } from './prefill-parallelism';
import { prequantFusion } from './prequant-fusion';
import { routerFusion } from './router-fusion';
import { singleBatchOverlap } from './single-batch-overlap';
import { slidingWindow } from './sliding-window';
import { tcp } from './tcp';
import { trmt } from './trmt';
import { twoBatchOverlap } from './two-batch-overlap';
import { w4a8 } from './w4a8';

export const optimizations: readonly Optimization[] = [
  fp8Weights,
  int8,
  int4,
  fp4,
  w4a8,
  fp8Kv,
  mlaAbsorb,
  dsa,
  slidingWindow,
  mhc,
  prefillParallelism,
  pdDisaggregation,
  expertPlacement,
  cudaGraph,
  cpuGpuOverlap,
  routerFusion,
  prequantFusion,
  metadataCache,
  pagedKv,
  deepep,
  trmt,
  tcp,
  decodeBalancing,
  kvReuse,
  chunkedPrefill,
  layerwiseKvTransfer,
  nixl,
  twoBatchOverlap,
  singleBatchOverlap,
  mtp,
];

export { stages } from './optimization';
export type { Choice, Level, Optimization, ParameterSpec, Reported, Stage } from './optimization';
