/** A notebook with one sweep over a whole design. */

import { standardCatalog } from '../../engine/catalog';
import type { Sweep } from '../../engine/explore/sweep';
import { run } from '../../engine/notebook/run';
import type { Fidelity } from '../../engine/types';

interface Said {
  readonly title?: string;
  readonly fidelity?: Fidelity;
  /** Of the workload, as the file writes it: "slo: {tpot: 50 ms}". */
  readonly slo?: string;
}

export function notebook(sweep: string, { title = 'Sweeps', fidelity = 'roofline', slo = '' }: Said = {}): string {
  return `---
chokepoint: 1
title: ${title}
fidelity: ${fidelity}
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
${slo === '' ? '' : `${slo}\n`}\`\`\`
\`\`\`yaml parallelism layout
prefill: {tp: 8, ep: 8}
decode: {tp: 1, dp: 16, ep: 16}
\`\`\`
\`\`\`yaml cost money
rent: $2/h
\`\`\`
\`\`\`yaml sweep cards
design: money
${sweep.trim()}
\`\`\`
`;
}

export function sweepIn(text: string): Sweep {
  const found = run(text, { catalog: standardCatalog(), only: 'cards', inlinePoints: 0 });
  const sweep = found.sweeps.get('cards')?.sweep;
  if (!sweep) throw new Error(JSON.stringify(found.results, null, 1));
  return sweep;
}
