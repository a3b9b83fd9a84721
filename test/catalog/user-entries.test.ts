import { describe, expect, it } from 'vitest';
import { standardCatalog, withEntries } from '../../engine/catalog';
import { familyFor, standardCalibrations } from '../../engine/catalog/calibrations';

const standard = standardCatalog();

function chipFile(change: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({
    ...standard.records.chips.get('h100'),
    id: 'my-card',
    title: 'My card',
    aliases: [],
    ...change,
  });
}

function modelFile(change: Readonly<Record<string, unknown>>): string {
  return JSON.stringify({
    ...standard.records.models.get('qwen3-8b'),
    id: 'my-model',
    title: 'My model',
    aliases: [],
    ...change,
  });
}

function add(path: string, text: string) {
  const { catalog, diagnostics } = withEntries(standard, [{ path, text }]);
  return {
    catalog,
    found: diagnostics.map(({ code, severity, path: field }) => [code, severity, field?.join('.')]),
    diagnostics,
  };
}

const figure = (value: string) => ({ value, origin: 'given', source: 'evokernel-spec', confidence: 'low' }) as const;

describe("a person's own entries", () => {
  it('stand beside the shipped ones and leave those as they are', () => {
    const { catalog, found } = add('chips/my-card.json', chipFile({ memoryBandwidth: figure('2 TB/s') }));
    expect(found).toEqual([]);
    expect(catalog.chips.size).toBe(46);
    expect(standard.chips.size).toBe(45);
    expect(catalog.chip('My Card')).toMatchObject({
      ok: true,
      value: { memoryBandwidth: { value: 2e12, origin: { kind: 'given' } } },
    });
  });

  it('replace a shipped one of the same id, and say so', () => {
    const { catalog, found } = add(
      'chips/h100.json',
      chipFile({ id: 'h100', title: 'NVIDIA H100 SXM', tdp: figure('650 W') }),
    );
    expect(found).toEqual([['catalog.replaces', 'info', undefined]]);
    expect(catalog.chips.get('h100')?.tdp.value).toBe(650);
  });

  it('may bring their own sources', () => {
    const source = { id: 'our-lab', title: 'Our lab', locator: 'bench of 2026-11-20', confidence: 'high' };
    const { catalog, diagnostics } = withEntries(standard, [
      { path: 'chips/my-card.json', text: chipFile({ tdp: { ...figure('500 W'), source: 'our-lab' } }) },
      { path: 'sources/ours.json', text: JSON.stringify([source]) },
    ]);
    expect(diagnostics).toEqual([]);
    expect(catalog.sources.get('our-lab')).toEqual(source);
  });

  it.each([
    ['a file that is no entry', 'notes.json', '{}', [['catalog.not-an-entry', 'warning', undefined]]],
    ['broken JSON', 'chips/my-card.json', '{"id": ', [['catalog.not-json', 'error', undefined]]],
    [
      'an unknown field',
      'chips/my-card.json',
      chipFile({ memroy: figure('1 GB') }),
      [['catalog.field-wrong', 'error', '']],
    ],
    ['a field left out', 'chips/my-card.json', chipFile({ l2: undefined }), [['catalog.field-wrong', 'error', 'l2']]],
    [
      'a missing unit',
      'chips/my-card.json',
      chipFile({ memoryBandwidth: figure('2000') }),
      [['catalog.field-wrong', 'error', 'memoryBandwidth']],
    ],
    [
      'a wrong unit',
      'chips/my-card.json',
      chipFile({ memory: figure('2 TB/s') }),
      [['catalog.field-wrong', 'error', 'memory']],
    ],
    [
      'a card of no power',
      'chips/my-card.json',
      chipFile({ tdp: figure('0 W') }),
      [['catalog.field-wrong', 'error', 'tdp']],
    ],
    [
      'bandwidth measured above its peak',
      'chips/my-card.json',
      chipFile({ extras: { 'memoryBandwidth.measured': { unit: 'B/s', ...figure('4 TB/s'), origin: 'measured' } } }),
      [['catalog.field-wrong', 'error', 'extras.memoryBandwidth.measured']],
    ],
    [
      'arithmetic measured above its peak: an MFU above 1',
      'chips/my-card.json',
      chipFile({
        extras: { 'tflops.bf16.measured': { unit: 'FLOP/s', ...figure('1200 TFLOPS'), origin: 'measured' } },
      }),
      [['catalog.field-wrong', 'error', 'extras.tflops.bf16.measured']],
    ],
    [
      'a name that another has',
      'chips/my-card.json',
      chipFile({ aliases: ['h200'] }),
      [['catalog.name-taken', 'error', undefined]],
    ],
    [
      'layers beside a reason for none',
      'models/m.json',
      modelFile({ blocked: { field: 'x', reason: { en: 'x', zh: 'x' } } }),
      [['catalog.field-wrong', 'error', 'layers']],
    ],
    [
      'KV heads that do not divide the heads',
      'models/m.json',
      modelFile({
        layers: [
          {
            count: 4,
            attention: { kind: 'gqa', heads: 32, kvHeads: 5, headDim: 128, qkNorm: false, bias: false },
            ffn: { kind: 'dense', inner: 4096 },
          },
        ],
      }),
      [['catalog.field-wrong', 'error', 'layers.0.attention.kvHeads']],
    ],
  ])('are refused with the reason: %s', (_what, path, text, expected) => {
    const { catalog, found } = add(path, text);
    expect(found).toEqual(expected);
    expect([catalog.chips.size, catalog.models.size]).toEqual([45, 43]);
  });

  it.each([
    [
      { memoryBandwidth: figure('2000') },
      'chips/my-card.json: memoryBandwidth: "2000" needs a unit. Write for example 4 TB/s. The entry was left out',
      'chips/my-card.json：memoryBandwidth：“2000” 缺少单位。例如写作 4 TB/s。此条目未采用',
    ],
    [
      { memroy: figure('1 GB') },
      'chips/my-card.json: unknown field memroy (did you mean memory?). The entry was left out',
      'chips/my-card.json：未知字段 memroy（是否为 memory？）。此条目未采用',
    ],
    [
      { l2: { value: '50 MiB', source: 'evokernel-spec', confidence: 'low' } },
      'chips/my-card.json: l2.origin: must be one of datasheet, measured, given, assumed. The entry was left out',
      'chips/my-card.json：l2.origin：应为以下之一：datasheet, measured, given, assumed。此条目未采用',
    ],
  ])('name the field at fault, in both languages: %o', (change, en, zh) => {
    const { diagnostics } = add('chips/my-card.json', chipFile(change));
    expect(diagnostics.map(({ text }) => text)).toEqual([{ en, zh }]);
  });

  it('warn of a source that nothing describes, and are used', () => {
    const { catalog, found } = add('chips/my-card.json', chipFile({ tdp: { ...figure('500 W'), source: 'nowhere' } }));
    expect(found).toEqual([['catalog.source-unknown', 'warning', undefined]]);
    expect(catalog.chips.has('my-card')).toBe(true);
  });
});

describe("a person's own calibrations", () => {
  const shipped = standardCalibrations().records.find(({ id }) => id === 'h100.cudnn');
  const file = (change: Readonly<Record<string, unknown>> = {}) => ({ ...shipped, ...change });
  const withConstants = (constants: Readonly<Record<string, string>>) => {
    const [family] = shipped?.families ?? [];
    return file({ families: [{ ...family, constants: { ...family?.constants, ...constants } }] });
  };

  it('stand over the shipped ones of their chip, and of no other', () => {
    const { catalog, found } = add('calibrations/mine.json', JSON.stringify([withConstants({ peakShare: '0.11' })]));
    expect(found).toEqual([]);
    const share = (id: string) => {
      const chip = catalog.chips.get(id);
      if (!chip) throw new Error(`no ${id}`);
      const ask = { chip, op: 'prefill-attention', variant: 'gqa', dtype: 'bf16', library: 'cudnn' } as const;
      return familyFor(ask)?.constants.peakShare.value;
    };
    expect(share('h100')).toBe(0.11);
    expect(share('h200')).not.toBe(0.11);
    expect(standard.chips.get('h100')?.calibrations).toBeUndefined();
  });

  it.each([
    [
      'a share above one',
      [withConstants({ peakShare: '1.2' })],
      'catalog.field-wrong',
      /constants\.peakShare: 1\.2 must be a share/,
    ],
    [
      'a time below zero',
      [withConstants({ start: '-2 us' })],
      'catalog.field-wrong',
      /constants\.start: -2 us cannot be below 0/,
    ],
    [
      'a time without a unit',
      withConstants({ start: '2' }),
      'catalog.field-wrong',
      /constants\.start: "2" needs a unit/,
    ],
    ['no families', file({ families: [] }), 'catalog.field-wrong', /0\.families/],
    [
      'another chip',
      file({ chip: 'h1000' }),
      'catalog.chip-unknown',
      /"h1000", which the catalog lacks\. Did you mean h100\?/,
    ],
    [
      'a source that nothing describes',
      file({ families: shipped?.families.map((each) => ({ ...each, source: 'nobody' })) }),
      'catalog.source-unknown',
      /nobody/,
    ],
  ])('are refused or doubted with the place: %s', (_what, content, code, words) => {
    const { diagnostics } = add('calibrations/mine.json', JSON.stringify(content));
    expect(diagnostics.map((each) => each.code)).toEqual([code]);
    expect(diagnostics[0]?.text.en).toMatch(words);
  });
});
