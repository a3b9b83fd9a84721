/** A design to start a test from, and small ways to change it. */

import { question } from '../../engine/quantity';
import type { Design } from '../../engine/types';

const said = { en: 'said in the test', zh: '测试中给定' };

/** DeepSeek-V3 on two H20 nodes, 3260 in, 1100 out, 32 a card, decode DP16 EP16. */
export function aDesign(change: Partial<Design> = {}): Design {
  return {
    fidelity: 'roofline',
    runtime: 'engine',
    currency: 'USD',
    hardware: { use: 'h20-96g', size: { nodes: 2 }, set: {} },
    model: { use: 'deepseek-v3' },
    workload: {
      input: question(3260, 'token', said),
      output: question(1100, 'token', said),
      concurrency: { kind: 'per-card', n: question(32, 'per card', said) },
    },
    parallelism: { prefill: { tp: 8, ep: 8 }, decode: { tp: 1, dp: 16, ep: 16 } },
    levers: {},
    cost: {},
    ...change,
  };
}

export const on = { on: true, parameters: {} } as const;
export const off = { on: false } as const;
