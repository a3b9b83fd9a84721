/** What serving costs in money and in power, in steady state. */

import {
  blendedCost,
  cachedRequestCost,
  cachedTokenCost,
  cardPower,
  hoursAMonth,
  monthCost,
  requestCost,
  tokenCost,
  tokenEnergy,
} from './formulas/cost';
import { freshTokens } from './formulas/shares';
import { fact, question, type Q } from './quantity';
import type { PhaseRates } from './serving';
import type { Case } from './types';

/** Nothing without a price; nothing of cached tokens where none are found. */
export function addCostMetrics(metrics: Map<string, Q>, { prices, workload }: Case, yields: Yields): void {
  if (!prices) return;
  const { cardHour, busy } = prices;
  const { input, output, prefixHit: hit } = workload;
  const { prefill, decode, load } = yields;
  const hasHits = hit.value > 0;
  const alone = hasHits ? yields.prefillUncached() : prefill;
  const perInput = tokenCost({ cardHour: cardHour.prefill, rate: alone, busy });
  const perOutput = tokenCost({ cardHour: cardHour.decode, rate: decode, busy });
  metrics.set('cost.card_hour', cardHour.decode);
  metrics.set('cost.per_input_token', perInput);
  let request: Q<'money'>;
  if (hasHits) {
    const perCached = cachedTokenCost({ cardHour: cardHour.prefill, rate: prefill, alone, hit, busy });
    metrics.set('cost.per_cached_input_token', perCached);
    request = cachedRequestCost({ input, hit, output, perInput, perCached, perOutput });
  } else request = requestCost({ input, output, perInput, perOutput });
  metrics.set('cost.per_output_token', perOutput);
  metrics.set('cost.per_token', blendedCost({ request, input, output }));
  metrics.set('cost.per_request', request);
  metrics.set('cost.per_month', monthCost({ load: workload.arrivals ?? load, busy, month, request }));
}

/** What a card yields in each phase. */
interface Yields {
  readonly prefill: Q<'token/s'>;
  /** Of prompts without their cached part: asked for only where there is one. */
  readonly prefillUncached: () => Q<'token/s'>;
  readonly decode: Q<'token/s'>;
  /** Requests a second that it serves. */
  readonly load: Q<'1/s'>;
}

const month = question(hoursAMonth * 3600, 's', { en: 'a month of 730 hours', zh: '一个月（730 小时）' });
const nothingCached = question(0, '1', { en: 'without the cached part', zh: '不含缓存部分' });

/** The same tokens to compute, packed alike, and nothing before them. */
export function withoutCached(kase: Case): Case {
  const { workload } = kase;
  const fresh = freshTokens({ input: workload.input, hit: workload.prefixHit });
  return { ...kase, workload: { ...workload, input: { ...fresh, unit: 'token' }, prefixHit: nothingCached } };
}

/** An idle H100 draws 70 to 90 W of its 700. */
const idleShare = fact(0.12, '1', 'assumed', {
  label: { en: 'share of the TDP drawn when idle', zh: '空闲功耗占 TDP 的比例' },
  note: 'an idle H100 SXM draws 70 to 90 W of its 700',
});

/** Of a decode card; an unknown TDP blocks it. */
export function addPowerMetrics(
  metrics: Map<string, Q>,
  { decode: { chip } }: Case,
  { busy, decode }: { readonly busy: PhaseRates['decodeBusy']; readonly decode: Q<'token/s'> },
): void {
  const power = cardPower({ tdp: chip.tdp, idle: idleShare, compute: busy.compute, memory: busy.memory });
  metrics.set('power.per_card', power);
  metrics.set('energy.per_output_token', tokenEnergy({ power, rate: decode }));
}
