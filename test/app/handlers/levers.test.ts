import { describe, expect, test } from 'vitest';
import { optimizations } from '../../../engine';
import { desk, look } from '../support/handlers';
import { notebook } from '../support/notebook';

const text = notebook();
const metric = 'serving.tpot';

describe('what levers bring, asked at once', () => {
  test('the form, the ranking and the map of one cell do not end each other', async () => {
    const { handlers } = desk();
    const [form, ranking, map] = await Promise.all([
      handlers['notebook.levers']({ text, cell: 'int4' }),
      handlers['notebook.help']({ text, cell: 'int4', metric }),
      handlers['notebook.framework']({ text, cell: 'int4', metric }),
    ]);
    expect(form.levers).toHaveLength(optimizations.length);
    expect(ranking.help?.useful.length).toBeGreaterThan(0);
    expect(map.framework?.stages.map((stage) => stage.stage)).toEqual([
      'see',
      'avoid-waste',
      'raise-utilisation',
      'save-resources',
    ]);
  });

  test('a cell without a whole design has none of them', async () => {
    const { handlers } = desk();
    expect(await handlers['notebook.help']({ text, cell: 'chip', metric })).toEqual({ help: null });
    expect(await handlers['notebook.framework']({ text, cell: 'chip', metric })).toEqual({ framework: null });
    expect(await handlers['notebook.chain']({ text, cell: 'chip', metric, look })).toEqual({
      chain: null,
      leftOut: [],
    });
  });

  test('the chain comes with the levers that are on', async () => {
    const { handlers } = desk();
    const { chain, leftOut } = await handlers['notebook.chain']({ text, cell: 'int4', metric, look });
    expect(chain?.rows.map((row) => row.cell)).toEqual(['chat', 'layout', 'int4']);
    expect(leftOut.map((each) => each.id)).toContain('w4a8');
  });
});

describe('claims', () => {
  test('of a lever at the cell that is named, else at the headline', async () => {
    const { handlers } = desk();
    const named = await handlers['notebook.claims']({ text, cell: 'int4', lever: 'w4a8' });
    expect(named).toMatchObject({ cell: 'int4', title: 'H20 for decode', claims: [{ id: 'w4a8' }] });
    const headline = await handlers['notebook.claims']({ text, lever: 'mtp' });
    expect(headline).toMatchObject({ cell: 'on-h800', claims: [{ id: 'mtp' }] });
  });

  test('with no notebook open, at the shipped sample', async () => {
    const { handlers } = desk();
    const { claims, title } = await handlers['notebook.claims']({ lever: 'mtp' });
    expect(title).toBe('H20 for DeepSeek-V3 decode');
    expect(claims[0]?.computed?.text).toMatch(/%$/);
  });
});

test('a new cell may be given a name, which gives way where it is taken', async () => {
  const { handlers } = desk();
  const inserted = await handlers['notebook.restructure']({
    text,
    change: { kind: 'insert', below: 'layout', cell: 'optimizations', body: 'mtp: on', branch: 'layout', name: 'int4' },
  });
  expect(inserted.select).toBe('int4-2');
});
