import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import { evaluate, run, standardCatalog } from '../../../engine';
import { storeMetric } from '../../../app/handlers/record';
import { reviveCase, storeCase } from '../../../app/history/stored-case';
import { desk, look } from '../support/handlers';
import { notebook, storyWith } from '../support/notebook';

describe('a saved run', () => {
  test('is listed by its headline and shown with its text', async () => {
    const { handlers } = desk();
    const text = notebook(undefined, 'title: H20 for decode\nfidelity: roofline\nheadline: int4');
    const { id } = await handlers['history.save']({ text, path: '/tmp/a.bench.md' });
    const { runs, total } = await handlers['history.list']({ limit: 10, offset: 0 });
    expect(total).toBe(1);
    expect(runs[0]).toMatchObject({
      id,
      title: 'H20 for decode',
      headline: 'int4',
      path: '/tmp/a.bench.md',
      fidelity: 'roofline',
      model: 'DeepSeek-V3',
    });
    expect(runs[0]?.chips).toHaveLength(1);
    expect(await handlers['history.show']({ id })).toMatchObject({
      text,
      cells: expect.arrayContaining([expect.objectContaining({ id: 'on-h800' })]),
    });
  });

  test('goes and comes back', async () => {
    const { handlers } = desk();
    const { id } = await handlers['history.save']({ text: notebook(), path: null, title: 'mine' });
    await handlers['history.remove']({ id });
    expect((await handlers['history.list']({ limit: 10, offset: 0 })).total).toBe(0);
    await handlers['history.restore']({ id });
    expect((await handlers['history.list']({ limit: 10, offset: 0, search: 'mine' })).total).toBe(1);
  });

  test('waits while another program writes, and holds nothing else up', async () => {
    const { folder, handlers } = desk();
    await handlers['history.save']({ text: notebook(), path: null, title: 'first' });
    const other = new Database(join(folder, 'data', 'history.db'));
    other.exec('BEGIN IMMEDIATE');
    const order: string[] = [];
    const saving = Promise.resolve(handlers['history.save']({ text: notebook(), path: null, title: 'second' })).then(
      () => order.push('saved'),
    );
    for (let key = 0; key < 5; key++) {
      await handlers['notebook.run']({ revision: key, text: `${notebook()}\n# ${key}`, look });
      order.push('answered');
    }
    other.exec('COMMIT');
    other.close();
    await saving;
    expect(order).toEqual([...Array<string>(5).fill('answered'), 'saved']);
    expect((await handlers['history.list']({ limit: 10, offset: 0 })).total).toBe(2);
  });

  test('compares with another, charts drawn from what was saved', async () => {
    const { handlers } = desk();
    const one = await handlers['history.save']({ text: notebook(), path: null });
    const two = await handlers['history.save']({
      text: storyWith('layout', 'prefill: {tp: 8, ep: 8}\ndecode: {tp: 1, dp: 16, ep: 8}'),
      path: null,
    });
    const compared = await handlers['history.compare']({
      picks: [
        { run: one.id, cell: 'int4' },
        { run: two.id, cell: 'int4' },
      ],
      look,
    });
    expect(compared.inputs.rows.filter((row) => row.differs).map((row) => row.id)).toEqual(['decode.layout.ep']);
    expect(compared.charts.map((charts) => charts.map((chart) => chart.id))).toEqual(
      Array(2).fill(['resources', 'breakdown', 'memory', 'roofline']),
    );
  });

  test('compares with a notebook as it stands, and goes into a file', async () => {
    const { handlers, folder } = desk();
    const { id } = await handlers['history.save']({ text: notebook(), path: null });
    const text = storyWith('layout', 'prefill: {tp: 8, ep: 8}\ndecode: {tp: 1, dp: 16, ep: 8}');
    const picks = [
      { run: id, cell: 'int4' },
      { text, cell: 'int4', name: 'open' },
    ];
    const compared = await handlers['history.compare']({ picks, look, baseline: 1 });
    expect(compared.columns.map(({ run, title, cell }) => [run, title, cell])).toEqual([
      [id, expect.any(String), 'int4'],
      [undefined, 'open', 'int4'],
    ]);
    expect(compared.columns[1]?.cells).toContain('on-h800');
    expect(compared.inputs.rows.filter((row) => row.differs).map((row) => row.id)).toEqual(['decode.layout.ep']);
    const waterfall = await handlers['history.waterfall']({
      from: { run: id, cell: 'int4' },
      to: { text, cell: 'int4', name: 'open' },
      metric: 'serving.tpot',
      look,
    });
    expect(waterfall?.parts.length).toBeGreaterThan(0);
    for (const [name, start] of [
      ['a.md', '#'],
      ['a.csv', '\uFEFF'],
    ] as const) {
      const path = join(folder, name);
      await handlers['comparison.export']({ picks, look, path });
      const written = readFileSync(path, 'utf8');
      expect(written.replace(/^.*\n\n(?=##)/, '').startsWith(start)).toBe(true);
      expect(written).toContain('TPOT');
    }
  });

  test('of another cell than there is, is refused with what there is', async () => {
    const { handlers } = desk();
    const { id } = await handlers['history.save']({ text: notebook(), path: null });
    const compare = handlers['history.compare']({ picks: [{ run: id }, { run: id, cell: 'nowhere' }], look });
    await expect(compare).rejects.toMatchObject({
      problem: { code: 'history.no-design' },
    });
  });
});

test('a stored case evaluates to the figures that were stored', () => {
  const { evaluations } = run(notebook(), { catalog: standardCatalog() });
  expect(evaluations.size).toBeGreaterThan(3);
  for (const evaluation of evaluations.values()) {
    const revived = reviveCase(JSON.parse(JSON.stringify(storeCase(evaluation.case))));
    if (!revived) throw new Error('not a case');
    const again = evaluate(revived).metrics;
    // The limits under the objectives are searched for, beside the evaluation.
    const kept = [...evaluation.metrics].filter(([name]) => !name.endsWith('_at_slo'));
    expect([...again].map(([name, q]) => [name, storeMetric(q)])).toEqual(
      kept.map(([name, q]) => [name, storeMetric(q)]),
    );
  }
});
