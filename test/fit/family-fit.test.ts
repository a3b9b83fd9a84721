import { describe, expect, it } from 'vitest';
import { errorOf, fitFamily, type FitRow } from '../../engine/fit/family-fit';
import { decodeModel, matrixModel, matrixSeconds, type DecodeRow, type MatrixShape } from '../../engine/fit/models';

const h100 = { sms: 132, peak: 989e12, bandwidth: 3.35e12 };

function layer(outer: number, inner: number, constants: Readonly<Record<string, number>>): FitRow<MatrixShape>[] {
  return [1, 16, 64, 128, 256, 1024, 4096].map((rows) => {
    const bytes = 2 * (outer * inner + rows * inner + rows * outer);
    const shape = { ...h100, launches: [{ rows, groups: 1, outer, inner, bytes }], between: 0 };
    return {
      id: `${outer}x${inner}@${rows}`,
      layer: `${outer}x${inner}`,
      seconds: matrixSeconds(shape, constants),
      shape,
    };
  });
}

describe('fitFamily', () => {
  const truth = {
    start: 3e-6,
    bandwidthShare: 0.8,
    peakShare: 0.7,
    step: 0.25e-6,
    rowTile: 64,
    columnTile: 64,
    splits: 1,
    join: 0,
  };
  const rows = [layer(4096, 7168, truth), layer(7168, 2048, truth), layer(24576, 1536, truth)].flat();
  const model = matrixModel({ rowTiles: [64], columnTiles: [64], splits: 1 });

  it('finds the constants that made the rows, also of a layer it has not seen', () => {
    const fit = fitFamily(model, rows);
    expect(fit.error).toBeLessThan(0.01);
    expect(fit.leaveOneOut).toBeLessThan(0.02);
    for (const name of ['start', 'bandwidthShare', 'peakShare', 'step'] as const)
      expect(Math.abs(Math.log((fit.constants[name] ?? 0) / truth[name]))).toBeLessThan(0.08);
    expect(errorOf(model, rows, truth)).toBe(0);
  });

  it('gives the same fit every time', () => {
    expect(fitFamily(model, rows).constants).toEqual(fitFamily(model, rows).constants);
  });

  it('leaves a constant that no row determines at its prior', () => {
    const bound = [1024, 8192, 65536].flatMap((keys): FitRow<DecodeRow>[] => {
      const shape = { flop: 1, bytes: keys * 1e6, peak: 1e15, bandwidth: 3e12 };
      return [{ id: String(keys), layer: 'one', seconds: 10e-6 + shape.bytes / 2.4e12, shape }];
    });
    const fit = fitFamily(decodeModel, bound);
    expect(fit.constants.peakShare).toBeCloseTo(0.6, 2);
    expect(fit.constants.bandwidthShare).toBeCloseTo(0.8, 2);
    expect(fit.leaveOneOut).toBeUndefined();
  });
});
