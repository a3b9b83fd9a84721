import { fc } from '../support/property';
import { describe, expect, it } from 'vitest';
import { standardCatalog } from '../../engine/catalog';
import { evaluate } from '../../engine/evaluate';
import { isKnown, question, type Q } from '../../engine/quantity';
import { resolve } from '../../engine/resolve';
import type { Case, Design, Evaluation, Fidelity } from '../../engine/types';

const catalog = standardCatalog();
const said = { en: 'drawn', zh: '随机抽取' };
const chips = ['h100', 'h800', 'h200', 'h20-96g', 'b200'] as const;
const models = ['deepseek-v3', 'deepseek-v3.2', 'qwen3-235b-a22b', 'qwen3-32b', 'llama-3.1-8b', 'kimi-k2'] as const;

interface Drawn {
  readonly chip: (typeof chips)[number];
  readonly model: (typeof models)[number];
  readonly input: number;
  readonly output: number;
  readonly requests: number;
  readonly tp: number;
  readonly lever: 'none' | 'two-batch-overlap' | 'single-batch-overlap' | 'mtp';
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  chip: fc.constantFrom(...chips),
  model: fc.constantFrom(...models),
  input: fc.integer({ min: 1, max: 30_000 }),
  output: fc.integer({ min: 1, max: 8_000 }),
  requests: fc.integer({ min: 1, max: 2_000 }),
  tp: fc.constantFrom(1, 2, 4, 8),
  lever: fc.constantFrom('none', 'two-batch-overlap', 'single-batch-overlap', 'mtp'),
});

function designOf(one: Drawn, fidelity: Fidelity): Design {
  return {
    fidelity,
    runtime: 'engine',
    currency: 'USD',
    hardware: { use: one.chip, size: { cards: 8 }, set: {} },
    model: { use: one.model },
    workload: {
      input: question(one.input, 'token', said),
      output: question(one.output, 'token', said),
      concurrency: { kind: 'total', n: question(one.requests, '1', said) },
    },
    parallelism: { prefill: { tp: one.tp }, decode: { tp: one.tp } },
    levers: one.lever === 'none' ? {} : { [one.lever]: { on: true, parameters: {} } },
    cost: {},
  };
}

function caseOf(one: Drawn, fidelity: Fidelity): Case {
  const resolved = resolve(designOf(one, fidelity), catalog);
  if (resolved.kind !== 'case') throw new Error(JSON.stringify(resolved));
  return resolved.case;
}

function seconds({ metrics }: Evaluation, name: string): number {
  return metrics.get(name)?.value ?? Number.NaN;
}

/** Both pools on a chip with one figure times `factor`. */
function faster(kase: Case, figure: 'memoryBandwidth' | 'scaleUp' | 'scaleOut', factor: number): Case {
  const chip = { ...kase.decode.chip, [figure]: scaled(kase.decode.chip[figure], factor) };
  return { ...kase, prefill: { ...kase.prefill, chip }, decode: { ...kase.decode, chip } };
}

function scaled<U extends Q['unit']>(q: Q<U>, factor: number): Q<U> {
  return { ...q, value: q.value * factor };
}

const dust = 1 + 1e-9;

const tinySplit: Drawn = {
  chip: 'h100',
  model: 'deepseek-v3',
  input: 1,
  output: 1,
  requests: 1,
  tp: 4,
  lever: 'two-batch-overlap',
};

describe('laws of the two computed fidelities', () => {
  it('the roofline is never above calibrated time', () => {
    fc.assert(
      fc.property(drawn, (one) => {
        const roof = evaluate(caseOf(one, 'roofline'));
        const real = evaluate(caseOf(one, 'calibrated'));
        for (const name of ['prefill.time', 'decode.time'])
          expect(seconds(roof, name), name).toBeLessThanOrEqual(seconds(real, name) * dust);
      }),
      { numRuns: 120 },
    );
  });

  it('more bandwidth is never slower', () => {
    const figures = fc.constantFrom('memoryBandwidth', 'scaleUp', 'scaleOut');
    fc.assert(
      fc.property(drawn, figures, fc.double({ min: 1.01, max: 4, noNaN: true }), (one, figure, factor) => {
        const kase = caseOf(one, 'calibrated');
        const slow = evaluate(kase);
        const fast = evaluate(faster(kase, figure, factor));
        for (const name of ['prefill.time', 'decode.time', 'serving.tpot'])
          expect(seconds(fast, name), name).toBeLessThanOrEqual(seconds(slow, name) * dust);
      }),
      // A host-bound pass under two-batch overlap: its launches take longer than its kernels, however fast the link.
      { numRuns: 120, examples: [[tinySplit, 'scaleUp', 1.01]] },
    );
  });

  it('the same case has the same answer, and no figure is negative, infinite or undefined', () => {
    fc.assert(
      fc.property(drawn, (one) => {
        const kase = caseOf(one, 'calibrated');
        const [first, second] = [evaluate(kase), evaluate(caseOf(one, 'calibrated'))];
        expect([...second.metrics].map(([name, q]) => [name, q.value])).toEqual(
          [...first.metrics].map(([name, q]) => [name, q.value]),
        );
        for (const [name, q] of first.metrics) {
          if (!isKnown(q)) continue;
          expect(Number.isFinite(q.value), name).toBe(true);
          if (name !== 'memory.headroom' && !name.endsWith('.overlapped'))
            expect(q.value, name).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 120 },
    );
  });

  it('what the resources bind and what waits add up to the pass', () => {
    fc.assert(
      fc.property(drawn, (one) => {
        const { prefill, decode, metrics } = evaluate(caseOf(one, 'calibrated'));
        for (const phase of [prefill, decode]) {
          const bound = phase.load.reduce((sum, { binds }) => sum + (binds?.value ?? 0), 0);
          const time = metrics.get(`${phase.name}.time`)?.value ?? 0;
          const waits = metrics.get(`${phase.name}.time.launch`)?.value ?? 0;
          expect((bound + waits) / time, phase.name).toBeCloseTo(1, 9);
        }
      }),
      { numRuns: 60 },
    );
  });
});
