import { fc } from '../support/property';
import { describe, expect, test } from 'vitest';
import { readBody, type Value } from '../../engine/notebook/yaml-body';
import { setAt } from '../../engine/notebook/yaml-edit';

const body = `use: h20-96g   # the chip
# how many
nodes: 2
set: {scaleOut: 50 GB/s, tflops: {fp8: 296 TFLOPS}}   # ours
decode:
  tp: 1 # one
  dp: 16
`;

describe('one value changes, every other character stays', () => {
  const cases: Record<string, { from?: string; path: string[]; value: string | null; to: string }> = {
    'a value': { path: ['nodes'], value: '4', to: body.replace('nodes: 2', 'nodes: 4') },
    'a value with a comment behind it': { path: ['use'], value: 'h800', to: body.replace('h20-96g', 'h800') },
    'inside braces': { path: ['set', 'tflops', 'fp8'], value: '1979 TFLOPS', to: body.replace('296', '1979') },
    'inside a block': { path: ['decode', 'tp'], value: '8', to: body.replace('tp: 1 #', 'tp: 8 #') },
    'a new key': { path: ['fidelity'], value: 'roofline', to: `${body}fidelity: roofline\n` },
    'a new key in braces': {
      path: ['set', 'memory'],
      value: '141 GB',
      to: body.replace('296 TFLOPS}}', '296 TFLOPS}, memory: 141 GB}'),
    },
    'a new key in a block': { path: ['decode', 'ep'], value: '16', to: `${body}  ep: 16\n` },
    'a new key behind a comment': {
      from: 'a:\n  b: 1 # c\nd: 2',
      path: ['a', 'x'],
      value: '3',
      to: 'a:\n  b: 1 # c\n  x: 3\nd: 2',
    },
    'a new nest': { path: ['prefill', 'tp'], value: '8', to: `${body}prefill: {tp: 8}\n` },
    'into nothing': { from: '', path: ['use'], value: 'h800', to: 'use: h800' },
    'below a comment': { from: '# hm', path: ['use'], value: 'h800', to: '# hm\nuse: h800' },
    'into empty braces': { from: 'set: {}', path: ['set', 'memory'], value: '1 GB', to: 'set: {memory: 1 GB}' },
    'where a key has no value': { from: 'use:\nnodes: 1', path: ['use'], value: 'h800', to: 'use: h800\nnodes: 1' },
    'a switch becomes parameters': {
      from: 'mtp: on # x',
      path: ['mtp', 'drafts'],
      value: '2',
      to: 'mtp: {drafts: 2} # x',
    },
    'parameters become a switch': {
      from: 'mtp:\n  drafts: 2\n\nw4a8: on',
      path: ['mtp'],
      value: 'off',
      to: 'mtp: off\n\nw4a8: on',
    },
    'a list': { from: 'cells: [a] # c', path: ['cells'], value: '[a, b]', to: 'cells: [a, b] # c' },
    'what would read as something else is quoted': {
      from: 'a: 1',
      path: ['a'],
      value: 'x: y # z',
      to: 'a: "x: y # z"',
    },
    'Windows line ends': { from: 'a: 1\r\nb: 2\r\n', path: ['c'], value: '3', to: 'a: 1\r\nb: 2\r\nc: 3\r\n' },
    'a key removed': { path: ['nodes'], value: null, to: body.replace('nodes: 2\n', '') },
    'the last line removed': { from: 'a: 1\nb: 2', path: ['b'], value: null, to: 'a: 1' },
    'the only line removed': { from: 'b: 2', path: ['b'], value: null, to: '' },
    'the first in braces removed': { from: 'a: {b: 1, c: 2}', path: ['a', 'b'], value: null, to: 'a: {c: 2}' },
    'the last in braces removed': { from: 'a: {b: 1, c: 2}', path: ['a', 'c'], value: null, to: 'a: {b: 1}' },
    'the only one in braces removed': { from: 'a: {b: 1}\nc: 2', path: ['a', 'b'], value: null, to: 'c: 2' },
    'in a block removed': { path: ['decode', 'tp'], value: null, to: body.replace('  tp: 1 # one\n', '') },
    'a whole block removed': { path: ['decode'], value: null, to: body.slice(0, body.indexOf('decode')) },
    'what is not there removed': { path: ['x', 'y'], value: null, to: body },
  };
  test.each(Object.entries(cases))('%s', (_, { from, path, value, to }) => {
    expect(setAt(from ?? body, path, value)).toBe(to);
  });
});

test('text that cannot be read is left alone rather than made worse', () => {
  expect(setAt('just text', ['a'], '1')).toBe('just text');
  expect(setAt('- a\n- b', ['a'], '1')).toBe('- a\n- b');
});

function plain(value: Value): unknown {
  if (value.kind === 'map') return Object.fromEntries(value.entries.map((entry) => [entry.key, plain(entry.value)]));
  if (value.kind === 'list') return value.items.map(plain);
  return value.kind === 'scalar' ? value.text : null;
}

type Tree = { [key: string]: Tree | string };

function put(tree: Tree, path: readonly string[], value: string): Tree {
  const [key = '', ...rest] = path;
  const below = tree[key];
  return { ...tree, [key]: rest.length === 0 ? value : put(typeof below === 'object' ? below : {}, rest, value) };
}

function render(tree: Tree, indent: string, flow: () => boolean): string {
  return Object.entries(tree)
    .map(([key, value], i) => {
      if (typeof value === 'string') return `${indent}${key}: ${value}${i % 2 ? '   # why' : ''}\n`;
      if (Object.keys(value).length === 0) return `${indent}${key}: {}\n`;
      return flow()
        ? `${indent}${key}: ${inline(value)} # c\n`
        : `${indent}${key}:\n${render(value, `${indent}  `, flow)}`;
    })
    .join('');
}

function inline(tree: Tree): string {
  return `{${Object.entries(tree)
    .map(([key, value]) => `${key}: ${typeof value === 'string' ? value : inline(value)}`)
    .join(', ')}}`;
}

const key = fc.constantFrom('a', 'b', 'c', 'use');
const text = fc.constantFrom('1', 'x', '50 ms', '$2/h', 'on');
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.dictionary(key, fc.oneof({ depthSize: 'small' }, text, tie('tree')), { maxKeys: 3, noNullPrototype: true }),
}));

test('any value can be put anywhere, and nothing else moves', () => {
  fc.assert(
    fc.property(
      tree,
      fc.array(key, { minLength: 1, maxLength: 3 }),
      text,
      fc.infiniteStream(fc.boolean()),
      (start, path, value, flows) => {
        const before = render(start, '', () => flows.next().value ?? false);
        const after = setAt(before, path, value);
        expect(readBody(after).problems).toEqual([]);
        expect(plain(readBody(after).root)).toEqual(put(start, path, value));
      },
    ),
    { numRuns: 2000 },
  );
});
