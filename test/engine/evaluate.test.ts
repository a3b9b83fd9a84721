import { describe, expect, it } from 'vitest';
import { standardCatalog } from '../../engine/catalog';
import { evaluate } from '../../engine/evaluate';
import { resolve } from '../../engine/resolve';
import type { Design, Evaluation } from '../../engine/types';
import { question } from '../../engine/quantity';
import { aDesign, off, on } from '../support/design';

function answer(design: Design): Evaluation {
  const resolved = resolve(design, standardCatalog());
  if (resolved.kind !== 'case') throw new Error(JSON.stringify(resolved));
  return evaluate(resolved.case);
}

function figure(design: Design, name: string): number {
  const q = answer(design).metrics.get(name);
  if (!q) throw new Error(`no metric ${name}`);
  return q.value;
}

const single: Design = aDesign({
  hardware: { use: 'h20-96g', size: { nodes: 1 }, set: {} },
  parallelism: { prefill: { tp: 1, ep: 8 }, decode: { tp: 1, ep: 8 } },
});

describe('DeepSeek-V3 counted from its config', () => {
  it('has 671.03 billion parameters', () => {
    expect(figure(single, 'model.parameters') / 1e9).toBeCloseTo(671.03, 1);
  });

  it('caches 576 elements a token a layer', () => {
    expect(figure(single, 'model.kv_bytes_per_token')).toBe(61 * 576 * 2);
  });

  it('costs a token of decode what the errata say: 139 GFLOP with the attention projections', () => {
    // The article's 115.93 (25.6 B non-attention parameters, exact eq 3) plus 22.8 of projections; router, shared expert and head counted exactly here.
    const perToken = figure(single, 'decode.flops') / 32;
    expect(perToken / 1e9).toBeGreaterThan(136);
    expect(perToken / 1e9).toBeLessThan(141);
  });

  it('costs a prompt of 3260 tokens about 268 TFLOP, 38 % more than the article prints', () => {
    const prompts = 2;
    expect((figure(single, 'prefill.flops') / prompts) * 1e-12).toBeGreaterThan(240);
    expect((figure(single, 'prefill.flops') / prompts) * 1e-12).toBeLessThan(275);
  });

  it('reads nearly all local experts at batch 32, not k of them', () => {
    expect(figure(single, 'decode.distinct_experts')).toBeCloseTo(32 * (1 - (1 - 8 / 256) ** 256), 9);
  });
});

describe('weights are conserved', () => {
  it.each([
    ['tp 1, ep 8 on one node', { tp: 1, ep: 8 }, 1],
    ['tp 8, ep 8 on one node', { tp: 8, ep: 8 }, 1],
    ['tp 2, ep 16 on two nodes', { tp: 2, ep: 16 }, 2],
    ['tp 8, ep 1 on one node', { tp: 8, ep: 1 }, 1],
    ['tp 4, ep 2 on one node', { tp: 4, dp: 2, ep: 2 }, 1],
  ])('%s: all cards together hold each weight as often as the layout copies it', (_, layout, nodes) => {
    const design = aDesign({
      hardware: { use: 'h20-96g', size: { nodes }, set: {} },
      model: { use: 'deepseek-v3', weights: 'bf16' },
      parallelism: { prefill: layout, decode: layout },
    });
    const cards = nodes * 8;
    const { tp, ep } = layout;
    const moeLayers = 58;
    const d = 7168;
    const routed = moeLayers * 256 * 3 * d * 2048;
    const router = moeLayers * d * 256;
    const latent = 61 * (d * 1536 + d * 576);
    const rest = 671_026_404_352 - routed - router - latent - normParameters;
    const expertCopies = cards / Math.max(ep, tp);
    const held = figure(design, 'memory.weights') * cards;
    expect(held / 2).toBeCloseTo(routed * expertCopies + (router + latent) * cards + rest * (cards / tp), -3);
  });
});

/** Norm weights live in registers of their operators; the plan does not hold them. */
const normParameters = 61 * (2 * 7168 + 1536 + 512) + 7168;

describe('levers', () => {
  it('w4a8 halves the expert bytes and leaves the arithmetic alone', () => {
    const before = answer(single);
    const after = answer({ ...single, levers: { w4a8: on } });
    expect(after.metrics.get('decode.flops')?.value).toBe(before.metrics.get('decode.flops')?.value);
    expect(after.metrics.get('memory.weights')?.value).toBeLessThan(
      (before.metrics.get('memory.weights')?.value ?? 0) * 0.6,
    );
  });

  it('mtp gains at a small batch and loses its gain as the batch grows', () => {
    const gain = (n: number): number => {
      const at = (levers: Design['levers']): number =>
        figure(
          {
            ...single,
            levers,
            workload: {
              ...single.workload,
              concurrency: { kind: 'per-card', n: question(n, 'per card', { en: '', zh: '' }) },
            },
          },
          'serving.tpot',
        );
      return at({}) / at({ mtp: on });
    };
    // At 1 a card a draft nearly doubles the distinct experts read, so the gain peaks a little later.
    expect(gain(1)).toBeGreaterThan(1.2);
    const gains = [8, 32, 64, 128].map(gain);
    expect([...gains].sort((a, b) => b - a)).toEqual(gains);
    expect(gains.at(-1)).toBeLessThan(1);
  });

  it('a model without a draft layer skips mtp and says why', () => {
    const { case: kase } = answer(
      aDesign({
        model: { use: 'qwen3-235b-a22b' },
        levers: { mtp: on },
        parallelism: { prefill: { tp: 8 }, decode: { tp: 4 } },
      }),
    );
    expect(kase.applied.filter((each) => !each.stands)).toEqual([]);
    expect(kase.skipped.map((each) => [each.id, each.reason.code])).toEqual([['mtp', 'lever.no-draft-layer']]);
  });

  it('dsa stands on V3.2, and off takes it out', () => {
    const v32 = { ...single, model: { use: 'deepseek-v3.2' } };
    const dsaIn = (design: Design) =>
      answer(design)
        .case.applied.filter((each) => each.id === 'dsa')
        .map((each) => [each.stands, each.whatIf]);
    expect(dsaIn(v32)).toEqual([[true, false]]);
    expect(dsaIn({ ...v32, levers: { dsa: off } })).toEqual([]);
    expect(dsaIn({ ...single, levers: { dsa: on } })).toEqual([[false, true]]);
  });

  it('dsa reads 78 % less cache at 128k with an FP8 cache, and 87 % less with BF16', () => {
    const long: Design = {
      ...single,
      workload: {
        ...single.workload,
        input: question(128_000, 'token', { en: '', zh: '' }),
        output: question(0.0001, 'token', { en: '', zh: '' }),
      },
    };
    const saved = (levers: Design['levers']): number =>
      1 -
      figure({ ...long, levers: { ...levers, dsa: on } }, 'decode.hbm_bytes.kv') /
        figure({ ...long, levers }, 'decode.hbm_bytes.kv');
    expect(saved({})).toBeCloseTo(0.87, 2);
    expect(saved({ 'fp8-kv': on })).toBeCloseTo(0.78, 2);
  });
});

describe('bad designs', () => {
  it.each([
    ['tp that does not divide the heads', { decode: { tp: 3 } }, ['layout.instance', 'layout.heads', 'layout.ep']],
    ['ep that does not fit the pool', { decode: { tp: 1, dp: 16, ep: 24 } }, ['layout.experts', 'layout.ep']],
    ['an instance larger than the pool', { decode: { tp: 1, dp: 32, ep: 32 } }, ['layout.instance']],
  ])('%s is an error with a path', (_, change, codes) => {
    const resolved = resolve(aDesign({ parallelism: { prefill: { tp: 8, ep: 8 }, ...change } }), standardCatalog());
    expect(resolved.kind).toBe('error');
    if (resolved.kind !== 'error') return;
    expect(resolved.problems.map((each) => each.code).filter((code) => codes.includes(code))).toEqual(
      codes.filter((code) => resolved.problems.some((each) => each.code === code)),
    );
    expect(resolved.problems.length).toBeGreaterThan(0);
    for (const each of resolved.problems) expect(each.path?.slice(0, 2)).toEqual(['parallelism', 'decode']);
  });

  it('a design that does not fit is computed and warns', () => {
    const crowded = answer({ ...single, hardware: { use: 'h100', size: { nodes: 1 }, set: {} } });
    expect(crowded.diagnostics.map((each) => each.code)).toContain('memory.does-not-fit');
    expect(crowded.decode.bottleneck).toBe('memory-capacity');
    expect(crowded.metrics.get('memory.headroom')?.value).toBeLessThan(0);
    expect(crowded.metrics.get('serving.tpot')?.value).toBeGreaterThan(0);
  });

  it('an unknown figure blocks what needs it and names itself', () => {
    const chips = standardCatalog();
    const chip = [...chips.chips.values()].find(
      (each) => Number.isNaN(each.memoryBandwidth.value) && !Number.isNaN(each.cardsPerNode.value),
    );
    if (!chip) return;
    const evaluation = answer({ ...single, hardware: { use: chip.id, size: { cards: 8 }, set: {} } });
    expect(evaluation.metrics.get('serving.tpot')?.value).toBeNaN();
    expect(evaluation.decode.bottleneck === undefined || evaluation.decode.bottleneck === 'memory-capacity').toBe(true);
  });
});

describe('fidelity article', () => {
  const printed: Design = { ...single, fidelity: 'article', levers: { w4a8: on } };

  it('adds the three times up, nothing overlapped', () => {
    const { metrics, decode } = answer(printed);
    const of = (name: string): number => metrics.get(name)?.value ?? Number.NaN;
    expect(of('decode.time')).toBeCloseTo(
      of('decode.time.compute') + of('decode.time.memory') + of('decode.time.communication'),
      12,
    );
    expect(of('decode.time.overlapped')).toBe(0);
    expect(decode.load.map((each) => each.resource)).toEqual([
      'compute',
      'memory-capacity',
      'memory-bandwidth',
      'communication',
    ]);
  });

  it('is refused, with a reason, for a model without MLA and experts', () => {
    const resolved = resolve({ ...printed, model: { use: 'qwen3-8b' }, parallelism: {} }, standardCatalog());
    expect(resolved.kind).toBe('error');
  });
});

describe('a layout to start from', () => {
  it('divides the heads, so that a later cell can still say another', () => {
    const { case: kase } = answer(aDesign({ model: { use: 'ernie-4.5-21b-a3b' }, parallelism: {} }));
    expect([kase.decode.layout.tp, kase.decode.layout.ep]).toEqual([4, 4]);
  });

  it('stands where nobody knows the cards of a node', () => {
    const { case: kase } = answer(
      aDesign({ hardware: { use: 'hygon-bw151', size: { cards: 16 }, set: {} }, parallelism: {} }),
    );
    expect(kase.decode.layout.tp).toBe(16);
  });
});
