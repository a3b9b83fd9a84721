/** A figure of the catalog that a verdict rests on cannot change unnoticed: a sentence is named, in both languages. All of them: test/soak. */

import { expect, test } from 'vitest';
import { standardCatalog } from '../../engine/catalog';
import { changed, noticed, statedByCells } from './changes';
import { claimsOf, notebook, untrueCopies } from './claims';

const catalog = standardCatalog();

/** What moves the verdict of each case, from the cells alone. */
const rests = {
  'h20-decode-roi': ['h20-96g tflops.fp8', 'h20-96g memoryBandwidth', 'h20-96g scaleOut', 'deepseek-v3 layers.1.count'],
  'h20-prefill': ['h20-96g tflops.fp8', 'h20-96g tflops.bf16', 'h20-96g scaleUp', 'deepseek-v3 layers.1.ffn.topk'],
  'best-value': [
    'b200 tflops.fp8',
    'hunyuan-hy3 layers.1.ffn.inner',
    'price b200.rented.semianalysis-2026-09',
    'price gb200.rented.semianalysis-2026-09',
  ],
  'bw151-decode': ['h20-96g tflops.fp8', 'deepseek-v3 vocab', 'price hygon-bw1000.on-demand.china-card-hour-2026'],
  mtp: ['h20-96g tflops.fp8', 'h20-96g memoryBandwidth'],
} as const;

test.each(Object.entries(rests))('%s names the sentences that no longer hold', (name, figures) => {
  const stated = statedByCells(notebook(name), claimsOf(name), catalog);
  for (const figure of figures) {
    const change = changed(figure, catalog);
    const { moves, told } = change ? noticed(stated, change) : { moves: false, told: [] };
    expect([figure, moves, told.length > 0]).toEqual([figure, true, true]);
    expect(told.filter((each) => each.includes('(no sentence'))).toEqual([]);
  }
});

test('what a notebook copied from the catalog is held to it: a price, a power, a measured bandwidth', () => {
  const copies = Object.keys(rests).flatMap((name) =>
    claimsOf(name).taken.flatMap(({ from }) => (/^(chip|price) /.test(from) ? [{ name, from }] : [])),
  );
  expect(copies.length).toBeGreaterThan(20);
  const unheld = copies.filter(({ name, from }) => {
    const change = changed(from.replace(/^chip /, ''), catalog);
    const { taken } = claimsOf(name);
    const [told = ''] = change ? untrueCopies(notebook(name), taken, change.catalog) : [];
    return !told.startsWith(`${from} is`) || told.includes('(no sentence');
  });
  expect(unheld).toEqual([]);
});
