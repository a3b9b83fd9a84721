/** A notebook as a person writes it, cell by cell. */

export interface CellText {
  readonly head: string;
  readonly body: string;
}

export const story: readonly CellText[] = [
  { head: 'hardware chip', body: 'use: h20-96g\nnodes: 2' },
  { head: 'model r1', body: 'use: deepseek-v3' },
  { head: 'workload chat', body: 'input: 3260\noutput: 1100\nconcurrency: 32 per card' },
  { head: 'parallelism layout', body: 'prefill: {tp: 8, ep: 8}\ndecode: {tp: 1, dp: 16, ep: 16}' },
  { head: 'optimizations int4', body: 'w4a8: on' },
  { head: 'hardware on-h800 from=layout', body: 'use: h800' },
];

/** The front matter takes lines 1 to 5; each cell its fence, its body and its fence. */
export function notebook(
  cells: readonly CellText[] = story,
  front = 'title: H20 for decode\nfidelity: roofline',
): string {
  return `---\nchokepoint: 1\n${front}\n---\n${cells.map(({ head, body }) => `\`\`\`yaml ${head}\n${body}\n\`\`\`\n`).join('')}`;
}

/** The story with one cell's body replaced. */
export function storyWith(id: string, body: string): string {
  return notebook(story.map((cell) => (cell.head.split(' ')[1] === id ? { ...cell, body } : cell)));
}
