/** What serving costs in money and in power, in steady state. */

import { blendedCost, cardPower, requestCost, tokenCost, tokenEnergy } from './formulas/cost';
import { fact, type Q } from './quantity';
import type { PhaseRates } from './serving';
import type { Case } from './types';

/** Nothing without a price. */
export function costMetrics(kase: Case, prefill: Q<'token/s'>, decode: Q<'token/s'>): [string, Q][] {
  if (!kase.prices) return [];
  const { cardHour, busy } = kase.prices;
  const { input, output, prefixHit: hit } = kase.workload;
  const perInput = tokenCost({ cardHour: cardHour.prefill, rate: prefill, busy });
  const perOutput = tokenCost({ cardHour: cardHour.decode, rate: decode, busy });
  const request = requestCost({ input, hit, output, perInput, perOutput });
  return [
    ['cost.card_hour', cardHour.decode],
    ['cost.per_input_token', perInput],
    ['cost.per_output_token', perOutput],
    ['cost.per_request', request],
    ['cost.per_token', blendedCost({ request, input, output })],
  ];
}

/** An idle H100 draws 70 to 90 W of its 700. */
const idleShare = fact(0.12, '1', 'assumed', {
  label: { en: 'share of the TDP drawn when idle', zh: '空闲功耗占 TDP 的比例' },
  note: 'an idle H100 SXM draws 70 to 90 W of its 700',
});

/** Of a decode card; an unknown TDP blocks it. */
export function powerMetrics(kase: Case, rates: PhaseRates, decode: Q<'token/s'>): [string, Q][] {
  const power = cardPower({ tdp: kase.decode.chip.tdp, idle: idleShare, ...rates.decodeBusy });
  return [
    ['power.per_card', power],
    ['energy.per_output_token', tokenEnergy({ power, rate: decode })],
  ];
}
