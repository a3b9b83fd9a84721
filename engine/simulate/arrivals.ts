/** When requests arrive. Rates are requests a second. */

import type { Random } from './random';

export type Arrivals =
  | { readonly kind: 'poisson'; readonly rate: number }
  /** Gaps of a gamma distribution: `burstiness` is their squared coefficient of variation, 1 = Poisson. */
  | { readonly kind: 'gamma'; readonly rate: number; readonly burstiness: number }
  /** Poisson at `rate` while on, nothing while off; both spells are exponential. */
  | { readonly kind: 'on-off'; readonly rate: number; readonly on: number; readonly off: number }
  /** A Poisson process whose rate follows a sine over a day of `period` seconds, `swing` of the mean up and down. */
  | { readonly kind: 'diurnal'; readonly rate: number; readonly swing: number; readonly period: number }
  | { readonly kind: 'regular'; readonly rate: number }
  /** So many users, each of whom asks again when answered. */
  | { readonly kind: 'closed'; readonly users: number };

export type OpenArrivals = Exclude<Arrivals, { readonly kind: 'closed' }>;

/** Requests a second in the long run. */
export function meanRate(arrivals: OpenArrivals): number {
  return arrivals.kind === 'on-off' ? (arrivals.rate * arrivals.on) / (arrivals.on + arrivals.off) : arrivals.rate;
}

/** The same process at another mean rate: what a search for the limit turns. */
export function atRate(arrivals: OpenArrivals, rate: number): OpenArrivals {
  return { ...arrivals, rate: (arrivals.rate * rate) / meanRate(arrivals) };
}

/** Each call gives the next time of arrival, in seconds from the start. */
export function arrivalTimes(arrivals: OpenArrivals, random: Random): () => number {
  let now = 0;
  switch (arrivals.kind) {
    case 'poisson':
      return () => (now += random.exponential() / arrivals.rate);
    case 'regular':
      return () => (now += 1 / arrivals.rate);
    case 'gamma': {
      const shape = 1 / arrivals.burstiness;
      return () => (now += random.gamma(shape) / arrivals.rate);
    }
    case 'on-off': {
      let until = random.exponential() * arrivals.on;
      return () => {
        let gap = random.exponential() / arrivals.rate;
        while (now + gap > until) {
          gap -= until - now;
          now = until + random.exponential() * arrivals.off;
          until = now + random.exponential() * arrivals.on;
        }
        return (now += gap);
      };
    }
    case 'diurnal': {
      const { rate, swing, period } = arrivals;
      const most = rate * (1 + swing);
      // Thinning: candidates at the greatest rate, each kept in proportion to the rate then.
      return () => {
        do now += random.exponential() / most;
        while (random.next() * most > rate * (1 + swing * Math.sin((2 * Math.PI * now) / period)));
        return now;
      };
    }
  }
}
