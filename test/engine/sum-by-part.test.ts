import { describe as about, expect, it } from 'vitest';
import { standardCatalog } from '../../engine/catalog';
import { describe } from '../../engine/explain';
import { operate } from '../../engine/explore/operating-point';
import { sumByPart, withoutDerivations } from '../../engine/formula';
import { opGroups } from '../../engine/plan/groups';
import { question, type Q } from '../../engine/quantity';
import { aDesign } from '../support/design';

const spec = { id: 'test.sum', title: { en: 'Sum', zh: '和' }, symbol: 's', unit: 's' } as const;
const thing = (id: string, value: number) => ({ id, q: question(value, 's', { en: id, zh: id }) });
const parts = [
  { id: 'big', title: { en: 'Big ones', zh: '大项' }, things: [thing('a', 1), thing('b', 2)] },
  { id: 'alone', title: { en: 'Alone', zh: '单项' }, things: [thing('c', 0.1)] },
];
const sum = () => sumByPart(spec, parts, (each) => each.q);

function termsOf(q: Q): Record<string, number> {
  const { origin } = q;
  return origin.kind === 'derived'
    ? Object.fromEntries(Object.entries(origin.inputs).map(([key, term]) => [key, term.value]))
    : {};
}

about('a sum by part', () => {
  it('has a term a part, and one thing alone stands for its part', () => {
    expect(termsOf(sum())).toEqual({ big: 3, c: 0.1 });
  });

  it('opens each part into its things, named by the part', () => {
    const { origin } = sum();
    const big = origin.kind === 'derived' ? origin.inputs['big'] : undefined;
    expect(big && termsOf(big)).toEqual({ a: 1, b: 2 });
    expect(big && describe(big).title).toEqual({ en: 'Big ones', zh: '大项' });
  });

  it('is the same number to the last bit without derivations', () => {
    expect(withoutDerivations(sum).value).toBe(sum().value);
  });

  it('is how the time of a step reads: by the groups of the breakdown, which add up to it', () => {
    const found = operate(aDesign(), standardCatalog(), { limits: false });
    const busy = found.kind === 'case' ? found.evaluation.metrics.get('decode.time.memory') : undefined;
    const terms = busy ? termsOf(busy) : {};
    const groups = Object.keys(terms).filter((key) => key in opGroups);
    expect(groups.length).toBeGreaterThan(3);
    expect(Object.keys(terms).length).toBeLessThan(12);
    expect(Object.values(terms).reduce((total, each) => total + each, 0)).toBeCloseTo(busy?.value ?? 0, 12);
  });
});
