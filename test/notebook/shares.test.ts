/** Parts of a whole read in per cent, wherever they come from; their unit outside stays 1 (contract.md). */

import { expect, test } from 'vitest';
import { standardCatalog } from '../../engine/catalog';
import { describe as explained } from '../../engine/explain';
import { metrics } from '../../engine/metrics';
import { changeOf, shownNumber } from '../../engine/notebook/show';
import { run } from '../../engine/notebook/run';
import { fact, question, unitRead } from '../../engine/quantity';
import { notebook } from '../app/support/notebook';

const { figures } = run(notebook(), { catalog: standardCatalog() });

test('every metric is read as its figure says', () => {
  const wrong = [...figures].flatMap(([cell, found]) =>
    [...found].flatMap(([name, q]) => {
      const info = metrics[name];
      return info && info.unit === q.unit && info.reads !== unitRead(q) ? [`${cell} ${name}`] : [];
    }),
  );
  expect(wrong).toEqual([]);
});

test('a share is shown in per cent, its change in points; its unit outside is 1', () => {
  const fill = figures.get('int4')?.get('memory.fill') ?? question(Number.NaN, '1', { en: '', zh: '' });
  const half = { ...fill, value: 0.5 };
  expect(shownNumber(half, 'USD')).toMatchObject({ text: '50', unit: '%', unitName: '1', value: 0.5 });
  expect(changeOf('memory.fill', { now: half, before: { ...half, value: 0.75 }, currency: 'USD' })).toMatchObject({
    text: '−25',
    unit: 'pp',
    better: true,
  });
  expect(explained(half).shown).toEqual({ text: '50', unit: '%' });
});

test('a tariff has its currency', () => {
  const tariff = fact(0.65 / 3.6e6, 'money/kWh', 'given', { label: { en: 'tariff', zh: '电价' } });
  expect(shownNumber(tariff, 'CNY')).toMatchObject({ text: '0.650', unit: 'CNY/kWh' });
});
