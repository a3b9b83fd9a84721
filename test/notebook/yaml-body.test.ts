import { fc } from '../support/property';
import { describe, expect, test } from 'vitest';
import { readBody, spanAt, type Value } from '../../engine/notebook/yaml-body';

/** Values without positions. */
function plain(value: Value): unknown {
  switch (value.kind) {
    case 'scalar':
      return value.text;
    case 'empty':
      return null;
    case 'list':
      return value.items.map(plain);
    case 'map':
      return Object.fromEntries(value.entries.map((entry) => [entry.key, plain(entry.value)]));
  }
}

describe('what is written is read, as it is written', () => {
  const cases: Record<string, { text: string; value: unknown }> = {
    nothing: { text: '', value: null },
    'only a comment': { text: '# hm', value: null },
    'text, number and units': {
      text: 'use: h20-96g # chip\nnodes: 08\nslo: {ttft: 2 s}',
      value: { use: 'h20-96g', nodes: '08', slo: { ttft: '2 s' } },
    },
    'words that other YAML takes for booleans': {
      text: 'w4a8: on\nmtp: no\nx: true\ny: null',
      value: { w4a8: 'on', mtp: 'no', x: 'true', y: 'null' },
    },
    'money and ratios': { text: 'rent: $2/h\na: ¥3/h\nb: 1:30', value: { rent: '$2/h', a: '¥3/h', b: '1:30' } },
    'quotes taken off': { text: 'a: "50 ms"\nb: \'x\'', value: { a: '50 ms', b: 'x' } },
    'a key without a value': { text: 'use:\nnodes: 2', value: { use: null, nodes: '2' } },
    'a list': { text: 'cells: [a, b]', value: { cells: ['a', 'b'] } },
    'a block list': { text: 'cells:\n  - a\n  - b\n', value: { cells: ['a', 'b'] } },
    'Windows line ends': { text: 'a: 1\r\nb:\r\n  c: 2', value: { a: '1', b: { c: '2' } } },
    'no mapping at all': { text: 'just text', value: 'just text' },
  };
  test.each(Object.entries(cases))('%s', (_, { text, value }) => {
    const body = readBody(text);
    expect(body.problems).toEqual([]);
    expect(plain(body.root)).toEqual(value);
  });
});

describe('what cannot be read is said where it stands, and the rest is read', () => {
  const cases: Record<string, { text: string; at: [number, number]; value: unknown; code?: string }> = {
    'a bracket left open': { text: 'cells: [a, b', at: [1, 13], value: { cells: ['a', 'b'] } },
    'a quote left open': { text: "a: 1\nb: 'x", at: [2, 6], value: { a: '1', b: '' } },
    'two colons': { text: 'a: 1\nb: c: d\n', at: [2, 4], value: { a: '1', b: { c: 'd' } } },
    'a key twice': { text: 'a: 1\na: 2\n', at: [2, 1], value: { a: '2' } },
    'a tab': { text: 'a:\n\tb: 1\n', at: [2, 1], value: { a: null, b: '1' } },
    'bad indentation': { text: 'a:\n  b: 1\n c: 2\n', at: [3, 1], value: { a: { b: '1' }, c: '2' } },
    'an alias': { text: 'a: *x\nb: 1', at: [1, 4], value: { a: null, b: '1' }, code: 'yaml.alias' },
    'two documents': { text: 'a: 1\n---\nb: 2', at: [2, 1], value: { a: '1' } },
    'a mapping for a key': { text: '{a: 1}: 2\nb: 3', at: [1, 1], value: { b: '3' }, code: 'yaml.not-keys' },
  };
  test.each(Object.entries(cases))('%s', (_, { text, at, value, code }) => {
    const body = readBody(text);
    expect(body.problems[0]).toMatchObject({
      code: code ?? 'yaml.syntax',
      severity: 'error',
      at: { line: at[0], column: at[1] },
    });
    expect(plain(body.root)).toEqual(value);
  });
});

test('a path leads to the value, else to the nearest key above', () => {
  const { root } = readBody('prefill: {tp: 8}\ndecode:\n  ep: 16\ncells: [a, b]\nempty:');
  const at = (...path: (string | number)[]) => {
    const span = spanAt(root, path);
    return span && [span.line, span.column, span.endLine, span.endColumn];
  };
  expect(at('prefill', 'tp')).toEqual([1, 15, 1, 16]);
  expect(at('decode', 'ep')).toEqual([3, 7, 3, 9]);
  expect(at('decode', 'tp')).toEqual([2, 1, 2, 7]);
  expect(at('cells', 1)).toEqual([4, 12, 4, 13]);
  expect(at('empty')).toEqual([5, 1, 5, 6]);
  expect(at('pools', 'decode')).toBeUndefined();
});

test('no text makes the reader throw', () => {
  const parts = [
    'a',
    ': ',
    '\n',
    '  ',
    '- ',
    '{',
    '}',
    '[',
    ']',
    ',',
    '"',
    "'",
    '&x',
    '*x',
    '!!',
    '#',
    '|',
    '>',
    '\t',
    '? ',
    '---',
    '%',
    '@',
    '\r',
    'on',
    '1e3',
  ];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 30 }), (words) => (readBody(words.join('')), true)),
    { numRuns: 3000 },
  );
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => (readBody(text), true)),
    { numRuns: 1000 },
  );
  readBody('['.repeat(500));
});
