import { fc } from '../support/property';
import { describe, expect, it } from 'vitest';
import { standardCatalog } from '../../engine/catalog';
import { attribute, differences } from '../../engine/explore/attribution';
import { answerTo } from '../../engine/explore/bench';
import { fact, question } from '../../engine/quantity';
import type { Design, MetricName } from '../../engine/types';
import { aDesign, on } from '../support/design';

const catalog = standardCatalog();
const said = { en: 'said in the test', zh: '测试中给定' };
const base = aDesign({ cost: { cardHour: fact(1, 'money/h', 'given', { label: said }) } });

/** Each changes one input of the base. */
const changes: Readonly<Record<string, (design: Design) => Design>> = {
  chip: (design) => ({ ...design, hardware: { ...design.hardware, use: 'h200' } }),
  concurrency: (design) => ({
    ...design,
    workload: { ...design.workload, concurrency: { kind: 'per-card', n: question(12, 'per card', said) } },
  }),
  input: (design) => ({ ...design, workload: { ...design.workload, input: question(8000, 'token', said) } }),
  'decode.layout': (design) => ({
    ...design,
    parallelism: { ...design.parallelism, decode: { tp: 1, dp: 16, ep: 8 } },
  }),
  'lever.w4a8': (design) => ({ ...design, levers: { ...design.levers, w4a8: on } }),
  'lever.mtp': (design) => ({ ...design, levers: { ...design.levers, mtp: on } }),
  price: (design) => ({ ...design, cost: { cardHour: fact(2.5, 'money/h', 'given', { label: said }) } }),
};

const some = fc.subarray(Object.keys(changes), { minLength: 0 });
const metrics: readonly MetricName[] = ['serving.tpot', 'serving.ttft', 'cost.per_output_token', 'memory.total'];

function changed(ids: readonly string[]): Design {
  return ids.reduce((design, id) => changes[id]?.(design) ?? design, base);
}

function value(design: Design, metric: MetricName): number {
  return answerTo(design, catalog)?.metrics.get(metric)?.value ?? Number.NaN;
}

describe('an attribution', () => {
  it('finds each input that differs and no other', () => {
    fc.assert(
      fc.property(some, (ids) => {
        expect(
          differences(base, changed(ids))
            .map(({ id }) => id)
            .sort(),
        ).toEqual([...ids].sort());
      }),
    );
  });

  it('has parts that sum to the difference', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(some, fc.constantFrom(...metrics), (ids, metric) => {
        const to = changed(ids);
        const found = attribute({ from: base, to, metric, catalog });
        const sum = found?.parts.reduce((total, { change }) => total + change, 0) ?? Number.NaN;
        const whole = value(to, metric) - value(base, metric);
        expect(Math.abs(sum - whole)).toBeLessThanOrEqual(1e-9 * (Math.abs(value(base, metric)) + Math.abs(whole)));
        expect(found?.orders).toBe('all');
      }),
      { numRuns: 40, seed: 4 },
    );
  });

  it('turned round, has the same parts with the other sign', () => {
    const to = changed(Object.keys(changes));
    const there = attribute({ from: base, to, metric: 'cost.per_output_token', catalog });
    const back = attribute({ from: to, to: base, metric: 'cost.per_output_token', catalog });
    for (const { id, change } of there?.parts ?? []) {
      const other = back?.parts.find((part) => part.id === id)?.change ?? Number.NaN;
      expect(other).toBeCloseTo(-change, 12);
    }
  });

  it('gives an input alone all of it, and one without effect nothing', () => {
    const alone = attribute({ from: base, to: changed(['chip']), metric: 'serving.tpot', catalog });
    expect(alone?.parts).toHaveLength(1);
    const both = attribute({ from: base, to: changed(['chip', 'price']), metric: 'serving.tpot', catalog });
    expect(both?.parts.find(({ id }) => id === 'price')?.change).toBeCloseTo(0, 15);
  });

  it('takes chip, cards, model and layout together where they cannot be mixed', () => {
    // 32 query heads cannot be split over tp 64 of the other.
    const small = aDesign({
      model: { use: 'qwen3-8b' },
      hardware: { use: 'h20-96g', size: { cards: 8 }, set: {} },
      parallelism: { prefill: { tp: 8 }, decode: { tp: 8 } },
    });
    const large = aDesign({
      model: { use: 'deepseek-v3' },
      hardware: { use: 'h20-96g', size: { cards: 64 }, set: {} },
      parallelism: { prefill: { tp: 64, ep: 64 }, decode: { tp: 1, dp: 64, ep: 64 } },
    });
    const found = attribute({ from: small, to: large, metric: 'serving.tpot', catalog });
    expect(found?.parts.map(({ id }) => id)).toEqual(['deployment']);
    expect(found && found.to - found.from).toBeCloseTo(found?.parts[0]?.change ?? 0, 12);
  });

  it('is none where a design is no whole question', () => {
    expect(attribute({ from: base, to: { ...base, model: {} }, metric: 'serving.tpot', catalog })).toBeUndefined();
  });
});
