/** Any number of designs, each another one: mixtures of experts with MLA, on several chips and layouts, two batches or one overlapped. */

import { question } from '../../engine/quantity';
import type { Design, LeverSetting } from '../../engine/types';

const drawn = { en: 'drawn', zh: '随机抽取' };
const on: LeverSetting = { on: true, parameters: {} };

const chips = ['h20-96g', 'h100', 'h800', 'h200', 'b200'] as const;
const models = ['deepseek-v3', 'deepseek-v3.2', 'kimi-k2', 'kimi-k2.5'] as const;
const overlaps = ['two-batch-overlap', 'single-batch-overlap'] as const;
const groups = [8, 16, 32] as const;
const formats = ['bf16', 'fp8'] as const;

/** A number's digits in mixed radix: choices that do not move together. */
class Digits {
  #rest: number;

  constructor(n: number) {
    this.#rest = n;
  }

  take(radix: number): number {
    const digit = this.#rest % radix;
    this.#rest = Math.floor(this.#rest / radix);
    return digit;
  }

  of<T>(values: readonly [T, ...T[]]): T {
    return values[this.take(values.length)] ?? values[0];
  }
}

/** So many choices of chip, model, layout, levers and formats; beyond them only lengths and batches go on differing. */
export const layoutsDrawn = chips.length * models.length * groups.length * overlaps.length * 2 * 2 * formats.length;

/** The n-th design; two numbers never give the same. */
export function designAt(n: number): Design {
  const digits = new Digits(n);
  const use = digits.of(chips);
  const model = digits.of(models);
  const ep = digits.of(groups);
  const overlap = digits.of(overlaps);
  const mtp = digits.take(2) === 1;
  const tp = digits.take(2) === 1 ? 4 : 8;
  const kv = digits.of(formats);
  const perCard = 1 + digits.take(64);
  const longer = digits.take(1 << 20);
  return {
    fidelity: 'calibrated',
    runtime: 'engine',
    currency: 'USD',
    hardware: { use, size: { nodes: 4 }, set: {} },
    model: { use: model, kv },
    workload: {
      input: question(1000 + 37 * (n % 211) + longer, 'token', drawn),
      output: question(200 + 13 * (n % 97), 'token', drawn),
      concurrency: { kind: 'per-card', n: question(perCard, 'per card', drawn) },
    },
    parallelism: { prefill: { tp, ep: 8 }, decode: { tp: 1, dp: ep, ep } },
    levers: { [overlap]: on, ...(mtp ? { mtp: on } : {}) },
    cost: {},
  };
}
