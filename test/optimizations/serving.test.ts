import { describe, expect, it } from 'vitest';
import type { Design } from '../../engine/types';
import { aDesign } from '../support/design';
import { answer, figure, lengths, loaded, onOneNode, q, set, valueOf, withLevers, without } from '../support/levers';

const h20 = aDesign({ fidelity: 'calibrated' });
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
