import { describe, expect, test } from 'vitest';
import { leverSetting } from '../../../engine';
import { compareDesigns, type Column } from '../../../app/history/comparison';
import type { StoredDesign } from '../../../app/history/record';
import { asked, design, metricsOf, storedCase } from '../support/records';

function columns(...designs: StoredDesign[]): Column[] {
  return designs.map((each, i) => ({ id: `c${i}`, title: { en: `${i}`, zh: `${i}` }, design: each, currency: 'USD' }));
}

const names = { title: (id: string) => ({ en: id, zh: id }), setting: leverSetting };
const compare = (...designs: StoredDesign[]) => compareDesigns(columns(...designs), { names });

describe('comparing designs', () => {
  test('puts the inputs that differ first and counts the equal ones', () => {
    const { inputs, equalInputs } = compare(
      design(),
      design({
        case: storedCase({ perCard: 64, applied: [{ id: 'mtp', parameters: { drafts: asked(1, '1', 'drafts') } }] }),
      }),
    );
    const differing = inputs.rows.filter((row) => row.differs);
    expect(inputs.rows.slice(0, differing.length)).toEqual(differing);
    expect(differing.map((row) => row.id)).toEqual(['workload.perCard', 'levers.mtp']);
    expect(equalInputs).toBe(inputs.rows.length - 2);
    expect(differing[0]?.cells).toMatchObject({
      c0: { number: { value: 32 } },
      c1: { number: { value: 64, text: '64', unit: 'a card' } },
    });
    expect(differing[1]?.cells).toMatchObject({
      c0: { text: { en: 'off' } },
      c1: { text: { en: 'on · drafts 1', zh: '开 · drafts 1' } },
    });
  });

  test('keeps who vouches for a figure, and says what a chip has not', () => {
    const { inputs } = compare(design(), design());
    const cell = (id: string) => inputs.rows.find((row) => row.id === id)?.cells.c0;
    expect(cell('decode.chip.memoryBandwidth')).toMatchObject({
      number: { value: 4e12, text: '4', unit: 'TB/s', trust: 'datasheet' },
    });
    expect(cell('decode.chip.tflops.fp4')).toEqual({ kind: 'text', text: { en: 'none', zh: '无' } });
  });

  test('gives changes against the first and marks the best by the metric’s own direction', () => {
    const { results } = compare(
      design({ metrics: metricsOf({ 'serving.tpot': [0.02, 's'], 'serving.throughput_per_card': [1000, 'token/s'] }) }),
      design({ metrics: metricsOf({ 'serving.tpot': [0.015, 's'], 'serving.throughput_per_card': [900, 'token/s'] }) }),
    );
    const row = (id: string) => results.rows.find((each) => each.id === id)?.cells;
    expect(row('serving.tpot')).toMatchObject({
      c0: { number: { value: 0.02, text: '20', unit: 'ms', trust: 'datasheet' } },
      c1: { best: true, change: { better: true, ratio: 0.75 } },
    });
    expect(row('serving.throughput_per_card')).toMatchObject({
      c0: { best: true },
      c1: { change: { value: -100, better: false, ratio: 0.9 } },
    });
  });

  test('never calls best what does not fit or misses its target', () => {
    const fine = metricsOf({ 'serving.tpot': [0.04, 's'], 'memory.headroom': [1e9, 'B'] });
    const full = metricsOf({ 'serving.tpot': [0.01, 's'], 'memory.headroom': [-1, 'B'] });
    const slow = metricsOf({ 'serving.tpot': [0.03, 's'], 'memory.headroom': [1e9, 'B'] });
    const { results } = compare(
      design({ metrics: fine }),
      design({ metrics: full }),
      design({ metrics: slow, case: storedCase({ sloTpot: 0.02 }) }),
    );
    const cells = results.rows.find((row) => row.id === 'serving.tpot')?.cells ?? {};
    expect(
      Object.entries(cells)
        .filter(([, cell]) => cell.kind === 'number' && cell.best)
        .map(([id]) => id),
    ).toEqual(['c0']);
  });

  test('shows a blocked metric with what it misses, and no change from it', () => {
    const { results } = compare(
      design({ metrics: metricsOf({ 'serving.tpot': [null, 's'] }) }),
      design({ metrics: metricsOf({ 'serving.tpot': [0.02, 's'] }) }),
    );
    const cells = results.rows[0]?.cells;
    expect(cells?.c0).toMatchObject({ number: { value: null, missing: ['chips.x.memoryBandwidth'] } });
    expect(cells?.c1).not.toHaveProperty('change');
  });

  test('keeps a metric that only one has', () => {
    const { results } = compare(design({ metrics: {} }), design());
    expect(results.rows.find((row) => row.id === 'serving.tpot')?.cells).toMatchObject({
      c0: { kind: 'empty' },
      c1: { kind: 'number' },
    });
  });
});

describe('a comparison against any of its columns', () => {
  const costs = (cost: number, tpot: number) =>
    design({
      metrics: metricsOf({
        'cost.per_request': [cost, 'money'],
        'serving.tpot': [tpot, 's'],
        'memory.fill': [0.9, '1'],
      }),
      case: storedCase({ sloTpot: 0.05 }),
    });
  const three = [costs(0.0008, 0.04), costs(0.001, 0.045), costs(0.0002, 0.06)];
  const named = columns(...three).map((each, i) => ({ ...each, name: ['H20', 'H800', 'BW'][i] ?? '' }));

  test('tells changes against the one that is chosen, money of a row on one scale', () => {
    const row = (baseline: number) =>
      compareDesigns(named, { names, baseline }).results.rows.find(({ id }) => id === 'cost.per_request')?.cells;
    expect(row(0)?.c1).toMatchObject({ number: { text: '0.00100', unit: 'USD' }, change: { ratio: 1.25 } });
    expect(row(1)?.c0).toMatchObject({ number: { text: '0.000800', unit: 'USD' }, best: true, change: { ratio: 0.8 } });
    expect(row(1)?.c1).not.toHaveProperty('change');
  });

  test('says in one sentence who is cheaper, and leaves out who misses the SLO', () => {
    expect(compareDesigns(named, { names }).verdict?.en).toBe(
      'H20 serves a request for 20\u202f% less than H800. BW: outside the SLO or memory',
    );
  });

  test('says that different chips stand at one batch, unless each carries no more', () => {
    const at = (chip: string, perCard: number, most: number) =>
      design({
        chips: [chip],
        case: storedCase({ perCard }),
        metrics: metricsOf({ 'serving.max_concurrency_at_slo': [most, 'per card'] }),
      });
    const noteOf = (...designs: readonly StoredDesign[]) => compareDesigns(columns(...designs), { names }).note?.en;
    expect(noteOf(at('H20', 32, 48), at('H800', 32, 64))).toBe(
      'H20, H800 stand at one batch, 32 a card, whatever each could carry; concurrency: best gives each its own',
    );
    expect(noteOf(at('H20', 32, 48), at('H20', 32, 64))).toBeUndefined();
    expect(noteOf(at('H20', 48, 48), at('H800', 64, 64))).toBeUndefined();
    expect(noteOf(at('H20', 64, 64), at('H800', 64, 64))).toBeUndefined();
  });

  test('marks limits and what passes them', () => {
    const { rows } = compareDesigns(named, { names }).results;
    const cells = (id: string) => rows.find((row) => row.id === id)?.cells;
    expect(cells('serving.tpot')?.c0).toMatchObject({ limit: 0.05 });
    expect(cells('serving.tpot')?.c0).not.toHaveProperty('note');
    expect(cells('serving.tpot')?.c2).toMatchObject({ limit: 0.05, note: { en: 'misses SLO' } });
    expect(cells('memory.fill')?.c0).toMatchObject({ limit: 0.85, note: { en: 'over 85 %' } });
  });

  test('says the setting of a lever by its word', () => {
    const placed = design({
      case: storedCase({
        applied: [{ id: 'expert-placement', parameters: { placement: asked(0, '1', 'placement') } }],
      }),
    });
    const { inputs } = compareDesigns(columns(design(), placed), { names });
    expect(inputs.rows[0]?.cells.c1).toEqual({
      kind: 'text',
      text: { en: 'on · placement round-robin', zh: '开 · placement round-robin' },
    });
  });
});
