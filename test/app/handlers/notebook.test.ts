import { describe, expect, test } from 'vitest';
import { desk, look } from '../support/handlers';
import { notebook, storyWith } from '../support/notebook';

const text = notebook();

describe('notebook.run', () => {
  test('answers with the pieces, the results and a strip for every design', async () => {
    const { handlers } = desk();
    const answer = await handlers['notebook.run']({ revision: 7, text, look });
    expect(answer.revision).toBe(7);
    expect(answer.cells.map((cell) => cell.before + cell.body + cell.after).join('')).toBe(text);
    const charts = Object.entries(answer.charts).map(([id, shown]) => [id, shown.map((chart) => chart.id)]);
    expect(charts).toEqual([
      ['chip', ['chip']],
      ['r1', ['model']],
      ['chat', ['strip']],
      ['layout', ['strip']],
      ['int4', ['strip']],
      ['on-h800', ['strip']],
    ]);
  });

  test('draws all charts of the selected cell', async () => {
    const { handlers } = desk();
    const { charts } = await handlers['notebook.run']({ revision: 1, text, look, selected: 'int4' });
    expect(charts.int4?.map((chart) => chart.id)).toEqual([
      'strip',
      'resources',
      'breakdown',
      'memory',
      'roofline',
      'waterfall',
    ]);
    expect(charts.layout).toHaveLength(1);
  });

  test('crosses to the window as plain JSON', async () => {
    const { handlers } = desk();
    const answer = await handlers['notebook.run']({ revision: 1, text, look, selected: 'int4' });
    expect(JSON.parse(JSON.stringify(answer))).toEqual(JSON.parse(JSON.stringify(structuredClone(answer))));
  });

  test('re-runs only what an edit reaches', async () => {
    const { handlers } = desk();
    const before = await handlers['notebook.run']({ revision: 1, text, look });
    const after = await handlers['notebook.run']({ revision: 2, text: storyWith('int4', 'w4a8: off'), look });
    const design = (answer: typeof before, id: string) => answer.results.find((result) => result.id === id)?.design;
    expect(design(after, 'layout')).toBe(design(before, 'layout'));
    expect(design(after, 'int4')).not.toBe(design(before, 'int4'));
  });
});

test('notebook.edit replaces one value and keeps the rest of the text', async () => {
  const { handlers } = desk();
  const body = 'use: h20-96g # ours\nnodes: 2';
  expect(await handlers['notebook.edit']({ body, path: ['nodes'], value: '4' })).toEqual({
    body: 'use: h20-96g # ours\nnodes: 4',
  });
  expect(await handlers['notebook.edit']({ body, path: ['nodes'], value: null })).toEqual({
    body: 'use: h20-96g # ours',
  });
});

test('notebook.kinds gives a schema in both languages', async () => {
  const { handlers } = desk();
  const kinds = await handlers['notebook.kinds']({});
  expect(kinds.map((kind) => kind.id)).toEqual(
    expect.arrayContaining(['hardware', 'model', 'workload', 'parallelism', 'optimizations']),
  );
  for (const kind of kinds) expect(Object.keys(kind.schema)).toEqual(['en', 'zh']);
});

describe('notebook.explain', () => {
  test('descends by input keys and says where it is', async () => {
    const { handlers } = desk();
    const ask = (path: string[]) => handlers['notebook.explain']({ text, cell: 'int4', metric: 'serving.tpot', path });
    const top = await ask([]);
    const opens = top.node.inputs.find((input) => input.opens);
    const below = await ask([opens?.key ?? '']);
    expect(below.node.value).toBe(opens?.value);
    expect(below.trail.map(({ key }) => key)).toEqual(['serving.tpot', opens?.key]);
    expect(top.asText).toMatch(/^TPOT = /);
  });

  test('tells the same number at the other fidelities', async () => {
    const { handlers } = desk();
    const { node, fidelities } = await handlers['notebook.explain']({
      text,
      cell: 'int4',
      metric: 'serving.tpot',
      path: [],
    });
    expect(fidelities.find(({ current }) => current)).toMatchObject({ fidelity: 'roofline', value: node.value });
  });

  test('a path that no longer leads anywhere stops at the last number there is', async () => {
    const { handlers } = desk();
    const { node, trail } = await handlers['notebook.explain']({
      text,
      cell: 'int4',
      metric: 'serving.tpot',
      path: ['gone', 'too'],
    });
    expect(trail).toHaveLength(1);
    expect(node.title.en).toBe('TPOT');
  });

  test('refuses a metric that the cell does not have', async () => {
    const { handlers } = desk();
    const ask = handlers['notebook.explain']({ text, cell: 'int4', metric: 'serving.tpo', path: [] });
    await expect(ask).rejects.toMatchObject({ problem: { code: 'usage.unknown-metric' } });
  });
});
