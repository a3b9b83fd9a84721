/** Builders of saved runs for the history's tests. */

import type { RunRecord, StoredDesign, StoredMetrics } from '../../../app/history/record';

export function metricsOf(values: Readonly<Record<string, readonly [number | null, string]>>): StoredMetrics {
  return Object.fromEntries(
    Object.entries(values).map(([name, [value, unit]]) => [
      name,
      value === null
        ? { value, unit, origin: 'derived', missing: ['chips.x.memoryBandwidth'] }
        : { value, unit, origin: 'derived', trust: 'datasheet' as const },
    ]),
  );
}

export function design(changes: Partial<StoredDesign> = {}): StoredDesign {
  return {
    cell: 'layout',
    kind: 'parallelism',
    chips: ['H20-96G'],
    model: 'DeepSeek-V3',
    case: storedCase(),
    metrics: metricsOf({ 'serving.tpot': [0.0137, 's'], 'serving.throughput_per_card': [910, 'token/s'] }),
    ...changes,
  };
}

export interface CaseChanges {
  readonly perCard?: number;
  readonly sloTpot?: number;
  readonly ep?: number;
  readonly applied?: readonly {
    readonly id: string;
    readonly parameters: Readonly<Record<string, ReturnType<typeof asked>>>;
  }[];
}

/** A question's number as the history keeps it. */
export function asked(value: number, unit: string, label: string) {
  return { value, unit, origin: { kind: 'question', label: { en: label, zh: label } } };
}

export function storedCase({ perCard = 32, sloTpot, ep = 8, applied = [] }: CaseChanges = {}): NonNullable<
  StoredDesign['case']
> {
  const pool = () => ({
    chip: {
      title: 'H20-96G',
      memoryBandwidth: {
        value: 4e12,
        unit: 'B/s',
        origin: {
          kind: 'datasheet',
          label: { en: 'memory bandwidth of H20', zh: 'H20 显存带宽' },
          source: 'nvidia-h20',
        },
      },
      tflops: { fp4: { absent: { en: 'no FP4 units', zh: '无 FP4 单元' } } },
    },
    cards: asked(16, 'card', 'cards'),
    layout: { tp: 1, dp: 16, ep, sp: false },
  });
  return {
    fidelity: 'roofline',
    model: { title: 'DeepSeek-V3' },
    workload: {
      input: asked(3260, 'token', 'input'),
      perCard: asked(perCard, 'per card', 'concurrency'),
      ...(sloTpot === undefined ? {} : { sloTpot: asked(sloTpot, 's', 'TPOT target') }),
    },
    prefill: pool(),
    decode: pool(),
    applied: applied.map((lever) => ({ ...lever, whatIf: false })),
  };
}

export function record(changes: Partial<RunRecord> = {}): RunRecord {
  return {
    time: '2026-11-24T08:00:00.000Z',
    title: 'H20 for DeepSeek-R1 decode',
    tags: [],
    text: '---\nchokepoint: 1\n---\nCan one H20 node hold 50 tokens/s?\n',
    engine: '0.1.0',
    fidelity: 'roofline',
    currency: 'USD',
    headline: 'layout',
    designs: [design()],
    ...changes,
  };
}
