import { describe, expect, test } from 'vitest';
import { pictureOf } from '../../../app/export/pptx/svg-marks';
import { segmentsOf } from '../../../app/export/pptx/svg-path';

describe('path data', () => {
  test.each([
    ['M1,2L3,4Z', ['move 1 2', 'line 3 4', 'close']],
    ['m1,2l3,4h5v-6', ['move 1 2', 'line 4 6', 'line 9 6', 'line 9 0']],
    ['M0,0 1,1 2,2', ['move 0 0', 'line 1 1', 'line 2 2']],
    ['M-.5.5L1e1,-2', ['move -0.5 0.5', 'line 10 -2']],
  ])('%s', (data, expected) => {
    const told = segmentsOf(data).map((each) =>
      each.kind === 'close' ? 'close' : `${each.kind} ${String(each.x)} ${String(each.y)}`,
    );
    expect(told).toEqual(expected);
  });

  test('an arc ends where it should, and stays on its circle', () => {
    const segments = segmentsOf('M1,0A1,1 0 1,1 0,-1');
    const points = segments.flatMap((each) => (each.kind === 'curve' ? [[each.x, each.y]] : []));
    expect(points.length).toBe(3);
    for (const [x = 0, y = 0] of points) expect(Math.hypot(x, y)).toBeCloseTo(1, 9);
    expect(points.at(-1)?.map((each) => Math.round(each * 1e9) / 1e9 + 0)).toEqual([0, -1]);
  });
});

test('marks come out in the picture’s own pixels, with inherited paint; clips and halos are known for what they are', () => {
  const { width, height, marks } = pictureOf(
    '<svg width="100" height="50"><defs><clipPath id="c"><rect x="0" y="0" width="9" height="9"></rect></clipPath></defs>' +
      '<g transform="translate(10,5)" fill="#112233"><path d="M0,0h4v4Z" transform="translate(1,1)"/>' +
      '<text text-anchor="end" transform="translate(20,9)" font-size="11px" font-weight="600">a &amp; b</text>' +
      '<text transform="translate(20,9)" stroke="#fff" fill="#000">halo</text></g></svg>',
  );
  expect([width, height]).toEqual([100, 50]);
  expect(marks).toMatchObject([
    {
      kind: 'path',
      fill: '#112233',
      segments: [{ x: 11, y: 6 }, { x: 15, y: 6 }, { x: 15, y: 10 }, { kind: 'close' }],
    },
    { kind: 'text', text: 'a & b', x: 30, y: 14, anchor: 'end', isBold: true, isHalo: false, fill: '#112233' },
    { kind: 'text', text: 'halo', isHalo: true },
  ]);
});
