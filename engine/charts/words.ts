/** Names that several charts share (LOOK.md 7). */

import type { Text } from '../diagnostics';
import type { Q } from '../quantity';
import { figures, format, narrowSpace } from '../quantity-text';
import type { PhaseName, Resource, TimeResource } from '../types';

export const resourceTitles: Readonly<Record<Resource, Text>> = {
  compute: { en: 'Compute', zh: '算力' },
  'memory-capacity': { en: 'Memory capacity', zh: '显存容量' },
  'memory-bandwidth': { en: 'Memory bandwidth', zh: '显存带宽' },
  communication: { en: 'Communication', zh: '通信带宽' },
};

/** Where a column is about 90 px wide. */
export const shortResourceTitles: Readonly<Record<Resource, Text>> = {
  compute: { en: 'Compute', zh: '算力' },
  'memory-capacity': { en: 'Capacity', zh: '显存容量' },
  'memory-bandwidth': { en: 'Bandwidth', zh: '显存带宽' },
  communication: { en: 'Network', zh: '通信带宽' },
};

export const phaseTitles: Readonly<Record<PhaseName, Text>> = {
  prefill: { en: 'Prefill', zh: 'Prefill' },
  decode: { en: 'Decode', zh: 'Decode' },
};

/** A pass of each phase, as a unit of time. */
export const passTitles: Readonly<Record<PhaseName, Text>> = {
  prefill: { en: 'a pass', zh: '每次' },
  decode: { en: 'a step', zh: '每步' },
};

/** The metric that holds a resource's busy time, after the phase's name. */
export const busyMetric: Readonly<Record<TimeResource, string>> = {
  compute: 'time.compute',
  'memory-bandwidth': 'time.memory',
  communication: 'time.communication',
};

/** 0.712 → "71 %"; a share under one per cent keeps a figure. */
export function percent(share: number): string {
  if (!Number.isFinite(share)) return '—';
  const hundredths = 100 * share;
  return `${Math.abs(hundredths) < 1 ? figures(hundredths, 1) : figures(Math.round(hundredths))}${narrowSpace}%`;
}

/** A number for a data row: Vega draws nothing where it is null. */
export function known(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : value;
}

export function written(q: Pick<Q, 'value' | 'unit'> | undefined): string {
  return q ? format(q) : '—';
}
