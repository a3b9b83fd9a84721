/** The answer: timed operators, loads, metrics. */

import type { Diagnostic, Text } from '../diagnostics';
import type { Q } from '../quantity';
import type { Case, PhaseName } from './case';
import type { Op } from './plan';

export const timeResources = ['compute', 'memory-bandwidth', 'communication'] as const;
export type TimeResource = (typeof timeResources)[number];
export const resources = ['compute', 'memory-capacity', 'memory-bandwidth', 'communication'] as const;
export type Resource = (typeof resources)[number];

/** One operator timed; its times are of all its repetitions in the pass together. */
export interface TimedOp {
  /** The operator's id behind the id of what repeats it: `moe-layers.experts`. */
  readonly id: string;
  readonly op: Op;
  readonly times: Q<'1'>;
  /** Its arithmetic at the datasheet's peak: what MFU counts, at every fidelity. */
  readonly peak: Q<'s'>;
  readonly compute: Q<'s'>;
  readonly memory: Q<'s'>;
  readonly communication: Q<'s'>;
  /** Latency before the work and of small kernels; nothing at the roofline. */
  readonly launch: Q<'s'>;
  readonly time: Q<'s'>;
  readonly binds: TimeResource | undefined;
}

/** One row of the four-resource instrument. For capacity, `binds` and `busy` are absent and `share` is of the card. */
export interface Load {
  readonly resource: Resource;
  readonly binds?: Q<'s'>;
  readonly busy?: Q<'s'>;
  /** Part of the pass it is busy (capacity: of the usable card), 0–1 and beyond when it does not fit. */
  readonly share: Q<'1'>;
  /** Table 1's own measure against its limit. */
  readonly measure: 'mfu' | 'memory.fill' | 'memory_ratio' | 'communication_ratio';
  readonly value: Q<'1'>;
  readonly limit: Q<'1'>;
  readonly alarm: boolean;
  /** Where on the 0–1 bar the alarm tick sits. */
  readonly tick: number;
}

export interface Phase {
  readonly name: PhaseName;
  readonly ops: readonly TimedOp[];
  readonly load: readonly Load[];
  readonly bottleneck: Resource | undefined;
  /** Who takes over, once the bottleneck is `gain` times as fast. */
  readonly next?: { readonly resource: Resource; readonly gain: Q<'1'> } | undefined;
}

export type MetricName = string;

export interface Evaluation {
  readonly case: Case;
  /** By the names of contract.md. */
  readonly metrics: ReadonlyMap<MetricName, Q>;
  readonly prefill: Phase;
  readonly decode: Phase;
  /** Memory a card by part, in the order they are stacked. */
  readonly memory: readonly { readonly id: string; readonly title: Text; readonly bytes: Q<'B'> }[];
  readonly diagnostics: readonly Diagnostic[];
}
