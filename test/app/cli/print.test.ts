import { expect, test } from 'vitest';
import { styleFor, tableText, widthOf } from '../../../app/cli/print';

const columns = [
  { title: 'cell', align: 'left' },
  { title: 'TPOT', align: 'right' },
  { title: 'why', align: 'left' },
] as const;
const plain = styleFor(false);

test('columns stand under their titles, Chinese counted as two', () => {
  const text = tableText(
    columns,
    [
      ['单元', '9 ms', 'a'],
      ['b', '12.5 ms', ''],
    ],
    { style: plain },
  );
  expect(text).toBe(['cell     TPOT  why', '单元     9 ms  a', 'b     12.5 ms'].join('\n'));
});

test('a colour takes no room', () => {
  const style = styleFor(true);
  expect(widthOf(style.alarm('worse'))).toBe(5);
  expect(style.alarm('worse')).toBe('\u001b[31mworse\u001b[0m');
});

test('a last column of words that does not fit is broken in its own place', () => {
  const why = 'the step reads every expert that its tokens touch';
  const text = tableText(columns, [['a', '9 ms', why]], { style: plain, width: 40 });
  expect(text.split('\n')).toEqual([
    'cell  TPOT  why',
    'a     9 ms  the step reads every expert',
    '            that its tokens touch',
  ]);
});

test('Chinese breaks between characters', () => {
  const text = tableText(columns, [['a', '9 ms', '每步读取其 token 触及的每个专家，而不是每层一个']], {
    style: plain,
    width: 36,
  });
  for (const line of text.split('\n')) expect(widthOf(line)).toBeLessThanOrEqual(36);
});
