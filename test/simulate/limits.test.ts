import { describe, expect, it } from 'vitest';
import type { Evaluation } from '../../engine/types';
import { simulate } from '../../engine/simulate/simulation';
import type { Supply } from '../../engine/simulate/setup';
import { caseOf, setupFor, type Wanted } from './design-setup';

const designs: readonly (readonly [string, Wanted])[] = [
  ['DeepSeek-V3 on H20, EP16', {}],
  ['DeepSeek-V3 on H20 at the roofline', { fidelity: 'roofline' }],
  [
    'DeepSeek-V3 on H800, layers sent one by one',
    { chip: 'h800', levers: { 'layerwise-kv-transfer': { on: true, parameters: {} } } },
  ],
  [
    'DeepSeek-V3 on H800, two batches overlapped',
    { chip: 'h800', levers: { 'two-batch-overlap': { on: true, parameters: {} } } },
  ],
  ['DeepSeek-V3 on H20 with a draft a step', { levers: { mtp: { on: true, parameters: {} } } }],
  ['Qwen3-32B, TP8, two replicas', { model: 'qwen3-32b', prefill: { tp: 8 }, decode: { tp: 8, dp: 1 } }],
  ['Llama-3.1-8B, a card a rank', { model: 'llama-3.1-8b', prefill: { tp: 1 }, decode: { tp: 1 } }],
];

const value = ({ metrics }: Evaluation, name: string): number => metrics.get(name)?.value ?? Number.NaN;
const fixed = (arrivals: Extract<Supply, { kind: 'drawn' }>['arrivals']): Supply => ({
  kind: 'drawn',
  arrivals,
  input: { kind: 'fixed', tokens: 3260 },
  output: { kind: 'fixed', tokens: 1100 },
});

describe('at a low rate a request meets the closed form', () => {
  it.each(designs)('%s', (_, wanted) => {
    const { kase, evaluation } = caseOf({ ...wanted, total: 1 });
    const answer = simulate(
      setupFor(kase, { supply: fixed({ kind: 'regular', rate: 0.002 }), until: { requests: 50 } }),
    );
    expect(answer.finished).toBe(50);
    expect(Math.abs(answer.latency.ttft.mean.value / value(evaluation, 'serving.ttft') - 1)).toBeLessThan(0.02);
    expect(Math.abs(answer.latency.tpot.mean.value / value(evaluation, 'serving.tpot') - 1)).toBeLessThan(0.02);
    expect(Math.abs(answer.latency.e2e.mean.value / value(evaluation, 'serving.e2e') - 1)).toBeLessThan(0.02);
  });
});

describe('at saturation the throughput is the closed form’s', () => {
  it.each(designs)('%s', (_, wanted) => {
    const { kase, evaluation } = caseOf({ ...wanted, perCard: 16 });
    const rate = value(evaluation, 'serving.requests_per_second');
    const answer = simulate(
      setupFor(kase, {
        supply: fixed({ kind: 'poisson', rate: 2 * rate }),
        until: { seconds: 4000 / rate },
        warmup: 0.3,
        maxBatch: kase.batch.value,
      }),
    );
    expect(Math.abs(answer.requestsPerSecond / rate - 1)).toBeLessThan(0.03);
    const throughput = value(evaluation, 'serving.throughput_per_card');
    expect(Math.abs(answer.tokensPerSecondPerCard / throughput - 1)).toBeLessThan(0.03);
    const shares = Object.values(answer.spent).reduce((sum, each) => sum + each, 0);
    expect(shares).toBeCloseTo(1, 9);
    expect(answer.arrived).toBe(answer.finished + answer.inFlight);
  });
});
