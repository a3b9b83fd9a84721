import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { standardCatalog } from '../../engine/catalog';
import { join, split } from '../../engine/notebook/format';
import { run } from '../../engine/notebook/run';
import { show } from '../../engine/quantity';

const text = readFileSync(new URL('../../scenarios/h20-decode.bench.md', import.meta.url), 'utf8');
const found = run(text, { catalog: standardCatalog() });

/** A number as the prose writes it. */
function said(cell: string, metric: string): string {
  const q = found.figures.get(cell)?.get(metric);
  if (!q) return 'missing';
  const { text, unit } = show(q.value, q.unit);
  return `${text} ${unit}`;
}

test('every cell is fine, and nothing is lost in reading it', () => {
  expect(found.results.flatMap((result) => (result.status === 'ok' ? [] : [result.id]))).toEqual([]);
  expect(found.results.flatMap((result) => result.diagnostics.filter((each) => each.severity === 'error'))).toEqual([]);
  expect(join(split(text))).toBe(text);
});

describe('the prose says what the cells compute', () => {
  const figures: [cell: string, metric: string, value: string][] = [
    ['ep8', 'decode.time.memory', '16.4 ms'],
    ['ep16', 'decode.time.memory', '11.1 ms'],
    ['ep32', 'decode.time.memory', '8.50 ms'],
    ['ep8', 'decode.time.communication', '627 µs'],
    ['ep16', 'decode.time.communication', '3.23 ms'],
    ['ep32', 'decode.time.communication', '4.84 ms'],
    ['ep8', 'decode.time.compute', '22.4 ms'],
    ['ep16', 'decode.time.compute', '22.4 ms'],
    ['ep32', 'decode.time.compute', '22.4 ms'],
    ['ep8', 'serving.tpot', '29.9 ms'],
    ['ep16', 'serving.tpot', '27.2 ms'],
    ['ep32', 'serving.tpot', '28.4 ms'],
    ['mtp', 'serving.tpot', '30.5 ms'],
    ['fewer-ep16', 'serving.tpot', '20.4 ms'],
    ['fewer-ep32', 'serving.tpot', '19.2 ms'],
    ['table-9', 't9.ep8.total', '13.8 ms'],
    ['table-9', 't9.ep8.corrected', '31.2 ms'],
    ['table-9', 't9.ep16.corrected', '29.7 ms'],
    ['table-9', 't9.ep32.corrected', '28.9 ms'],
    ['table-9', 't9.ep8.corrected.compute', '15.0 ms'],
  ];
  test.each(figures)('%s %s is %s', (cell, metric, value) => {
    expect(said(cell, metric)).toBe(value);
  });

  test('FP8 experts do not fit, the INT4 layouts do', () => {
    const fits = Object.fromEntries(
      found.results.flatMap((result) => (result.design?.fits === undefined ? [] : [[result.id, result.design.fits]])),
    );
    expect(fits).toMatchObject({ ep8: true, fp8: false, ep16: true, ep32: true });
  });

  test('no layout holds 50 tokens a second at 32 users a card; EP32 does at 20', () => {
    const misses = found.results.flatMap((result) =>
      result.diagnostics.some((each) => each.code === 'slo.missed') ? [result.id] : [],
    );
    expect(misses).toEqual(['chat', 'ep8', 'fp8', 'ep16', 'ep32', 'mtp', 'fewer-ep16']);
  });

  test('8 % of the throughput of 32 users is given up', () => {
    const of = (cell: string): number =>
      found.figures.get(cell)?.get('decode.throughput_per_card')?.value ?? Number.NaN;
    expect(1 - of('fewer-ep32') / of('ep32')).toBeCloseTo(0.08, 2);
  });
});
