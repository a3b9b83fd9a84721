/** The H100's own kernels: how near the calibrated model comes, and how near it came where it was not shown the layer. */

import { describe, expect, it } from 'vitest';
import { standardCalibrations } from '../../engine/catalog/calibrations';
import { validate, type ValidationReport } from '../../engine/validate/index';

type Case = ValidationReport['cases'][number];

const { report, diagnostics } = validate({ suite: 'kernel' });
const isFlash = ({ id }: Case) => id.includes('.flash.');
const judged = report.cases.filter((each) => !isFlash(each));

function meanAbsLn(cases: readonly Case[]): number {
  return (
    cases.reduce((sum, { predicted, actual }) => sum + Math.abs(Math.log((predicted ?? 0) / actual)), 0) / cases.length
  );
}

describe('the kernel suite', () => {
  it('has a case for every gemm, grouped and attention row', () => {
    expect(diagnostics).toEqual([]);
    const count = (first: string) => report.cases.filter(({ id }) => id.startsWith(first)).length;
    expect([count('gemm.'), count('grouped.'), count('attn_prefill.')]).toEqual([280, 160, 20]);
  });

  it('meets them within 0.05 on average', () => {
    expect(meanAbsLn(judged)).toBeLessThanOrEqual(0.05);
    expect(report.summary.kernel?.meanAbsLnRatio).toBeLessThanOrEqual(0.05);
  });

  it.each(['gemm.bf16', 'gemm.fp8', 'grouped.bf16', 'grouped.fp8', 'attn_prefill.bf16.cudnn'])(
    'meets the family %s within 0.08',
    (family) => {
      expect(meanAbsLn(judged.filter(({ id }) => id.startsWith(`${family}.`)))).toBeLessThanOrEqual(0.08);
    },
  );

  it('predicted layer shapes it had not seen within 0.075', () => {
    const fits = standardCalibrations()
      .records.filter(({ id }) => id === 'h100.cublas' || id === 'h100.cudnn')
      .flatMap(({ families }) => families)
      .filter((family) => !('variant' in family) || family.variant === 'gqa')
      .flatMap(({ fit }) => (fit ? [fit] : []));
    const rows = fits.reduce((sum, each) => sum + each.rows, 0);
    const error = fits.reduce((sum, each) => sum + (each.leaveOneOut ?? 0) * each.rows, 0) / rows;
    expect(rows).toBe(453);
    expect(error).toBeLessThanOrEqual(0.075);
  });

  it('says why where it is far off', () => {
    const far = judged.filter(({ error }) => Math.abs(error ?? 0) > 0.2);
    expect(far.filter(({ note }) => note === 'calibrated').map(({ id }) => id)).toEqual([]);
  });
});
