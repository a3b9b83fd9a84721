import { describe, expect, it } from 'vitest';
import { standardCatalog } from '../../engine/catalog';
import { familyFor, standardCalibrations, type Ask, type OpFamily } from '../../engine/catalog/calibrations';
import { trustOf, type Q } from '../../engine/quantity';
import type { Chip } from '../../engine/types';

const catalog = standardCatalog();
const { records } = standardCalibrations();

function chip(id: string): Chip {
  const found = catalog.chips.get(id);
  if (!found) throw new Error(`no chip ${id}`);
  return found;
}

const asks: readonly Omit<Ask, 'chip'>[] = [
  { op: 'gemm', dtype: 'bf16' },
  { op: 'gemm', dtype: 'fp8', library: 'deepgemm' },
  { op: 'gemm', dtype: 'int8' },
  { op: 'gemm', dtype: 'fp4' },
  { op: 'grouped-gemm', dtype: 'fp8', library: 'deepgemm-masked' },
  { op: 'grouped-gemm', dtype: 'int4' },
  { op: 'prefill-attention', variant: 'gqa', dtype: 'bf16' },
  { op: 'prefill-attention', variant: 'mla', dtype: 'bf16' },
  { op: 'prefill-attention', variant: 'dsa-index', dtype: 'fp8' },
  { op: 'prefill-attention', variant: 'dsa-sparse', dtype: 'bf16' },
  { op: 'decode-attention', variant: 'gqa', dtype: 'fp8' },
  { op: 'decode-attention', variant: 'mla', dtype: 'bf16' },
  { op: 'decode-attention', variant: 'dsa-index', dtype: 'fp8' },
  { op: 'decode-attention', variant: 'dsa-sparse', dtype: 'bf16' },
  ...(['all-reduce', 'all-gather', 'reduce-scatter', 'all-to-all', 'dispatch', 'combine', 'send'] as const).flatMap(
    (variant) => [
      { op: 'collective' as const, variant, cards: 8, nodes: 1 },
      { op: 'collective' as const, variant, cards: 32, nodes: 4 },
    ],
  ),
  { op: 'elementwise' },
  { op: 'launch' },
];

describe('calibration files', () => {
  it('name chips and sources of the catalog, and their own chip and library', () => {
    const wrong = records.flatMap(({ id, chip: on, library, families }) => [
      ...(catalog.chips.has(on) ? [] : [`${id}: no chip ${on}`]),
      ...(id === `${on}.${library}` ? [] : [`${id} is not ${on}.${library}`]),
      ...families
        .filter(({ source }) => !catalog.sources.has(source))
        .map(({ source }) => `${id}: no source ${source}`),
    ]);
    expect([...new Set(wrong)]).toEqual([]);
    expect(records.length).toBeGreaterThan(20);
  });

  it('hold shares between 0 and 1 and say how well they fit', () => {
    for (const { id, families } of records)
      for (const { constants, fit, origin } of families) {
        const shares = Object.entries(constants).filter(([name]) => name.endsWith('Share'));
        for (const [name, value] of shares)
          expect([id, name, Number(value) > 0 && Number(value) <= 1]).toEqual([id, name, true]);
        if (fit && fit.error > 0.2) expect([id, origin]).toEqual([id, 'assumed']);
      }
  });
});

describe('familyFor', () => {
  it('answers for every chip of the catalog, whatever is asked', () => {
    for (const each of catalog.chips.values())
      for (const ask of asks) {
        const found = familyFor({ ...ask, chip: each });
        const constants: Q[] = Object.values(found?.constants ?? {});
        expect([each.id, ask, constants.length > 0]).toEqual([each.id, ask, true]);
        expect(constants.every(({ value }) => Number.isFinite(value) && value >= 0)).toBe(true);
        expect(new Set(constants.map(trustOf))).toEqual(new Set([found?.trust]));
      }
  });

  it('takes what was measured on the chip with the library, and calls it calibrated', () => {
    const found = familyFor({ chip: chip('h100'), op: 'gemm', dtype: 'bf16', library: 'cublas' });
    expect(found).toMatchObject({
      trust: 'calibrated',
      library: 'cublas',
      source: 'h100-kernels',
      borrowed: undefined,
    });
  });

  it('keeps the library rather than the chip, and says what it borrowed', () => {
    const found = familyFor({ chip: chip('h200'), op: 'gemm', dtype: 'fp8', library: 'deepgemm' });
    expect(found).toMatchObject({ trust: 'assumed', library: 'deepgemm' });
    expect(found?.borrowed?.en).toBe('measured on h800, not on h200');
  });

  it('gives a compute-poor chip the H20 curves', () => {
    const found = familyFor({ chip: chip('mi308x'), op: 'gemm', dtype: 'fp8', library: 'deepgemm' });
    expect(found?.borrowed?.en).toBe('measured on h20-96g, not on mi308x');
    expect(found?.constants.peakShare.value).toBeGreaterThan(0.85);
  });

  it('does not stand a network in for a scale-up fabric', () => {
    const ask = (nodes: number): Ask<OpFamily & 'collective'> => ({
      chip: chip('h800'),
      op: 'collective',
      variant: 'dispatch',
      cards: 8 * nodes,
      nodes,
    });
    expect(familyFor(ask(1))?.constants.start.value).toBeLessThan(familyFor(ask(8))?.constants.start.value ?? 0);
  });
});
