import { describe, expect, it } from 'vitest';
import { standardCatalog } from '../../engine/catalog/index';
import { articleDesign, articleMetrics, type ArticleDesign } from '../../engine/formulas/article/index';
import { metrics as metricInfo } from '../../engine/metrics';
import { stacks } from '../../engine/stacks';
import { question, unknown, walk } from '../../engine/quantity';
import type { Architecture, Case, Chip, Pool } from '../../engine/types';

const label = { en: 'said in the test', zh: '测试中给定' };
const math = { bf16: 'bf16', fp8: 'fp8', int8: 'int8', int4: 'fp8', fp4: 'bf16' } as const;

function shipped(id: string): Architecture {
  const found = standardCatalog().model(id);
  if (!found.ok) throw new Error(found.problem.text.en);
  return found.value;
}

function h20(): Chip {
  const found = standardCatalog().chip('h20-96g');
  if (!found.ok) throw new Error(found.problem.text.en);
  return found.value;
}

function pool(o: {
  readonly tp: number;
  readonly dp: number;
  readonly ep: number;
  readonly chip?: Chip;
  readonly pp?: number;
}): Pool {
  const { tp, dp, ep, pp = 1 } = o;
  return {
    chip: o.chip ?? h20(),
    math,
    cards: question(tp * dp * pp, 'card', label),
    layout: { tp, dp, pp, cp: 1, sp: false, ep, redundantExperts: 0, replicas: 1 },
  };
}

/** The article's test set on H20 with W4A8 experts, 32 requests a card. */
function aCase(change: Partial<Case> = {}): Case {
  return {
    fidelity: 'article',
    runtime: 'engine',
    model: shipped('deepseek-v3'),
    formats: { weights: 'fp8', experts: 'int4', head: 'fp8', kv: 'fp8' },
    workload: {
      input: question(3260, 'token', label),
      output: question(1100, 'token', label),
      perCard: question(32, 'per card', label),
      prefixHit: question(0, '1', label),
    },
    prefill: pool({ tp: 8, dp: 1, ep: 8 }),
    decode: pool({ tp: 1, dp: 8, ep: 8 }),
    separatePools: true,
    promptsPerPass: question(1, '1', label),
    batch: question(32, '1', label),
    mlaAbsorb: true,
    stack: stacks.engine,
    applied: [],
    skipped: [],
    ...change,
  };
}

function answered(kase: Case): ArticleDesign {
  const design = articleDesign(kase);
  if ('code' in design) throw new Error(design.text.en);
  return design;
}

describe('a design at fidelity article', () => {
  it("comes near the article's decode tables from the configuration alone", () => {
    expect(answered(aCase()).decode.flops.value / 2288e9).toBeCloseTo(1, 1);
    // Tables 4 and 8 take memory and its traffic at the prompt's length, compute at 550 tokens more.
    const { decode, memory } = answered(
      aCase({ workload: { ...aCase().workload, output: question(0, 'token', label) } }),
    );
    expect(decode.hbmBytes.total.value / 23.2e9).toBeCloseTo(1, 1);
    expect(decode.time.memory.value / 0.0058).toBeCloseTo(1, 1);
    expect(memory.decode.total.value / 68.5e9).toBeCloseTo(1, 1);
  });

  it("comes near the article's prefill tables", () => {
    const { prefill } = answered(aCase());
    expect(prefill.flops.value / 24.19e12).toBeCloseTo(1, 1);
    // 40.39 and 4.65 GiB.
    expect(prefill.linkBytes.total.value / (45.04 * 1024 ** 3)).toBeCloseTo(1, 2);
    expect(prefill.hbmBytes.activations.value / (2.776 * 122 * 1024 ** 3)).toBeCloseTo(1, 2);
  });

  it('overlaps nothing: the total is the sum', () => {
    const { prefill, decode } = answered(aCase());
    for (const { time } of [prefill, decode])
      expect(time.total.value).toBeCloseTo(time.compute.value + time.memory.value + time.communication.value, 12);
  });

  it('keeps the printed order: EP8 fastest, for most traffic leaves the node at EP32', () => {
    const total = (ep: number): number =>
      answered(aCase({ decode: pool({ tp: 1, dp: ep, ep }) })).decode.time.total.value;
    expect(total(8)).toBeLessThan(total(16));
    expect(total(16)).toBeLessThan(total(32));
    const { linkBytes } = answered(aCase({ decode: pool({ tp: 1, dp: 32, ep: 32 }) })).decode;
    expect(linkBytes.scaleOut.value / linkBytes.total.value).toBeCloseTo(0.75, 9);
  });

  it('sends nothing on one card', () => {
    const { linkBytes, time } = answered(aCase({ decode: pool({ tp: 1, dp: 1, ep: 1 }) })).decode;
    expect([linkBytes.total.value, time.communication.value]).toEqual([0, 0]);
  });

  it('names metrics of the engine, in their units', () => {
    const found = articleMetrics(aCase());
    if ('code' in found) throw new Error(found.text.en);
    for (const [name, q] of found) expect([name, q.unit]).toEqual([name, metricInfo[name]?.unit]);
    expect(found.size).toBe(33);
  });

  it('carries no printed figure: all comes from the case', () => {
    for (const q of Object.values(answered(aCase()).decode.time))
      walk(q, (node) => {
        expect(node.origin.kind).not.toBe('printed');
      });
  });

  it('reads less cache with DSA than without, at long context', () => {
    const long = { workload: { ...aCase().workload, input: question(128_000, 'token', label) } } as const;
    const dense = answered(aCase(long)).decode.hbmBytes.kv.value;
    const sparse = answered(aCase({ ...long, model: shipped('deepseek-v3.2') })).decode.hbmBytes.kv.value;
    expect(sparse / dense).toBeGreaterThan(0.2);
    expect(sparse / dense).toBeLessThan(0.3);
  });

  it('does less prefill with a prefix hit', () => {
    const flops = (hit: number): number =>
      answered(aCase({ workload: { ...aCase().workload, prefixHit: question(hit, '1', label) } })).prefill.flops.value;
    expect(flops(0.2) / flops(0)).toBeCloseTo(0.8, 1);
  });

  it('leaves what an unknown bandwidth blocks unknown, and the rest computed', () => {
    const chip = { ...h20(), memoryBandwidth: unknown('B/s', 'memoryBandwidth', { label }) };
    const { decode } = answered(aCase({ decode: pool({ tp: 1, dp: 8, ep: 8, chip }) }));
    expect(decode.time.total.value).toBeNaN();
    expect(decode.time.compute.value).toBeGreaterThan(0);
  });

  it('needs no network figure while nothing leaves the node', () => {
    const chip = { ...h20(), scaleOut: unknown('B/s', 'scaleOut', { label }) };
    expect(answered(aCase({ decode: pool({ tp: 1, dp: 8, ep: 8, chip }) })).decode.time.total.value).toBeGreaterThan(0);
  });

  it('refuses models and layouts that no equation covers, and says so', () => {
    expect(articleDesign(aCase({ model: shipped('qwen3-8b') }))).toMatchObject({ code: 'article.needs-mla-moe' });
    expect(articleDesign(aCase({ model: shipped('qwen3-235b-a22b') }))).toMatchObject({
      code: 'article.needs-mla-moe',
    });
    expect(articleDesign(aCase({ decode: pool({ tp: 1, dp: 8, ep: 8, pp: 2 }) }))).toMatchObject({
      code: 'article.layout',
    });
  });

  it('says what it leaves out', () => {
    const drafts = { drafts: question(1, '1', label), acceptance: question(0.85, '1', label) } as const;
    expect(answered(aCase({ speculation: drafts, mlaAbsorb: false })).notes.map((note) => note.code)).toEqual([
      'article.leaves-out',
      'article.leaves-out',
    ]);
  });
});
