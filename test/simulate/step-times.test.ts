import { describe, expect, it } from 'vitest';
import { evaluate } from '../../engine/evaluate';
import { withoutDerivations } from '../../engine/formula';
import { question } from '../../engine/quantity';
import { cost, width } from '../../engine/simulate/costs';
import { decodeCase, engineSteps, prefillCase } from '../../engine/simulate/engine-steps';
import { randomStream } from '../../engine/simulate/random';
import { caseOf, type Wanted } from './design-setup';

const designs: readonly (readonly [string, Wanted])[] = [
  ['DeepSeek-V3 on H20', {}],
  ['DeepSeek-V3 on H800', { chip: 'h800' }],
  ['Qwen3-32B on H200', { chip: 'h200', model: 'qwen3-32b', prefill: { tp: 8 }, decode: { tp: 8 } }],
  ['Qwen3-30B-A3B on H20 at the roofline', { model: 'qwen3-30b-a3b', fidelity: 'roofline' }],
];

const total = (row: Float64Array): number => (row[cost.own] ?? 0) + (row[cost.joint] ?? 0);

/** Between 1 and `most`, as likely in each octave. */
function octaves(random: ReturnType<typeof randomStream>, most: number, least = 1): number {
  return Math.round(least * (most / least) ** random.next());
}

describe('tabulated step times are the engine’s', () => {
  it.each(designs)('%s: exact at the case’s own question, within 1 % anywhere else', (_, wanted) => {
    const found = caseOf(wanted).kase;
    // Lengths spread over the ranks of a run by themselves.
    const kase = { ...found, stack: { ...found.stack, spread: question(0, '1', { en: 'none', zh: '无' }) } };
    const evaluation = evaluate(kase);
    const steps = engineSteps(kase);
    const row = new Float64Array(width);
    const slope = new Float64Array(width);
    const time = (name: string): number => evaluation.metrics.get(name)?.value ?? Number.NaN;
    const { input, output } = kase.workload;
    steps.prefill(kase.promptsPerPass.value, input.value, 0, row);
    expect(Math.abs(total(row) / time('prefill.time') - 1)).toBeLessThan(1e-9);
    steps.decode(kase.batch.value, input.value + output.value / 2, row, slope);
    expect(Math.abs(total(row) / time('decode.time') - 1)).toBeLessThan(1e-9);

    const random = randomStream(3, 1);
    const errors: number[] = [];
    for (let sample = 0; sample < 100; sample++) {
      const [batch, length] = [octaves(random, 256), octaves(random, 60_000, 64)];
      steps.decode(batch, length, row, slope);
      const exact = withoutDerivations(() => evaluate(decodeCase(kase, batch, length))).metrics.get(
        'decode.time',
      )?.value;
      errors.push(Math.abs(total(row) / (exact ?? Number.NaN) - 1));
      const [prompts, fresh, cached] = [
        octaves(random, 8),
        octaves(random, 16_000, 64),
        Math.floor(random.next() * 8000),
      ];
      steps.prefill(prompts, fresh, cached, row);
      const pass = withoutDerivations(() => evaluate(prefillCase(kase, prompts, fresh, cached))).metrics.get(
        'prefill.time',
      );
      errors.push(Math.abs(total(row) / (pass?.value ?? Number.NaN) - 1));
    }
    const sorted = errors.toSorted((a, b) => a - b);
    expect(sorted.at(-1)).toBeLessThan(0.01);
  });
});
