import { expect, test } from 'vitest';
import { standardCatalog } from '../../engine/catalog';
import { run } from '../../engine/notebook/run';

const catalog = standardCatalog();

/** Codes at a cell that compares H20s with H200s. */
function saidAt(concurrency: string, rival = 'h200'): readonly string[] {
  const text = `---
chokepoint: 1
title: Side by side
fidelity: roofline
---
\`\`\`yaml hardware chip
use: h20-96g
nodes: 2
\`\`\`
\`\`\`yaml model r1
use: deepseek-v3
\`\`\`
\`\`\`yaml workload chat
input: 3260
output: 1100
concurrency: ${concurrency}
slo: {tpot: 50 ms}
\`\`\`
\`\`\`yaml parallelism layout
prefill: {tp: 8, ep: 8}
decode: {tp: 1, dp: 16, ep: 16}
\`\`\`
\`\`\`yaml hardware rival
use: ${rival}
nodes: 2
\`\`\`
\`\`\`yaml compare both
cells: [layout, rival]
\`\`\`
`;
  const cell = run(text, { catalog }).results.find(({ id }) => id === 'both');
  return cell?.diagnostics.map(({ code }) => code) ?? [];
}

test('two chips at one arbitrary batch are never compared without saying so', () => {
  expect(saidAt('16 per card')).toEqual(['compare.one-batch']);
  expect(saidAt('256 in total')).toEqual(['compare.one-batch']);
  expect(saidAt('best')).toEqual([]);
  expect(saidAt('16 per card', 'h20-96g')).toEqual([]);
});
