import { describe, expect, it } from 'vitest';
import { standardMechanisms } from '../../engine/catalog';
import { causesOf } from '../../engine/explore/causes';
import type { Design } from '../../engine/types';
import { aDesign } from '../support/design';
import {
  answer,
  figure,
  lengths,
  lever,
  loaded,
  onOneNode,
  q,
  set,
  valueOf,
  withLevers,
  without,
} from '../support/levers';

const h20 = aDesign({ fidelity: 'calibrated' });
const ratio = (before: Design, after: Design, metric = 'serving.tpot') =>
  figure(after, metric) / figure(before, metric);
const whatIf = (design: Design, id: string) => answer(design).case.applied.find((each) => each.id === id)?.whatIf;
const dense = onOneNode('h200', {
  model: { use: 'llama-3.1-70b' },
  parallelism: { prefill: { tp: 2 }, decode: { tp: 2 } },
});

describe('number formats', () => {
  it('FP8 halves the weights of a BF16 checkpoint, as a study', () => {
    const fp8 = withLevers(dense, set('fp8-weights', { dense: 'quantized' }));
    expect(ratio(dense, fp8, 'decode.hbm_bytes.weights')).toBeLessThan(0.55);
    expect(ratio(loaded(dense, 1), loaded(fp8, 1))).toBeLessThan(0.8);
    expect(whatIf(fp8, 'fp8-weights')).toBe(true);
  });

  it('FP8 stands on a checkpoint that ships it; off widens it to BF16', () => {
    expect(answer(h20).case.applied.find((each) => each.id === 'fp8-weights')).toMatchObject({
      stands: true,
      whatIf: false,
    });
    expect(ratio(h20, without(h20, 'fp8-weights'), 'memory.weights')).toBeGreaterThan(1.8);
  });

  it('INT4 in groups of 128 costs 0.5 + 2/128 bytes a weight; finer groups cost more, a scale a tensor less', () => {
    const bytes = (parameters: Record<string, number | string>) => {
      const { case: kase } = answer(withLevers(dense, set('int4', parameters)));
      return kase.decode.widths?.int4?.value;
    };
    expect(bytes({})).toBeUndefined();
    expect(bytes({ group: 32 })).toBeCloseTo(0.5 + 2 / 32, 12);
    expect(bytes({ scale: 'tensor' })).toBe(0.5);
    const held = (parameters: Record<string, number | string>) =>
      figure(withLevers(dense, set('int4', parameters)), 'memory.weights');
    expect(held({ scale: 'tensor' })).toBeLessThan(held({}));
    expect(held({ group: 32 })).toBeGreaterThan(held({}));
  });

  it('INT4 pays where weights bind and loses in prompts against 8-bit arithmetic', () => {
    const few = loaded(dense, 1);
    expect(ratio(few, withLevers(few, set('int4', { dense: 'quantized' })))).toBeLessThan(0.7);
    const prompt = (levers: Design['levers']) => figure(withLevers(dense, levers), 'prefill.time');
    expect(prompt(set('int4', { dense: 'quantized' }))).toBeGreaterThan(
      prompt(set('fp8-weights', { dense: 'quantized' })),
    );
    expect(answer(withLevers(dense, set('int4'))).case.decode.math.int4).toBe('bf16');
  });

  it('sensitive layers keep their format unless said: the first dense layers and the output head', () => {
    const formats = (parameters: Record<string, string>) =>
      answer(withLevers(h20, set('int4', parameters))).case.formats;
    expect(formats({})).toMatchObject({ experts: 'int4', weights: 'int4', dense: 'fp8', head: 'bf16' });
    expect(formats({ dense: 'quantized', head: 'quantized' })).toMatchObject({ dense: 'int4', head: 'int4' });
    expect(
      ratio(withLevers(h20, set('int4')), withLevers(h20, set('int4', { head: 'quantized' })), 'memory.weights'),
    ).toBeLessThan(1);
  });

  it('needs the units: FP4 is skipped on Hopper, FP8 on an A100, and each says which', () => {
    const reasons = (design: Design) => answer(design).case.skipped.map((each) => [each.id, each.reason.code]);
    expect(reasons(withLevers(h20, set('fp4')))).toEqual([['fp4', 'lever.needs-unit']]);
    const a100 = onOneNode('a100-80g', { model: { use: 'qwen3-30b-a3b' }, levers: set('fp8-weights') });
    expect(reasons(a100)).toEqual([['fp8-weights', 'lever.needs-unit']]);
    expect(reasons(withLevers(a100, set('int8')))).toEqual([['fp8-weights', 'lever.needs-unit']]);
  });

  it('FP4 on Blackwell is faster than FP8 both in prompts and in steps', () => {
    const b200 = onOneNode('b200');
    const fp4 = withLevers(b200, set('fp4'));
    expect(ratio(b200, fp4, 'prefill.time')).toBeLessThan(1);
    expect(ratio(b200, fp4)).toBeLessThan(1);
  });

  it('INT8 gives an A100 its 8-bit units', () => {
    const a100 = onOneNode('a100-80g', { model: { use: 'qwen3-30b-a3b' } });
    expect(ratio(a100, withLevers(a100, set('int8')), 'prefill.time')).toBeLessThan(1);
  });

  it('only one narrow format at a time', () => {
    const both = answer(withLevers(h20, set('int4'), set('w4a8'))).case;
    expect(both.skipped.map((each) => [each.id, each.reason.code])).toEqual([['w4a8', 'lever.excluded']]);
  });

  it('shows the published effect on answers', () => {
    for (const id of ['w4a8', 'fp8-kv', 'fp8-weights', 'fp4'])
      expect(lever(id).accuracy?.effect.en).toMatch(/GSM8K|MMLU/);
  });

  it('FP8 KV: 656 bytes a token a layer instead of 1152', () => {
    expect(ratio(h20, withLevers(h20, set('fp8-kv')), 'model.kv_bytes_per_token')).toBeCloseTo(656 / 1152, 9);
  });
});

describe('w4a8: one H20 node against FP8 on two', () => {
  const laid = (nodes: number, tp: number): Design =>
    aDesign({
      fidelity: 'calibrated',
      hardware: { use: 'h20-96g', size: { nodes }, set: {} },
      parallelism: { prefill: { tp: 8, ep: 8 }, decode: { tp, ep: tp } },
    });
  const pair = (perCard: number) => {
    const two = answer(loaded(laid(2, 16), perCard));
    const one = answer(loaded(withLevers(laid(1, 8), set('w4a8')), perCard));
    return { one, two };
  };

  it('is faster a card at every load, though by less than the reported +50 %', () => {
    for (const perCard of [4, 16, 32, 64]) {
      const { one, two } = pair(perCard);
      const decode = valueOf(one, 'decode.throughput_per_card') / valueOf(two, 'decode.throughput_per_card');
      const all = valueOf(one, 'serving.throughput_per_card') / valueOf(two, 'serving.throughput_per_card');
      expect(decode).toBeGreaterThan(1.1);
      expect(all).toBeGreaterThan(1.05);
      expect(all).toBeLessThan(1.5);
    }
    expect(lever('w4a8').reported?.ratio).toBe(1.5);
  });

  it('the causes add up: half as many caches read a card and no all-reduce between nodes help, twice the experts a card hurt', () => {
    const { one, two } = pair(32);
    const causes = causesOf('decode', two, one);
    expect(causes.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
    const share = (group: string) => causes.find((each) => each.group === group)?.share ?? Number.NaN;
    // MLA keeps one cache for all heads: TP 16 reads it on sixteen cards, TP 8 on eight.
    expect(share('attention')).toBeGreaterThan(0.3);
    expect(share('exchange')).toBeGreaterThan(0.15);
    expect(share('experts')).toBeLessThan(0);
  });

  it('fits on one node, where FP8 leaves half the room', () => {
    const fp8 = figure(laid(1, 8), 'memory.headroom');
    const int4 = figure(withLevers(laid(1, 8), set('w4a8')), 'memory.headroom');
    expect(int4).toBeGreaterThan(fp8 + 30e9);
  });

  it('leaves the arithmetic alone', () => {
    expect(ratio(h20, withLevers(h20, set('w4a8')), 'decode.flops')).toBe(1);
  });
});

describe('mla-absorb', () => {
  it('without it each step rebuilds keys and values of every cached token', () => {
    expect(ratio(h20, without(h20, 'mla-absorb'), 'decode.flops')).toBeGreaterThan(10);
    expect(ratio(h20, without(h20, 'mla-absorb'), 'decode.hbm_bytes.kv')).toBe(1);
  });

  it('on a model with other attention it is a study: the cache shrinks where TP does not split it', () => {
    const qwen = lengths(
      onOneNode('h200', { model: { use: 'llama-3.1-8b' }, parallelism: { prefill: { tp: 1 }, decode: { tp: 1 } } }),
      32_000,
      500,
    );
    const mla = withLevers(qwen, set('mla-absorb'));
    expect(whatIf(mla, 'mla-absorb')).toBe(true);
    expect(ratio(qwen, mla, 'model.kv_bytes_per_token')).toBeCloseTo(576 / 2048, 6);
    expect(ratio(qwen, mla)).toBeLessThan(1);
  });
});

describe('dsa', () => {
  const production: Design = {
    ...aDesign({
      fidelity: 'calibrated',
      hardware: { use: 'h800', size: { nodes: 18 }, set: {} },
      parallelism: { prefill: { tp: 8, ep: 8 }, decode: { tp: 1, ep: 144, redundantExperts: 32 } },
    }),
    cost: { cardHour: q(2, 'money/h') },
  };
  const cost = (position: number, levers: Design['levers'] = {}, perCard = 128) =>
    1e6 * figure(withLevers(lengths(loaded(production, perCard), position, 1), levers), 'cost.per_output_token');
  const slope = (levers: Design['levers']) => (cost(127_000, levers) - cost(32_000, levers)) / 95;
  const published = (model: string) => {
    const points =
      standardMechanisms().dsaCost.series.find((each) => each.phase === 'decode' && each.model === model)?.points ?? [];
    const at = (position: number) => points.find((each) => each.position === position)?.cost ?? Number.NaN;
    return model === 'deepseek-v3' ? (at(127_000) - at(48_000)) / 79 : (at(127_000) - at(32_000)) / 95;
  };
  const draft = set('mtp', { drafts: 1, acceptance: 0.85 });

  it('loses at short contexts, where the indexer costs more than it saves, and wins at long ones', () => {
    expect(cost(2_000, set('dsa'))).toBeGreaterThan(cost(2_000));
    expect(cost(64_000, set('dsa'))).toBeLessThan(cost(64_000) / 2);
  });

  it('cuts the elements read at 128k by 73 %, as the article counts them', () => {
    const { topk, dim } = lever('dsa').parameters;
    const read = 128_000 * (dim?.standard.value ?? 0) + (topk?.standard.value ?? 0) * 512;
    expect(1 - read / (128_000 * 512)).toBeCloseTo(0.734, 3);
  });

  it.each([
    ['an FP8 cache', 0.78, set('fp8-kv')],
    ['a BF16 cache', 0.87, {}],
  ])('cuts the bytes of %s read at 128k by %f', (_, saved, levers) => {
    const long = lengths(withLevers(h20, levers), 128_000, 0.0001);
    expect(1 - ratio(long, withLevers(long, set('dsa')), 'decode.hbm_bytes.kv')).toBeCloseTo(saved, 2);
  });

  it('the slopes of cost against position match the published curves within 20 %', () => {
    // DeepSeek's figures: 0.0164 and 0.00084 $/M a thousand tokens at $2 an H800-hour.
    expect(published('deepseek-v3')).toBeCloseTo(0.0164, 3);
    expect(published('deepseek-v3.2')).toBeCloseTo(0.00084, 4);
    expect(slope(draft) / 0.0164).toBeGreaterThan(0.8);
    expect(slope(draft) / 0.0164).toBeLessThan(1.2);
    expect(slope({ ...draft, ...set('dsa') }) / 0.00084).toBeGreaterThan(0.8);
    expect(slope({ ...draft, ...set('dsa') }) / 0.00084).toBeLessThan(1.2);
  });

  it('without drafts the published slope lies below what reading the index keys takes at the peak of the memory', () => {
    // 132 B × 61 layers × 1000 tokens at 3.35 TB/s and $2 an hour: the curve must come from steps that share one read.
    const least = ((132 * 61 * 1000) / 3.35e12) * (2 / 3600) * 1e6;
    expect(least).toBeGreaterThan(0.00084 * 1.2);
    expect(slope(set('dsa'))).toBeGreaterThan(least);
  });

  it('is a study on V3 and no study on V3.2', () => {
    expect(whatIf(withLevers(h20, set('dsa')), 'dsa')).toBe(true);
    expect(whatIf({ ...h20, model: { use: 'deepseek-v3.2' } }, 'dsa')).toBe(false);
    const gqa = onOneNode('h100', { model: { use: 'qwen3-235b-a22b' }, levers: set('dsa') });
    expect(answer(gqa).case.skipped.map((each) => each.reason.code)).toEqual(['lever.needs-mla']);
  });
});

describe('mhc', () => {
  const mixed = (parameters: Record<string, number | string> = {}) => withLevers(h20, set('mhc', parameters));

  it('costs traffic in proportion to the streams, far more when kernels are apart', () => {
    const bytes = (design: Design) => figure(design, 'prefill.hbm_bytes.activations');
    const more = (design: Design) => bytes(design) - bytes(h20);
    expect(more(mixed({ streams: 8 }))).toBeGreaterThan(1.8 * more(mixed()));
    expect(more(mixed({ kernels: 'apart' }))).toBeGreaterThan(2 * more(mixed()));
  });

  it('slows a step by some percent fused, and by more apart, the more rounds the more', () => {
    expect(ratio(h20, mixed())).toBeGreaterThan(1);
    expect(ratio(h20, mixed())).toBeLessThan(1.07);
    expect(ratio(h20, mixed({ kernels: 'apart' }))).toBeGreaterThan(1.1);
    expect(ratio(mixed({ kernels: 'apart' }), mixed({ kernels: 'apart', iterations: 5 }))).toBeLessThan(1);
  });

  it('holds all streams of a token, and sends them between pipeline stages', () => {
    expect(ratio(h20, mixed(), 'memory.activations')).toBeGreaterThan(1);
    const staged = aDesign({ parallelism: { prefill: { tp: 8, pp: 2, ep: 8 }, decode: { tp: 8, pp: 2, ep: 8 } } });
    expect(ratio(staged, withLevers(staged, set('mhc')), 'decode.link_bytes.scale_out')).toBeCloseTo(4, 6);
  });

  it('is a study where the checkpoint has one stream', () => {
    expect(whatIf(mixed(), 'mhc')).toBe(true);
  });
});

describe('sliding-window', () => {
  const qwen = (input: number) =>
    lengths(
      loaded(
        onOneNode('h100', {
          model: { use: 'qwen3-235b-a22b' },
          parallelism: { prefill: { tp: 4 }, decode: { tp: 4 } },
        }),
        4,
      ),
      input,
      500,
    );

  it('cuts cache and step at long context, and changes nothing below the window', () => {
    const effect = (input: number, metric: string) =>
      ratio(qwen(input), withLevers(qwen(input), set('sliding-window')), metric);
    expect(effect(2_000, 'serving.tpot')).toBe(1);
    expect(effect(128_000, 'serving.tpot')).toBeLessThan(0.8);
    // One layer in six keeps all: 15 of 94.
    const kept = 94 / 6;
    const expected = (Math.floor(kept) * 128_250 + (94 - Math.floor(kept)) * 4096) / (94 * 128_250);
    expect(effect(128_000, 'memory.kv')).toBeCloseTo(expected, 2);
    expect(whatIf(withLevers(qwen(2_000), set('sliding-window')), 'sliding-window')).toBe(true);
  });

  it('stands on a checkpoint with windows; off lets every layer attend all', () => {
    const gptOss = lengths(onOneNode('h100', { model: { use: 'gpt-oss-120b' } }), 32_000, 500);
    expect(whatIf(gptOss, 'sliding-window')).toBe(false);
    expect(ratio(gptOss, without(gptOss, 'sliding-window'), 'memory.kv')).toBeGreaterThan(1.8);
  });

  it('works on MLA too', () => {
    const long = lengths(loaded(h20, 4), 128_000, 500);
    expect(ratio(long, withLevers(long, set('sliding-window')), 'decode.hbm_bytes.kv')).toBeLessThan(0.3);
  });
});

describe('EP16 against EP32 on H20', () => {
  const spread = (nodes: number): Design =>
    aDesign({
      fidelity: 'roofline',
      hardware: { use: 'h20-96g', size: { nodes }, set: {} },
      parallelism: { prefill: { tp: 8, ep: 8 }, decode: { tp: 1, ep: 8 * nodes } },
    });
  const faster = (n: number, fidelity: Design['fidelity']) =>
    figure({ ...loaded(spread(2), n), fidelity }, 'serving.tpot') -
    figure({ ...loaded(spread(4), n), fidelity }, 'serving.tpot');

  it('saves the memory of half the experts and adds half as much traffic between nodes again', () => {
    // 58 layers × 8 experts × 44 MB in FP8.
    const saved = figure(spread(2), 'memory.weights') - figure(spread(4), 'memory.weights');
    expect(saved / (58 * 8 * 3 * 7168 * 2048)).toBeCloseTo(1, 2);
    expect(ratio(spread(2), spread(4), 'decode.link_bytes.scale_out')).toBeCloseTo((32 - 8) / 32 / ((16 - 8) / 16), 6);
  });

  it.each([['roofline', 32, 64] as const, ['calibrated', 32, 64] as const])(
    '%s: EP32 is faster up to a batch, EP16 beyond: the order turns between %i and %i a card',
    (fidelity, low, high) => {
      expect(faster(low, fidelity)).toBeGreaterThan(0);
      expect(faster(high, fidelity)).toBeLessThan(0);
      let [still, turned] = [low as number, high as number];
      while (turned - still > 1) {
        const middle = Math.floor((still + turned) / 2);
        if (faster(middle, fidelity) > 0) still = middle;
        else turned = middle;
      }
      console.info(`EP16 overtakes EP32 on H20 (${fidelity}) at ${String(turned)} requests a card`);
      expect(turned).toBeGreaterThan(low);
    },
  );
});
