import { describe, expect, it } from 'vitest';
import { standardCatalog } from '../../engine/catalog';
import {
  drawn,
  heatChart,
  roiBreakEvenChart,
  sureDotsChart,
  sweepFrontierChart,
  tornadoChart,
  type Sides,
  type Drawn,
  type HeatPlace,
  type Look,
} from '../../engine/charts';
import { mixed, readable } from '../../engine/charts/palette';
import { roiCharts } from '../../engine/notebook/roi-charts';
import { run } from '../../engine/notebook/run';
import { sweepCharts } from '../../engine/notebook/sweep-charts';
import { notebook } from '../explore/notebook';
import { compiled, numbersIn, svgOf } from './drawing';

const looks: readonly Look[] = (['light', 'dark'] as const).flatMap((theme) =>
  (['en', 'zh'] as const).map((language) => ({ theme, language })),
);
const [plain = { theme: 'light', language: 'en' }] = looks;

const tip = { title: 'h20', value: '1', lines: [] };
const spots = [1, 2, 3].map((n) => ({ speed: 20 * n, yield: 900 / n, tip }));
const line = (name: string, times: number) => ({
  name,
  spots: spots.map((spot) => ({ ...spot, yield: times * spot.yield })),
});
const frontierSubject = {
  lines: [
    { ...line('h20', 1), chosen: { speed: 40, yield: 450, tip, said: '22 per card · 450 tok/s' } },
    { ...line('h800', 1.02), chosen: { speed: 40, yield: 459, tip, said: '43 per card · 459 tok/s' } },
    line('h200', 2),
    line('b200', 3),
    line('mi300x', 4),
    line('h100', 5),
  ],
  dots: [{ line: 0, speed: 10, yield: 100 }],
  slo: 40,
};

const place = (state: HeatPlace['state'], value: number): HeatPlace => ({
  state,
  value,
  text: String(value),
  isBest: value === 1,
  tip,
});
const axis = (name: string, count: number) => ({
  title: { en: name, zh: name },
  values: Array.from({ length: count }, (_, i) => String(i)),
});
const heatSubject = {
  title: { en: 'cost', zh: '成本' },
  across: axis('input', 3),
  down: axis('concurrency', 2),
  places: [
    [place('fine', 1), place('fine', 2), place('misses', 3)],
    [place('fine', 4), place('does-not-fit', Number.NaN), undefined],
  ],
  inside: { en: 'inside the line: TPOT ≤ 50 ms', zh: '线内：TPOT ≤ 50 ms' },
};

const bar = (title: string, low: number, high: number) => ({
  title: { en: title, zh: title },
  low: { text: '0.7', outcome: low },
  high: { text: '0.9', outcome: high },
  basis: { en: 'given', zh: '给定' },
});
const sides: Sides = {
  under: { en: 'cheaper', zh: '更便宜' },
  over: { en: 'dearer', zh: '更贵' },
  line: { en: 'same cost', zh: '成本相同' },
  isJudged: true,
};
const unjudged = { ...sides, isJudged: false };
const tornadoSubject = {
  own: 'H20',
  sides,
  now: -0.18,
  bars: [bar('a', -0.4, 0.1), bar('b', -0.2, -0.1), bar('c', 0.05, 0.2)],
};
const sureSubject = { name: 'H20 / H800', sides, dots: Array.from({ length: 50 }, (_, i) => (i - 42) / 100) };
const evenSubject = {
  currency: 'USD',
  own: { name: 'H20', cardHour: 1, cost: 0.5, fixed: 0.1, band: [0.8, 1.3] as const },
  rivals: [
    { name: 'H800', cost: 0.6, band: [0.5, 0.8] as const, even: 1.25 },
    { name: 'H200', cost: 0.05, even: -0.125 },
  ],
  write: (money: number) => `$${money.toFixed(2)}`,
};

function every(look: Look): readonly (readonly [string, Drawn])[] {
  return [
    ['frontier of a sweep', drawn(sweepFrontierChart, frontierSubject, look)],
    ['frontier without an SLO', drawn(sweepFrontierChart, { lines: [line('h20', 1)], dots: [] }, look)],
    ['heat map', drawn(heatChart, heatSubject, look)],
    [
      'heat map of one axis',
      drawn(
        heatChart,
        { title: heatSubject.title, across: axis('input', 3), places: heatSubject.places.slice(0, 1) },
        look,
      ),
    ],
    ['tornado', drawn(tornadoChart, tornadoSubject, look)],
    ['tornado of what is dearer', drawn(tornadoChart, { ...tornadoSubject, now: 0.3, bars: [] }, look)],
    ['tornado of a cost alone', drawn(tornadoChart, { ...tornadoSubject, own: '', sides: unjudged }, look)],
    ['how sure', drawn(sureDotsChart, sureSubject, look)],
    ['how sure a cost alone is', drawn(sureDotsChart, { ...sureSubject, sides: unjudged }, look)],
    ['sure beyond doubt', drawn(sureDotsChart, { ...sureSubject, dots: [-0.5, -0.5, -0.4] }, look)],
    ['break-even', drawn(roiBreakEvenChart, evenSubject, look)],
  ];
}

describe.each(looks)('in $theme, $language', (look) => {
  it.each(every(look))('%s compiles without a warning, draws without NaN and travels as JSON', async (_, chart) => {
    // Before Vega puts marks of its own into the rows.
    expect(JSON.parse(JSON.stringify(chart))).toEqual(chart);
    expect(compiled(chart).warnings).toEqual([]);
    const svg = await svgOf(chart);
    expect(svg).toMatch(/<path|<text/);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(numbersIn(chart.data).filter((each) => !Number.isFinite(each))).toEqual([]);
  });
});

describe('a heat map', () => {
  const chart = drawn(heatChart, heatSubject, plain);

  it('draws its line where a place that will do meets one that will not', () => {
    expect(chart.data['edges']).toEqual([
      { fromColumn: 2, toColumn: 2, fromRow: 0, toRow: 1 },
      { fromColumn: 1, toColumn: 2, fromRow: 1, toRow: 1 },
      { fromColumn: 1, toColumn: 1, fromRow: 1, toRow: 2 },
    ]);
  });

  it('is the darker the greater the figure, its text readable on it', () => {
    const fills = chart.data['rows']?.map((row) => row['fill']);
    expect(fills?.slice(0, 4)).toEqual([
      mixed('#5342D0', '#FFFFFF', 0.12),
      mixed('#5342D0', '#FFFFFF', 0.36),
      mixed('#5342D0', '#FFFFFF', 0.6),
      mixed('#5342D0', '#FFFFFF', 0.84),
    ]);
    expect(readable('#5342D0', ['#14171C', '#FFFFFF'])).toBe('#FFFFFF');
    expect(readable('#EFEDFB', ['#14171C', '#FFFFFF'])).toBe('#14171C');
  });
});

describe('how sure a verdict is', () => {
  it('is counted: a dot a quantile, none of them over the line of the same cost', () => {
    const { data } = drawn(sureDotsChart, sureSubject, plain);
    const line = Number(data['lines']?.[0]?.['share']);
    expect(data['rows']).toHaveLength(50);
    for (const row of data['rows'] ?? []) expect(Number(row['share']) > line).toBe(row['dearer']);
    expect(data['lines']?.[0]).toMatchObject({ cheaper: '42 of 50 cheaper', dearer: '8 dearer' });
  });

  it('says both counts on the side that has room, where every draw is dearer', () => {
    const { data } = drawn(sureDotsChart, { ...sureSubject, dots: Array.from({ length: 50 }, () => 0.5) }, plain);
    expect(data['lines']?.[0]).toMatchObject({ cheaper: '', dearer: '0 of 50 cheaper · 50 dearer' });
  });
});

describe('a tornado', () => {
  it('parts each bar at the same cost: cheaper grey, dearer alarm', () => {
    const rows = drawn(tornadoChart, tornadoSubject, plain).data['rows'] ?? [];
    const widths = rows.map((row) => [
      Number(row['greyTo']) - Number(row['greyFrom']),
      Number(row['alarmTo']) - Number(row['alarmFrom']),
    ]);
    const [both, cheaper, dearer] = widths;
    expect((both?.[0] ?? 0) / (both?.[1] ?? 1)).toBeCloseTo(4, 9);
    expect(cheaper?.[1]).toBe(0);
    expect(dearer?.[0]).toBe(0);
    expect(rows.map((row) => row['turns'])).toEqual([true, false, false]);
  });

  it('refuses nothing where nothing is set against the cost', () => {
    const rows = drawn(tornadoChart, { ...tornadoSubject, sides: unjudged }, plain).data['rows'] ?? [];
    expect(rows.every((row) => row['alarmTo'] === row['alarmFrom'] && row['turns'] === false)).toBe(true);
    const [both] = rows.map((row) => Number(row['greyTo']) - Number(row['greyFrom']));
    expect(both).toBeGreaterThan(0);
  });
});

describe('break-even over the card-hour', () => {
  it('is where the own line reaches the rival’s cost; a price below nothing is not drawn', () => {
    const points = drawn(roiBreakEvenChart, evenSubject, plain).data['points'] ?? [];
    expect(points.map((point) => [point['what'], point['price']])).toEqual([
      ['even', 1.25],
      ['now', 1],
    ]);
    expect(Number(points[0]?.['cost'])).toBeCloseTo(0.6, 12);
  });
});

const book = notebook(`
vary: {hardware: [h20-96g, h200], decode.ep: [8, 16], concurrency: [4 per card, 16 per card, 64 per card], input: [1000, 4000]}
subject: {serving.tpot: 40 ms}
`).concat(`\`\`\`yaml hardware rival from=money
use: h200
\`\`\`
\`\`\`yaml cost rival-money
rent: $3/h
\`\`\`
\`\`\`yaml roi case
design: money
against: [rival-money]
load: 5 req/s
price: {input: $0.28/M, output: $1.1/M}
\`\`\`
`);

describe('charts of a notebook', () => {
  const { sweeps, results } = run(book, { catalog: standardCatalog() });
  const view = sweeps.get('cards');
  if (!view) throw new Error('no sweep');

  it('name the candidates of a sweep by their chips, and the best of each at the speed asked for', () => {
    const { frontier } = sweepCharts(view, {}, plain);
    const chosen = frontier?.data['chosen'] ?? [];
    expect(chosen.map((row) => row['name']).sort()).toEqual(['h20-96g', 'h200']);
    for (const row of chosen) expect(Number(row['speed'])).toBeGreaterThanOrEqual(25);
  });

  it('cross the two longest axes that are no candidates, unless others are asked for', () => {
    const { heat, shown, axes } = sweepCharts(view, {}, plain);
    expect(shown).toEqual({ across: 'concurrency', down: 'decode.ep', column: 'cost.per_output_token' });
    expect(heat?.data['rows']).toHaveLength(6);
    expect(axes.map(({ id }) => id)).toEqual(['hardware', 'decode.ep', 'concurrency', 'input']);
    const asked = sweepCharts(view, { across: 'hardware', down: 'input', column: 'serving.tpot' }, plain);
    expect(asked.shown).toEqual({ across: 'hardware', down: 'input', column: 'serving.tpot' });
    expect(asked.heat?.title.en).toBe('TPOT, ms');
  });

  it('break even in an ROI case where its own break-even stands', () => {
    const roi = results.find(({ id }) => id === 'case')?.roi;
    if (!roi?.line) throw new Error(JSON.stringify(results.find(({ id }) => id === 'case')));
    const charts = roiCharts(roi, plain);
    expect(charts.map(({ id }) => id)).toEqual(['sure-dots', 'roi-break-even', 'tornado']);
    const [rival] = roi.against;
    const { cardHour, cost, fixed } = roi.line;
    const even = rival?.breakEven?.value ?? Number.NaN;
    const at = fixed + ((cost - fixed) * even) / cardHour;
    expect(at / (rival?.perMillion ?? Number.NaN)).toBeCloseTo(1, 9);
  });
});
