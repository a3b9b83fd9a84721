/** A whole case in few cells: two chips, prices, a comparison and an ROI cell. */

const fence = '```';

export const duel = `---
chokepoint: 1
title: Two chips for one model
fidelity: calibrated
currency: USD
headline: int4
---
# Does it pay?

A team serves DeepSeek-V3. It can rent **H20 or H800**: which is cheaper, and at which price does that turn?

${fence}yaml hardware chip
use: h20-96g
nodes: 4
${fence}
${fence}yaml model v3
use: deepseek-v3
kv: fp8
${fence}
${fence}yaml workload chat
input: 3260
output: 1100
concurrency: 8 per card
slo: {ttft: 2 s, tpot: 50 ms}
${fence}
Attention runs data-parallel; two nodes share the experts.

${fence}yaml parallelism layout
prefill: {tp: 8, ep: 8}
decode: {tp: 1, dp: 16, ep: 16}
${fence}
${fence}yaml cost money
rent: $1.0/h
${fence}
INT4 experts halve the bytes.

${fence}yaml optimizations int4
w4a8: on
${fence}
${fence}yaml hardware on-h800 from=int4
use: h800
${fence}
${fence}yaml parallelism h800-layout
prefill: {tp: 16, ep: 16}
${fence}
${fence}yaml cost h800-money
rent: $2/h
${fence}
Side by side at the same batch.

${fence}yaml compare both
cells: [int4, h800-money]
${fence}
${fence}yaml roi case
design: int4
against: [h800-money]
load: 100 req/s
price: {input: $0.28/M, output: $0.42/M}
${fence}
**Verdict.** The price of a card-hour decides.
`;
