/** Mistakes that tools of this kind make, each shown not to be made here. */

import { describe, expect, it } from 'vitest';
import { standardCatalog, withEntries } from '../../engine/catalog';
import { familyFor } from '../../engine/catalog/calibrations';
import { importConfig } from '../../engine/catalog/import';
import { evaluate } from '../../engine/evaluate';
import { question, trustOf } from '../../engine/quantity';
import { resolve } from '../../engine/resolve';
import type { Chip, Design, Evaluation } from '../../engine/types';
import { calibratedKernels } from '../../engine/validate/index';
import { configs } from '../support/configs';
import { aDesign, off, on } from '../support/design';

const catalog = standardCatalog();
const said = { en: 'said in the test', zh: '测试中给定' };

function answer(design: Design): Evaluation {
  const resolved = resolve({ ...design, fidelity: 'calibrated' }, catalog);
  if (resolved.kind !== 'case') throw new Error(JSON.stringify(resolved));
  return evaluate(resolved.case);
}

function figure({ metrics }: Evaluation, name: string): number {
  const found = metrics.get(name);
  if (!found) throw new Error(`no ${name}`);
  return found.value;
}

function chip(id: string): Chip {
  const found = catalog.chips.get(id);
  if (!found) throw new Error(`no ${id}`);
  return found;
}

const atBatch = (n: number, change: Partial<Design> = {}): Design =>
  aDesign({
    workload: {
      input: question(3260, 'token', said),
      output: question(1100, 'token', said),
      concurrency: { kind: 'total', n: question(n, '1', said) },
    },
    ...change,
  });

describe('the traps', () => {
  it('reading all local experts, or only k: distinct ones grow with the batch, up to those a card holds', () => {
    const read = [16, 64, 256, 2048, 16384].map((n) => figure(answer(atBatch(n)), 'decode.distinct_experts'));
    // 16 of 256 experts a card. One request a rank: 16 tokens draw 8 each.
    expect(read[0]).toBeCloseTo(16 * (1 - (1 - 8 / 256) ** 16), 6);
    expect(read).toEqual(read.toSorted((a, b) => a - b));
    expect(read.at(-1)).toBeCloseTo(16, 6);
    const weights = [16, 16384].map((n) => figure(answer(atBatch(n)), 'decode.hbm_bytes.weights'));
    expect((weights[1] ?? 0) / (weights[0] ?? 1)).toBeGreaterThan(1.5);
  });

  it('one MFU constant: what a multiplication reaches of the peak depends on its shape', () => {
    const reached = [16, 256, 8192].map((m) => {
      const measured = question(1, 's', said);
      const kernel = {
        kind: 'gemm',
        id: 'x',
        series: 'x',
        format: 'bf16',
        groups: 1,
        m,
        n: 7168,
        k: 4096,
        measured,
      } as const;
      return (2 * m * 7168 * 4096) / calibratedKernels().predict(kernel, chip('h100')).value / 989e12;
    });
    expect(reached[0]).toBeLessThan(0.1);
    expect(reached[2]).toBeGreaterThan(0.55);
    expect(reached[2]).toBeLessThan(1);
    const [prefill, decode] = ['prefill.mfu', 'decode.mfu'].map((name) => figure(answer(atBatch(64)), name));
    expect(prefill).toBeGreaterThan(2 * (decode ?? 0));
  });

  it('two-way link figures, sparse peaks, GB for GiB: an H100 has 450 GB/s a way, 989 and 1979 dense TFLOPS, 80 GiB', () => {
    const { scaleUp, memory, tflops } = chip('h100');
    const dense = [tflops.bf16, tflops.fp8].map((peak) => ('absent' in peak ? 0 : peak.value / 1e12));
    expect([scaleUp.value / 1e9, memory.value / 2 ** 30, ...dense]).toEqual([450, 80, 989, 1979]);
  });

  it('communication without latency: the smallest exchange takes longer than its bytes', () => {
    const alone = answer(
      atBatch(1, {
        hardware: { use: 'h100', size: { cards: 8 }, set: {} },
        model: { use: 'llama-3.1-8b' },
        parallelism: { prefill: { tp: 8 }, decode: { tp: 8 } },
      }),
    );
    const exchanges = 2 * 32;
    const bytes = figure(alone, 'decode.link_bytes') / 450e9;
    // Two all-reduces a layer, each some microseconds, for messages of 8 KB.
    expect(figure(alone, 'decode.time.communication') + figure(alone, 'decode.time.launch')).toBeGreaterThan(
      exchanges * 3e-6,
    );
    expect(bytes).toBeLessThan(exchanges * 0.1e-6);
  });

  it('launches without cost: a step without a graph waits for each of its kernels', () => {
    const small = {
      model: { use: 'llama-3.1-8b' },
      hardware: { use: 'h100', size: { cards: 8 }, set: {} },
      parallelism: { prefill: { tp: 8 }, decode: { tp: 8 } },
    };
    const graph = figure(answer(atBatch(1, small)), 'decode.time');
    const eager = figure(answer(atBatch(1, { ...small, levers: { 'cuda-graph': off } })), 'decode.time');
    expect(eager).toBeGreaterThan(1.3 * graph);
  });

  it('a key ignored: DeepSeek-V3.2 has its index and its experts; a key nobody knows is named', () => {
    const read = (change: object) =>
      importConfig(JSON.stringify({ ...configs['deepseek-v3.2'], ...change }), 'config.json');
    const v32 = read({});
    if (!v32.ok) throw new Error(v32.problem.text.en);
    const [, moe] = v32.value.model.layers;
    expect([moe?.attention, moe?.ffn.kind]).toMatchObject([{ kind: 'mla', index: { topk: 2048 } }, 'moe']);
    const odd = read({ favourite_colour: 'red' });
    expect(odd.ok && odd.value.notes.map(({ text }) => text.en)).toContainEqual(
      expect.stringContaining('favourite_colour'),
    );
    expect(read({ n_routed_experts: null }).ok).toBe(false);
  });

  it('more than the peak: a measurement above it is refused, and no pass is', () => {
    const above = { ...catalog.records.chips.get('h100'), id: 'mine', title: 'Mine', aliases: [] };
    const extra = {
      unit: 'FLOP/s',
      value: '1200 TFLOPS',
      origin: 'measured',
      source: 'h100-kernels',
      confidence: 'high',
    };
    const text = JSON.stringify({ ...above, extras: { 'tflops.bf16.measured': extra } });
    expect(withEntries(catalog, [{ path: 'chips/mine.json', text }]).diagnostics.map(({ code }) => code)).toContain(
      'catalog.field-wrong',
    );
    for (const n of [1, 64, 4096])
      for (const name of ['prefill.mfu', 'decode.mfu', 'prefill.mbu', 'decode.mbu', 'decode.link_utilisation'])
        expect([n, name, figure(answer(atBatch(n)), name) <= 1]).toEqual([n, name, true]);
  });

  it('overlap for free: it gains less than what it hides, never more than the busiest resource leaves', () => {
    const plain = answer(atBatch(1024));
    const lapped = answer(atBatch(1024, { levers: { 'two-batch-overlap': on } }));
    const time = figure(lapped, 'decode.time');
    for (const part of ['compute', 'memory', 'communication'])
      expect([part, time >= figure(lapped, `decode.time.${part}`)]).toEqual([part, true]);
    expect(figure(plain, 'decode.time') - time).toBeLessThan(figure(plain, 'decode.time.communication'));
    // Where memory binds, halves read the weights twice: nothing is gained.
    const few = [{}, { levers: { 'two-batch-overlap': on } }].map((change) =>
      figure(answer(atBatch(32, change)), 'decode.time'),
    );
    expect(few[1]).toBeGreaterThan(few[0] ?? 0);
  });

  it('a fallback that looks measured: a card without kernels of its own rests on what is assumed, and says whose it is', () => {
    const unmeasured = answer(atBatch(64, { hardware: { use: 'mi300x', size: { cards: 16 }, set: {} } }));
    const step = unmeasured.metrics.get('decode.time');
    expect(step && trustOf(step)).toBe('assumed');
    const borrowed = familyFor({ chip: chip('mi300x'), op: 'gemm', dtype: 'fp8' });
    expect([borrowed?.trust, borrowed?.borrowed?.en]).toEqual(['assumed', expect.stringContaining('not on mi300x')]);
    expect(familyFor({ chip: chip('h100'), op: 'gemm', dtype: 'bf16', library: 'cublas' })).toMatchObject({
      trust: 'calibrated',
      borrowed: undefined,
    });
  });

  it('an FP8 cache faster on every kernel: whose kernels read it decides', () => {
    const step = (runtime: Design['runtime'], kv: 'bf16' | 'fp8') =>
      figure(
        answer(
          atBatch(1024, {
            runtime,
            hardware: { use: 'h100', size: { cards: 16 }, set: {} },
            model: { use: 'deepseek-v3', kv },
          }),
        ),
        'decode.time',
      );
    // SGLang's kernel for Hopper reached 0.13 of the FP8 peak in this format, TensorRT-LLM's 0.93.
    expect(step('sglang', 'fp8')).toBeGreaterThan(step('sglang', 'bf16'));
    expect(step('trtllm', 'fp8')).toBeLessThan(step('trtllm', 'bf16'));
  });
});
