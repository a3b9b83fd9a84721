import { fc } from '../support/property';
import { describe, expect, test } from 'vitest';
import { cellText, join, split, withBody } from '../../engine/notebook/format';

/** What a cell is, without the text around it. */
function shape(text: string) {
  return split(text).map((cell) => [
    cell.id,
    cell.kind,
    cell.body,
    cell.line,
    ...cell.problems.map((problem) => problem.code),
  ]);
}

describe('a notebook is cut at its cells', () => {
  const cases: Record<string, { text: string; cells: unknown[] }> = {
    'nothing at all': { text: '', cells: [] },
    'only blank lines': { text: '\n\n', cells: [['prose-1', 'prose', '', 3]] },
    'prose alone': { text: 'Hello\nthere\n', cells: [['prose-1', 'prose', 'Hello\nthere', 1]] },
    'a cell between prose': {
      text: 'A?\n\n```yaml hardware chip\nuse: h20-96g\n```\n\nB.\n',
      cells: [
        ['prose-1', 'prose', 'A?', 1],
        ['chip', 'hardware', 'use: h20-96g', 4],
        ['prose-2', 'prose', 'B.', 7],
      ],
    },
    'front matter': {
      text: '---\nchokepoint: 1\n---\nHi\n',
      cells: [
        ['front', 'front', 'chokepoint: 1', 2],
        ['prose-1', 'prose', 'Hi', 4],
      ],
    },
    'a rule later on is no front matter': {
      text: 'Hi\n\n---\nx: 1\n---\n',
      cells: [['prose-1', 'prose', 'Hi\n\n---\nx: 1\n---', 1]],
    },
    'a rule at the top that nothing closes': { text: '---\nHi\n', cells: [['prose-1', 'prose', '---\nHi', 1]] },
    'a byte order mark and Windows line ends': {
      text: '\uFEFF---\r\ntitle: x\r\n---\r\n```yaml model m\r\nuse: a\r\nkv: fp8\r\n```\r\n',
      cells: [
        ['front', 'front', 'title: x', 2],
        ['m', 'model', 'use: a\r\nkv: fp8', 5],
      ],
    },
    'no line break at the end': { text: '```yaml model m\nuse: a\n```', cells: [['m', 'model', 'use: a', 2]] },
    'a bare yaml fence is prose': {
      text: '```yaml\na: 1\n```\n',
      cells: [['prose-1', 'prose', '```yaml\na: 1\n```', 1]],
    },
    'a fence of another language is prose': {
      text: '```js hardware x\n```\n',
      cells: [['prose-1', 'prose', '```js hardware x\n```', 1]],
    },
    'a cell shown inside a longer fence is prose': {
      text: '````markdown\n```yaml hardware chip\nuse: x\n```\n````\n',
      cells: [['prose-1', 'prose', '````markdown\n```yaml hardware chip\nuse: x\n```\n````', 1]],
    },
    'a shorter fence inside a cell is its body': {
      text: '````yaml model m\n# ```\nuse: a\n```\n````\n',
      cells: [['m', 'model', '# ```\nuse: a\n```', 2]],
    },
    'tildes open and close': {
      text: '~~~yaml model m\nuse: a\n```\n~~~~\n',
      cells: [['m', 'model', 'use: a\n```', 2]],
    },
    'indented up to three spaces': {
      text: '  ```yaml model m\n  use: a\n  ```\n',
      cells: [['m', 'model', '  use: a', 2]],
    },
    'indented four spaces is prose': {
      text: 'x\n\n    ```yaml model m\n    use: a\n    ```\n',
      cells: [['prose-1', 'prose', 'x\n\n    ```yaml model m\n    use: a\n    ```', 1]],
    },
    'a branch': { text: '```yaml hardware b from=a\n```\n', cells: [['b', 'hardware', '', 2]] },
    'an unknown kind stays as written': {
      text: '```yaml hardwear b\nuse: x\n```\n',
      cells: [['b', 'hardwear', 'use: x', 2]],
    },
    'a cell that nothing closes': {
      text: '```yaml model m\nuse: a\n',
      cells: [['m', 'model', 'use: a', 2, 'fence.unterminated']],
    },
    'an unclosed cell leaves the next one alone': {
      text: '```yaml model m\nuse: a\n\n```yaml hardware h\nuse: b\n```\n',
      cells: [
        ['m', 'model', 'use: a\n', 2, 'fence.unterminated'],
        ['h', 'hardware', 'use: b', 5],
      ],
    },
    'prose whose fence nothing closes': {
      text: 'A\n```js\n```yaml model m\n',
      cells: [['prose-1', 'prose', 'A\n```js\n```yaml model m', 1, 'fence.unterminated-prose']],
    },
    'a name taken twice': {
      text: '```yaml model m\n```\n```yaml model m\n```\n```yaml model m\n```\n',
      cells: [
        ['m', 'model', '', 2, 'cell.id-shared'],
        ['m~2', 'model', '', 4, 'cell.id-taken'],
        ['m~3', 'model', '', 6, 'cell.id-taken'],
      ],
    },
    'no name': {
      text: '```yaml model\n```\n```yaml model from=x\n```\n',
      cells: [
        ['model~1', 'model', '', 2, 'cell.id-missing'],
        ['model~2', 'model', '', 4, 'cell.id-missing'],
      ],
    },
    'a name of the wrong form': {
      text: '```yaml model My_Model\n```\n',
      cells: [['My_Model', 'model', '', 2, 'cell.id-form']],
    },
    'more words than belong there': {
      text: '```yaml model m x from=\n```\n',
      cells: [['m', 'model', '', 2, 'cell.info-unknown', 'cell.info-unknown']],
    },
    'prose steps around a name that is taken': {
      text: 'A\n```yaml model prose-1\n```\n',
      cells: [
        ['prose-2', 'prose', 'A', 1],
        ['prose-1', 'model', '', 3],
      ],
    },
  };
  test.each(Object.entries(cases))('%s', (_, { text, cells }) => {
    expect(shape(text)).toEqual(cells);
    expect(join(split(text))).toBe(text);
  });
});

test('positions of the info string count from the body', () => {
  const [cell] = split('```yaml model  My m2\n```\n');
  expect(cell?.problems.map((problem) => problem.at)).toEqual([
    { line: 0, column: 19, endLine: 0, endColumn: 21 },
    { line: 0, column: 16, endLine: 0, endColumn: 18 },
  ]);
});

const fragments = [
  '---',
  '\n',
  '\r\n',
  '```',
  '~~~',
  '````',
  '```yaml',
  '```yaml hardware chip',
  '```yaml model m from=chip',
  '```yaml model',
  ' ',
  '   ',
  '\t',
  'use: h20-96g',
  '# comment',
  'prose',
  '\uFEFF',
  '...',
  'a: {b: 1}',
  '`',
  '\r',
  '从',
  '😀',
];

describe('nothing is lost', () => {
  test('from arbitrary text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => join(split(text)) === text),
      { numRuns: 2000 },
    );
  });
  test('from text made of fences and line breaks', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...fragments), { maxLength: 40 }), (parts) => {
        const text = parts.join('');
        const cells = split(text);
        expect(join(cells)).toBe(text);
        expect(new Set(cells.map((cell) => cell.id)).size).toBe(cells.length);
        let line = 1;
        for (const cell of cells) {
          line += cell.before.split('\n').length - 1;
          expect(cell.line).toBe(line);
          line += (cell.body + cell.after).split('\n').length - 1;
        }
      }),
      { numRuns: 3000 },
    );
  });
});

describe('a body is replaced', () => {
  const text = 'A\n```yaml model m\nuse: a\n```\n\n```yaml model n\n```\nB\n';
  const cases: Record<string, { id: string; body: string }> = {
    'by one line': { id: 'm', body: 'use: b' },
    'by several': { id: 'm', body: 'use: b\nkv: fp8\n' },
    'by nothing': { id: 'm', body: '' },
    'where there was nothing': { id: 'n', body: 'use: b' },
    'by text that would close the fence': { id: 'm', body: 'a\n```\nb\n````' },
    'in prose': { id: 'prose-1', body: 'Another question?' },
  };
  test.each(Object.entries(cases))('%s', (_, { id, body }) => {
    const cells = split(withBody(split(text), id, body));
    expect(cells.map((cell) => [cell.id, cell.body])).toEqual(
      split(text).map((cell) => [cell.id, cell.id === id ? body : cell.body]),
    );
    expect(cells.flatMap((cell) => cell.problems)).toEqual([]);
  });
});

test('a new cell is text that reads back', () => {
  const text = cellText({ kind: 'hardware', id: 'on-h800', from: 'layout', body: 'use: h800' });
  expect(text).toBe('```yaml hardware on-h800 from=layout\nuse: h800\n```\n');
  expect(split(text)).toMatchObject([{ id: 'on-h800', kind: 'hardware', from: 'layout', body: 'use: h800' }]);
});
