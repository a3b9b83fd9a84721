import { describe, expect, it } from 'vitest';
import { articleCases } from '../../engine/article/cases';
import { golden, statedErrata } from '../../engine/article/golden';
import { explain } from '../../engine/explain';
import { walk } from '../../engine/quantity';

const cases = articleCases();

describe('the article', () => {
  it('is computed in full: 74 figures and 12 corrections', () => {
    expect(golden).toHaveLength(74);
    expect(cases.map((each) => each.id)).toEqual([...golden, ...statedErrata].map((each) => each.id));
    expect(new Set(cases.map((each) => each.id)).size).toBe(cases.length);
  });

  it('is reproduced inside its tolerance, 74 of 74', () => {
    const outside = cases.filter((each) => each.kind === 'golden' && !each.pass);
    expect(outside.map(({ id, printed, exact, predicted }) => ({ id, printed, exact, predicted }))).toEqual([]);
  });

  it.each(cases.filter((each) => each.kind === 'golden'))('$id is $exact $unit', (each) => {
    expect(Math.abs(each.predicted / each.exact - 1)).toBeLessThan(1e-3);
    if (each.printed !== null) expect(Math.abs(each.predicted / each.printed - 1)).toBeLessThanOrEqual(each.tolerance);
  });

  it('corrects table 9 to 31.2, 29.7 and 28.9 ms, and turns its order round', () => {
    const milliseconds = (id: string): string => {
      const found = cases.find((each) => each.id === id);
      return found ? (found.predicted * 1e3).toFixed(1) : 'missing';
    };
    const row = (layout: string): string[] =>
      ['.mem', '.compute', '.comm', ''].map((part) => milliseconds(`t9.${layout}.corrected${part}`));
    expect({ ep8: row('ep8'), ep16: row('ep16'), ep32: row('ep32') }).toEqual({
      ep8: ['15.7', '15.0', '0.4', '31.2'],
      ep16: ['10.6', '15.0', '4.1', '29.7'],
      ep32: ['8.0', '15.0', '5.9', '28.9'],
    });
    expect(cases.filter((each) => each.kind === 'erratum' && !each.pass)).toEqual([]);
  });

  it('explains every figure down to what is printed or asked, and types no result', () => {
    for (const each of cases) {
      expect(each.quantity.origin.kind, each.id).toBe('derived');
      expect(explain(each.quantity)?.formula?.cite, each.id).toBeTruthy();
      walk(each.quantity, (node) => {
        expect(['derived', 'question', 'printed'], each.id).toContain(node.origin.kind);
        if (node.origin.kind === 'derived')
          expect(Object.keys(node.origin.inputs).sort(), node.origin.formula.id).toEqual(
            Object.keys(node.origin.formula.inputs).sort(),
          );
      });
    }
  });

  it('has words in both languages for every figure', () => {
    for (const each of cases)
      for (const text of [each.title, each.where, ...(each.erratum ? [each.erratum] : [])])
        expect([text.en.length > 0, text.zh.length > 0], each.id).toEqual([true, true]);
  });
});
