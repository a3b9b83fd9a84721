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
      Array(2).fill(['strip', 'resources', 'breakdown', 'memory', 'roofline']),
    );
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
