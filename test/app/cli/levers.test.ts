import { describe, expect, test } from 'vitest';
import { optimizations } from '../../../engine';
import { documentOf, shell } from '../support/command-line';
import { notebook } from '../support/notebook';

describe('chokepoint levers', () => {
  test('ranks what would help at a cell, and tells what cannot be and why', async () => {
    const here = shell();
    here.file('n.bench.md', notebook());
    const { code, out } = await here.call('levers', 'n.bench.md', 'int4');
    expect(code).toBe(0);
    expect(out).toMatch(/^What would help at int4, by serving\.tpot$/m);
    expect(out).toMatch(/^fp4 +FP4 multiplies in FP4;/m);
    expect(out).toMatch(/^w4a8 \(not this checkpoint\) .* int4$/m);
    const zh = await here.call('levers', 'n.bench.md', 'int4', '--lang', 'zh');
    expect(zh.out).toMatch(/^int4 还能怎么改进/m);
  });

  test('as JSON: every lever with its state, gains and claim; ranked by the metric that is asked', async () => {
    const here = shell();
    here.file('n.bench.md', notebook());
    const told = documentOf(await here.call('levers', 'n.bench.md', 'int4', '--metric', 'memory.total', '--json'));
    const { levers } = told as { levers: { id: string; state: string; rank?: number; claim: unknown }[] };
    expect(levers.map((each) => each.id).sort()).toEqual(optimizations.map((each) => each.id).sort());
    const ranks = levers.flatMap((each) => (each.state === 'off' ? [each.rank ?? 0] : []));
    expect(ranks.sort((a, b) => a - b)).toEqual(ranks.map((_, place) => place + 1));
    expect(levers.find((each) => each.id === 'mtp')?.claim).toMatchObject({ metric: 'serving.tpot' });
    expect(levers.find((each) => each.id === 'fp8-kv')?.claim).toBeNull();
  });

  test('a cell that is no design is refused with those that are', async () => {
    const here = shell();
    here.file('n.bench.md', notebook());
    const { code, error } = await here.call('levers', 'n.bench.md', 'chip');
    expect(code).toBe(2);
    expect(error).toMatch(/chat, layout, int4, on-h800/);
  });
});
