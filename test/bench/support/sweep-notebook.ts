/** A sweep of as many points as are wanted: chips, layouts, levers, lengths, prices and batches, as a person would cross them. */

import type { SweepQuestion } from '../../../app/sweep/question';

/** Points at each batch. */
const pointsABatch = 400;

export function sweepNotebook(points: number): string {
  return `---
chokepoint: 1
title: Bench
fidelity: calibrated
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
concurrency: 32 per card
slo: {tpot: 50 ms}
\`\`\`
\`\`\`yaml parallelism layout
prefill: {tp: 8, ep: 8}
decode: {tp: 1, dp: 16, ep: 16}
\`\`\`
\`\`\`yaml cost money
rent: $2/h
\`\`\`
\`\`\`yaml sweep cards
design: money
vary: {hardware: [h20-96g, h200, h20-141g, mi300x], decode.ep: [8, 16], w4a8: [on, off], input: [500, 1000, 2000, 4000, 8000], rent: [$1/h, $2/h, $3/h, $4/h, $5/h], concurrency: {from: 1 per card, to: ${points / pointsABatch} per card}}
\`\`\`
`;
}

export function sweepOf(points: number): SweepQuestion {
  return { text: sweepNotebook(points), cell: 'cards', files: [], ownFiles: [] };
}
