/** What serving costs in money and in power, in steady state. */

import { blendedCost, cardPower, requestCost, tokenCost, tokenEnergy } from './formulas/cost';
import { fact, type Q } from './quantity';
import type { PhaseRates } from './serving';
import type { Case } from './types';

/** Nothing without a price. */
export function addCostMetrics(metrics: Map<string, Q>, { prices, workload }: Case, { prefill, decode }: Yields): void {
  if (!prices) return;
  const { cardHour, busy } = prices;
  const { input, output, prefixHit: hit } = workload;
  const perInput = tokenCost({ cardHour: cardHour.prefill, rate: prefill, busy });
  const perOutput = tokenCost({ cardHour: cardHour.decode, rate: decode, busy });
  const request = requestCost({ input, hit, output, perInput, perOutput });
  metrics.set('cost.card_hour', cardHour.decode);
  metrics.set('cost.per_input_token', perInput);
  metrics.set('cost.per_output_token', perOutput);
  metrics.set('cost.per_request', request);
  metrics.set('cost.per_token', blendedCost({ request, input, output }));
}

/** What a card yields in each phase. */
interface Yields {
  readonly prefill: Q<'token/s'>;
  readonly decode: Q<'token/s'>;
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
