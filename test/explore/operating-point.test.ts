import { fc } from '../support/property';
import { describe, expect, it } from 'vitest';
import { standardCatalog } from '../../engine/catalog';
import { evaluate } from '../../engine/evaluate';
import { largestThat, smallestThat } from '../../engine/explore/batch-search';
import { operate } from '../../engine/explore/operating-point';
import { question, type Unit } from '../../engine/quantity';
import { resolve } from '../../engine/resolve';
import type { Design, Evaluation } from '../../engine/types';
import { aDesign } from '../support/design';

const catalog = standardCatalog();
const said = { en: 'said in the test', zh: '测试中给定' };
const q = <U extends Unit>(value: number, unit: U) => question(value, unit, said);

interface Space {
  readonly fidelity?: Design['fidelity'];
  readonly chip: string;
  readonly model: string;
  readonly cards: number;
  readonly tp: number;
  readonly input: number;
  readonly output: number;
  readonly tpot: number | undefined;
  readonly ttft: number | undefined;
}

/** Small cards and long contexts, so that a brute force needs few steps. */
const spaces: fc.Arbitrary<Space> = fc.record({
  fidelity: fc.constantFrom('roofline', 'calibrated'),
  chip: fc.constantFrom('h20-96g', 'h800', 'h200'),
  model: fc.constantFrom('qwen3-32b', 'llama-3.1-8b', 'qwen3-30b-a3b', 'deepseek-v3'),
  cards: fc.constantFrom(8, 16),
  tp: fc.constantFrom(1, 2, 4, 8),
  input: fc.integer({ min: 20_000, max: 120_000 }),
  output: fc.integer({ min: 500, max: 8000 }),
  tpot: fc.option(fc.double({ min: 0.005, max: 0.06, noNaN: true }), { nil: undefined }),
  ttft: fc.option(fc.double({ min: 0.5, max: 60, noNaN: true }), { nil: undefined }),
});

function designOf(space: Space): Design {
  const { chip, model, cards, tp, input, output, tpot, ttft } = space;
  const isMoe = model !== 'qwen3-32b' && model !== 'llama-3.1-8b';
  const layout = { tp, dp: cards / tp, ...(isMoe ? { ep: cards } : {}) };
  return aDesign({
    fidelity: space.fidelity ?? 'roofline',
    hardware: { use: chip, size: { cards }, set: {} },
    model: { use: model },
    workload: {
      input: q(input, 'token'),
      output: q(output, 'token'),
      concurrency: { kind: 'best' },
      ...(tpot === undefined ? {} : { sloTpot: q(tpot, 's') }),
      ...(ttft === undefined ? {} : { sloTtft: q(ttft, 's') }),
    },
    parallelism: { prefill: layout, decode: layout },
  });
}

function withTotal(design: Design, total: number): Design {
  return { ...design, workload: { ...design.workload, concurrency: { kind: 'total', n: q(total, '1') } } };
}

function evaluated(design: Design): Evaluation {
  const resolved = resolve(design, catalog);
  if (resolved.kind !== 'case') throw new Error(JSON.stringify(resolved));
  return evaluate(resolved.case);
}

const meets = (evaluation: Evaluation): boolean =>
  !evaluation.diagnostics.some(({ code }) => code === 'memory.does-not-fit' || code === 'slo.missed');

/** Every batch from one up, until memory has not fitted for a while. */
function bruteForce(design: Design, ranks: number): number {
  let best = 0;
  for (let batch = 1, full = 0; full < 3; batch++) {
    const evaluation = evaluated(withTotal(design, batch * ranks));
    if (meets(evaluation)) best = batch;
    if (evaluation.diagnostics.some(({ code }) => code === 'memory.does-not-fit')) full++;
    if (batch > 400) throw new Error('this space is not small');
  }
  return best;
}

/** The same where passes may pack any number of prompts up to the usual one. */
function bruteForcePacked(design: Design, ranks: number): number {
  let best = 0;
  for (let batch = 1, full = 0; full < 3; batch++) {
    const pinned = withTotal(design, batch * ranks);
    const usual = evaluated(pinned);
    const prompts = Math.ceil(usual.case.promptsPerPass.value);
    const packed = Array.from({ length: prompts - 1 }, (_, i) => evaluated(withTokens(pinned, i + 1)));
    if ([usual, ...packed].some(meets)) best = batch;
    if (usual.diagnostics.some(({ code }) => code === 'memory.does-not-fit')) full++;
    if (batch > 400) throw new Error('this space is not small');
  }
  return best;
}

function withTokens(design: Design, prompts: number): Design {
  const tokens = q(prompts * (design.workload.input?.value ?? 0), 'token');
  return { ...design, parallelism: { ...design.parallelism, prefill: { ...design.parallelism.prefill, tokens } } };
}

const value = (evaluation: Evaluation, name: string): number => evaluation.metrics.get(name)?.value ?? Number.NaN;

function operated(design: Design) {
  const found = operate(design, catalog);
  if (found.kind !== 'case') throw new Error(JSON.stringify(found));
  return found;
}

describe('the largest batch', () => {
  it('is what brute force finds, on 200 random small spaces', { timeout: 240_000 }, () => {
    let possible = 0;
    fc.assert(
      fc.property(spaces, (space) => {
        const design = designOf(space);
        const ranks = space.cards / space.tp;
        const expected = bruteForce(design, ranks);
        const found = operated(design);
        expect(found.case.batch.value).toBe(Math.max(1, expected));
        expect(value(found.evaluation, 'serving.max_concurrency_at_slo')).toBeCloseTo(
          (expected * ranks) / space.cards,
          9,
        );
        expect(found.notes.some(({ code }) => code === 'operating.none')).toBe(expected === 0);
        if (expected > 0) possible++;
      }),
      { numRuns: 200, seed: 20261124 },
    );
    // The samples are no use if all are hopeless.
    expect(possible).toBeGreaterThan(60);
  });

  it(
    'is not made smaller by a prefill pass that packs too much: then the pass packs less',
    { timeout: 120_000 },
    () => {
      const short = fc.record({
        chip: fc.constantFrom('h20-96g', 'h800'),
        model: fc.constantFrom('qwen3-32b', 'llama-3.1-8b'),
        cards: fc.constant(8),
        tp: fc.constantFrom(1, 2),
        input: fc.integer({ min: 1500, max: 4000 }),
        output: fc.integer({ min: 60_000, max: 120_000 }),
        tpot: fc.constant(undefined),
        ttft: fc.double({ min: 0.05, max: 1.5, noNaN: true }),
      });
      let repacked = 0;
      fc.assert(
        fc.property(short, (space) => {
          const design = designOf(space);
          const expected = bruteForcePacked(design, space.cards / space.tp);
          const found = operated(design);
          expect(found.case.batch.value).toBe(Math.max(1, expected));
          expect(meets(found.evaluation)).toBe(expected > 0);
          if (!found.notes.some(({ code }) => code === 'operating.packing')) return;
          repacked++;
          // No more prompts would do.
          const more = withTokens(
            withTotal(design, found.case.batch.value * (space.cards / space.tp)),
            found.case.promptsPerPass.value + 1,
          );
          expect(meets(evaluated(more))).toBe(false);
        }),
        { numRuns: 40, seed: 12 },
      );
      expect(repacked).toBeGreaterThan(5);
    },
  );

  it('says at which figure it stops', () => {
    const found = operated(designOf({ ...small, tpot: 0.04 }));
    expect(found.notes.map(({ code }) => code)).toContain('operating.best');
    expect(meets(found.evaluation)).toBe(true);
  });

  it('is not told where a figure that decides it is unknown', () => {
    const chips = [...catalog.chips.values()].filter((chip) => Number.isNaN(chip.memoryBandwidth.value));
    const chip = chips.find((each) => !Number.isNaN(each.memory.value));
    if (!chip) return;
    const design = designOf({ ...small, chip: chip.id, tpot: 0.05 });
    const found = operate(design, catalog);
    if (found.kind !== 'case') return;
    expect(found.notes.map(({ code }) => code)).toContain('operating.unknown');
    expect(value(found.evaluation, 'serving.max_concurrency_at_slo')).toBeNaN();
  });
});

const small: Space = {
  chip: 'h20-96g',
  model: 'qwen3-32b',
  cards: 8,
  tp: 4,
  input: 4000,
  output: 1000,
  tpot: undefined,
  ttft: undefined,
};

const pools = { prefill: { size: { cards: 8 } }, decode: { size: { cards: 8 } } };

function atRate(rate: number, change: Partial<Space> = {}): Design {
  const design = designOf({ ...small, ...change });
  return {
    ...design,
    workload: { ...design.workload, concurrency: { kind: 'rate', rate: q(rate, '1/s') } },
    parallelism: { ...design.parallelism, pools },
  };
}

describe('an arrival rate', () => {
  it('is served by the batch that solves B = rate × output × TPOT(B)', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.1, max: 2, noNaN: true }), (rate) => {
        const { case: kase, evaluation } = operated(atRate(rate));
        const batch = kase.workload.perCard.value * kase.decode.cards.value;
        expect(batch / (rate * 1000 * value(evaluation, 'serving.tpot'))).toBeCloseTo(1, 12);
        expect(value(evaluation, 'serving.requests_per_second') / rate).toBeCloseTo(1, 9);
      }),
      { numRuns: 30, seed: 7 },
    );
  });

  it('waits for prefill as M/D/1 does', () => {
    const { case: kase, evaluation } = operated(atRate(1));
    const idle = evaluated(withTotal(atRate(1), kase.workload.perCard.value * 8));
    const service = value(evaluation, 'prefill.time') / kase.promptsPerPass.value;
    const use = (1 * service) / 2;
    const wait = (use * service) / (2 * (1 - use));
    expect(value(evaluation, 'serving.ttft') - value(idle, 'serving.ttft')).toBeCloseTo(wait, 12);
  });

  it('that no pool can keep up with is a warning that names the pool and by how much', () => {
    const { evaluation, notes } = operated(atRate(1000));
    const overloads = notes.filter(({ code }) => code === 'rate.overload').map(({ text }) => text.en);
    expect(overloads).toHaveLength(2);
    expect(overloads[0]).toMatch(/prefill pool/);
    expect(overloads[1]).toMatch(/ is 94\.2× what the decode pool can do: at most 10\.6/);
    expect(value(evaluation, 'serving.ttft')).toBeNaN();
  });
});

describe('the most arrivals within the SLO', () => {
  it.each([
    ['TPOT binds', { tpot: 0.03 }],
    ['TTFT binds', { ttft: 2.5 }],
    ['both', { tpot: 0.05, ttft: 4 }],
    ['neither: memory and prefill bind', {}],
  ])('are met just below and missed just above, where %s', (_, slo) => {
    const most = value(operated(atRate(0.5, slo)).evaluation, 'serving.max_rate_at_slo');
    expect(most).toBeGreaterThan(0);
    const troubles = (rate: number) => {
      const { evaluation, notes } = operated(atRate(rate, slo));
      return [...notes, ...evaluation.diagnostics].filter(({ severity }) => severity === 'warning').length;
    };
    expect(troubles(most * 0.999)).toBe(0);
    expect(troubles(most * 1.002)).toBeGreaterThan(0);
  });
});

describe('the search', () => {
  it('finds the largest that will do, also behind a gap that is not too wide', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 5000 }), fc.integer({ min: 1, max: 8 }), (most, gap) => {
        const will = (n: number) => n <= most && (n === most || n % gap === 0 || gap === 1);
        expect(largestThat((n) => n <= most)).toBe(most);
        if (gap < 3) expect(largestThat(will)).toBe(most);
      }),
    );
  });
  it('finds the smallest that will do', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.integer({ min: 1, max: 5000 }), (least, most) => {
        expect(smallestThat((n) => n >= least, most)).toBe(least <= most ? least : undefined);
      }),
    );
  });
});
