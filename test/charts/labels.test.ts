import { describe, expect, it } from 'vitest';
import { rowsOfLabels, spreadUpwards } from '../../engine/charts/xy';

describe('labels', () => {
  it.each([
    ['far apart share the lowest row', [10, 0, 20], [0, 0, 0]],
    ['that would touch go a row up, in the order of their place', [2, 0, 1], [2, 0, 1]],
    ['take a row again once it is free', [0, 1, 5], [0, 1, 0]],
  ])('%s', (_, at, rows) => {
    expect(rowsOfLabels(at, 4)).toEqual(rows);
  });

  it('keep their heights where there is room, and their order where there is none', () => {
    expect(spreadUpwards([9, 1, 1.5, 2], 1)).toEqual([9, 1, 2, 3]);
  });
});
