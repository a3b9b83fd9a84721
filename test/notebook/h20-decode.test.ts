import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { standardCatalog } from '../../engine/catalog';
import { join, split } from '../../engine/notebook/format';
import { run } from '../../engine/notebook/run';

const text = readFileSync(new URL('../../scenarios/h20-decode.bench.md', import.meta.url), 'utf8');
const found = run(text, { catalog: standardCatalog() });

test('every cell is fine, and nothing is lost in reading it', () => {
  expect(found.results.flatMap((result) => (result.status === 'ok' ? [] : [result.id]))).toEqual([]);
  expect(found.results.flatMap((result) => result.diagnostics.filter((each) => each.severity === 'error'))).toEqual([]);
  expect(join(split(text))).toBe(text);
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

test('a missed objective is marked where the cell states it', () => {
  const chat = found.results.find((result) => result.id === 'chat');
  const missed = chat?.diagnostics.find((each) => each.code === 'slo.missed');
  const line = found.cells.find((cell) => cell.id === 'chat')?.body.split('\n')[(missed?.at?.line ?? 0) - 1];
  expect(line?.slice((missed?.at?.column ?? 0) - 1)).toMatch(/^20 ms/);
});
