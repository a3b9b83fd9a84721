import { describe, expect, it } from 'vitest';
import {
  chipChart,
  chipsRoofline,
  charts,
  contextChart,
  costChart,
  curveBarsChart,
  curveChart,
  drawn,
  frontierChart,
  modelChart,
  validationChart,
  waterfallChart,
  type Drawn,
  type Look,
  type Row,
} from '../../engine/charts';
import { busyMetric } from '../../engine/charts/words';
import { metrics } from '../../engine/metrics';
import { resources } from '../../engine/types';
import { compiled, numbersIn, svgOf } from './drawing';
import { aChip, aChipWithGaps, anArchitecture, anEvaluation, aReferenceChip } from '../support/evaluation';

const looks: readonly Look[] = (['light', 'dark'] as const).flatMap((theme) =>
  (['en', 'zh'] as const).map((language) => ({ theme, language })),
);

const subjects = {
  plain: anEvaluation(),
  'does not fit': anEvaluation({ weights: 120e9 }),
  'with an unknown figure': anEvaluation({ chip: aChipWithGaps() }),
};

const someCases = [
  { id: 'gemm.fp8.a@64', predicted: 1e-5, actual: 1.02e-5, error: -0.02, pass: null },
  { id: 'gemm.fp8.a@128', predicted: 3e-5, actual: 2e-5, error: 0.5, pass: null },
  { id: 'qwen3-8b.decode.b32.kv4096', predicted: 0.011, actual: 0.01, error: 0.1, pass: false },
];

/** Every registered chart of every subject, and those of a chip and a model alone. */
function everyChart(look: Look): readonly (readonly [string, Drawn])[] {
  return [
    ...Object.entries(subjects).flatMap(([name, e]) =>
      charts.map((chart) => [`${chart.id}, ${name}`, drawn(chart, e, look, anEvaluation({ work: 2 }))] as const),
    ),
    ['chip against a reference', drawn(chipChart, aChip(), look, aReferenceChip())],
    ['chip alone', drawn(chipChart, aChip(), look)],
    ['chip with an unknown figure', drawn(chipChart, aChipWithGaps(), look, aReferenceChip())],
    ['model', drawn(modelChart, anArchitecture(), look)],
    [
      'roofs of three chips, one without a figure',
      drawn(chipsRoofline, { chips: [aChip(), aReferenceChip(), aChipWithGaps()], math: 'fp8' }, look),
    ],
    ...askedCharts(look),
    ['model against figures', drawn(validationChart, { cases: someCases, unit: 's' }, look)],
  ];
}

/** Points of the charts that try other designs: one that fits, one that is, one that does not, one without a figure. */
const points = [
  { x: 8, y: 0.02, state: 'fine' },
  { x: 16, y: 0.03, state: 'fine' },
  { x: 32, y: 0.06, state: 'does-not-fit' },
  { x: 64, y: Number.NaN, state: 'cannot-be' },
] as const;

function askedCharts(look: Look): readonly (readonly [string, Drawn])[] {
  const metric = { id: 'serving.tpot', title: { en: 'TPOT', zh: 'TPOT' }, unit: 's', better: 'lower' } as const;
  const field = { title: { en: 'requests a card', zh: '单卡并发' }, unit: 'per card', isLog: true } as const;
  const curve = points.map((point) => ({ ...point, text: `${point.x} per card`, isNow: point.x === 16 }));
  const bound = { value: 0.05, title: { en: 'SLO 50 ms', zh: 'SLO 50 ms' } };
  const front = points.map(({ x, y, state }) => ({ batch: x, speed: 1 / y, yield: x / y, state, isNow: x === 16 }));
  const contexts = points.map(({ x, y, state }) => ({
    tokens: 1000 * x,
    weights: 1e10,
    kv: 1e8 * x,
    activations: 1e6,
    links: y > 0.05 ? 0 : 1e7,
    cost: y * 1e-5,
    state,
    isNow: x === 16,
  }));
  const cost = { currency: 'USD', name: 'int4', cardHour: 2, perToken: 5e-7 };
  return [
    [
      'curve over numbers',
      drawn(curveChart, { field: { ...field, isNamed: false }, metric, points: curve, bound }, look),
    ],
    ['curve without a bound', drawn(curveChart, { field: { ...field, isNamed: false }, metric, points: curve }, look)],
    ['curve over names', drawn(curveBarsChart, { field: { ...field, isNamed: true }, metric, points: curve }, look)],
    [
      'frontier',
      drawn(frontierChart, { name: 'int4', points: front, start: { name: 'layout', points: front }, slo: 20 }, look),
    ],
    ['frontier alone', drawn(frontierChart, { name: 'int4', points: front }, look)],
    ['cost and break-even', drawn(costChart, { ...cost, start: { name: 'layout', perToken: 8e-7 } }, look)],
    ['cost alone', drawn(costChart, cost, look)],
    ['context', drawn(contextChart, { currency: 'USD', points: contexts }, look)],
    [
      'context without a price',
      drawn(contextChart, { currency: 'USD', points: contexts.map((each) => ({ ...each, cost: Number.NaN })) }, look),
    ],
    [
      'waterfall',
      drawn(
        waterfallChart,
        {
          metric,
          steps: [
            { cell: 'chat', value: 0.04, fits: false },
            { cell: 'int4', value: 0.02, fits: true },
            { cell: 'mtp', value: 0.025, fits: true },
            { cell: 'same', value: 0.025, fits: true },
          ],
        },
        look,
      ),
    ],
    ['waterfall of one', drawn(waterfallChart, { metric, steps: [{ cell: 'chat', value: 0.04, fits: true }] }, look)],
  ];
}

function rowsOf(chart: Drawn, name = 'rows'): readonly Row[] {
  return chart.data[name] ?? [];
}

describe.each(looks)('in $theme, $language', (look) => {
  it.each(everyChart(look))('%s compiles without a warning and draws without NaN', async (_, chart) => {
    expect(compiled(chart).warnings).toEqual([]);
    const svg = await svgOf(chart);
    expect(svg).toMatch(/<path|<text/);
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });

  it.each(everyChart(look))('%s has only finite numbers and unknowns as null in its data', (_, chart) => {
    expect(numbersIn(chart.data).filter((each) => !Number.isFinite(each))).toEqual([]);
  });

  it.each(everyChart(look))('%s survives being sent as JSON', (_, chart) => {
    expect(JSON.parse(JSON.stringify(chart))).toEqual(chart);
  });
});

describe('the spec', () => {
  const look: Look = { theme: 'light', language: 'en' };

  it.each(charts)('of $id stays the same when only numbers change', (chart) => {
    expect(chart.draw(anEvaluation({ weights: 61e9 }), look).spec).toEqual(chart.draw(anEvaluation(), look).spec);
  });

  it.each([...charts.map((chart) => [chart.id, drawn(chart, anEvaluation(), look)] as const), ...askedCharts(look)])(
    'of %s reads only named data sets that come with it',
    (_, { spec, data }) => {
      const names = [...JSON.stringify(spec).matchAll(/"data":\{"name":"(\w+)"\}/g)].map((match) => match[1]);
      expect(new Set(names)).toEqual(new Set(Object.keys(data)));
      expect(JSON.stringify(spec)).not.toContain('"values"');
    },
  );
});

describe('the loads', () => {
  const look: Look = { theme: 'light', language: 'en' };
  const [strip, bars] = charts;

  it('stand prefill above decode, each with its four resources in their order', () => {
    const rows = strip ? rowsOf(drawn(strip, anEvaluation(), look)) : [];
    expect(rows.map((row) => `${row['phase']} ${row['resource']}`)).toEqual(
      ['prefill', 'decode'].flatMap((phase) => resources.map((resource) => `${phase} ${resource}`)),
    );
  });

  it('are the same rows in the strip and in the instrument', () => {
    const e = anEvaluation();
    expect(strip && rowsOf(drawn(strip, e, look))).toEqual(bars && rowsOf(drawn(bars, e, look)));
  });

  it('bind no longer than they are busy, and together, with the host, make the pass', () => {
    const e = anEvaluation();
    const rows = bars ? rowsOf(drawn(bars, e, look)) : [];
    for (const phase of ['prefill', 'decode']) {
      const timed = rows.filter((row) => row['phase'] === phase && row['resource'] !== 'memory-capacity');
      const solid = timed.reduce((sum, row) => sum + Number(row['binds']), 0);
      const host = (e.metrics.get(`${phase}.time.launch`)?.value ?? 0) / (e.metrics.get(`${phase}.time`)?.value ?? 1);
      expect(solid + host).toBeCloseTo(1, 9);
      for (const row of timed) expect(Number(row['binds'])).toBeLessThanOrEqual(Number(row['share']) + 1e-9);
    }
  });

  it('mark one choke a phase, and capacity where the design does not fit', () => {
    const chokes = (weights: number) =>
      (strip ? rowsOf(drawn(strip, anEvaluation({ weights }), look)) : [])
        .filter((row) => row['chokes'] === true)
        .map((row) => row['resource']);
    expect(chokes(60e9)).toEqual(['compute', 'memory-bandwidth']);
    expect(chokes(120e9)).toEqual(['memory-capacity', 'memory-capacity']);
  });

  it('open metrics that exist', () => {
    const named = (strip ? rowsOf(drawn(strip, anEvaluation(), look)) : []).map((row) => String(row['metric']));
    expect(named.filter((name) => !(name in metrics))).toEqual([]);
    expect(named).toContain(`decode.${busyMetric['memory-bandwidth']}`);
  });
});

describe('the other charts', () => {
  const look: Look = { theme: 'light', language: 'en' };
  const chart = (id: string) => {
    const found = charts.find((each) => each.id === id);
    if (!found) throw new Error(`no chart ${id}`);
    return found;
  };

  it('break a step down into solid parts that add up to the pass', () => {
    const e = anEvaluation();
    const rows = rowsOf(drawn(chart('breakdown'), e, look));
    for (const phase of ['prefill', 'decode']) {
      const solid = rows.filter((row) => row['phase'] === phase && !String(row['fill']).endsWith('-hidden'));
      const seconds = solid.reduce((sum, row) => sum + Number(row['seconds']), 0);
      expect(seconds).toBeCloseTo(e.metrics.get(`${phase}.time`)?.value ?? 0, 9);
    }
  });

  it('stack memory so that each part begins where the last one ends', () => {
    const e = anEvaluation();
    const parts = rowsOf(drawn(chart('memory'), e, look)).slice(0, e.memory.length);
    expect(parts.map((row) => row['from'])).toEqual([0, ...parts.slice(0, -1).map((row) => row['to'])]);
    expect(parts.at(-1)?.['to']).toBe(e.metrics.get('memory.total')?.value);
  });

  it('keep every operator of the roofline on or under its roof', () => {
    const e = anEvaluation();
    const { memoryBandwidth } = e.case.decode.chip;
    for (const row of rowsOf(drawn(chart('roofline'), e, look))) {
      const roof = Math.min(296e12, Number(row['intensity']) * memoryBandwidth.value);
      expect(Number(row['rate'])).toBeLessThanOrEqual(roof * (1 + 1e-9));
    }
  });

  it('count DeepSeek-V3 at 671 billion parameters without its draft layer', () => {
    const rows = rowsOf(drawn(modelChart, anArchitecture(), look));
    const sum = rows.filter((row) => row['part'] !== 'mtp').reduce((all, row) => all + Number(row['parameters']), 0);
    expect(sum / 1e9).toBeCloseTo(671, 0);
    expect(rows[0]?.['part']).toBe('routed');
    expect(rows.at(-1)?.['to']).toBeCloseTo(1, 12);
  });
});

describe('charts of several designs', () => {
  const look: Look = { theme: 'light', language: 'en' };
  const named = (name: string) => {
    const found = askedCharts(look).find(([each]) => each === name)?.[1];
    if (!found) throw new Error(`no chart ${name}`);
    return found;
  };

  it('break even where this design costs what the other does', () => {
    const even = rowsOf(named('cost and break-even'), 'points').find((row) => row['what'] === 'even');
    expect(even?.['price']).toBeCloseTo(3.2, 12);
    expect(even?.['cost']).toBeCloseTo(0.8, 12);
  });

  it('fall from the first value to the last, each change beginning where the one before ended', () => {
    const rows = rowsOf(named('waterfall'));
    expect(rows.map((row) => row['kind'])).toEqual(['whole', 'better', 'worse', 'neither', 'whole']);
    expect(rows.map((row) => row['end'])).toEqual([1, 0.5, 0.625, 0.625, 0.625]);
    expect(rows.at(-1)).toMatchObject({ value: 0.025, metric: 'serving.tpot', last: true });
  });

  it('draw in a unit that reads well, and leave out what has no figure', () => {
    expect(rowsOf(named('curve over numbers')).map((row) => row['drawn'])).toEqual([20, 30, 60, null]);
    expect(rowsOf(named('frontier alone')).map((row) => row['batch'])).toEqual([8, 16, 32]);
    expect(rowsOf(named('context')).filter((row) => row['part'] === 'links')).toHaveLength(3);
  });

  it('open Explain only at the design as it stands', () => {
    for (const name of ['curve over numbers', 'frontier', 'context'])
      expect(rowsOf(named(name)).every((row) => (row['now'] === true) === (row['metric'] !== undefined))).toBe(true);
  });
});
