import { expect, test } from 'vitest';
import { desk } from '../support/handlers';

test('help tells every kind, lever, formula and metric in both languages', async () => {
  const { handlers } = desk();
  const { kinds, levers, formulas, glossary } = await handlers['help.get']({});
  expect(kinds.map(({ id }) => id)).toEqual(expect.arrayContaining(['hardware', 'model', 'workload', 'optimizations']));
  expect(kinds.find(({ id }) => id === 'workload')?.fields.map(({ path }) => path.join('.'))).toContain('input');
  expect(levers.length).toBe((await handlers['catalog.list']({ kind: 'optimizations' })).length);
  expect(formulas.length).toBeGreaterThan(50);
  expect(formulas.find(({ id }) => id === 'roofline.memory')).toMatchObject({
    line: 't_"HBM" = n * (W + B_"KV" + A) / "BW"',
    unit: 's',
  });
  const terms = glossary.flatMap((group) => group.terms);
  expect(terms.map(({ name }) => name)).toEqual(expect.arrayContaining(['compute', 'assumed', 'serving.tpot']));
  const texts = [...terms.flatMap(({ term, meaning }) => [term, meaning]), ...formulas.map(({ title }) => title)];
  expect(texts.filter(({ en, zh }) => en === '' || zh === '')).toEqual([]);
});
