/** The notebook that a first start shows, bundled with the program. */

const shipped = import.meta.glob<string>('../../scenarios/h20-decode.bench.md', {
  eager: true,
  import: 'default',
  query: '?raw',
});

export const sampleNotebook: string = Object.values(shipped)[0] ?? '';
