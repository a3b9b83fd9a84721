/** Every figure of the catalog that bears on a case, changed one by one: whatever moves its verdict names a sentence of it. Minutes. */

import { expect, test } from 'vitest';
import { standardCatalog } from '../../engine/catalog';
import { changed, chipPlaces, modelPlaces, noticed, stated } from '../scenarios/changes';
import { claimsOf, notebook } from '../scenarios/claims';

const catalog = standardCatalog();

test.each(['h20-decode-roi', 'h20-prefill', 'best-value', 'bw151-decode'])('%s', (name) => {
  const both = notebook(name);
  const whole = stated(both, claimsOf(name), catalog);
  const used = [...new Set([...both.en.matchAll(/use: ([\w.-]+)/g)].map(([, id = '']) => id))];
  const prices = [...both.en.matchAll(/[rR]ent: ([\w-]+\.[\w-]+\.[\w-]+)/g)].map(([, id = '']) => `price ${id}`);
  const figures = [
    ...used.flatMap((id) => (catalog.chips.has(id) ? chipPlaces : modelPlaces).map((place) => `${id} ${place}`)),
    ...prices,
  ];
  const found = figures.flatMap((figure) => {
    const change = changed(figure, catalog);
    return change ? [noticed(whole, change)] : [];
  });
  const moving = found.filter(({ moves }) => moves);
  console.log(`${name}: ${String(moving.length)} of ${String(found.length)} figures move the verdict`);
  console.log(moving.map(({ figure, told }) => `${figure}: ${String(told.length)} sentences`).join('\n'));
  expect(moving.length).toBeGreaterThan(5);
  expect(moving.filter(({ told }) => !told.some((each) => !each.includes('(no sentence')))).toEqual([]);
});
