import { describe, expect, it } from 'vitest';
import type { Design } from '../../engine/types';
import { aDesign } from '../support/design';
import { answer, figure, lengths, loaded, onOneNode, q, set, valueOf, withLevers, without } from '../support/levers';

const h20 = aDesign({ fidelity: 'calibrated' });
const wide = (use: string, nodes: number): Design =>
  aDesign({
    fidelity: 'calibrated',
    hardware: { use, size: { nodes }, set: {} },
    parallelism: { prefill: { tp: 8, ep: 8 }, decode: { tp: 1, ep: nodes * 8 } },
  });
const ratio = (before: Design, after: Design, metric = 'serving.tpot') =>
  figure(after, metric) / figure(before, metric);
const pools = aDesign({
  fidelity: 'calibrated',
  hardware: { use: 'h20-96g', size: { nodes: 4 }, set: {} },
  parallelism: {
    prefill: { tp: 8, ep: 8 },
    decode: { tp: 1, ep: 16 },
    pools: { prefill: { size: { nodes: 2 } }, decode: { size: { nodes: 2 } } },
  },
});

describe('pd-disaggregation and shared serving', () => {
  const shared = aDesign({ fidelity: 'calibrated', parallelism: { decode: { tp: 1, ep: 16 }, serving: 'shared' } });

  it('shared: a token also waits for its share of new prompts, and the throughput is that of both phases in turn', () => {
    const both = answer(shared);
    const alone = valueOf(
      answer({ ...shared, parallelism: { decode: { tp: 1, ep: 16 }, prefill: { tp: 1, ep: 16 } } }),
      'serving.tpot',
    );
    const tpot = valueOf(both, 'serving.tpot');
    expect(tpot).toBeGreaterThan(1.2 * alone);
    expect(valueOf(both, 'serving.throughput_per_card')).toBeCloseTo(32 / tpot, 6);
  });

  it('separate: no prompt stalls a step, the first token comes sooner', () => {
    const apart = withLevers(shared, set('pd-disaggregation'));
    const { case: kase } = answer(apart);
    expect([kase.separatePools, kase.shared, kase.prefill.cards.value, kase.decode.cards.value]).toEqual([
      true,
      undefined,
      8,
      8,
    ]);
    // As many requests as before over half the cards.
    expect(kase.batch.value).toBe(64);
    expect(figure(apart, 'serving.ttft')).toBeLessThan(figure(shared, 'serving.ttft'));
    expect(figure(apart, 'serving.tpot')).toBeLessThan(figure(shared, 'serving.tpot'));
  });

  it('a ratio far from the load leaves cards idle', () => {
    const at = (share: number) =>
      figure(withLevers(shared, set('pd-disaggregation', { ratio: share })), 'serving.throughput_per_card');
    expect(at(7)).toBeLessThan(at(1) / 2);
  });

  it('off merges pools that a design has', () => {
    const { case: kase } = answer(without(pools, 'pd-disaggregation'));
    expect([kase.separatePools, kase.shared, kase.decode.cards.value]).toEqual([false, true, 32]);
  });

  it('one card cannot be shared out', () => {
    const one = aDesign({
      fidelity: 'calibrated',
      hardware: { use: 'h200', size: { cards: 1 }, set: {} },
      model: { use: 'qwen3-8b' },
      parallelism: { prefill: {}, decode: {} },
      levers: set('pd-disaggregation'),
    });
    expect(answer(one).case.skipped.map((each) => each.reason.code)).toEqual(['lever.one-pool']);
  });
});

describe('chunked-prefill', () => {
  const prompts = (use: string) =>
    lengths(
      onOneNode(use, {
        parallelism: { prefill: { tp: 1, ep: 8, tokens: q(16_384, 'token') }, decode: { tp: 8, ep: 8 } },
      }),
      2048,
      500,
    );
  const reached = (use: string, chunk: number) =>
    ratio(prompts(use), withLevers(prompts(use), set('chunked-prefill', { chunk })), 'prefill.throughput_per_card');

  it('starves the card when small and saturates when large', () => {
    const shares = [16, 128, 1024, 8192].map((chunk) => reached('h20-96g', chunk));
    expect([...shares].sort((a, b) => a - b)).toEqual(shares);
    expect(shares[0]).toBeLessThan(0.15);
    expect(shares[3]).toBeGreaterThan(0.95);
  });

  it('a compute-poor H20 saturates at smaller chunks than an H800', () => {
    for (const chunk of [128, 512, 2048]) expect(reached('h20-96g', chunk)).toBeGreaterThan(reached('h800', chunk));
  });

  it('a chunk is what a running request waits for: shorter with smaller chunks', () => {
    const shared = { ...prompts('h20-96g'), parallelism: { decode: { tp: 1, ep: 8 }, serving: 'shared' } } as const;
    const wait = (chunk: number) => {
      const { prefill } = answer(withLevers(shared, set('chunked-prefill', { chunk })));
      const chunks = prefill.ops.find((each) => each.id.startsWith('chunk.'))?.times.value ?? 1;
      return prefill.ops.reduce((sum, each) => sum + each.time.value, 0) / chunks;
    };
    expect(wait(512)).toBeLessThan(wait(2048));
  });

  it('keeps the arithmetic of attention: pairs are shared out, not lost', () => {
    const whole = answer(prompts('h20-96g'));
    const cut = answer(withLevers(prompts('h20-96g'), set('chunked-prefill', { chunk: 1024 })));
    const pairs = (evaluation: typeof whole) =>
      evaluation.prefill.ops
        .filter((each) => each.id.endsWith('.attention'))
        .reduce((sum, { op, times }) => sum + op.flop.value * times.value, 0);
    expect(pairs(cut)).toBeCloseTo(pairs(whole), -6);
  });
});

describe('prefill-parallelism', () => {
  const one = lengths(
    onOneNode('h20-96g', {
      parallelism: { prefill: { tp: 1, ep: 8, tokens: q(3260, 'token') }, decode: { tp: 1, ep: 8 } },
    }),
    3260,
    1100,
  );
  const eight = withLevers(one, set('prefill-parallelism'));

  it('shares a prompt out: its latency falls', () => {
    expect(ratio(one, eight, 'prefill.time')).toBeLessThan(0.54);
    expect(answer(eight).case.prefill.layout).toMatchObject({ tp: 8, dp: 1, ep: 8 });
  });

  it('but not the work a card does for all prompts: throughput does not rise', () => {
    expect(ratio(one, eight, 'prefill.throughput_per_card')).toBeLessThan(1);
  });

  it('is skipped where tp does not divide the heads or the cards', () => {
    const { skipped } = answer(withLevers(one, set('prefill-parallelism', { tp: 3 }))).case;
    expect(skipped.map((each) => each.reason.code)).toEqual(['lever.layout']);
  });
});

describe('layerwise-kv-transfer', () => {
  const exposed = (input: number) => {
    const design = lengths(loaded(pools, 4), input, 500);
    const { metrics } = answer(withLevers(design, set('layerwise-kv-transfer')));
    const of = (name: string) => metrics.get(name)?.value ?? Number.NaN;
    return of('serving.ttft') - of('prefill.time') - of('decode.time');
  };

  it('below the threshold nothing changes', () => {
    const short = lengths(pools, 8191, 500);
    expect(ratio(short, withLevers(short, set('layerwise-kv-transfer')), 'serving.ttft')).toBe(1);
  });

  it('above it only the last layer is waited for: nearly independent of the length', () => {
    expect(exposed(8192)).toBeLessThan(exposed(8191) / 10);
    expect(exposed(131_072)).toBeLessThan(0.01);
  });

  it('needs pools', () => {
    expect(answer(withLevers(h20, set('layerwise-kv-transfer'))).case.skipped.map((each) => each.reason.code)).toEqual([
      'lever.needs-pools',
    ]);
  });
});

describe('nixl', () => {
  const through = (word: string, metric: string) =>
    ratio(pools, withLevers(pools, set('nixl', { through: word })), metric);

  it('gains what the claim says over NCCL: its default is solved from it', () => {
    expect(through('nixl', 'prefill.throughput_per_card')).toBeGreaterThan(1.03);
    expect(through('nixl', 'prefill.throughput_per_card')).toBeLessThan(1.04);
    expect(through('nccl', 'prefill.throughput_per_card')).toBe(1);
  });

  it('Mooncake copies nothing either, at its measured rate; MPI copies through the host', () => {
    const ttft = ['nixl', 'mooncake', 'mpi'].map((word) => through(word, 'serving.ttft'));
    expect([...ttft].sort((a, b) => a - b)).toEqual(ttft);
  });
});

describe('two-batch-overlap', () => {
  const effect = (design: Design, n: number, metric = 'serving.tpot') =>
    ratio(loaded(design, n), withLevers(loaded(design, n), set('two-batch-overlap')), metric);

  it('helps where communication is exposed and half a batch is still efficient', () => {
    const h800 = wide('h800', 16);
    expect(effect(h800, 128)).toBeLessThan(0.9);
    expect(effect(h800, 256)).toBeLessThan(effect(h800, 128));
    expect(effect(h20, 128)).toBeLessThan(1);
  });

  it('loses at small batch, where the weights are read twice', () => {
    expect(effect(h20, 4)).toBeGreaterThan(1.2);
    expect(effect(wide('h800', 16), 8)).toBeGreaterThan(1.2);
  });

  it('loses inside a node, where little communication is exposed', () => {
    expect(effect(onOneNode('h20-96g'), 64)).toBeGreaterThan(1);
  });

  it('is skipped where cards do not talk', () => {
    const alone = onOneNode('h200', {
      model: { use: 'qwen3-8b' },
      parallelism: { prefill: {}, decode: {} },
      levers: set('two-batch-overlap'),
    });
    expect(answer(alone).case.skipped.map((each) => each.reason.code)).toEqual(['lever.needs-exchange']);
  });
});

describe('single-batch-overlap', () => {
  it('hides exchange behind work of the same batch, at any batch, and reads no weight twice', () => {
    for (const n of [1, 16, 64, 256]) {
      const effect = ratio(loaded(h20, n), withLevers(loaded(h20, n), set('single-batch-overlap')));
      expect(effect).toBeLessThan(1);
      expect(effect).toBeGreaterThan(0.85);
    }
    expect(ratio(h20, withLevers(h20, set('single-batch-overlap')), 'decode.hbm_bytes.weights')).toBe(1);
  });

  it('excludes two-batch overlap', () => {
    const both = answer(withLevers(h20, set('single-batch-overlap'), set('two-batch-overlap'))).case;
    expect(both.skipped.map((each) => [each.id, each.reason.code])).toEqual([
      ['single-batch-overlap', 'lever.excluded'],
    ]);
  });
});

describe('deepep', () => {
  it('sends rows to the cards that need them: against all tokens to all cards, traffic between nodes falls with the group', () => {
    const saved = (nodes: number) => {
      const design = wide('h800', nodes);
      return figure(design, 'decode.link_bytes') / figure(without(design, 'deepep'), 'decode.link_bytes');
    };
    expect(saved(16)).toBeLessThan(saved(4));
    expect(saved(16)).toBeLessThan(0.3);
  });

  it('shortens a decode step on a wide group', () => {
    expect(ratio(without(wide('h800', 4), 'deepep'), wide('h800', 4))).toBeLessThan(0.85);
  });

  it('normal mode sends one copy a card, low latency one an expert', () => {
    const design = wide('h800', 4);
    const bytes = (mode: string) => figure(withLevers(design, set('deepep', { mode })), 'decode.link_bytes.scale_out');
    expect(bytes('normal')).toBeLessThan(bytes('low-latency'));
    expect(bytes('by-phase')).toBe(bytes('low-latency'));
  });

  it('node-limited routing caps the copies between nodes', () => {
    const design = aDesign({
      fidelity: 'calibrated',
      hardware: { use: 'h800', size: { nodes: 8 }, set: {} },
      parallelism: { prefill: { tp: 1, ep: 64 }, decode: { tp: 1, ep: 64 } },
    });
    const bytes = (groups: number) =>
      figure(withLevers(design, set('deepep', { groups })), 'prefill.link_bytes.scale_out');
    expect(bytes(2)).toBeLessThan(bytes(4));
    expect(bytes(4)).toBeLessThan(bytes(0));
    // DeepSeek-V3 itself routes within four groups.
    expect(figure(design, 'prefill.link_bytes.scale_out')).toBe(bytes(4));
  });

  it('its multiprocessors slow what overlaps it in prefill', () => {
    const design = aDesign({
      fidelity: 'calibrated',
      hardware: { use: 'h800', size: { nodes: 4 }, set: {} },
      parallelism: { prefill: { tp: 1, ep: 32 }, decode: { tp: 1, ep: 32 } },
      levers: set('two-batch-overlap'),
    });
    const at = (sms: number) => figure(withLevers(design, set('deepep', { sms })), 'prefill.time');
    expect(at(40)).toBeGreaterThan(at(8));
  });
});

describe('trmt', () => {
  const h800 = wide('h800', 4);

  it('with DeepEP, communication operators get about as much shorter as reported: 60 %', () => {
    const both = withLevers(h800, set('trmt'));
    const shorter = 1 - ratio(without(h800, 'deepep'), both, 'decode.time.communication');
    expect(shorter).toBeGreaterThan(0.5);
    expect(shorter).toBeLessThan(0.7);
  });

  it('takes 2.5 µs out of each exchange', () => {
    const quick = withLevers(h800, set('trmt', { ports: 1 }));
    const saved = figure(h800, 'decode.time.launch') - figure(quick, 'decode.time.launch');
    expect(saved).toBeCloseTo(58 * 2 * 2.5e-6, 7);
  });

  it('never drives a link above its own rate', () => {
    const driven = answer(withLevers(h800, set('trmt', { ports: 4 })));
    const link = driven.decode.ops.filter((each) => each.id.endsWith('dispatch'));
    for (const { op, communication, times } of link) {
      expect(communication.value).toBeGreaterThanOrEqual(
        (times.value * op.scaleOutBytes.value) / driven.case.decode.chip.scaleOut.value - 1e-12,
      );
    }
  });
});

describe('tcp', () => {
  it('is a study: ruinous for a decode step over nodes, bearable for KV transfer', () => {
    const ep = withLevers(h20, set('tcp'));
    expect(answer(ep).case.applied.find((each) => each.id === 'tcp')?.whatIf).toBe(true);
    const steps = ratio(h20, ep);
    expect(steps).toBeGreaterThan(1.1);
    const moved = ratio(pools, withLevers(pools, set('tcp')), 'serving.ttft');
    expect(moved).toBeLessThan(steps);
  });

  it('is skipped inside a node', () => {
    expect(answer(withLevers(onOneNode('h20-96g'), set('tcp'))).case.skipped.map((each) => each.reason.code)).toEqual([
      'lever.needs-scale-out',
    ]);
  });
});

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
