import { describe, expect, it } from 'vitest';
import { parametersOf, standardCatalog } from '../../engine/catalog';
import { evaluate } from '../../engine/evaluate';
import { cachePerToken, passPlan, requestCache } from '../../engine/plan/build';
import { decodeContext, prefillContext } from '../../engine/plan/context';
import { question } from '../../engine/quantity';
import { resolve } from '../../engine/resolve';
import type { Case, Design, Op, Plan } from '../../engine/types';
import { aDesign } from '../support/design';

const catalog = standardCatalog();
const computed = [...catalog.models.values()].filter((model) => !model.blocked);
const said = { en: 'said in the test', zh: '测试中给定' };

/** One H200 that holds everything in BF16; what it costs is not the question here. */
function caseOf(use: string, change: Partial<Design> = {}): Case {
  const alone = { tp: 1, dp: 1, ep: 1 };
  const resolved = resolve(
    aDesign({
      hardware: { use: 'h200', size: { cards: 1 }, set: {} },
      model: { use, weights: 'bf16', experts: 'bf16' },
      parallelism: { prefill: alone, decode: alone },
      ...change,
    }),
    catalog,
  );
  if (resolved.kind !== 'case') throw new Error(JSON.stringify(resolved));
  return resolved.case;
}

function opsOf(plan: Plan): { op: Op; times: number; copies: number }[] {
  switch (plan.kind) {
    case 'op':
      return [{ op: plan.op, times: 1, copies: 1 }];
    case 'seq':
      return plan.parts.flatMap(opsOf);
    case 'repeat':
      return opsOf(plan.part).map(({ op, times, copies }) => ({
        op,
        times: times * plan.times.value,
        copies: copies === 1 ? plan.copies.value : copies,
      }));
  }
}

const tokens = (length: number) => question(length, '1', said);
const GiB = 2 ** 30;

describe('every model of the catalog that is not blocked', () => {
  it.each(computed)('$id: the operators hold exactly its matrices', (model) => {
    const { parts } = parametersOf(model);
    const { total } = parametersOf(model);
    const held = evaluate(caseOf(model.id)).metrics.get('memory.weights')?.value ?? 0;
    // Norms, decays, sinks and biases live in registers of their operators.
    const matrices = total.value - parts.norms.value;
    expect(held / 2 / matrices).toBeGreaterThan(0.9999);
    expect(held / 2 / matrices).toBeLessThan(1.0001);
  });

  it.each(computed)('$id: a decode step multiplies each active matrix once a token', (model) => {
    const kase = caseOf(model.id);
    const perToken = opsOf(passPlan(decodeContext(kase)))
      .filter(({ op }) => op.shape.kind === 'gemm' || op.shape.kind === 'grouped')
      .reduce((sum, { op, times }) => sum + op.flop.value * times, 0);
    const { active, activeParts } = parametersOf(model);
    const biases = 0.0005 * active.value;
    const multiplied = active.value - activeParts.norms.value;
    expect(Math.abs(perToken / kase.batch.value / 2 - multiplied)).toBeLessThan(biases);
  });

  it.each(computed)('$id: attention and states make sense in both phases', (model) => {
    const { metrics } = evaluate(caseOf(model.id));
    for (const [name, figure] of metrics) {
      if (name === 'memory.headroom') continue;
      expect([name, figure.value >= 0]).toEqual([name, true]);
    }
  });
});

describe('linear attention keeps a state instead of a cache', () => {
  it('Qwen3.5-397B holds 45 states of 64 heads × 128 × 128 in FP32 a request, whatever its length', () => {
    const kase = caseOf('qwen3.5-397b-a17b');
    const recurrent = 64 * 128 * 128 * 4;
    const convolution = (2 * 16 * 128 + 64 * 128) * 3 * 2;
    const cache = 15 * 2 * 2 * 256 * 2;
    expect(cachePerToken(kase, kase.decode).value).toBe(cache);
    expect(requestCache(kase, kase.decode, tokens(1000)).value).toBe(45 * (recurrent + convolution) + 1000 * cache);
  });

  it('reads and writes each state once a step: traffic that grows with the batch, not with the length', () => {
    const kv = (input: number): number =>
      evaluate(
        caseOf('minimax-m1', { workload: { ...aDesign().workload, input: question(input, 'token', said) } }),
      ).metrics.get('decode.hbm_bytes.kv')?.value ?? 0;
    const states = 32 * 70 * 2 * 64 * 128 * 128 * 4;
    const softmax = (length: number): number => 32 * 10 * (length + 550 + 1) * 2 * 8 * 128 * 2;
    expect(kv(1000)).toBeCloseTo(states + softmax(1000), -3);
    expect(kv(100_000)).toBeCloseTo(states + softmax(100_000), -3);
  });

  it('Kimi-K3 has 69 layers of KDA and 24 latent ones', () => {
    const kase = caseOf('kimi-k3');
    expect(cachePerToken(kase, kase.decode).value).toBe(24 * 576 * 2);
    const states = 69 * (96 * 128 * 128 * 4 + 3 * 96 * 128 * 3 * 2);
    expect(requestCache(kase, kase.decode, tokens(0)).value).toBe(states);
  });
});

describe("DeepSeek-V4's compressed attention", () => {
  it('keeps 9.6 GiB of a request of a million tokens in BF16, as its makers say (index keys in FP8 here)', () => {
    const kase = caseOf('deepseek-v4-pro');
    const length = 2 ** 20;
    const held = requestCache(kase, kase.decode, tokens(length)).value;
    const asBf16 = held + 30 * (length / 4) * (256 - 132);
    const forming = 30 * 2 * 8 * 2 * (512 + 128) * 4 + 31 * 2 * 128 * 512 * 4;
    expect((asBf16 - forming) / GiB).toBeCloseTo(9.62, 1);
    // A tenth of what V3.2 would keep.
    const v32 = caseOf('deepseek-v3.2');
    expect(held / requestCache(v32, v32.decode, tokens(length)).value).toBeLessThan(0.13);
  });

  it('attends the window and the best 1024 entries, or all entries of 128 tokens', () => {
    const kase = caseOf('deepseek-v4-pro', {
      workload: {
        ...aDesign().workload,
        input: question(128_000, 'token', said),
        output: question(0.0001, 'token', said),
      },
    });
    const reads = opsOf(passPlan(decodeContext(kase)))
      .filter(({ op }) => op.id === 'attention')
      .map(({ op, times }) => [times, op.shape.kind === 'attention' ? Math.round(op.shape.length.value) : 0]);
    expect(reads).toEqual([
      [31, 128 + 1000],
      [30, 128 + 1024],
    ]);
  });
});

describe('layers that attend less', () => {
  it('GLM-5.2 computes its index on 21 of 78 layers and borrows it on the rest', () => {
    const scores = (id: string): number =>
      opsOf(passPlan(decodeContext(caseOf(id))))
        .filter(({ op }) => op.id === 'index-score')
        .reduce((sum, { times }) => sum + times, 0);
    expect([scores('glm-5'), scores('glm-5.2')]).toEqual([78, 21]);
  });

  it('Llama 4 stays inside chunks of 8192 on three layers of four', () => {
    const pairs = (use: string, input: number): number[] =>
      opsOf(
        passPlan(
          prefillContext(caseOf(use, { workload: { ...aDesign().workload, input: question(input, 'token', said) } })),
        ),
      )
        .filter(({ op }) => op.id === 'attention')
        .map(({ op }) => op.flop.value / (2 * 40 * 256));
    expect(pairs('llama-4-scout', 20_000)).toEqual([(2 * 8192 ** 2 + 3616 ** 2) / 2, 20_000 ** 2 / 2]);
  });

  it('MiMo keeps 128 tokens on 39 layers and caches keys of 192 with values of 128', () => {
    const kase = caseOf('mimo-v2-flash');
    const full = 9 * 4 * 320 * 2;
    const sliding = 39 * 8 * 320 * 2;
    expect(requestCache(kase, kase.decode, tokens(10_000)).value).toBe(full * 10_000 + sliding * 128);
  });

  it('Step-3 keeps 256 MB of 8192 tokens in 8 bits, as its makers say', () => {
    const kase = caseOf('step-3', { model: { use: 'step-3', kv: 'fp8' } });
    expect(requestCache(kase, kase.decode, tokens(8192)).value / 1e6).toBeCloseTo(256, 0);
  });

  it('MiniMax-M3 attends 2048 tokens of blocks and scores every cached key', () => {
    const kase = caseOf('minimax-m3', {
      workload: { ...aDesign().workload, input: question(100_000, 'token', said) },
    });
    const found = opsOf(passPlan(decodeContext(kase))).flatMap(({ op }) =>
      op.shape.kind === 'attention' ? [[op.id, Math.round(op.shape.length.value)]] : [],
    );
    expect(found).toEqual([
      ['attention', 100_550],
      ['index-score', 100_550],
      ['attention', 2048],
    ]);
  });
});
