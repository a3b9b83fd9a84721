/** How far a design can be pushed: the largest batch and the most arrivals that memory and the SLO allow. */

import { evaluate } from '../evaluate';
import { gather } from '../formula';
import { isKnown, question, unknown, type Q } from '../quantity';
import type { MetricName } from '../types';
import { largestBefore, largestThat } from './batch-search';
import { packedToMeet } from './prefill-packing';
import { stopOf, type Adjustable, type Trial } from './trial';

const maxConcurrency = 'serving.max_concurrency_at_slo';
const maxRate = 'serving.max_rate_at_slo';

/** Both limits; unknown where a figure that decides them is. */
export function limitMetrics(trials: Adjustable): [MetricName, Q][] {
  const { workload } = trials.case;
  if (stopOf(trials.try(1), workload) === 'unknown') {
    const why = { label: { en: 'a figure that decides it', zh: '决定它的数值' } };
    const field = blocking(trials);
    return [
      [maxConcurrency, unknown('per card', field, why)],
      [maxRate, unknown('1/s', field, why)],
    ];
  }
  const room = largestBefore((n) => trials.try(n).fits);
  const largest = (of: Adjustable): number => largestThat((n) => stopOf(of.try(n), workload) === undefined, room);
  const packed = packedToMeet(trials);
  return [
    [maxConcurrency, concurrencyAt(packed, largest(packed))],
    // Arrivals are served as the design packs them.
    [maxRate, rateAt(trials, largest(trials))],
  ];
}

function blocking(trials: Adjustable): string {
  const { prefill, decode } = trials.case;
  for (const q of [prefill.chip.memory, decode.chip.memory])
    if (!isKnown(q) && q.origin.kind === 'unknown') return q.origin.field;
  return 'serving.tpot';
}

function concurrencyAt(trials: Adjustable, batch: number): Q<'per card'> {
  const { ranks } = trials;
  const { cards } = trials.case.decode;
  return gather({
    id: 'operating.max-concurrency',
    title: { en: 'Largest batch a card that fits and meets the SLO', zh: '满足 SLO 且放得下的单卡最大并发' },
    symbol: 'b_"SLO"',
    unit: 'per card',
    value: (batch * ranks) / cards.value,
    terms: () => ({
      batch: question(batch, '1', { en: 'requests a DP rank, found by trying', zh: '每 DP rank 请求数，由试算得出' }),
      ranks: question(ranks, '1', { en: 'DP ranks in the pool', zh: '池内 DP rank 数' }),
      cards,
      ...witnesses(trials, batch),
    }),
    meanings: witnessMeanings,
    write: ([b = '', r = '', c = '', ...shown]) =>
      `max{${b} : ${shown.length === 0 ? '"fits"' : `"fits", ${shown.join(', ')}`}} * ${r} / ${c}`,
  });
}

const witnessMeanings = {
  batch: { en: 'requests a DP rank', zh: '每 DP rank 请求数' },
  ranks: { en: 'DP ranks in the pool', zh: '池内 DP rank 数' },
  cards: { en: 'cards of the decode pool', zh: 'Decode 池卡数' },
  tpot: { en: 'TPOT at that batch', zh: '该批量下的 TPOT' },
  ttft: { en: 'TTFT at that batch', zh: '该批量下的 TTFT' },
  fill: { en: 'memory fill at that batch', zh: '该批量下的显存占用率' },
};

/** What holds at that batch, with all that it rests on: the limit is as sure as these. */
function witnesses(trials: Adjustable, batch: number): Record<string, Q> {
  const resolved = trials.at(Math.max(1, batch));
  if (resolved.kind !== 'case') return {};
  const { metrics } = evaluate(resolved.case);
  const { sloTpot, sloTtft } = trials.case.workload;
  const wanted: readonly [string, string, boolean][] = [
    ['fill', 'memory.fill', true],
    ['tpot', 'serving.tpot', sloTpot !== undefined],
    ['ttft', 'serving.ttft', sloTtft !== undefined],
  ];
  return Object.fromEntries(
    wanted.flatMap(([key, name, decides]) => {
      const q = decides ? metrics.get(name) : undefined;
      return q ? [[key, q]] : [];
    }),
  );
}

/**
 * Arrivals keep a batch b busy between its predecessor's yield and its own. TTFT, with the wait before prefill, bounds them from the
 * other side, so that the answer is the largest batch whose bounds still leave room.
 */
function rateAt(trials: Adjustable, largest: number): Q<'1/s'> {
  const batch = largestThat((n) => n <= largest && roomAt(trials, n).most > roomAt(trials, n).least, largest);
  const value = batch === 0 ? 0 : roomAt(trials, batch).most;
  return gather({
    id: 'operating.max-rate',
    title: { en: 'Most requests a second within the SLO', zh: '满足 SLO 的最大请求速率' },
    symbol: 'lambda_"SLO"',
    unit: '1/s',
    value,
    terms: () => ({
      batch: question(batch, '1', { en: 'requests a DP rank, found by trying', zh: '每 DP rank 请求数，由试算得出' }),
      ...witnesses(trials, batch),
    }),
    meanings: witnessMeanings,
    write: ([b = '', ...shown]) => `max{lambda : B(lambda) <= ${b}, ${['"fits"', ...shown].join(', ')}}`,
  });
}

/** Arrivals a second at which a DP rank holds this batch and TTFT is met. */
function roomAt(trials: Adjustable, batch: number): { readonly least: number; readonly most: number } {
  const trial = trials.try(batch);
  const least = batch === 1 ? 0 : yieldOf(trials, trials.try(batch - 1));
  return { least, most: Math.min(yieldOf(trials, trial), prefillMost(trials, trial), servedMost(trial)) };
}

function yieldOf(trials: Adjustable, { batch, tpot }: Trial): number {
  return (batch * trials.ranks) / (trials.case.workload.output.value * tpot);
}

/** Without pools of their own the phases share the cards: no more than the balanced rate. */
function servedMost({ evaluation }: Trial): number {
  return evaluation.case.separatePools
    ? Number.POSITIVE_INFINITY
    : (evaluation.metrics.get('serving.requests_per_second')?.value ?? Number.NaN);
}

/** The wait that the TTFT objective leaves, turned into arrivals by the M/D/1 formula; without one, all that the pool can do. */
function prefillMost(trials: Adjustable, { ttft, evaluation }: Trial): number {
  const { prefill, promptsPerPass, workload } = evaluation.case;
  const pass = evaluation.metrics.get('prefill.time')?.value ?? Number.NaN;
  const service = pass / promptsPerPass.value;
  const capacity = (prefill.layout.dp * prefill.layout.replicas) / service;
  if (!workload.sloTtft) return capacity;
  const wait = workload.sloTtft.value - ttft;
  // W = ρ·s / (2·(1 − ρ)), solved for ρ.
  return wait <= 0 ? 0 : (capacity * 2 * wait) / (service + 2 * wait);
}
