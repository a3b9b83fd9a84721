/** Large notebooks to measure on. */

const head = `---
chokepoint: 1
title: Many layouts
fidelity: roofline
---
\`\`\`yaml hardware chip
use: h20-96g
nodes: 4
\`\`\`
\`\`\`yaml model v3
use: deepseek-v3
\`\`\`
\`\`\`yaml workload chat
input: 3260
output: 1100
concurrency: 16 per card
\`\`\`
\`\`\`yaml parallelism layout
prefill: {tp: 8, ep: 8}
decode: {tp: 1, dp: 16, ep: 16}
\`\`\`
`;
const cellsInHead = 4;

/** A notebook of so many cells: one design, then branches of it that change what a person would. */
export function manyCells(count: number): string {
  const changes = [
    (n: number) => `workload users-${n} from=layout\nconcurrency: ${1 + (n % 64)} per card`,
    (n: number) => `workload length-${n} from=layout\ninput: ${1000 + 100 * n}`,
    (n: number) => `parallelism spread-${n} from=layout\ndecode: {dp: ${n % 2 ? 8 : 32}, ep: ${n % 2 ? 8 : 32}}`,
    (n: number) => `optimizations lever-${n} from=layout\nw4a8: on`,
  ];
  const cells = Array.from({ length: count - cellsInHead }, (_, n) => {
    const change = changes[n % changes.length];
    return `\`\`\`yaml ${change?.(n) ?? ''}\n\`\`\`\n`;
  });
  return head + cells.join('');
}
