/** Laws of the kernel formulas, over random shapes and over the constants that ship. */

import { fc } from '../support/property';
import { describe, expect, it } from 'vitest';
import { standardCatalog } from '../../engine/catalog';
import { standardCalibrations, type GemmConstants } from '../../engine/catalog/calibrations';
import { gemmKernel, prefillAttentionKernel } from '../../engine/formulas/kernels/kernel';
import { expectedTiles } from '../../engine/formulas/kernels/tiles';
import { question, type Q, type Unit } from '../../engine/quantity';
import type { Chip, MathFormat } from '../../engine/types';

const catalog = standardCatalog();
const { records, familyFor } = standardCalibrations();
const runs = { seed: 20261124, numRuns: 300 };

function q<U extends Unit>(value: number, unit: U): Q<U> {
  return question(value, unit, { en: 'a sample', zh: '样本' });
}

interface Drawn {
  readonly chip: Chip;
  readonly dtype: MathFormat;
  readonly constants: GemmConstants;
}

/** Every multiplication family that ships, on its own chip. */
const families: readonly Drawn[] = records.flatMap(({ chip: id, library, families: own }) => {
  const chip = catalog.chips.get(id);
  if (!chip) return [];
  return own.flatMap(({ op, dtype }) => {
    if (op !== 'gemm' && op !== 'grouped-gemm') return [];
    const math = dtype === 'int4' || dtype === 'any' ? 'bf16' : dtype;
    const found = familyFor({ chip, op, library, dtype: dtype === 'any' ? 'bf16' : dtype });
    return found ? [{ chip, dtype: math, constants: found.constants }] : [];
  });
});

interface Sample {
  readonly rows: number;
  readonly groups: number;
  readonly outer: number;
  readonly inner: number;
  readonly routed: boolean;
}

const sample: fc.Arbitrary<Sample> = fc.record({
  rows: fc.integer({ min: 1, max: 5000 }),
  groups: fc.constantFrom(1, 2, 8, 32, 256),
  outer: fc.integer({ min: 1, max: 300 }).map((n) => 64 * n),
  inner: fc.integer({ min: 1, max: 128 }).map((n) => 128 * n),
  routed: fc.boolean(),
});
const drawn = fc.constantFrom(...families);

function peakOf(chip: Chip, dtype: MathFormat): Q<'FLOP/s'> {
  const peak = chip.tflops[dtype];
  return 'absent' in peak ? q(1e15, 'FLOP/s') : peak;
}

function seconds(
  { chip, dtype, constants }: Drawn,
  { rows, groups, outer, inner, routed }: Sample,
  faster = 1,
): number {
  const bytes = dtype === 'bf16' ? 2 : 1;
  return gemmKernel({
    shape: { rows: q(rows, '1'), groups: q(groups, '1'), outer: q(outer, '1'), inner: q(inner, '1'), routed },
    weights: q(groups * outer * inner * bytes, 'B'),
    activations: q(groups * rows * (inner * bytes + outer * 2), 'B'),
    chip: { sms: chip.sms, peak: peakOf(chip, dtype), bandwidth: q(faster * chip.memoryBandwidth.value, 'B/s') },
    constants,
  }).time.value;
}

describe('a multiplication', () => {
  it('never gets faster with more rows', () => {
    fc.assert(
      fc.property(drawn, sample, fc.integer({ min: 1, max: 300 }), (family, one, more) => {
        const before = seconds(family, one);
        expect(seconds(family, { ...one, rows: one.rows + more })).toBeGreaterThanOrEqual(before * (1 - 1e-9));
      }),
      runs,
    );
  });

  it('never gets slower with more bandwidth', () => {
    fc.assert(
      fc.property(drawn, sample, fc.double({ min: 1, max: 4, noNaN: true }), (family, one, faster) => {
        expect(seconds(family, one, faster)).toBeLessThanOrEqual(seconds(family, one) * (1 + 1e-9));
      }),
      runs,
    );
  });

  it('never beats the roofline', () => {
    fc.assert(
      fc.property(drawn, sample, (family, one) => {
        const { chip, dtype } = family;
        const { rows, groups, outer, inner } = one;
        const bytes = dtype === 'bf16' ? 2 : 1;
        const flop = 2 * rows * groups * outer * inner;
        const moved = groups * (outer * inner * bytes + rows * (inner * bytes + outer * 2));
        const roof = Math.max(flop / peakOf(chip, dtype).value, moved / chip.memoryBandwidth.value);
        expect(seconds(family, one)).toBeGreaterThanOrEqual(roof);
      }),
      runs,
    );
  });

  it('gives the same time every time', () => {
    fc.assert(
      fc.property(drawn, sample, (family, one) => seconds(family, one) === seconds(family, one)),
      runs,
    );
  });
});

describe('causal attention', () => {
  it('never gets faster with longer prompts, and never beats the roofline', () => {
    const chip = catalog.chips.get('h100');
    const family =
      chip && familyFor({ chip, op: 'prefill-attention', variant: 'gqa', dtype: 'bf16', library: 'cudnn' });
    if (!chip || !family) throw new Error('the H100 has cuDNN attention');
    const time = (length: number, heads: number) => {
      const flop = heads * length * length * 256;
      const shape = {
        queries: q(length, '1'),
        keys: q(length, '1'),
        sequences: q(1, '1'),
        heads: q(heads, '1'),
        width: q(256, '1'),
      };
      const rates = { sms: chip.sms, peak: peakOf(chip, 'bf16'), bandwidth: chip.memoryBandwidth };
      return {
        flop,
        seconds: prefillAttentionKernel({ shape, flop: q(flop, 'FLOP'), chip: rates, constants: family.constants }).time
          .value,
      };
    };
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30000 }),
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: 1, max: 128 }),
        (length, more, heads) => {
          const one = time(length, heads);
          expect(time(length + more, heads).seconds).toBeGreaterThanOrEqual(one.seconds);
          expect(one.seconds).toBeGreaterThanOrEqual(one.flop / peakOf(chip, 'bf16').value);
        },
      ),
      runs,
    );
  });
});

describe('expected tiles of random rows', () => {
  /** E⌈X/tall⌉ summed over the distribution itself. */
  function summed(mean: number, tall: number): number {
    let chance = Math.exp(-mean);
    let sum = 0;
    for (let n = 1; n < mean + 12 * Math.sqrt(mean) + 40; n++) {
      chance *= mean / n;
      sum += chance * Math.ceil(n / tall);
    }
    return sum;
  }

  it.each([
    [0.05, 64],
    [1, 16],
    [40, 64],
    [64, 64],
    [99, 64],
    [101, 64],
    [150, 128],
    [300, 128],
    [590, 64],
    [640, 64],
  ])('of mean %d in tiles of %d agree with the sum over all counts', (mean, tall) => {
    expect(Math.abs(expectedTiles(mean, tall) / summed(mean, tall) - 1)).toBeLessThan(2e-3);
  });

  it('are none for no rows, and touch 1 − e^−λ of the groups when a tile holds them all', () => {
    expect(expectedTiles(0, 64)).toBe(0);
    expect(expectedTiles(2, 128)).toBeCloseTo(1 - Math.exp(-2), 9);
  });
});
