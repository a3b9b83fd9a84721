import { describe, expect, it } from 'vitest';
import { chipFieldNames, mathFormats, standardCatalog } from '../../engine/catalog';
import { citedByChip } from '../../engine/catalog/records';
import { nameKey, namesOf } from '../../engine/catalog/names';
import { isKnown, type Q } from '../../engine/quantity';

const catalog = standardCatalog();

function chip(name: string) {
  const found = catalog.chip(name);
  if (!found.ok) throw new Error(found.problem.text.en);
  return found.value;
}

function peak(name: string, format: (typeof mathFormats)[number]): number | 'absent' {
  const q = chip(name).tflops[format];
  return 'absent' in q ? 'absent' : q.value;
}

describe('the shipped catalog', () => {
  it('holds 45 chips and 43 models', () => {
    expect([catalog.chips.size, catalog.models.size]).toEqual([45, 43]);
  });

  it('names each file after its id', () => {
    for (const kind of ['chips', 'models'] as const) {
      const files = Object.keys(
        kind === 'chips'
          ? import.meta.glob('../../engine/catalog/chips/*.json')
          : import.meta.glob('../../engine/catalog/models/*.json'),
      ).map((path) => path.replace(/^.*\/|\.json$/g, ''));
      expect(files.sort()).toEqual([...catalog[kind].keys()].sort());
    }
  });

  it('cites only sources that it describes', () => {
    const cited = [
      ...[...catalog.records.chips.values()].flatMap(citedByChip),
      ...[...catalog.records.models.values()].map(({ source }) => source),
    ];
    expect(cited.filter((id) => !catalog.sources.has(id))).toEqual([]);
  });

  it('gives no name to two entries', () => {
    for (const records of [catalog.records.chips, catalog.records.models]) {
      const owners = new Map<string, string>();
      for (const record of records.values()) {
        for (const name of new Set(namesOf(record).map(nameKey))) {
          expect([name, owners.get(name) ?? record.id]).toEqual([name, record.id]);
          owners.set(name, record.id);
        }
      }
    }
  });

  it('leaves no chip figure without an origin or a reason', () => {
    for (const one of catalog.chips.values()) {
      const peaks = mathFormats.flatMap((format): Q[] => ('absent' in one.tflops[format] ? [] : [one.tflops[format]]));
      for (const q of [...peaks, ...chipFieldNames.map((field) => one[field])]) {
        if (isKnown(q)) expect(q.origin).toMatchObject({ source: expect.any(String), confidence: expect.any(String) });
        else expect(q.origin).toMatchObject({ kind: 'unknown', note: expect.any(String) });
      }
    }
  });

  it('reads every figure that it holds', () => {
    for (const entry of catalog.entries('chips')) {
      for (const [field, figure] of Object.entries(entry)) {
        if (typeof figure === 'object' && figure !== null && 'text' in figure)
          expect([entry.id, field, figure]).toMatchObject([entry.id, field, { value: expect.any(Number) }]);
      }
    }
  });
});

describe('the chips of the first notebook', () => {
  it.each([
    ['h20-96g', 148e12, 296e12, 96 * 2 ** 30, 4e12, 450e9, 25e9],
    ['h800', 989e12, 1979e12, 80 * 2 ** 30, 3.35e12, 200e9, 50e9],
    ['h100', 989e12, 1979e12, 80 * 2 ** 30, 3.35e12, 450e9, 50e9],
    ['h200', 989e12, 1979e12, 141 * 2 ** 30, 4.8e12, 450e9, 50e9],
    ['b200', 2250e12, 4500e12, 180 * 2 ** 30, 8e12, 900e9, 50e9],
  ])('%s has its datasheet figures, memory in GiB and links one way', (id, bf16, fp8, memory, bandwidth, up, out) => {
    const one = chip(id);
    expect([
      peak(id, 'bf16'),
      peak(id, 'fp8'),
      one.memory.value,
      one.memoryBandwidth.value,
      one.scaleUp.value,
      one.scaleOut.value,
    ]).toEqual([bf16, fp8, memory, bandwidth, up, out]);
    expect([one.scaleUpDomain.value, one.cardsPerNode.value]).toEqual([8, 8]);
  });

  it('names what carries its links, with the latency and share that exchanges reach', () => {
    const links = (id: string) => {
      const entry = catalog.entries('chips').find((each) => each.id === id);
      return Array.isArray(entry?.links) ? entry.links : [];
    };
    expect(links('h100')).toMatchObject([
      {
        link: 'scaleUp',
        transport: 'nvlink',
        title: { en: 'NVLink, between the cards of a node', zh: '节点内：NVLink' },
        reached: expect.arrayContaining([
          {
            en: expect.stringMatching(/^all-reduce over 8: 4\.51.µs, 96.% of the link \(custom\)$/),
            zh: expect.any(String),
          },
        ]),
      },
      { link: 'scaleOut', transport: 'infiniband' },
    ]);
    // Nobody measured exchanges over PCIe: they say whose they are.
    const [pcie] = links('l40s');
    expect(pcie).toMatchObject({ transport: 'pcie' });
    expect(JSON.stringify(pcie)).toContain('not on l40s');
    expect(links('hygon-bw151')).toMatchObject([{ reached: [] }, { reached: [] }]);
    expect(chip('h100').scaleUp.origin).toMatchObject({
      label: { en: 'scale-up bandwidth, one way, over NVLink, of NVIDIA H100 SXM' },
    });
  });

  it('keeps absent apart from unknown', () => {
    expect(peak('h20-96g', 'fp4')).toBe('absent');
    expect(peak('b300', 'int8')).toBe(154e12);
    expect(peak('hygon-bw1000', 'fp8')).toBeNaN();
    expect(chip('hygon-bw151').memoryBandwidth.value).toBeNaN();
    expect(chip('hygon-bw151').memoryBandwidth.origin).toMatchObject({ kind: 'unknown', field: 'memoryBandwidth' });
  });

  it('knows fabrics wider than a node', () => {
    expect(['gb200', 'ascend-910c'].map((id) => [chip(id).cardsPerNode.value, chip(id).scaleUpDomain.value])).toEqual([
      [4, 72],
      [8, 384],
    ]);
  });

  it('keeps measured facts beside the datasheet', () => {
    expect(catalog.extras('hygon-bw1000')['memoryBandwidth.measured']).toMatchObject({
      value: 1.53e12,
      origin: { kind: 'measured' },
    });
    expect(catalog.extras('h100')['power.allIn']).toMatchObject({ value: 1370, unit: 'W' });
    expect(catalog.extras('h100')['memory.reported']?.value).toBe(85_017_493_504);
  });
});

describe('finding an entry', () => {
  it.each([
    ['H20-96G', 'h20-96g'],
    ['nvidia h20 96 gb', 'h20-96g'],
    ['NVIDIA H100 SXM', 'h100'],
    ['bw150', 'hygon-bw151'],
  ])('%s is the chip %s', (name, id) => {
    expect(chip(name).id).toBe(id);
  });

  it.each([
    ['DeepSeek-R1', 'deepseek-v3'],
    ['deepseek-ai/DeepSeek-V3.2-Exp', 'deepseek-v3.2'],
    ['glm-4.6', 'glm-4.5'],
  ])('%s is the model %s', (name, id) => {
    expect(catalog.model(name)).toMatchObject({ ok: true, value: { id } });
  });

  it('says the nearest for a name it does not know', () => {
    const found = catalog.chip('h20-96');
    expect(found).toMatchObject({ ok: false, problem: { code: 'catalog.unknown' } });
    expect(found.ok || found.problem.text.en).toContain('Did you mean h20-96g?');
    const strange = catalog.model('no-such-model-at-all');
    expect(strange.ok || strange.problem.text.zh).toContain('chokepoint catalog models');
  });
});

describe('entries', () => {
  it('lists a chip flat, with unit, origin and source', () => {
    const entry = catalog.entries('chips').find(({ id }) => id === 'h20-96g');
    expect(entry).toMatchObject({
      title: 'NVIDIA H20 96 GB',
      summary: { en: expect.stringContaining('96 GiB HBM3'), zh: expect.stringContaining('FP8') },
      memoryBandwidth: {
        value: 4e12,
        unit: 'B/s',
        text: '4 TB/s',
        origin: 'datasheet',
        source: 'lmsys-ant-h20',
        confidence: 'high',
      },
      'tflops.fp4': { value: null, absent: { en: expect.any(String), zh: expect.any(String) } },
    });
  });

  it('are plain JSON', () => {
    for (const kind of ['chips', 'models', 'sources'] as const) {
      const entries = catalog.entries(kind);
      expect(JSON.parse(JSON.stringify(entries))).toEqual(entries);
    }
  });
});
