import { describe, expect, test } from 'vitest';
import { standardCatalog } from '../../engine/catalog';
import { askedChart, curveChoices, curveOf, offeredCharts } from '../../engine/notebook/cell-charts';
import { waterfallOf } from '../../engine/notebook/chain';
import { speedDoor } from '../../engine/notebook/derived';
import { knownOf } from '../../engine/notebook/known';
import { run } from '../../engine/notebook/run';
import { notebook, story } from '../app/support/notebook';

const catalog = standardCatalog();
const known = knownOf(catalog, { currency: 'USD', rates: [] });
const look = { theme: 'light', language: 'en' } as const;
const text = notebook([...story.slice(0, 5), { head: 'cost money', body: 'rent: $2/h' }]);
const ran = run(text, { catalog });
const at = (cell: string) => ({ run: ran, cell, catalog, known, look });
const rows = (chart: ReturnType<typeof curveOf>, name = 'rows') =>
  chart && 'data' in chart ? (chart.data[name] ?? []) : [];
const metric = (cell: string, name: string) => ran.evaluations.get(cell)?.metrics.get(name)?.value ?? Number.NaN;

describe('a curve', () => {
  test('runs through the design as it stands', () => {
    const now = rows(curveOf(at('int4'), { metric: 'serving.tpot', field: 'concurrency' })).filter((row) => row['now']);
    expect(now).toHaveLength(1);
    expect(now[0]).toMatchObject({ x: 32, metric: 'serving.tpot' });
    expect(Number(now[0]?.['value'])).toBeCloseTo(metric('int4', 'serving.tpot'), 12);
  });

  test('gives what the notebook gives with that value written', () => {
    const other = run(text.replace('32 per card', '64 per card'), { catalog });
    const row = rows(curveOf(at('int4'), { metric: 'serving.tpot', field: 'concurrency', values: ['64 per card'] }))[0];
    expect(Number(row?.['value'])).toBeCloseTo(
      other.evaluations.get('int4')?.metrics.get('serving.tpot')?.value ?? Number.NaN,
      12,
    );
  });

  test('every offered metric and field gives points that all belong to this cell, and none is a diagnostic', () => {
    const { metrics, fields } = curveChoices(at('money'));
    expect(fields.length).toBeGreaterThan(12);
    expect(metrics.map((each) => each.id)).toContain(speedDoor);
    for (const { id: field } of fields) {
      const points = rows(curveOf(at('money'), { metric: 'serving.tpot', field }));
      expect([field, points.filter((row) => row['now']).length]).toEqual([field, 1]);
      expect([field, points.length > 1]).toEqual([field, true]);
      expect([field, points.some((row) => row['value'] !== null)]).toEqual([field, true]);
    }
    for (const { id } of metrics)
      expect(rows(curveOf(at('money'), { metric: id, field: 'input' })).length).toBeGreaterThan(1);
  });

  test('a layout that cannot be has no figure and says why', () => {
    const odd = rows(curveOf(at('int4'), { metric: 'serving.tpot', field: 'decode.ep' })).filter(
      (row) => row['state'] === 'cannot-be',
    );
    expect(odd.length).toBeGreaterThan(0);
    for (const row of odd) expect(row).toMatchObject({ value: null, tip: { lines: [expect.stringMatching(/\w/)] } });
  });

  test('a field that nobody knows is a diagnostic, with the nearest', () => {
    expect(curveOf(at('int4'), { metric: 'serving.tpot', field: 'concurency' })).toMatchObject({
      code: 'sweep.unknown-field',
    });
  });

  test('a cell without a whole design has none', () => {
    expect(curveOf(at('chip'), { metric: 'serving.tpot', field: 'input' })).toBeUndefined();
    expect(curveChoices(at('chip'))).toEqual({ metrics: [], fields: [] });
  });
});

describe('charts asked for by name', () => {
  test('cost only where there is a price', () => {
    expect(offeredCharts(ran, 'int4').map((each) => each.id)).toEqual(['frontier', 'context']);
    expect(offeredCharts(ran, 'money').map((each) => each.id)).toEqual(['frontier', 'cost', 'context']);
    expect(offeredCharts(ran, 'chip')).toEqual([]);
    expect(askedChart(at('int4'), 'cost')).toBeUndefined();
  });

  test('the frontier holds this design and the one it starts from, over the same batches', () => {
    const points = rows(askedChart(at('int4'), 'frontier'));
    const batches = (who: string) => points.filter((row) => row['who'] === who).map((row) => row['batch']);
    expect(batches('own')).toEqual(batches('start'));
    expect(points.find((row) => row['now'])).toMatchObject({ batch: 32 });
  });

  test('the KV cache grows with the context, the weights do not', () => {
    const points = rows(askedChart(at('int4'), 'context'));
    const of = (part: string) => points.filter((row) => row['part'] === part).map((row) => Number(row['moved']));
    expect(Number(of('kv').at(-1))).toBeGreaterThan(20 * Number(of('kv')[0]));
    expect(Number(of('weights').at(-1))).toBeCloseTo(Number(of('weights')[0]), 6);
  });

  test('the chain falls from its first whole design to the cell', () => {
    const chart = waterfallOf(at('money'));
    expect((chart?.data['rows'] ?? []).map((row) => row['cell'])).toEqual([
      'chat',
      'layout',
      'int4',
      'money',
      'at money',
    ]);
    expect(waterfallOf(at('chat'))).toBeUndefined();
  });
});
