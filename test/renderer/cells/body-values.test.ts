import { describe, expect, it } from 'vitest';
import { isOn, valuesOf } from '../../../renderer/cells/body-values';

describe('the values of a body', () => {
  const body = 'w4a8: on  # experts\nmtp: {drafts: 1, acceptance: 0.85}\ndsa: off\nset: {tflops: {fp8: 296 TFLOPS}}\n';

  it('are read as they are written', () => {
    const values = valuesOf(body);
    expect([
      values.at(['mtp', 'acceptance']),
      values.at(['set', 'tflops', 'fp8']),
      values.at(['mtp']),
      values.at(['nothing']),
    ]).toEqual(['0.85', '296 TFLOPS', undefined, undefined]);
  });

  it('tell whether a lever is on, off, or not spoken of', () => {
    const values = valuesOf(body);
    expect(['w4a8', 'mtp', 'dsa', 'fp8-kv'].map((id) => isOn(values, [id]))).toEqual([true, true, false, undefined]);
  });

  it('tell what a form does not show, as it is written', () => {
    const text = 'design: a\nvary: {decode.ep: [8, 16]}  # two\nset: {memory: 1 GB, other: {x: 1}}\nprice: [1,\n  2]\n';
    const fields = [['design'], ['set', 'memory'], ['price']];
    expect(valuesOf(text).beyond(fields)).toEqual([
      { path: ['vary'], text: '{decode.ep: [8, 16]}' },
      { path: ['set', 'other'], text: '{x: 1}' },
      { path: ['price'], text: '[1,\n  2]' },
    ]);
    expect(valuesOf('just words').beyond(fields)).toEqual([]);
  });

  it.each(['a: [1', 'just words', 'a: 1\n b: 2'])('are not offered where the text is no mapping: %s', (text) => {
    expect(valuesOf(text).isBroken).toBe(true);
  });

  it('are none in an empty body', () => {
    expect([valuesOf('').isBroken, valuesOf('').says(['a'])]).toEqual([false, false]);
  });
});
