/** How arrivals and lengths are written in a simulate cell. */

import { diagnostic, type Diagnostic } from '../diagnostics';
import { parse } from '../quantity-text';

/** An arrival process without its rate. */
export type SaidArrivals =
  | { readonly kind: 'poisson' }
  | { readonly kind: 'regular' }
  | { readonly kind: 'closed' }
  | { readonly kind: 'gamma'; readonly burstiness: number }
  | { readonly kind: 'on-off'; readonly on: number; readonly off: number }
  | { readonly kind: 'diurnal'; readonly swing: number; readonly period: number };

const day = 86_400;

export function readArrivals(text: string): SaidArrivals | Diagnostic {
  const wrong = diagnostic('simulate.arrivals', { text });
  const [kind = '', ...rest] = text.trim().split(/\s+/);
  const seconds = (said: string): number => {
    const parsed = parse(said, 's');
    return parsed.ok ? parsed.value : Number.NaN;
  };
  switch (kind) {
    case 'poisson':
    case 'regular':
    case 'closed':
      return rest.length === 0 ? { kind } : wrong;
    case 'gamma': {
      const burstiness = Number(rest[0] ?? '4');
      return rest.length <= 1 && burstiness > 0 && burstiness <= 1000 ? { kind, burstiness } : wrong;
    }
    case 'on-off': {
      const [, on = Number.NaN, off = Number.NaN] =
        /^(\S+ ?\S*?) (\S+ ?\S*)$/.exec(rest.join(' '))?.map((each, at) => (at === 0 ? 0 : seconds(each))) ?? [];
      return on > 0 && off >= 0 ? { kind, on, off } : wrong;
    }
    case 'diurnal': {
      const swing = Number(rest[0] ?? '0.5');
      const period = rest.length > 1 ? seconds(rest.slice(1).join(' ')) : day;
      return swing >= 0 && swing <= 1 && period > 0 ? { kind, swing, period } : wrong;
    }
    default:
      return wrong;
  }
}

/** A spread of lengths around the workload's mean, or lengths to draw from. */
export type SaidLengths =
  | { readonly kind: 'fixed' | 'exponential' }
  | { readonly kind: 'lognormal'; readonly spread: number }
  | { readonly kind: 'empirical'; readonly tokens: readonly number[] };

export function readLengths(text: string): SaidLengths | Diagnostic {
  if (text === 'fixed' || text === 'exponential') return { kind: text };
  const spread = Number(/^lognormal\s+(\d*\.?\d+)$/.exec(text)?.[1]);
  return spread >= 0 && spread <= 3 ? { kind: 'lognormal', spread } : diagnostic('simulate.lengths', { text });
}
