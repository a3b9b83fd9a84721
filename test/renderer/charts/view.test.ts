import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { chartsOfCell } from '../../../app/handlers/charts';
import { chartSvg } from '../../../app/html/chart-svg';
import { run, standardCatalog, type ShownChart } from '../../../engine';
import { fill, viewOf } from '../../../renderer/charts/view';

const text = readFileSync('scenarios/h20-decode.bench.md', 'utf8');
const catalog = standardCatalog();
const look = { theme: 'light', language: 'en' } as const;
const width = 600;

const answered = run(text, { catalog });

function chartsOf(cell: string): readonly ShownChart[] {
  return chartsOfCell({ run: answered, catalog, look }, cell);
}

/** Vega numbers what it clips and shades by, across all drawings. */
const plain = (svg: string | undefined): string => (svg ?? '').replaceAll(/(clip|gradient)[-_]?\d+/g, '$1');

test('a shape compiled once draws any rows as one compiled for them', async () => {
  const [first, second] = [chartsOf('ep16'), chartsOf('mtp')];
  expect(first.map((chart) => chart.id)).toEqual(second.map((chart) => chart.id));
  for (const chart of [...first, ...second]) {
    const view = viewOf(chart).width(width);
    expect(plain(await view.toSVG()), chart.id).toBe(plain(await chartSvg(chart, width)));
    view.finalize();
  }
});

test('a view shows other rows of its shape when it is given them', async () => {
  const [before] = chartsOf('ep16');
  const [after] = chartsOf('mtp');
  if (!before || !after) throw new Error('no strip');
  const view = viewOf(before).width(width);
  await view.runAsync();
  fill(view, after.data);
  expect(plain(await view.toSVG())).toBe(plain(await chartSvg(after, width)));
  view.finalize();
});
