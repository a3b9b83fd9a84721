/** A notebook whose sweep has 720 points, of which some cannot be, some do not fit and some miss their target. */

export const sweepNotebook = `---
chokepoint: 1
title: Cards for decode
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
concurrency: 32 per card
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
vary: {hardware: [h20-96g, h800], decode.ep: [8, 16, 32], concurrency: {from: 1 per card, to: 120 per card}}
subject: {serving.tpot: 50 ms}
best: cost.per_output_token
\`\`\`
`;

export const sweepPoints = 720;
