import { describe, expect, it } from 'vitest';
import { articleCases } from '../../engine/article/cases';
import { articleTable, tableNineView } from '../../engine/notebook/article-table';
import type { ShownTable, TableCell } from '../../engine/notebook/result';
import { anEvaluation } from '../support/evaluation';

const cases = articleCases();
const table = articleTable(cases, 'article');

function cellsOf(shown: ShownTable, id: string): Readonly<Record<string, TableCell>> {
  const row = shown.rows.find((each) => each.id === id);
  if (!row) throw new Error(`no row ${id}`);
  return row.cells;
}

function read(cell: TableCell | undefined): string {
  switch (cell?.kind) {
    case 'number':
      return `${cell.number.text} ${cell.number.unit}`.trim();
    case 'text':
      return cell.text.en;
    default:
      return '';
  }
}

describe("the table of the article's figures", () => {
  it('has a row a figure, and each opens in Explain under its own id', () => {
    expect(table.rows.map((row) => row.id)).toEqual(cases.map((each) => each.id));
    for (const row of table.rows)
      expect(row.cells['computed']).toMatchObject({ kind: 'number', explain: { cell: 'article', metric: row.id } });
  });

  it("writes each figure in the article's own unit", () => {
    const row = cellsOf(table, 't5.prefill.ep');
    expect([read(row['printed']), read(row['computed']), read(row['where'])]).toEqual([
      '40.39 GiB',
      '40.39 GiB',
      'table 5',
    ]);
    expect(read(cellsOf(table, 't2.decode.total')['printed'])).toBe('116.3 GFLOP');
    expect(read(cellsOf(table, 't9.ep8.total')['printed'])).toBe('13.70 ms');
    expect(read(cellsOf(table, 't8.ep8.b1.io')['error'])).toBe('1.2 %');
  });

  it('leaves blank what the article does not print', () => {
    expect(read(cellsOf(table, 'mhc.io')['printed'])).toBe('');
    expect(read(cellsOf(table, 'mhc.io')['error'])).toBe('');
  });
});

describe('table 9, side by side', () => {
  it('sets print, computation and correction beside one another', () => {
    const view = tableNineView({ cell: 'article' });
    expect(view.columns.map((column) => column.id)).toEqual([
      'layout',
      'part',
      'printed',
      'computed',
      'corrected',
      'why',
    ]);
    const totals = ['ep8', 'ep16', 'ep32'].map((layout) => {
      const cells = cellsOf(view, `${layout}.total`);
      return [read(cells['printed']), read(cells['computed']), read(cells['corrected'])];
    });
    expect(totals).toEqual([
      ['13.7 ms', '13.8 ms', '31.2 ms'],
      ['16.8 ms', '16.9 ms', '29.7 ms'],
      ['18.5 ms', '18.5 ms', '28.9 ms'],
    ]);
    for (const row of view.rows) expect(read(row.cells['why']).length).toBeGreaterThan(20);
  });

  it('adds whole designs where they are given, and opens them in their own cells', () => {
    const evaluation = anEvaluation();
    const view = tableNineView({
      cell: 'article',
      designs: { ep8: evaluation, ep16: evaluation, ep32: evaluation },
      designCells: { ep8: 'a', ep16: 'b', ep32: 'c' },
    });
    expect(view.columns.map((column) => column.id)).toContain('design');
    expect(cellsOf(view, 'ep16.total')['design']).toMatchObject({ explain: { cell: 'b', metric: 'decode.time' } });
  });
});
