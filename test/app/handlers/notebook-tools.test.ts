import { describe, expect, test } from 'vitest';
import { Refusal } from '../../../app/outcome';
import { optimizations } from '../../../engine';
import { desk, look } from '../support/handlers';
import { notebook } from '../support/notebook';

const text = notebook();
const joined = (cells: readonly { before: string; body: string; after: string }[]) =>
  cells.map((cell) => cell.before + cell.body + cell.after).join('');

describe('notebook.restructure', () => {
  test('answers with the cells of the changed text', async () => {
    const { handlers } = desk();
    const { cells, select } = await handlers['notebook.restructure']({
      text,
      change: { kind: 'rename', cell: 'layout', name: 'spread' },
    });
    expect(select).toBe('spread');
    expect(joined(cells)).toBe(
      text.replace('parallelism layout', 'parallelism spread').replace('from=layout', 'from=spread'),
    );
  });

  test('refuses a name that is taken, in words', async () => {
    const { handlers } = desk();
    const asked = async () =>
      handlers['notebook.restructure']({ text, change: { kind: 'rename', cell: 'layout', name: 'chip' } });
    await expect(asked()).rejects.toThrow(Refusal);
  });
});

test('notebook.format lays a body out and keeps its comments', async () => {
  const { handlers } = desk();
  expect(await handlers['notebook.format']({ body: 'use:   h20-96g   # ours' })).toEqual({
    body: 'use: h20-96g # ours',
  });
});

describe('notebook.levers', () => {
  test('tells of every lever, and the second time at once', async () => {
    const { handlers } = desk();
    const first = await handlers['notebook.levers']({ text, cell: 'int4' });
    expect(first.levers?.map((each) => each.id)).toEqual(optimizations.map((each) => each.id));
    expect((await handlers['notebook.levers']({ text, cell: 'int4' })).levers).toBe(first.levers);
  });

  test('a newer question ends an older one', async () => {
    const { handlers } = desk();
    await handlers['notebook.run']({ revision: 1, text, look });
    const [older, newer] = await Promise.all([
      handlers['notebook.levers']({ text, cell: 'int4' }),
      handlers['notebook.levers']({ text, cell: 'layout' }),
    ]);
    expect(older.levers).toBeNull();
    expect(newer.levers?.length).toBe(optimizations.length);
  });

  test('a run goes in between', async () => {
    const { handlers } = desk();
    await handlers['notebook.run']({ revision: 1, text, look });
    const order: string[] = [];
    const levers = Promise.resolve(handlers['notebook.levers']({ text, cell: 'int4' })).then(() =>
      order.push('levers'),
    );
    const run = new Promise((resolve) => setImmediate(resolve)).then(async () => {
      await handlers['notebook.run']({ revision: 2, text, look });
      order.push('run');
    });
    await Promise.all([levers, run]);
    expect(order).toEqual(['run', 'levers']);
  });
});

describe('charts over other designs', () => {
  test('are offered by what the cell has', async () => {
    const { handlers } = desk();
    const { charts, metrics, fields } = await handlers['notebook.choices']({ text, cell: 'int4' });
    expect(charts.map((each) => each.id)).toEqual(['frontier', 'context']);
    expect(metrics.length).toBeGreaterThan(40);
    expect(fields.map((each) => each.id)).toContain('concurrency');
    expect(await handlers['notebook.choices']({ text, cell: 'chip' })).toEqual({ charts: [], metrics: [], fields: [] });
  });

  test('come by name, or not at all', async () => {
    const { handlers } = desk();
    const { chart } = await handlers['notebook.chart']({ text, cell: 'int4', chart: 'frontier', look });
    expect(chart?.id).toBe('frontier');
    expect(await handlers['notebook.chart']({ text, cell: 'chip', chart: 'frontier', look })).toEqual({ chart: null });
  });

  test('a curve runs over what the cell says or over given values; an unknown field is told in words', async () => {
    const { handlers } = desk();
    const ask = { text, cell: 'int4', metric: 'serving.tpot', look };
    const own = await handlers['notebook.curve']({ ...ask, field: 'concurrency' });
    expect(own.chart?.data['rows']?.length).toBeGreaterThan(8);
    const given = await handlers['notebook.curve']({ ...ask, field: 'decode.ep', values: ['8', '16'] });
    expect(given.chart?.data['rows']?.length).toBe(2);
    const none = await handlers['notebook.curve']({ ...ask, field: 'nonsense' });
    expect(none).toMatchObject({ chart: null, reason: { en: expect.stringContaining('nonsense') } });
  });
});

test('a door without a metric’s name opens like any other', async () => {
  const { handlers } = desk();
  const { node, trail } = await handlers['notebook.explain']({
    text,
    cell: 'int4',
    metric: '1/serving.tpot',
    path: ['tpot'],
  });
  expect(trail.map((each) => each.title.en)).toEqual(['Speed a user sees', 'TPOT']);
  expect(node.unit).toBe('s');
});
