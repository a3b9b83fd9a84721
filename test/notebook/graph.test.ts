import { describe, expect, test } from 'vitest';
import { graphOf, type Node } from '../../engine/notebook/graph';

/** "chip" a defining cell; "chip<layout" one that starts from layout; "?a,b" a view that reads a and b. */
function nodes(...words: string[]): Node[] {
  return words.map((word, i) => {
    const [id = '', from] = word.split('<');
    if (!id.startsWith('?'))
      return {
        id,
        kind: 'hardware',
        defines: true,
        reads: [],
        ...(from === undefined ? {} : { from, fromAt: { line: 0, column: i + 1 } }),
      };
    const reads = id
      .slice(1)
      .split(',')
      .map((each, j) => ({ id: each, at: { line: j + 1, column: 1 } }));
    return {
      id: `view-${i}`,
      kind: 'compare',
      defines: false,
      reads,
      ...(from === undefined ? {} : { from, fromAt: { line: 0, column: 1 } }),
    };
  });
}

describe('cells are joined by what they start from and read', () => {
  const cases: Record<
    string,
    { cells: Node[]; starts: Record<string, string>; problems?: Record<string, string[]>; order?: string[] }
  > = {
    none: { cells: [], starts: {} },
    'a chain': { cells: nodes('a', 'b', 'c'), starts: { b: 'a', c: 'b' }, order: ['a', 'b', 'c'] },
    'a branch': { cells: nodes('a', 'b', 'c<a', 'd'), starts: { b: 'a', c: 'a', d: 'c' } },
    'a view between them is no link': { cells: nodes('a', '?a', 'b'), starts: { b: 'a' } },
    'a branch from below that is no circle': {
      cells: nodes('a', 'b<d', 'd<a'),
      starts: { b: 'd', d: 'a' },
      order: ['a', 'd', 'b'],
    },
    'a missing start': {
      cells: nodes('layout', 'b<layuot', 'c'),
      starts: { c: 'b' },
      problems: { b: ['cell.missing'] },
    },
    'a start that defines nothing': {
      cells: nodes('a', '?a', 'b<view-1'),
      starts: {},
      problems: { b: ['cell.not-a-design'] },
    },
    'a view that starts somewhere': {
      cells: nodes('a', '?a<a'),
      starts: {},
      problems: { 'view-1': ['cell.from-reader'] },
    },
    'a view of missing cells': {
      cells: nodes('a', '?a,x,y'),
      starts: {},
      problems: { 'view-1': ['cell.missing', 'cell.missing'] },
    },
    itself: { cells: nodes('a<a'), starts: { a: 'a' }, problems: { a: ['cell.cycle'] } },
    'a circle': {
      cells: nodes('a<c', 'b', 'c', 'd'),
      starts: { a: 'c', b: 'a', c: 'b', d: 'c' },
      problems: { a: ['cell.cycle'], b: ['cell.cycle'], c: ['cell.cycle'] },
    },
  };
  test.each(Object.entries(cases))('%s', (_, { cells, starts, problems, order }) => {
    const graph = graphOf(cells);
    const edges = [...graph.edges];
    expect(
      Object.fromEntries(edges.flatMap(([id, each]) => (each.start === undefined ? [] : [[id, each.start]]))),
    ).toEqual(starts);
    expect(
      Object.fromEntries(
        edges.flatMap(([id, each]) =>
          each.problems.length === 0 ? [] : [[id, each.problems.map((problem) => problem.code)]],
        ),
      ),
    ).toEqual(problems ?? {});
    expect([...graph.order].sort()).toEqual(cells.map((cell) => cell.id).sort());
    if (order) expect(graph.order).toEqual(order);
  });
});

test('a circle is written out where it is said', () => {
  const graph = graphOf(nodes('a<b', 'b'));
  expect(graph.edges.get('a')?.problems).toEqual([
    {
      code: 'cell.cycle',
      severity: 'error',
      at: { line: 0, column: 1 },
      text: {
        en: 'These cells start from one another: a → b → a. Let one of them start elsewhere',
        zh: '这些单元互为起点：a → b → a。请让其中一个从别处出发',
      },
    },
  ]);
});
