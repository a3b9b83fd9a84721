import { describe, expect, it } from 'vitest';
import { standardCatalog } from '../../engine/catalog';
import { evaluate } from '../../engine/evaluate';
import { fact, question } from '../../engine/quantity';
import { resolve } from '../../engine/resolve';
import { aDesign } from '../support/design';

const said = { en: 'said in the test', zh: '测试中给定' };

/** Seconds a step of one request of Llama 3.1 8B on eight cards: two small all-reduces a layer. */
function step(use: string, latency?: number): number {
  const set = latency === undefined ? {} : { linkLatency: fact(latency, 's', 'given', { label: said }) };
  const design = aDesign({
    fidelity: 'calibrated',
    hardware: { use, size: { cards: 8 }, set },
    model: { use: 'llama-3.1-8b', weights: 'bf16' },
    workload: {
      input: question(1000, 'token', said),
      output: question(100, 'token', said),
      concurrency: { kind: 'total', n: question(1, '1', said) },
    },
    parallelism: { prefill: { tp: 8 }, decode: { tp: 8 } },
  });
  const resolved = resolve(design, standardCatalog());
  if (resolved.kind !== 'case') throw new Error(JSON.stringify(resolved));
  return evaluate(resolved.case).metrics.get('decode.time')?.value ?? Number.NaN;
}

const exchanges = 2 * 32;

describe('the latency of the links', () => {
  it('of a card over PCIe is its own, not that of the NVLink that exchanges were measured on', () => {
    // 27.8 µs on the L40S and 3.7 on the H100, in each of 64 all-reduces.
    expect(step('l40s') - step('l40s', 3.7e-6)).toBeCloseTo(exchanges * (27.8e-6 - 3.7e-6), 6);
  });

  it('as a person says it, longer or shorter, is felt on a card that was measured', () => {
    const asMeasured = step('h100');
    expect(step('h100', 3.7e-6)).toBe(asMeasured);
    expect(step('h100', 13.7e-6) - asMeasured).toBeCloseTo(exchanges * 10e-6, 6);
    expect(step('h100', 2.7e-6)).toBeLessThan(asMeasured);
  });

  it('moves nothing where it is the same', () => {
    expect(step('h800')).toBe(step('h800', 3.7e-6));
  });
});
