import { describe, expect, test } from 'vitest';
import { standardCatalog } from '../../engine/catalog';
import { restructure, type Restructuring } from '../../engine/notebook/edit';
import { join } from '../../engine/notebook/format';
import { knownOf } from '../../engine/notebook/known';

const known = knownOf(standardCatalog(), { currency: 'USD', rates: [] });

const notebook = `---
chokepoint: 1
headline: layout   # the answer
---
Can it hold?

\`\`\`yaml hardware chip
use: h20-96g  # ours
\`\`\`
\`\`\`yaml model v3
use: deepseek-v3
\`\`\`
\`\`\`yaml parallelism layout
decode: {tp: 1, dp: 16, ep: 16}
\`\`\`

\`\`\`yaml optimizations int4
w4a8: on
\`\`\`
~~~yaml   hardware on-h800   from=layout
use: h800
~~~
\`\`\`yaml compare verdict
cells: [layout, int4, "on-h800"]  # layout first
\`\`\`
\`\`\`yaml article nine
cases: t9
beside: {ep8: layout, ep16: int4}
\`\`\`
`;

function after(change: Restructuring, text = notebook) {
  const edited = restructure(text, change, known);
  return edited.ok ? { text: join(edited.value.cells), select: edited.value.select } : edited.problem.code;
}

describe('rename', () => {
  test('every reference follows, and nothing else changes', () => {
    const said = after({ kind: 'rename', cell: 'layout', name: 'spread-16' });
    expect(said).toEqual({
      select: 'spread-16',
      text: notebook
        .replace('headline: layout ', 'headline: spread-16 ')
        .replace('parallelism layout', 'parallelism spread-16')
        .replace('from=layout', 'from=spread-16')
        .replace('[layout, int4', '[spread-16, int4')
        .replace('ep8: layout', 'ep8: spread-16'),
    });
  });

  test('a reference in quotes follows too', () => {
    expect(after({ kind: 'rename', cell: 'on-h800', name: 'rival' })).toMatchObject({
      text: notebook.replace('hardware on-h800', 'hardware rival').replace('"on-h800"', 'rival'),
    });
  });

  test('a cell without a name gets one', () => {
    expect(after({ kind: 'rename', cell: 'model~1', name: 'v3' }, '```yaml model\nuse: x\n```\n')).toMatchObject({
      text: '```yaml model v3\nuse: x\n```\n',
    });
  });

  test('references in a cell that cannot be read whole follow as well', () => {
    const broken = notebook.replace('cells: [layout', 'metrics: [nonsense]\ncells: [layout');
    expect(after({ kind: 'rename', cell: 'layout', name: 'a' }, broken)).toMatchObject({
      text: expect.stringContaining('cells: [a, int4'),
    });
  });

  test('the second cell of a name is renamed alone', () => {
    const twice = `${notebook}\`\`\`yaml model int4\nuse: qwen3-8b\n\`\`\`\n`;
    expect(after({ kind: 'rename', cell: 'int4~2', name: 'small' }, twice)).toMatchObject({
      text: twice.replace('yaml model int4', 'yaml model small'),
    });
  });

  test.each([
    ['a name that is taken', 'chip', 'cell.id-taken'],
    ['a name that cannot be', 'My cell', 'cell.id-form'],
    ['the front matter’s', 'front', 'cell.id-form'],
  ])('%s is refused', (_, name, code) => {
    expect(after({ kind: 'rename', cell: 'layout', name })).toBe(code);
  });

  test('there and back is the same text', () => {
    const there = after({ kind: 'rename', cell: 'layout', name: 'other' });
    expect(
      typeof there === 'string' ? there : after({ kind: 'rename', cell: 'other', name: 'layout' }, there.text),
    ).toEqual({ select: 'layout', text: notebook });
  });
});

describe('insert', () => {
  test('below a cell, under a free name, with blank lines around it', () => {
    expect(after({ kind: 'insert', below: 'v3', cell: 'workload', body: 'input: 1000\n' })).toEqual({
      select: 'workload',
      text: notebook.replace(
        'use: deepseek-v3\n```\n',
        'use: deepseek-v3\n```\n\n```yaml workload workload\ninput: 1000\n```\n\n',
      ),
    });
  });

  test('without a place: at the top, behind the front matter', () => {
    expect(after({ kind: 'insert', cell: 'hardware', body: 'use: h800' })).toMatchObject({
      text: notebook.replace('---\nCan', '---\n\n```yaml hardware hardware\nuse: h800\n```\n\nCan'),
    });
  });

  test('a branch starts from its cell, and what stood below keeps its start', () => {
    expect(after({ kind: 'insert', below: 'layout', cell: 'hardware', body: 'use: h200\n', branch: 'layout' })).toEqual(
      {
        select: 'hardware',
        text: notebook
          .replace('ep: 16}\n```\n\n', 'ep: 16}\n```\n\n```yaml hardware hardware from=layout\nuse: h200\n```\n\n')
          .replace('optimizations int4', 'optimizations int4 from=layout'),
      },
    );
  });

  test('a branch at the end pins nothing', () => {
    expect(after({ kind: 'insert', below: 'nine', cell: 'hardware', body: 'use: h200', branch: 'int4' })).toMatchObject(
      {
        text: `${notebook}\n\`\`\`yaml hardware hardware from=int4\nuse: h200\n\`\`\`\n`,
      },
    );
  });

  test('prose selects the piece it came to be', () => {
    expect(after({ kind: 'insert', below: 'chip', cell: 'prose', body: 'Why?' })).toMatchObject({ select: 'prose-2' });
  });
});

describe('convert', () => {
  test('another kind keeps name and body', () => {
    expect(after({ kind: 'convert', cell: 'int4', to: 'workload' })).toMatchObject({
      text: notebook.replace('yaml optimizations int4', 'yaml workload int4'),
    });
  });

  test('to text and back to a cell', () => {
    const there = after({ kind: 'convert', cell: 'v3', to: 'prose' });
    expect(there).toMatchObject({ text: notebook.replace('yaml model v3', 'yaml') });
    const text = typeof there === 'string' ? '' : there.text;
    const select = typeof there === 'string' ? undefined : there.select;
    expect(after({ kind: 'convert', cell: select ?? '', to: 'model' }, text)).toMatchObject({
      text: notebook.replace('yaml model v3', 'yaml model model'),
    });
  });

  test('a sentence becomes a comment above the template', () => {
    expect(after({ kind: 'convert', cell: 'prose-1', to: 'hardware' })).toMatchObject({
      text: expect.stringMatching(
        /```yaml hardware hardware\n# Can it hold\?\n[^#]*use:[^`]*```\n\n```yaml hardware chip/,
      ),
    });
  });

  test('the front matter stays what it is', () => {
    expect(after({ kind: 'convert', cell: 'front', to: 'hardware' })).toMatchObject({ text: notebook });
  });
});

describe('paste', () => {
  const pasted =
    '```yaml parallelism layout\ndecode: {ep: 8}\n```\n```yaml optimizations more from=layout\nmtp: on\n```\n';

  test('names that are taken give way, also where the pasted cells name one another', () => {
    expect(after({ kind: 'paste', below: 'v3', text: pasted })).toEqual({
      select: 'layout-2',
      text: notebook.replace(
        'use: deepseek-v3\n```\n',
        `use: deepseek-v3\n\`\`\`\n\n${pasted.replaceAll('layout', 'layout-2')}\n`,
      ),
    });
  });

  test('front matter is left behind, and plain text becomes prose', () => {
    expect(after({ kind: 'paste', below: 'v3', text: '---\nchokepoint: 1\n---\nA thought' })).toMatchObject({
      select: 'prose-2',
      text: notebook.replace('use: deepseek-v3\n```\n', 'use: deepseek-v3\n```\n\nA thought\n\n'),
    });
  });
});
