import { describe, expect, it } from 'vitest';
import { tokensOf } from '../../../renderer/cells/yaml-tokens';

const kinds = (line: string) => tokensOf(line).map(({ text, kind }) => `${kind} ${text}`);

describe('a line of YAML is cut', () => {
  it.each([
    ['use: h20-96g', ['key use', 'mark :', 'value h20-96g']],
    ['w4a8: on  # experts to INT4', ['key w4a8', 'mark :', 'switch on', 'comment # experts to INT4']],
    [
      'slo: {ttft: 2 s, tpot: 50 ms}',
      [
        'key slo',
        'mark :',
        'mark {',
        'key ttft',
        'mark :',
        'value 2 s',
        'mark ,',
        'key tpot',
        'mark :',
        'value 50 ms',
        'mark }',
      ],
    ],
    ['cells: [int4, on-h800]', ['key cells', 'mark :', 'mark [', 'value int4', 'mark ,', 'value on-h800', 'mark ]']],
    ['  - "a: b"', ['mark -', 'value "a: b"']],
    ['# nodes: 2', ['comment # nodes: 2']],
    ['input: 3260 # 提示词', ['key input', 'mark :', 'value 3260', 'comment # 提示词']],
    ['', []],
  ])('%s', (line, expected) => {
    expect(kinds(line)).toEqual(expected);
  });

  it('at places where its pieces stand', () => {
    const line = 'decode: {tp: 1, ep: 16}  # wide';
    for (const { start, text } of tokensOf(line)) expect(line.slice(start, start + text.length)).toBe(text);
  });
});
