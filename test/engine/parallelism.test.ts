import { fc } from '../support/property';
import { describe, expect, it } from 'vitest';
import { parametersOf, standardCatalog } from '../../engine/catalog';
import { evaluate } from '../../engine/evaluate';
import { weightWidth } from '../../engine/formats';
import { passPlan } from '../../engine/plan/build';
import { decodeContext, prefillContext } from '../../engine/plan/context';
import { missingOf, question } from '../../engine/quantity';
import { resolve } from '../../engine/resolve';
import type { Case, Design, Evaluation, LayoutDesign, Op, Plan, Popularity } from '../../engine/types';
import { aDesign } from '../support/design';

const catalog = standardCatalog();
const said = { en: 'said in the test', zh: '测试中给定' };

function caseOf(design: Design): Case {
  const resolved = resolve(design, catalog);
  if (resolved.kind !== 'case') throw new Error(JSON.stringify(resolved));
  return resolved.case;
}

function laidOut(layout: LayoutDesign, change: Partial<Design> = {}): Case {
  const { cp: _, ...decode } = layout;
  const dp = (layout.dp ?? 1) * (layout.cp ?? 1);
  return caseOf(
    aDesign({
      hardware: { use: 'h20-96g', size: { nodes: 2 }, set: {} },
      model: { use: 'deepseek-v3', weights: 'bf16' },
      parallelism: { prefill: layout, decode: layout.dp === undefined ? decode : { ...decode, dp } },
      ...change,
    }),
  );
}

function figure(kase: Case, name: string): number {
  const q = evaluate(kase).metrics.get(name);
  if (!q) throw new Error(`no metric ${name}`);
  return q.value;
}

interface Counted {
  readonly op: Op;
  readonly times: number;
}

function opsOf(plan: Plan, times = 1): Counted[] {
  switch (plan.kind) {
    case 'op':
      return [{ op: plan.op, times }];
    case 'seq':
      return plan.parts.flatMap((part) => opsOf(part, times));
    case 'repeat':
      return opsOf(plan.part, times * plan.times.value);
  }
}

const total = (ops: readonly Counted[], of: (op: Op) => number): number =>
  ops.reduce((sum, { op, times }) => sum + of(op) * times, 0);
const prefillOps = (kase: Case): Counted[] => opsOf(passPlan(prefillContext(kase)));
const decodeOps = (kase: Case): Counted[] => opsOf(passPlan(decodeContext(kase)));

const layouts: readonly [string, LayoutDesign][] = [
  ['tp 1, ep 8', { tp: 1, dp: 8, ep: 8 }],
  ['tp 8, ep 8', { tp: 8, ep: 8 }],
  ['tp 8, ep 8, pp 2', { tp: 8, dp: 1, ep: 8, pp: 2 }],
  ['tp 4, ep 4, pp 4', { tp: 4, dp: 1, ep: 4, pp: 4 }],
  ['tp 1, ep 8, pp 2', { tp: 1, dp: 8, ep: 8, pp: 2 }],
  ['tp 8, sp, ep 1', { tp: 8, dp: 2, ep: 1, sp: true }],
  ['tp 2, ep 16', { tp: 2, dp: 8, ep: 16 }],
  ['tp 1, ep 16, 32 copies', { tp: 1, dp: 16, ep: 16, redundantExperts: 32 }],
  ['tp 2, cp 4, pp 2 (prefill)', { tp: 2, dp: 1, ep: 2, cp: 4, pp: 2 }],
];

describe('weights are conserved', () => {
  it.each(layouts)('%s: all cards together hold each weight as often as the layout copies it', (_, layout) => {
    const kase = laidOut(layout);
    const { parts, total: all } = parametersOf(kase.model);
    const { tp, ep, pp, redundantExperts } = kase.decode.layout;
    const cards = 16;
    const routed = (parts.routedExperts.value * (256 + redundantExperts)) / 256;
    const latent = 61 * 7168 * (1536 + 576);
    const rest = all.value - parts.routedExperts.value - parts.router.value - parts.norms.value - latent;
    const copies = cards / pp;
    const expected =
      (routed * copies) / Math.max(ep, tp) + (parts.router.value + latent) * copies + (rest * copies) / tp;
    expect((figure(kase, 'memory.weights') * cards) / 2).toBeCloseTo(expected, -3);
  });
});

describe('pipeline stages', () => {
  const flat = laidOut({ tp: 8, dp: 2, ep: 8 });
  const staged = laidOut({ tp: 8, dp: 1, ep: 8, pp: 2 });

  it('do the same arithmetic in all, each card a part of it', () => {
    const multiplied = (kase: Case) => total(decodeOps(kase), (op) => op.flop.value);
    // Half the ranks with twice the requests each, on twice the cards.
    expect(staged.batch.value).toBe(2 * flat.batch.value);
    expect(multiplied(staged) / multiplied(flat)).toBeCloseTo(1, 6);
  });

  it('hold half of the weights and half of the cache of each request', () => {
    expect(figure(staged, 'memory.weights') / figure(flat, 'memory.weights')).toBeCloseTo(0.5, 6);
    expect(figure(staged, 'memory.kv')).toBeCloseTo(figure(flat, 'memory.kv'), -3);
  });

  it('keep a microbatch a stage in flight: a step takes as long as the way through all stages', () => {
    const ops = decodeOps(staged);
    const layers = ops.filter(({ op }) => op.id === 'attention').reduce((sum, { times }) => sum + times, 0);
    expect(layers).toBeCloseTo(61, 9);
    const [attention] = ops.filter(({ op }) => op.id === 'attention');
    expect(attention?.op.shape).toMatchObject({ sequences: { value: staged.batch.value / 2 } });
  });

  it('send the hidden state of each microbatch over each boundary, and gather it over TP', () => {
    const sent = decodeOps(staged).filter(({ op }) => op.id === 'stage-send');
    const bytes = total(sent, (op) => op.scaleUpBytes.value + op.scaleOutBytes.value);
    // One boundary for two stages, a tp-th of the microbatch a card, two microbatches.
    expect(bytes).toBeCloseTo(((staged.batch.value / 2 / 8) * 7168 * 2 * 2) / 2, 6);
    // Two stages of eight cards stand in two nodes.
    expect(total(sent, (op) => op.scaleUpBytes.value)).toBe(0);
    expect(decodeOps(staged).some(({ op }) => op.id === 'stage-gather')).toBe(true);
    const near = laidOut({ tp: 4, dp: 1, ep: 4, pp: 2 });
    const inside = decodeOps(near).filter(({ op }) => op.id === 'stage-send');
    expect(total(inside, (op) => op.scaleOutBytes.value)).toBe(0);
  });

  it('yield more prompt tokens a second for the same wait', () => {
    const prompts = { ...aDesign().workload, input: question(8192, 'token', said) };
    const single = laidOut({ tp: 8, dp: 2, ep: 8 }, { workload: prompts });
    const piped = laidOut({ tp: 8, dp: 1, ep: 8, pp: 2 }, { workload: prompts });
    expect(figure(piped, 'prefill.time') / figure(single, 'prefill.time')).toBeCloseTo(1, 1);
    expect(figure(piped, 'prefill.throughput_per_card') / figure(single, 'prefill.throughput_per_card')).toBeCloseTo(
      1,
      1,
    );
  });

  it('that do not divide the layers say so, and more stages than layers are an error', () => {
    const design = (pp: number): Design =>
      aDesign({
        hardware: { use: 'h20-96g', size: { cards: 2 * pp }, set: {} },
        parallelism: { prefill: { tp: 2, dp: 1, ep: 2, pp }, decode: { tp: 2, dp: 1, ep: 2, pp } },
      });
    const uneven = resolve(design(4), catalog);
    expect(uneven.kind === 'case' && uneven.notes.map((note) => note.code)).toContain('layout.stages-uneven');
    const long = resolve(design(64), catalog);
    expect(long.kind === 'error' && long.problems.map((each) => [each.code, each.path])).toEqual([
      ['layout.stages', ['parallelism', 'prefill', 'pp']],
      ['layout.stages', ['parallelism', 'decode', 'pp']],
    ]);
  });
});

describe('sequence parallelism', () => {
  const plain = laidOut({ tp: 8, dp: 2, ep: 1 });
  const split = laidOut({ tp: 8, dp: 2, ep: 1, sp: true });
  const links = (kase: Case) => total(prefillOps(kase), (op) => op.scaleUpBytes.value + op.scaleOutBytes.value);

  it('sends the same bytes as the all-reduces, in halves', () => {
    expect(links(split)).toBeCloseTo(links(plain), -3);
    const families = new Set(
      prefillOps(split).flatMap(({ op }) => (op.shape.kind === 'collective' ? [op.shape.family] : [])),
    );
    expect([...families]).toEqual(['all-gather']);
  });

  it('also where the experts are exchanged', () => {
    const change = { tp: 8, dp: 2, ep: 16 };
    expect(links(laidOut({ ...change, sp: true }))).toBeCloseTo(links(laidOut(change)), -3);
  });

  it('leaves each card an eighth of the norms', () => {
    const norms = (kase: Case) =>
      total(
        prefillOps(kase).filter(({ op }) => op.id.endsWith('-norm')),
        (op) => op.activationBytes.value,
      );
    expect(norms(plain) / norms(split)).toBeCloseTo(8, 9);
  });
});

describe('context parallelism in prefill', () => {
  const long: Partial<Design> = { workload: { ...aDesign().workload, input: question(65_536, 'token', said) } };
  const alone = laidOut({ tp: 8, dp: 1, ep: 8 }, long);
  const shared = laidOut({ tp: 8, dp: 1, ep: 8, cp: 2 }, long);
  const of = (kase: Case, id: string) => prefillOps(kase).filter(({ op }) => op.id === id);

  it('splits tokens and pairs', () => {
    for (const id of ['q-b', 'attention', 'out', 'experts-up']) {
      const flop = (kase: Case) => total(of(kase, id), (op) => op.flop.value);
      expect([id, flop(alone) / flop(shared)]).toEqual([id, expect.closeTo(2, 6)]);
    }
  });

  it('passes keys and values of the prompt round the ring', () => {
    const ring = of(shared, 'context-ring');
    const bytes = total(ring, (op) => op.scaleOutBytes.value);
    // Half of the latents of the prompt, between two nodes.
    expect(bytes).toBeCloseTo((61 * 65_536 * 576 * 2) / 2, 0);
    expect(of(alone, 'context-ring')).toEqual([]);
  });

  it('halves the cache that a card keeps of a prompt, and shortens the wait', () => {
    expect(figure(shared, 'prefill.time')).toBeLessThan(0.65 * figure(alone, 'prefill.time'));
  });

  it('goes together with a pipeline, and hands a state on where attention is linear', () => {
    const both = laidOut({ tp: 4, dp: 1, ep: 4, cp: 2, pp: 2 }, { ...long, model: { use: 'qwen3.5-397b-a17b' } });
    const ids = new Set(prefillOps(both).map(({ op }) => op.id));
    expect([...ids]).toEqual(expect.arrayContaining(['context-ring', 'stage-send', 'convolution']));
    const rings = prefillOps(both).filter(({ op }) => op.id === 'context-ring');
    const [state, keys] = rings.map(({ op }) => op.scaleUpBytes.value);
    expect(state).toBeLessThan(keys ?? 0);
  });

  it('is refused in decode, where there is nothing to share', () => {
    const layout = { tp: 4, dp: 1, ep: 4, cp: 2 };
    const resolved = resolve(aDesign({ parallelism: { prefill: layout, decode: layout } }), catalog);
    expect(resolved.kind === 'error' && resolved.problems.map((each) => each.code)).toEqual(['layout.decode-cp']);
  });
});

describe('busiest card', () => {
  const of = (popularity: Popularity | undefined, layout: LayoutDesign): Evaluation => {
    const workload = { ...aDesign().workload, ...(popularity ? { routing: popularity } : {}) };
    return evaluate(caseOf(aDesign({ workload, parallelism: { prefill: layout, decode: layout } })));
  };
  const read = ({ metrics }: Evaluation, name: string): number => metrics.get(name)?.value ?? Number.NaN;
  const ep16 = { tp: 1, dp: 16, ep: 16 };
  const zipf: Popularity = { kind: 'zipf', exponent: question(1, '1', said) };

  it('is above the mean by chance alone, less so the more tokens there are', () => {
    const uniform = of(undefined, ep16);
    // 512 tokens × 8 of 256 over 16 cards: 256 ± 15 rows, the largest of 16 at 1.77 deviations.
    expect(read(uniform, 'decode.imbalance')).toBeCloseTo(
      1 + (1.766 * Math.sqrt(256 * (15 / 16) * (248 / 255))) / 256,
      3,
    );
    expect(read(uniform, 'prefill.imbalance')).toBeLessThan(read(uniform, 'decode.imbalance'));
    expect(read(of(undefined, { tp: 16, dp: 1, ep: 1 }), 'decode.imbalance')).toBe(1);
  });

  it('drives the time of the experts, while the demand stays the mean card', () => {
    const even = of(undefined, ep16);
    const skewed = of(zipf, ep16);
    expect(read(skewed, 'prefill.flops')).toBe(read(even, 'prefill.flops'));
    expect(read(skewed, 'prefill.time')).toBeGreaterThan(read(even, 'prefill.time'));
  });

  it('touches 0.8 to 0.9 of the uniform experts at a power law near 1 and a large batch', () => {
    const share =
      read(of(zipf, ep16), 'decode.distinct_experts') / read(of(undefined, ep16), 'decode.distinct_experts');
    expect(share).toBeGreaterThan(0.8);
    expect(share).toBeLessThan(1);
  });

  it('is eased by packing and by copies of hot experts', () => {
    const imbalance = (layout: LayoutDesign) => read(of(zipf, layout), 'decode.imbalance');
    const linear = imbalance(ep16);
    const packed = imbalance({ ...ep16, placement: 'balanced' });
    const copied = imbalance({ ...ep16, placement: 'balanced', redundantExperts: 32 });
    expect(packed).toBeLessThan(linear);
    expect(copied).toBeLessThan(packed);
    expect(copied).toBeLessThan(1.15);
  });

  it('is exact for counts: one hot expert of sixteen, by card', () => {
    const counts = Array.from({ length: 256 }, (_, expert) => (expert < 16 ? 3 : 1));
    const hot: Popularity = { kind: 'histogram', counts };
    const linear = read(of(hot, ep16), 'decode.imbalance');
    const dealt = read(of(hot, { ...ep16, placement: 'round-robin' }), 'decode.imbalance');
    expect(linear).toBeGreaterThan(2.4);
    expect(dealt).toBeCloseTo(1, 9);
  });

  it('refuses counts of another number of experts', () => {
    const routing: Popularity = { kind: 'histogram', counts: [1, 2, 3] };
    const resolved = resolve(aDesign({ workload: { ...aDesign().workload, routing } }), catalog);
    expect(resolved.kind === 'error' && resolved.problems.map((each) => each.code)).toEqual(['workload.histogram']);
  });
});

describe('node-limited routing', () => {
  it('sends a token of DeepSeek-V3 to at most four of eight nodes, of Kimi-K2 to more', () => {
    const sent = (use: string): number => {
      const layout = { tp: 1, dp: 64, ep: 64 };
      const kase = caseOf(
        aDesign({
          hardware: { use: 'h20-96g', size: { nodes: 8 }, set: {} },
          model: { use },
          parallelism: { prefill: layout, decode: layout },
        }),
      );
      const [dispatch] = prefillOps(kase).filter(({ op }) => op.id === 'combine');
      const context = prefillContext(kase);
      return (dispatch?.op.scaleOutBytes.value ?? 0) / (context.tokens.value * 7168 * 2);
    };
    // Four of eight groups, one of them at home in half of the cases, each hit by 8 choices of 128 with 0.91.
    const miss = Array.from({ length: 8 }, (_, j) => (96 - j) / (128 - j)).reduce((a, b) => a * b, 1);
    expect(sent('deepseek-v3')).toBeCloseTo(0.5 * (1 - miss) * 7, 9);
    expect(sent('kimi-k2')).toBeGreaterThan(4);
  });
});

describe('any valid case', () => {
  const models = [...catalog.models.values()].filter((model) => !model.blocked);
  const chips = [...catalog.chips.values()];
  const powers = (...exponents: number[]) => fc.constantFrom(...exponents.map((each) => 2 ** each));
  const layout = fc.record({
    tp: powers(0, 1, 2, 3),
    dp: powers(0, 1, 2),
    pp: powers(0, 1, 2),
    ep: powers(0, 1, 2, 3, 4),
    sp: fc.boolean(),
  });
  const routing = fc.constantFrom<Popularity>(
    { kind: 'uniform' },
    { kind: 'zipf', exponent: question(1.1, '1', said) },
  );
  const question_ = fc.record({
    model: fc.constantFrom(...models),
    chip: fc.constantFrom(...chips),
    prefill: fc.record({ base: layout, cp: powers(0, 1, 2) }),
    decode: layout,
    placement: fc.constantFrom('linear', 'round-robin', 'balanced'),
    input: fc.integer({ min: 1, max: 200_000 }),
    output: fc.integer({ min: 1, max: 20_000 }),
    perCard: fc.double({ min: 0.02, max: 500, noNaN: true }),
    hit: fc.double({ min: 0, max: 0.99, noNaN: true }),
    fidelity: fc.constantFrom('roofline', 'calibrated'),
    kv: fc.constantFrom('bf16', 'fp8'),
    routing,
  });

  it('has no NaN where all figures are known, nothing negative, and keeps its weights', () => {
    let evaluated = 0;
    fc.assert(
      fc.property(question_, (asked) => {
        const { base, cp } = asked.prefill;
        const prefill = { ...base, cp, placement: asked.placement };
        const size = (one: LayoutDesign) => (one.tp ?? 1) * (one.dp ?? 1) * (one.pp ?? 1) * (one.cp ?? 1);
        const design = aDesign({
          fidelity: asked.fidelity,
          hardware: { use: asked.chip.id, size: { cards: 1 }, set: {} },
          model: { use: asked.model.id, kv: asked.kv },
          workload: {
            input: question(asked.input, 'token', said),
            output: question(asked.output, 'token', said),
            concurrency: { kind: 'per-card', n: question(asked.perCard, 'per card', said) },
            prefixHit: question(asked.hit, '1', said),
            routing: asked.routing,
          },
          parallelism: {
            prefill,
            decode: { ...asked.decode, placement: asked.placement },
            pools: { prefill: { size: { cards: size(prefill) } }, decode: { size: { cards: size(asked.decode) } } },
          },
        });
        const resolved = resolve(design, catalog);
        if (resolved.kind === 'error') {
          expect(resolved.problems.map((each) => each.code).filter((code) => !code.startsWith('layout.'))).toEqual([]);
          return;
        }
        if (resolved.kind !== 'case') throw new Error('incomplete');
        evaluated += 1;
        const { metrics } = evaluate(resolved.case);
        for (const [name, q] of metrics) {
          if (Number.isNaN(q.value)) expect([name, missingOf(q).length > 0]).toEqual([name, true]);
          else if (name !== 'memory.headroom') expect([name, q.value >= 0]).toEqual([name, true]);
        }
        const { tp, ep, pp } = resolved.case.decode.layout;
        const { parts } = parametersOf(resolved.case.model);
        const cards = resolved.case.decode.cards.value;
        const held = (id: string) =>
          total(
            opsOf(passPlan(decodeContext(resolved.case))).filter(({ op }) => op.id === id),
            (op) => op.residentBytes.value,
          );
        if (resolved.case.overlap || resolved.case.speculation) return;
        // Of each microbatch once: all experts of the model, as often as the layout copies them.
        const experts = ((held('experts-up') + held('experts-down')) / pp) * cards;
        const width = weightWidth[resolved.case.formats.experts].value;
        const copies = cards / pp / Math.max(ep, tp);
        expect(experts).toBeCloseTo(parts.routedExperts.value * width * copies, -4);
      }),
      { numRuns: 400, seed: 11 },
    );
    expect(evaluated).toBeGreaterThan(100);
  });
});
