/** The chip. */

import type { Text } from '../diagnostics';
import type { CalibrationRecord } from '../calibration-schema';
import type { Q } from '../quantity';
import type { MathFormat } from './formats';

/** The chip has no such unit: a lever that needs it is skipped; nothing is unknown. */
export interface Absent {
  readonly absent: Text;
}

/** `poor`: short of arithmetic for its bandwidth, so that few rows fill it; `fp4`: has FP4 units; `plain`: neither. */
export type KernelClass = 'poor' | 'fp4' | 'plain';

export interface Chip {
  readonly id: string;
  readonly title: string;
  readonly vendor: string;
  readonly deviceNames: readonly string[];
  /** Dense peaks. */
  readonly tflops: Readonly<Record<MathFormat, Q<'FLOP/s'> | Absent>>;
  readonly memory: Q<'B'>;
  readonly memoryBandwidth: Q<'B/s'>;
  /** One way, a card. */
  readonly scaleUp: Q<'B/s'>;
  readonly scaleOut: Q<'B/s'>;
  /** Cards that share the scale-up fabric. */
  readonly scaleUpDomain: Q<'card'>;
  readonly cardsPerNode: Q<'card'>;
  readonly linkLatency: Q<'s'>;
  readonly sms: Q<'1'>;
  readonly l2: Q<'B'>;
  readonly tdp: Q<'W'>;
  /** Which kernels suit it, by its peaks and the bandwidth of its catalog entry: a what-if about bandwidth does not change them. */
  readonly kernelClass: KernelClass;
  /** A person's own calibrations of it, over the shipped ones. */
  readonly calibrations?: readonly CalibrationRecord[];
}
