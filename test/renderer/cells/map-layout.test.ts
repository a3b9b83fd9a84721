import { describe, expect, it } from 'vitest';
import { split } from '../../../engine/notebook/format';
import { mapOf, relativesOf } from '../../../renderer/cells/map-layout';
import type { CellResult } from '../../../app/contract';

const text = ['hardware a', 'model b', 'parallelism c', 'optimizations d', 'optimizations e from=b', 'compare v']
  .map((head) => `\`\`\`yaml ${head}\n\`\`\`\n`)
  .join('');
const cells = split(text);
const answer: Readonly<Record<string, Pick<CellResult, 'from' | 'reads'>>> = {
  b: { from: 'a' },
  c: { from: 'b' },
  d: { from: 'c' },
  e: { from: 'b' },
  v: { reads: ['d', 'e', 'd'] },
};
const results = cells.map(({ id, kind }): CellResult => ({
  id,
  kind,
  status: 'ok',
  milliseconds: 0,
  diagnostics: [],
  tables: [],
  ...answer[id],
}));
const map = mapOf(cells, results);
const places = Object.fromEntries(map.nodes.map(({ id, column, row }) => [id, `${column},${row}`]));

describe('the map of the cells', () => {
  it('puts each cell right of all it needs; a chain keeps its row and a branch opens one', () => {
    expect(places).toEqual({ a: '0,0', b: '1,0', c: '2,0', e: '2,1', d: '3,0', v: '4,1' });
  });

  it('has no two cells in one place', () => {
    expect(new Set(Object.values(places)).size).toBe(map.nodes.length);
  });

  it('draws each edge once, and tells reading from starting', () => {
    expect(map.edges.map(({ from, to, kind }) => `${from} ${kind} ${to}`)).toEqual([
      'a starts b',
      'b starts c',
      'c starts d',
      'b starts e',
      'd reads v',
      'e reads v',
    ]);
  });

  it('knows who belongs together', () => {
    expect([...relativesOf('e', map.edges)].sort()).toEqual(['a', 'b', 'e', 'v']);
  });

  it('survives a circle', () => {
    const circle = [
      { ...results[0], id: 'a', from: 'b' },
      { ...results[1], id: 'b', from: 'a' },
    ].map((each): CellResult => ({
      kind: 'model',
      status: 'error',
      milliseconds: 0,
      diagnostics: [],
      tables: [],
      ...each,
    }));
    expect(mapOf(cells.slice(0, 2), circle).nodes).toHaveLength(2);
  });
});
