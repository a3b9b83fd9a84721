/** The same library on another chip: the bars that calibrations of one chip must hold on the next. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { standardCatalog } from '../../engine/catalog';
import { allPairs, pairTransfers, publishedSchema, readPublished, transfers, type Transfer } from '../../engine/fit';
import shown from '../../engine/validate/data/transfers.json';

const path = join(import.meta.dirname, '../published/measured/kernel-series.json');
const { series } = publishedSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
const { chips } = standardCatalog();
const { families } = readPublished(series, chips);

function moved(from: string, to: string, wanted: (family: (typeof families)[number]) => boolean): readonly Transfer[] {
  return transfers(families.filter(wanted), [[from, to]]);
}

function mean(found: readonly Transfer[], of: 'datasheet' | 'ceilings'): number {
  const rows = found.reduce((sum, each) => sum + each.rows, 0);
  return found.reduce((sum, each) => sum + each[of] * each.rows, 0) / rows;
}

// Each family is fitted on the source here: minutes on a busy machine.
describe('H200 from the curves of the H100', { timeout: 300_000 }, () => {
  it('holds for kernels of all kinds', () => {
    const found = moved('h100', 'h200', ({ op }) => op !== 'collective');
    expect(found.length).toBeGreaterThanOrEqual(15);
    expect(mean(found, 'datasheet')).toBeLessThanOrEqual(0.13);
    expect(mean(found, 'ceilings')).toBeLessThanOrEqual(0.08);
    const attention = found.filter(({ family }) => family.includes('attention'));
    for (const each of attention) expect([each.family, each.ceilings <= 0.08]).toEqual([each.family, true]);
  });
});

describe('H20 from the curves of the H800', { timeout: 300_000 }, () => {
  it('holds for dense layers once its two ceilings are known', () => {
    const found = moved('h800', 'h20-96g', ({ op }) => op === 'gemm');
    expect(mean(found, 'ceilings')).toBeLessThanOrEqual(0.15);
  });
});

describe('the pairs that validation shows', { timeout: 300_000 }, () => {
  it('are all that were measured, each with its reason', () => {
    expect(shown.map(({ from, to }) => [from, to])).toEqual(allPairs(families));
    expect(shown.filter(({ why }) => why.en === '' || why.zh === '')).toEqual([]);
  });

  it('are what the fit finds today', () => {
    const found = transfers(families, [['h800', 'h100']]);
    const isIt = ({ from, to }: { readonly from: string; readonly to: string }) => from === 'h800' && to === 'h100';
    expect(pairTransfers(found, { families, chips }).find(isIt)).toEqual(shown.find(isIt));
  });
});
