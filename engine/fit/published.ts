/** Kernel series that others published (test/published/measured/kernel-series.json) → families of rows, flags minded. */

import type { Chip } from '../types';
import { attentionSeries } from './published-attention';
import { collectiveSeries } from './published-exchange';
import { matrixSeries } from './published-matrix';
import type { PublishedFamily, Reading, Series } from './series';

export const chipIds: Readonly<Record<string, string>> = {
  H20: 'h20-96g',
  H100: 'h100',
  H200: 'h200',
  H800: 'h800',
  B200: 'b200',
  GB200: 'gb200',
};

const sources: Readonly<Record<string, string>> = { InferSim: 'infersim-data', aiconfigurator: 'aiconfigurator-data' };

export interface Published {
  readonly families: readonly PublishedFamily[];
  readonly left: readonly { readonly id: string; readonly reason: string }[];
}

export function readPublished(series: readonly Series[], chips: ReadonlyMap<string, Chip>): Published {
  const families = new Map<string, PublishedFamily>();
  const left: { id: string; reason: string }[] = [];
  for (const one of series) {
    const chip = chips.get(chipIds[one.device] ?? '');
    const readings = chip === undefined ? [{ left: `no chip ${one.device} in the catalog` }] : read(one, chip);
    for (const reading of readings) {
      if ('left' in reading) left.push({ id: one.id, reason: reading.left });
      else merge(families, { ...reading, source: sources[one.source_repo] ?? one.source_repo });
    }
  }
  return { families: [...families.values()], left };
}

function read(one: Series, chip: Chip): readonly Reading[] {
  if (one.note?.includes('values identical to the H100 file') === true)
    return [{ left: 'a copy of the H100 file, not a measurement' }];
  return (
    matrixSeries(one, chip) ??
    attentionSeries(one, chip) ??
    collectiveSeries(one, chip) ?? [{ left: `no model of ${one.op}` }]
  );
}

function merge(families: Map<string, PublishedFamily>, family: PublishedFamily): void {
  const { chip, library, op, variant, dtype, cards, nodes } = family;
  const key = [chip, library, op, variant, dtype, cards, nodes].join(' ');
  const before = families.get(key);
  families.set(key, before === undefined ? family : joined(before, family));
}

function joined(a: PublishedFamily, b: PublishedFamily): PublishedFamily {
  if (a.kind === 'matrix' && b.kind === 'matrix') return { ...a, rows: [...a.rows, ...b.rows] };
  if (a.kind === 'prefill' && b.kind === 'prefill') return { ...a, rows: [...a.rows, ...b.rows] };
  if (a.kind === 'decode' && b.kind === 'decode') return { ...a, rows: [...a.rows, ...b.rows] };
  if (a.kind === 'collective' && b.kind === 'collective') return { ...a, rows: [...a.rows, ...b.rows] };
  if (a.kind === 'exchange' && b.kind === 'exchange') return { ...a, rows: [...a.rows, ...b.rows] };
  return a;
}
