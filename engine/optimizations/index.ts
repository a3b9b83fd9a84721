/** Every lever, in the order in which they rewrite a case. */

import { dsa } from './dsa';
import { fp8Kv } from './fp8-kv';
import { mtp } from './mtp';
import type { Optimization } from './optimization';
import { singleBatchOverlap } from './single-batch-overlap';
import { twoBatchOverlap } from './two-batch-overlap';
import { w4a8 } from './w4a8';

export const optimizations: readonly Optimization[] = [w4a8, fp8Kv, dsa, twoBatchOverlap, singleBatchOverlap, mtp];

export type { Level, Optimization, ParameterSpec, Reported, Stage } from './optimization';
