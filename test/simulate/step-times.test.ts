import { describe, expect, it } from 'vitest';
import { evaluate } from '../../engine/evaluate';
import { withoutDerivations } from '../../engine/formula';
import { question } from '../../engine/quantity';
import { cost, width } from '../../engine/simulate/costs';
import { engineSteps } from '../../engine/simulate/engine-steps';
import { decodeCase, prefillCase } from '../../engine/simulate/pass-rows';
import { randomStream } from '../../engine/simulate/random';
import type { Case } from '../../engine/types';
import { caseOf, type Wanted } from './design-setup';

const designs: readonly (readonly [string, Wanted])[] = [
  ['DeepSeek-V3 on H20', {}],
  ['DeepSeek-V3 on H800', { chip: 'h800' }],
  ['DeepSeek-V3.2 on H20, whose attention is sparse', { model: 'deepseek-v3.2' }],
  ['Qwen3-32B on H200', { chip: 'h200', model: 'qwen3-32b', prefill: { tp: 8 }, decode: { tp: 8 } }],
  ['Llama 3.1 8B on one H100', { chip: 'h100', model: 'llama-3.1-8b', prefill: { tp: 1 }, decode: { tp: 1 } }],
  ['Qwen3-30B-A3B on H20 at the roofline', { model: 'qwen3-30b-a3b', fidelity: 'roofline' }],
];

const total = (row: Float64Array): number => (row[cost.own] ?? 0) + (row[cost.joint] ?? 0);

/** Between 1 and `most`, as likely in each octave. */
function octaves(random: ReturnType<typeof randomStream>, most: number, least = 1): number {
  return Math.round(least * (most / least) ** random.next());
}

describe('tabulated step times are the engine’s', () => {
  it.each(designs)('%s: its own question, and within 1 % elsewhere but where a tile is felt', (_, wanted) => {
    const found = caseOf(wanted).kase;
    // Lengths spread over the ranks of a run by themselves.
    const kase = { ...found, stack: { ...found.stack, spread: question(0, '1', { en: 'none', zh: '无' }) } };
    const evaluation = evaluate(kase);
    const steps = engineSteps(kase);
    const row = new Float64Array(width);
    const slope = new Float64Array(width);
    const errorAt = (time: number | undefined): number => Math.abs(total(row) / (time ?? Number.NaN) - 1);
    const { input, output } = kase.workload;
    steps.prefill(kase.promptsPerPass.value, input.value, 0, row);
    expect(errorAt(evaluation.metrics.get('prefill.time')?.value)).toBeLessThan(1e-9);
    steps.decode(kase.batch.value, input.value + output.value / 2, row, slope);
    expect(errorAt(evaluation.metrics.get('decode.time')?.value)).toBeLessThan(1e-4);

    const random = randomStream(3, 1);
    const decode: number[] = [];
    const prefill: number[] = [];
    for (let sample = 0; sample < 60; sample++) {
      const [batch, length] = [octaves(random, 256), octaves(random, 60_000, 64)];
      steps.decode(batch, length, row, slope);
      decode.push(errorAt(exactly('decode', decodeCase(kase, batch, length))));
      const [prompts, fresh, cached] = [
        octaves(random, 8),
        octaves(random, 16_000, 64),
        Math.max(0, Math.floor(random.next() * 12_000) - 4000),
      ];
      steps.prefill(prompts, fresh, cached, row);
      prefill.push(errorAt(exactly('prefill', prefillCase(kase, prompts, fresh, cached))));
    }
    expect(Math.max(...decode)).toBeLessThan(0.005);
    expect(mean(prefill)).toBeLessThan(0.002);
    expect(prefill.filter((error) => error > 0.01).length).toBeLessThanOrEqual(3);
    expect(Math.max(...prefill)).toBeLessThan(0.015);
  });
});

function exactly(phase: 'prefill' | 'decode', kase: Case): number | undefined {
  return withoutDerivations(() => evaluate(kase)).metrics.get(`${phase}.time`)?.value;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0) / values.length;
}
