import { describe, expect, it } from 'vitest';
import type { Design } from '../../engine/types';
import { aDesign } from '../support/design';
import { answer, figure, lengths, loaded, onOneNode, set, withLevers } from '../support/levers';

const h20 = aDesign({ fidelity: 'calibrated' });
const ratio = (before: Design, after: Design, metric = 'serving.tpot') =>
  figure(after, metric) / figure(before, metric);

describe('expert-placement', () => {
  /** 32 of 256 experts asked for five times as often. */
  const histogram = (isHot: (expert: number) => boolean): Design => ({
    ...h20,
    hardware: { use: 'h20-96g', size: { nodes: 1 }, set: {} },
    parallelism: { prefill: { tp: 1, ep: 8 }, decode: { tp: 1, ep: 8 } },
    workload: {
      ...h20.workload,
      routing: { kind: 'histogram', counts: Array.from({ length: 256 }, (_, expert) => (isHot(expert) ? 5 : 1)) },
    },
  });
  const adjacent = histogram((expert) => expert < 32);
  const everyEighth = histogram((expert) => expert % 8 === 0);
  const busiest = (design: Design, placement: string, redundant = 0) =>
    figure(withLevers(design, set('expert-placement', { placement, redundant })), 'decode.imbalance');
  // By hand: all 256 ask for 32 · 5 + 224 = 384; a card's mean is 48.
  const allHot = (32 * 5) / 48;
  const spread = (4 * 5 + 28) / 48;

  it('adjacent hot experts: all on one card by index, four a card when dealt', () => {
    expect(busiest(adjacent, 'linear')).toBeCloseTo(allHot, 6);
    expect(busiest(adjacent, 'round-robin')).toBeCloseTo(spread, 6);
  });

  it('every eighth expert hot: dealing puts all of them on one card, the index spreads them', () => {
    expect(busiest(everyEighth, 'linear')).toBeCloseTo(spread, 6);
    expect(busiest(everyEighth, 'round-robin')).toBeCloseTo(allHot, 6);
  });

  it('packing by load is even in both, with copies or without', () => {
    for (const design of [adjacent, everyEighth])
      for (const redundant of [0, 32]) expect(busiest(design, 'balanced', redundant)).toBeCloseTo(1, 1);
  });

  it('a milder skew gains what is reported: TPOT some 8 % lower', () => {
    const mild = histogram((expert) => expert >= 96 && expert < 104);
    const gain = (n: number) => 1 - ratio(loaded(mild, n), withLevers(loaded(mild, n), set('expert-placement')));
    expect(gain(256)).toBeGreaterThan(0.04);
    expect(gain(256)).toBeLessThan(0.3);
    // Where each expert has few rows, a card takes as long for more of them.
    expect(gain(8)).toBeLessThan(gain(256));
  });

  it('changes nothing under uniform routing, and copies must divide', () => {
    expect(ratio(h20, withLevers(h20, set('expert-placement')))).toBe(1);
    const { skipped } = answer(withLevers(h20, set('expert-placement', { redundant: 3 }))).case;
    expect(skipped.map((each) => each.reason.code)).toEqual(['lever.experts-divide']);
  });
});

describe('decode-balancing', () => {
  const uneven = lengths(h20, 1000, 8000);
  const effect = (policy: string, design = uneven) =>
    ratio(design, withLevers(design, set('decode-balancing', { policy })));

  it('takes out part of the wait for the rank with the longest caches', () => {
    for (const policy of ['kv-use', 'free-slots', 'mean-kv']) {
      expect(effect(policy)).toBeLessThan(1);
      expect(effect(policy)).toBeGreaterThan(0.9);
    }
    expect(effect('round-robin')).toBe(1);
  });

  it('matters less where lengths are alike', () => {
    expect(effect('kv-use', lengths(h20, 4000, 100))).toBeGreaterThan(0.999);
  });

  it('is skipped where no rank waits for another', () => {
    const one = aDesign({
      parallelism: { prefill: { tp: 8, ep: 8 }, decode: { tp: 8, ep: 8 } },
      levers: set('decode-balancing'),
    });
    expect(answer(one).case.skipped.map((each) => each.reason.code)).toEqual(['lever.needs-ranks']);
  });
});

describe('mtp', () => {
  const gain = (design: Design, n: number, parameters = {}) =>
    1 /
    ratio(loaded(design, n), withLevers(loaded(design, n), set('mtp', { drafts: 1, acceptance: 0.8, ...parameters })));
  const batches = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024];

  it('gains more than 1.2 times at one a card, falls steadily with the batch, and turns negative once compute binds', () => {
    const design = aDesign({
      fidelity: 'calibrated',
      hardware: { use: 'h800', size: { nodes: 18 }, set: {} },
      parallelism: { prefill: { tp: 8, ep: 8 }, decode: { tp: 1, ep: 144, redundantExperts: 32 } },
    });
    const gains = batches.map((n) => gain(design, n));
    expect(gains[0]).toBeGreaterThan(1.2);
    expect([...gains].sort((a, b) => b - a)).toEqual(gains);
    expect(gains.at(-1)).toBeLessThan(1);
    expect(answer(loaded(design, 1024)).decode.bottleneck).not.toBe('memory-bandwidth');
  });

  it('on one node a draft at small batch also reads new experts: the gain rises until all are read, then falls', () => {
    const gains = batches.slice(0, 9).map((n) => gain(onOneNode('h20-96g'), n));
    expect(gains[0]).toBeGreaterThan(1.2);
    const peak = gains.indexOf(Math.max(...gains));
    const after = gains.slice(peak);
    expect([...after].sort((a, b) => b - a)).toEqual(after);
    expect(gains.at(-1)).toBeLessThan(1);
    const read = (n: number, drafts: number) =>
      figure(withLevers(loaded(onOneNode('h20-96g'), n), set('mtp', { drafts })), 'decode.distinct_experts');
    expect(read(1, 1) / read(1, 0)).toBeGreaterThan(1.6);
    expect(read(32, 1) / read(32, 0)).toBeLessThan(1.05);
  });

  it('acceptance that falls from draft to draft yields the lengths measured for DeepSeek-V4-Pro', () => {
    const length = (drafts: number) =>
      figure(withLevers(h20, set('mtp', { drafts, acceptance: 0.79, decay: 0.77 })), 'mtp.tokens_per_step');
    for (const [drafts, measured] of [1.79, 2.27, 2.49].entries()) expect(length(drafts + 1)).toBeCloseTo(measured, 1);
  });

  it('takes the curve measured for the model, and says where there is none', () => {
    const measured = withLevers(h20, set('mtp', { drafts: 2, curve: 'measured' }));
    expect(figure(measured, 'mtp.tokens_per_step')).toBeGreaterThan(2);
    expect(figure(measured, 'mtp.tokens_per_step')).toBeLessThan(3);
    const { skipped } = answer(withLevers(h20, set('mtp', { drafts: 8, curve: 'measured' }))).case;
    expect(skipped.map((each) => each.reason.code)).toEqual(['lever.no-curve']);
  });

  it('needs trained drafts', () => {
    const qwen = onOneNode('h100', { model: { use: 'qwen3-235b-a22b' }, levers: set('mtp') });
    expect(answer(qwen).case.skipped.map((each) => [each.id, each.reason.code])).toEqual([
      ['mtp', 'lever.no-draft-layer'],
    ]);
  });
});
