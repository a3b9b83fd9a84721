import { describe, expect, it } from 'vitest';
import { arrivalTimes, atRate, meanRate, type OpenArrivals } from '../../engine/simulate/arrivals';
import { drawerOf, meanOf, type Lengths } from '../../engine/simulate/lengths';
import { randomStream } from '../../engine/simulate/random';

const many = 200_000;

function gapsOf(arrivals: OpenArrivals): readonly number[] {
  const next = arrivalTimes(arrivals, randomStream(5, 1));
  let before = 0;
  return Array.from({ length: many }, () => {
    const time = next();
    const gap = time - before;
    before = time;
    return gap;
  });
}

const mean = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0) / values.length;
/** Variance over the square of the mean: 1 for Poisson. */
function burstiness(gaps: readonly number[]): number {
  const middle = mean(gaps);
  return mean(gaps.map((gap) => (gap - middle) ** 2)) / middle ** 2;
}

describe('arrivals', () => {
  // Spells of 1 s on and 3 s off: a burst's rate is four times the mean.
  const onOff = { kind: 'on-off', rate: 40, on: 1, off: 3 } as const;
  it.each<readonly [OpenArrivals, number]>([
    [{ kind: 'poisson', rate: 4 }, 1],
    [{ kind: 'regular', rate: 4 }, 0],
    [{ kind: 'gamma', rate: 4, burstiness: 4 }, 4],
    [{ kind: 'gamma', rate: 4, burstiness: 0.25 }, 0.25],
  ])('%j: the rate that is said, and gaps as bursty as is said', (arrivals, bursty) => {
    const gaps = gapsOf(arrivals);
    expect(Math.abs(1 / mean(gaps) / 4 - 1)).toBeLessThan(0.01);
    expect(Math.abs(burstiness(gaps) - bursty)).toBeLessThan(0.03 * Math.max(1, bursty));
  });

  it('on and off: the mean rate over both spells; burstier than Poisson by far', () => {
    const gaps = gapsOf(onOff);
    expect(meanRate(onOff)).toBe(10);
    expect(Math.abs(1 / mean(gaps) / 10 - 1)).toBeLessThan(0.05);
    expect(burstiness(gaps)).toBeGreaterThan(10);
  });

  it('diurnal: twice as many in the half of the day that swings up as its share says', () => {
    const next = arrivalTimes({ kind: 'diurnal', rate: 10, swing: 0.5, period: 1000 }, randomStream(5, 1));
    const times = Array.from({ length: many }, next);
    const days = Math.floor((times.at(-1) ?? 0) / 1000);
    const whole = times.filter((time) => time < days * 1000);
    const up = whole.filter((time) => time % 1000 < 500).length;
    expect(Math.abs(whole.length / (days * 1000) / 10 - 1)).toBeLessThan(0.01);
    // The mean of a sine over its upper half is 2/π.
    expect(Math.abs(up / whole.length - (0.5 + 0.5 / Math.PI))).toBeLessThan(0.01);
  });

  it('at another rate they come the same, only denser', () => {
    const once = gapsOf({ kind: 'gamma', rate: 4, burstiness: 4 });
    const denser = gapsOf(atRate({ kind: 'gamma', rate: 4, burstiness: 4 }, 8));
    expect(mean(denser)).toBeCloseTo(mean(once) / 2, 9);
    expect(meanRate(atRate(onOff, 3))).toBeCloseTo(3, 12);
  });
});

describe('lengths', () => {
  it.each<Lengths>([
    { kind: 'fixed', tokens: 1000 },
    { kind: 'exponential', mean: 1000 },
    { kind: 'lognormal', mean: 1000, spread: 0.8 },
    { kind: 'empirical', tokens: [500, 500, 2000] },
  ])('%j have the mean that is said, in whole tokens', (lengths) => {
    const draw = drawerOf(lengths, randomStream(5, 2));
    const drawn = Array.from({ length: many }, draw);
    expect(meanOf(lengths)).toBeCloseTo(1000, 9);
    expect(Math.abs(mean(drawn) / 1000 - 1)).toBeLessThan(0.01);
    expect(drawn.every((tokens) => Number.isInteger(tokens) && tokens >= 1)).toBe(true);
  });
});
