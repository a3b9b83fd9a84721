import { describe, expect, it } from 'vitest';
import { question } from '../../engine/quantity';
import { aDesign } from '../support/design';
import { answer, figure, lengths, loaded, onOneNode, set, valueOf, withLevers, without } from '../support/levers';

const h20 = aDesign({ fidelity: 'calibrated' });
/** 48 MoE layers and 3 B active parameters: kernels shorter than their launches. */
const small = onOneNode('h100', {
  model: { use: 'qwen3-30b-a3b' },
  parallelism: { prefill: { tp: 1 }, decode: { tp: 1, dp: 8, ep: 1 } },
});
const gain = (withIt: typeof h20, withoutIt: typeof h20, metric = 'serving.tpot') =>
  figure(withoutIt, metric) / figure(withIt, metric);

describe('kv-reuse', () => {
  it('20 % repeated input saves about what the article reports: 16 % of the prefill compute', () => {
    const saved = 1 - 1 / gain(withLevers(h20, set('kv-reuse')), h20, 'prefill.flops');
    expect(saved).toBeGreaterThan(0.12);
    expect(saved).toBeLessThan(0.2);
  });

  it('saves less at long input, where attention over the cached part stays', () => {
    const at = (input: number) =>
      gain(withLevers(lengths(h20, input, 500), set('kv-reuse')), lengths(h20, input, 500), 'prefill.flops');
    expect(at(64_000)).toBeLessThan(at(2_000));
  });

  it('pays less from a far tier, and loses where loading is slower than computing', () => {
    const ttft = (tier: string, bandwidth = 0) =>
      gain(withLevers(h20, set('kv-reuse', { hit: 0.5, tier, bandwidth })), h20, 'serving.ttft');
    expect(ttft('hbm')).toBeGreaterThan(ttft('host'));
    expect(ttft('host')).toBeGreaterThan(ttft('remote'));
    expect(ttft('remote')).toBeGreaterThan(1);
    expect(ttft('remote', 1e8)).toBeLessThan(1);
  });

  it('in the card’s own memory the kept prefixes take room: as many as requests run, each the hit part of the input', () => {
    const at = (parameters: Record<string, number | string>) =>
      figure(withLevers(h20, set('kv-reuse', parameters)), 'memory.kv');
    const whole = h20.workload.input?.value ?? 0;
    const answered = answer(h20);
    const perToken = figure(h20, 'model.kv_bytes_per_token');
    const batch = answered.case.batch.value;
    const kept = at({ hit: 0.5, kept: 1 }) - at({ hit: 0.5, kept: 0 });
    expect(kept / (batch * 0.5 * whole * perToken)).toBeCloseTo(1, 6);
    expect(at({ hit: 0.5, kept: 3 }) - at({ hit: 0.5, kept: 0 })).toBeCloseTo(3 * kept, 0);
    expect(at({ hit: 0.5, tier: 'host' })).toBe(figure(h20, 'memory.kv'));
  });

  it('where the phases have cards of their own, the prefixes lie on those of prefill', () => {
    const split = withLevers(h20, set('pd-disaggregation'));
    const reused = withLevers(split, set('kv-reuse', { hit: 0.5, kept: 1 }));
    expect(figure(reused, 'memory.kv')).toBe(figure(split, 'memory.kv'));
    const crowded = withLevers(split, set('kv-reuse', { hit: 0.5, kept: 100 }));
    expect(answer(crowded).diagnostics.map((each) => each.code)).toContain('memory.does-not-fit');
  });

  it('stands where the workload has hits already', () => {
    const hits = { ...h20, workload: { ...h20.workload, prefixHit: question(0.5, '1', { en: '', zh: '' }) } };
    expect(answer(hits).case.applied.find((each) => each.id === 'kv-reuse')?.parameters['hit']?.value).toBe(0.5);
    expect(figure(without(hits, 'kv-reuse'), 'prefill.flops')).toBeGreaterThan(figure(hits, 'prefill.flops'));
  });
});

describe('cuda-graph', () => {
  it('a decode step without a graph takes as long as its launches', () => {
    const { ops } = answer(without(loaded(small, 1), 'cuda-graph')).decode;
    const seconds = ops.reduce((sum, each) => sum + each.time.value, 0);
    const kernels = ops
      .filter((each) => each.op.group !== 'host')
      .reduce(
        (sum, { op, times }) => sum + times.value * (op.shape.kind === 'elementwise' ? op.shape.kernels.value : 1),
        0,
      );
    const host = ops.find((each) => each.id === 'host')?.time.value ?? 0;
    // Eager launches measured on an H100: 11.8 µs.
    expect((seconds - host) / kernels).toBeCloseTo(11.8e-6, 6);
  });

  it('gains most while kernels are short, and nothing once they outlast their launches', () => {
    const at = (n: number) => gain(loaded(small, n), without(loaded(small, n), 'cuda-graph'));
    expect(at(1)).toBeGreaterThan(1.05);
    expect(at(1)).toBeGreaterThanOrEqual(at(64));
    expect(at(512)).toBe(1);
  });

  it('is decisive for a stack of many small kernels', () => {
    const naive = loaded({ ...small, runtime: 'naive' }, 1);
    expect(gain(withLevers(naive, set('cuda-graph')), naive)).toBeGreaterThan(1.8);
  });

  it('leaves prompts alone: they are launched one kernel after another in any case', () => {
    expect(figure(without(small, 'cuda-graph'), 'prefill.time')).toBe(figure(small, 'prefill.time'));
    const short = lengths(loaded(small, 1), 16, 100);
    expect(answer(short).prefill.ops.map((each) => each.id)).toContain('launch-gaps');
    expect(answer(lengths(small, 8192, 100)).prefill.ops.map((each) => each.id)).not.toContain('launch-gaps');
  });

  it('is no matter at the roofline', () => {
    const design = { ...small, fidelity: 'roofline' } as const;
    expect(figure(without(design, 'cuda-graph'), 'serving.tpot')).toBe(figure(design, 'serving.tpot'));
  });
});

describe('cpu-gpu-overlap', () => {
  it('the default is solved from the claim: 10 % of the step at low batch', () => {
    const one = loaded(h20, 1);
    expect(gain(one, without(one, 'cpu-gpu-overlap'))).toBeCloseTo(1.1, 1);
  });

  it('fades as steps grow', () => {
    const at = (n: number) => gain(loaded(h20, n), without(loaded(h20, n), 'cpu-gpu-overlap'));
    expect(at(128)).toBeLessThan(at(32));
    expect(at(32)).toBeLessThan(at(1));
  });

  it('from a naive stack, hides as much as is said', () => {
    const naive = loaded({ ...small, runtime: 'naive' }, 64);
    const saved = (hides: number) =>
      figure(naive, 'serving.tpot') - figure(withLevers(naive, set('cpu-gpu-overlap', { hides })), 'serving.tpot');
    expect(saved(0.001)).toBeCloseTo(0.001, 9);
    expect(saved(1)).toBeCloseTo(0.0033, 9);
  });
});

describe('router-fusion', () => {
  it('takes sixteen small kernels out of each MoE layer', () => {
    const kernels = (design: typeof h20) =>
      answer(design).decode.ops.reduce(
        (sum, { op, times }) => sum + (op.shape.kind === 'elementwise' ? times.value * op.shape.kernels.value : 0),
        0,
      );
    expect(kernels(without(h20, 'router-fusion')) - kernels(h20)).toBe(58 * 16);
  });

  it('matters less as the batch grows', () => {
    const at = (n: number) => gain(loaded(h20, n), without(loaded(h20, n), 'router-fusion'));
    expect(at(1)).toBeGreaterThan(1.03);
    expect(at(256)).toBeLessThan(1 + (at(1) - 1) / 4);
  });

  it('is skipped for a dense model, with the reason', () => {
    const dense = onOneNode('h100', { model: { use: 'qwen3-8b' }, parallelism: { prefill: {}, decode: {} } });
    const { skipped } = answer(withLevers(dense, set('router-fusion'))).case;
    expect(skipped.map((each) => [each.id, each.reason.code])).toEqual([['router-fusion', 'lever.needs-moe']]);
  });
});

describe('prequant-fusion', () => {
  // One card holds all experts of a token: eight rows a token.
  const one = onOneNode('h200', {
    model: { use: 'qwen3-30b-a3b', weights: 'fp8' },
    parallelism: { prefill: { tp: 1, ep: 1 }, decode: { tp: 1, ep: 1 } },
  });
  const traffic = (design: typeof h20) =>
    answer(design)
      .prefill.ops.filter(({ id }) => id.endsWith('ffn-quantize') || id.endsWith('gather'))
      .reduce((sum, { op }) => sum + op.activationBytes.value, 0);

  it('halves the traffic of the operators it fuses, as reported', () => {
    const saved = 1 - traffic(one) / traffic(without(one, 'prequant-fusion'));
    expect(saved).toBeGreaterThan(0.4);
    expect(saved).toBeLessThan(0.55);
  });

  it('finds nothing to fuse where rows travel', () => {
    const spread = onOneNode('h20-96g');
    expect(figure(without(spread, 'prequant-fusion'), 'prefill.time')).toBe(figure(spread, 'prefill.time'));
  });
});

describe('metadata-cache', () => {
  it('is the claim itself, 2–3 %, and never more than the host time there is', () => {
    const one = loaded(h20, 1);
    const saved = 1 - 1 / gain(withLevers(one, set('metadata-cache')), one, 'serving.e2e');
    expect(saved).toBeGreaterThan(0.015);
    expect(saved).toBeLessThan(0.03);
    const all =
      figure(one, 'decode.time') - figure(withLevers(one, set('metadata-cache', { saved: 1 })), 'decode.time');
    expect(all).toBeCloseTo(0.0007, 9);
  });
});

describe('paged-kv', () => {
  const long = lengths(loaded(h20, 8), 1000, 8000);

  it('a request holds its pages instead of its greatest length', () => {
    const reserved = figure(without(long, 'paged-kv'), 'memory.kv');
    const paged = figure(long, 'memory.kv');
    expect(reserved / paged).toBeCloseTo(9000 / (Math.ceil(5000 / 64) * 64), 6);
    expect(figure(long, 'memory.max_concurrency')).toBeGreaterThan(
      1.5 * figure(without(long, 'paged-kv'), 'memory.max_concurrency'),
    );
  });

  it('large pages round short requests up', () => {
    expect(figure(withLevers(long, set('paged-kv', { page: 4096 })), 'memory.kv')).toBeGreaterThan(
      figure(long, 'memory.kv') * 1.5,
    );
  });
});

describe('naive, lever by lever', () => {
  // DeepEP is left out: over two nodes an all-gather is as quick, and its own tests say where it pays.
  it('each lever of the baseline makes a naive stack better or leaves it as it is', () => {
    const naive = loaded({ ...h20, runtime: 'naive' }, 64);
    const before = answer(naive);
    for (const id of ['cuda-graph', 'cpu-gpu-overlap', 'router-fusion', 'prequant-fusion', 'paged-kv', 'mla-absorb']) {
      const after = answer(withLevers(naive, set(id)));
      for (const metric of ['serving.tpot', 'memory.kv'])
        expect(valueOf(after, metric), `${id} ${metric}`).toBeLessThanOrEqual(valueOf(before, metric) * (1 + 1e-9));
    }
  });
});
