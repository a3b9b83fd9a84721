import { describe, expect, test } from 'vitest';
import { standardCatalog } from '../../engine/catalog';
import { kindInfo } from '../../engine/notebook/kind';
import { kinds } from '../../engine/notebook/kinds';
import { knownOf } from '../../engine/notebook/known';
import { readCell } from '../../engine/notebook/read-cell';
import { fact, question, type Q, type Unit } from '../../engine/quantity';
import type { Design } from '../../engine/types';

const known = knownOf(standardCatalog(), {
  currency: 'USD',
  rates: [{ currency: 'CNY', perUnit: 8, date: '2026-11-01' }],
});

const empty: Design = {
  fidelity: 'roofline',
  runtime: 'engine',
  currency: 'USD',
  hardware: { set: {} },
  model: {},
  workload: {},
  parallelism: {},
  levers: {},
  cost: {},
};

/** A number and what it is called: what a change is compared by. */
function plain(value: unknown): unknown {
  if (isQ(value)) return `${value.value} ${value.unit} ${value.origin.kind}`;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
  return value;
}

function isQ(value: unknown): value is Q {
  return typeof value === 'object' && value !== null && 'unit' in value && 'origin' in value;
}

/** What a cell of this kind makes of a design, or the codes and places of what is wrong. */
function read(kind: string, body: string, start: Design = empty): unknown {
  const reading = readCell({ kind, body }, known);
  if (reading.problems.length > 0)
    return reading.problems.map(
      (each) => `${each.code} ${each.at?.line}:${each.at?.column}${each.fixes?.[0] ? ` → ${each.fixes[0].text}` : ''}`,
    );
  if (reading.meaning?.kind !== 'change')
    return reading.meaning?.kind === 'view' ? reading.meaning.reads.map((each) => each.id) : undefined;
  return plain(reading.meaning.change(start));
}

const q = <U extends Unit>(value: number, unit: U): Q<U> => question(value, unit, { en: 'a', zh: 'a' });
const given = <U extends Unit>(value: number, unit: U): Q<U> =>
  fact(value, unit, 'given', { label: { en: 'a', zh: 'a' } });

describe('a defining cell patches the design it starts from', () => {
  const cases: Record<string, { kind: string; body: string; start?: Partial<Design>; change: object }> = {
    'a chip and its count': {
      kind: 'hardware',
      body: 'use: h20-96g\nnodes: 2',
      change: { hardware: { use: 'h20-96g', size: { nodes: 2 }, set: {} } },
    },
    'by its usual name': { kind: 'hardware', body: 'use: H20 96G', change: { hardware: { use: 'h20-96g', set: {} } } },
    'figures of one’s own': {
      kind: 'hardware',
      body: 'set: {scaleOut: 25 GB/s, scaleUpDomain: 16, tflops: {fp8: 300 TFLOPS}}',
      start: { hardware: { use: 'h800', size: { cards: 4 }, set: { l2: given(1, 'B') } } },
      change: {
        hardware: {
          use: 'h800',
          size: { cards: 4 },
          set: {
            l2: '1 B given',
            scaleOut: '25000000000 B/s given',
            scaleUpDomain: '16 card given',
            'tflops.fp8': '300000000000000 FLOP/s given',
          },
        },
      },
    },
    'another chip drops them': {
      kind: 'hardware',
      body: 'use: h800\nset: {memory: 80 GB}',
      start: { hardware: { use: 'h100', size: { cards: 4 }, set: { l2: given(1, 'B') } } },
      change: { hardware: { use: 'h800', size: { cards: 4 }, set: { memory: '80000000000 B given' } } },
    },
    'a model keeps formats that are not named': {
      kind: 'model',
      body: 'use: qwen3-8b\nkv: fp8',
      start: { model: { use: 'deepseek-v3', weights: 'fp8' } },
      change: { model: { use: 'qwen3-8b', weights: 'fp8', kv: 'fp8' } },
    },
    'a workload': {
      kind: 'workload',
      body: 'input: 3260\noutput: 1_100\nconcurrency: 32 per card\nprefixHit: 20 %\nslo: {ttft: 2 s, tpot: 50 ms}',
      change: {
        workload: {
          input: '3260 token question',
          output: '1100 token question',
          concurrency: { kind: 'per-card', n: '32 per card question' },
          prefixHit: '0.2 1 question',
          sloTtft: '2 s question',
          sloTpot: '0.05 s question',
        },
      },
    },
    'only the concurrency changes': {
      kind: 'workload',
      body: 'concurrency: 8 in total',
      start: { workload: { input: q(10, 'token'), output: q(20, 'token') } },
      change: {
        workload: {
          input: '10 token question',
          output: '20 token question',
          concurrency: { kind: 'total', n: '8 1 question' },
        },
      },
    },
    'a layout, a phase at a time': {
      kind: 'parallelism',
      body: 'decode: {ep: 16, dp: 16}\npools: {decode: {cards: 16}}',
      start: {
        parallelism: {
          prefill: { tp: 8 },
          decode: { tp: 1, ep: 8 },
          pools: { prefill: { use: 'h800', size: { nodes: 1 } } },
        },
      },
      change: {
        parallelism: {
          prefill: { tp: 8 },
          decode: { tp: 1, dp: 16, ep: 16 },
          pools: { prefill: { use: 'h800', size: { nodes: 1 } }, decode: { size: { cards: 16 } } },
        },
      },
    },
    'a pass of prefill, sequence parallelism, copies of experts': {
      kind: 'parallelism',
      body: 'prefill: {tp: 8, sp: on, tokens: 16384, redundantExperts: 32}',
      change: { parallelism: { prefill: { tp: 8, sp: true, tokens: '16384 token question', redundantExperts: 32 } } },
    },
    'optimizations accumulate': {
      kind: 'optimizations',
      body: 'mtp: {drafts: 2}\nfp8-kv: off',
      start: {
        levers: { w4a8: { on: true, parameters: {} }, mtp: { on: true, parameters: { acceptance: given(0.7, '1') } } },
      },
      change: {
        levers: {
          w4a8: { on: true, parameters: {} },
          mtp: { on: true, parameters: { acceptance: '0.7 1 given', drafts: '2 1 question' } },
          'fp8-kv': { on: false },
        },
      },
    },
    'an acceptance is the person’s figure': {
      kind: 'optimizations',
      body: 'mtp: {acceptance: 0.8}',
      change: { levers: { mtp: { on: true, parameters: { acceptance: '0.8 1 given' } } } },
    },
    'a rent': { kind: 'cost', body: 'rent: $2/h', change: { cost: { cardHour: '2 money/h given' } } },
    'a rent by the month': {
      kind: 'cost',
      body: 'rent: $1460/month',
      change: { cost: { cardHour: '2 money/h given' } },
    },
    'a rent after the number': {
      kind: 'cost',
      body: 'rent: 2.5 USD/h',
      change: { cost: { cardHour: '2.5 money/h given' } },
    },
    'a rent in another currency': {
      kind: 'cost',
      body: 'rent: ¥16/h',
      change: { cost: { cardHour: '2 money/h derived' } },
    },
    'a fidelity beside anything': { kind: 'cost', body: 'fidelity: article', change: { fidelity: 'article' } },
    nothing: { kind: 'hardware', body: '# later', change: {} },
  };
  test.each(Object.entries(cases))('%s', (_, { kind, body, start, change }) => {
    const from = { ...empty, ...start };
    expect(read(kind, body, from)).toEqual({ ...(plain(from) as object), ...change });
  });
});

describe('what cannot be meant is said where it stands, with what to write', () => {
  const cases: Record<string, { kind: string; body: string; problems: string[] }> = {
    'an unknown field, with the nearest': {
      kind: 'hardware',
      body: 'use: h800\nnode: 2',
      problems: ['yaml.unknown-key 2:1 → nodes'],
    },
    'an unknown field far from any': { kind: 'hardware', body: 'colour: red', problems: ['yaml.unknown-key 1:1'] },
    'an unknown chip': { kind: 'hardware', body: 'use: h20-96', problems: ['catalog.unknown 1:6 → h20-96g'] },
    'an unknown model': { kind: 'model', body: 'use: deepseek-v33', problems: ['catalog.unknown 1:6 → deepseek-v3'] },
    'an unknown optimization': { kind: 'optimizations', body: 'w4a6: on', problems: ['lever.unknown 1:1 → w4a8'] },
    'a unit missing': { kind: 'hardware', body: 'set: {scaleOut: 50}', problems: ['quantity.unit-missing 1:17'] },
    'a unit that does not fit': {
      kind: 'hardware',
      body: 'set: {memory: 96 TFLOPS}',
      problems: ['quantity.unit-wrong 1:15'],
    },
    'a figure of zero': {
      kind: 'hardware',
      body: 'set: {memoryBandwidth: 0 TB/s}',
      problems: ['value.not-positive 1:24'],
    },
    'no number': { kind: 'workload', body: 'input: many', problems: ['quantity.not-a-number 1:8'] },
    'half a token': { kind: 'workload', body: 'input: 10.5', problems: ['value.not-whole 1:8'] },
    'no tokens': { kind: 'workload', body: 'output: 0', problems: ['value.out-of-range 1:9'] },
    'a bare concurrency': { kind: 'workload', body: 'concurrency: 32', problems: ['workload.concurrency 1:14'] },
    'no requests': { kind: 'workload', body: 'concurrency: 0 per card', problems: ['value.not-positive 1:14'] },
    'half a request in total': {
      kind: 'workload',
      body: 'concurrency: 0.5 in total',
      problems: ['value.not-whole 1:14'],
    },
    'a hit ratio beyond one': { kind: 'workload', body: 'prefixHit: 2', problems: ['value.out-of-range 1:12'] },
    'a bare SLO': { kind: 'workload', body: 'slo: {tpot: 50}', problems: ['quantity.unit-missing 1:13'] },
    'a rate beside a concurrency': {
      kind: 'workload',
      body: 'concurrency: best\nrate: 4 req/s',
      problems: ['value.pick-one 2:1'],
    },
    'a rate without its unit': { kind: 'workload', body: 'rate: 4', problems: ['quantity.unit-missing 1:7'] },
    'a best that is no switch': { kind: 'workload', body: 'best: slo', problems: ['value.not-one-of 1:7'] },
    'a distribution, later': {
      kind: 'workload',
      body: 'input: {mean: 3, sigma: 1}\noutput: lognormal(3, 1)',
      problems: ['build.later 1:8', 'build.later 2:9'],
    },
    'a trace, later': { kind: 'workload', body: 'input: ./trace.csv', problems: ['build.later 1:8'] },
    'a config file that is not there': {
      kind: 'model',
      body: 'config: ./config.json',
      problems: ['import.no-file 1:1'],
    },
    'serving in a way that is none': {
      kind: 'parallelism',
      body: 'serving: both',
      problems: ['value.not-one-of 1:10'],
    },
    'owning without a price, power and tariff': {
      kind: 'cost',
      body: 'ownership: {years: 4}',
      problems: ['cost.needs 1:12', 'cost.needs 1:12', 'cost.needs 1:12'],
    },
    'rent and ownership at once': {
      kind: 'cost',
      body: 'rent: $2/h\nownership: {purchase: $24000, years: 4, power: 1.4 kW, tariff: $0.08/kWh}',
      problems: ['value.pick-one 2:1'],
    },
    'a hosting price without a period': {
      kind: 'cost',
      body: 'ownership: {purchase: $24000, years: 4, power: 1.4 kW, tariff: $0.08/kWh, hosting: $100}',
      problems: ['money.form 1:84'],
    },
    'a format that is none': { kind: 'model', body: 'weights: fp9', problems: ['value.not-one-of 1:10 → fp8'] },
    'nodes and cards': { kind: 'hardware', body: 'nodes: 2\ncards: 16', problems: ['value.pick-one 2:1'] },
    'half a node': { kind: 'hardware', body: 'nodes: 1.5', problems: ['value.not-whole 1:8'] },
    'no node': { kind: 'hardware', body: 'nodes: 0', problems: ['value.out-of-range 1:8'] },
    'no value': { kind: 'hardware', body: 'use:\nnodes: 2', problems: ['value.missing 1:1'] },
    'a list for a value': { kind: 'hardware', body: 'use: [a]', problems: ['value.not-text 1:6'] },
    'a value for keys': { kind: 'hardware', body: 'set: 3', problems: ['yaml.not-keys 1:6'] },
    'no keys at all': { kind: 'hardware', body: 'h20-96g', problems: ['yaml.not-keys 1:1'] },
    'neither on nor off': { kind: 'optimizations', body: 'w4a8: maybe', problems: ['value.not-one-of 1:7'] },
    'parameters for one that has none': {
      kind: 'optimizations',
      body: 'fp8-kv: {x: 1}',
      problems: ['value.not-one-of 1:9'],
    },
    'an unknown parameter': {
      kind: 'optimizations',
      body: 'mtp: {draft: 1}',
      problems: ['yaml.unknown-key 1:7 → drafts'],
    },
    'a parameter beyond its range': {
      kind: 'optimizations',
      body: 'mtp: {acceptance: 1.2}',
      problems: ['value.out-of-range 1:19'],
    },
    'a currency without a rate': { kind: 'cost', body: 'rent: €2/h', problems: ['money.rate-missing 1:7'] },
    'a price of nothing': { kind: 'cost', body: 'rent: $2', problems: ['money.form 1:7'] },
    'a price without a currency': { kind: 'cost', body: 'rent: 2/h', problems: ['money.form 1:7'] },
    'an unknown fidelity': { kind: 'cost', body: 'fidelity: rooflin', problems: ['value.not-one-of 1:11 → roofline'] },
    'no list': { kind: 'compare', body: 'cells: a', problems: ['value.not-a-list 1:8'] },
    'an unknown metric': {
      kind: 'compare',
      body: 'cells: [a]\nmetrics: [serving.tpt]',
      problems: ['value.not-one-of 2:11 → serving.tpot'],
    },
    'an unknown kind': { kind: 'hardwear', body: 'use: h800', problems: ['cell.kind-unknown 0:1'] },
    'several at once, in order': {
      kind: 'hardware',
      body: 'use: h9000\nnode: 2\nset: {l2: 3}',
      problems: ['yaml.unknown-key 2:1 → nodes', 'catalog.unknown 1:6', 'quantity.unit-missing 3:11'],
    },
  };
  test.each(Object.entries(cases))('%s', (_, { kind, body, problems }) => {
    const found = read(kind, body);
    // Whether something is near enough to be offered is the catalog's business.
    expect(
      Array.isArray(found)
        ? found.map((each: string) =>
            each.startsWith('catalog.unknown 1:6') && body.includes('h9000') ? 'catalog.unknown 1:6' : each,
          )
        : found,
    ).toEqual(problems);
  });
});

test('every message is in both languages', () => {
  const bodies: [string, string][] = [
    ['workload', 'rate: 4 req/s\ninput: x\nconcurrency: 3\nslo: {tpot: 5}'],
    ['hardware', 'use: nothing-like-it\nnode: 1\nset: 4'],
    ['optimizations', 'nothing: on\nmtp: {drafts: 99}'],
    ['cost', 'rent: €1/h'],
  ];
  for (const [kind, body] of bodies) {
    for (const { text } of readCell({ kind, body }, known).problems) {
      expect(text.zh).toMatch(/[\u4e00-\u9fff]/);
      expect(text.en).not.toMatch(/[\u4e00-\u9fff]|undefined/);
      expect(text.zh).not.toMatch(/undefined/);
    }
  }
});

describe('a kind describes itself', () => {
  test.each(kinds.map((kind) => [kind.id, kind] as const))('%s', (_, kind) => {
    const info = kindInfo(kind, known);
    expect(readCell({ kind: kind.id, body: kind.template.zh }, known).problems).toEqual([]);
    for (const text of [info.title, info.summary, ...info.fields.flatMap((each) => [each.title, each.meaning])]) {
      expect(text.en).not.toBe('');
      expect(text.zh).not.toBe('');
    }
    expect(JSON.parse(JSON.stringify(info))).toEqual(info);
    expect(new Set(info.fields.map((each) => each.path.join('.'))).size).toBe(info.fields.length);
  });

  test('in a schema with descriptions and in a form with units', () => {
    const hardware = kinds.find((kind) => kind.id === 'hardware');
    const info = hardware && kindInfo(hardware, known);
    expect(info?.schema.en).toMatchObject({
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'object',
      properties: {
        use: {
          description: expect.stringContaining('catalog'),
          anyOf: [{ enum: expect.arrayContaining(['h20-96g', 'h800']) }, { type: 'string' }],
        },
        set: {
          type: 'object',
          properties: {
            memory: { examples: ['96 GB'] },
            tflops: { properties: { fp8: { examples: ['296 TFLOPS'] } } },
          },
        },
      },
    });
    expect(info?.fields.find((each) => each.path.join('.') === 'set.scaleOut')).toEqual({
      path: ['set', 'scaleOut'],
      title: { en: 'Scale-out bandwidth', zh: '机间网络带宽' },
      meaning: { en: 'One way, a card', zh: '单向，单卡' },
      control: 'number',
      unit: 'GB/s',
      least: 0,
    });
  });

  test('levers as switches with their parameters below', () => {
    const kind = kinds.find((each) => each.id === 'optimizations');
    const info = kind && kindInfo(kind, known);
    const drafts = info?.fields.find((each) => each.path.join('.') === 'mtp.drafts');
    expect(drafts).toMatchObject({ control: 'number', whole: true, least: 0, standard: '1' });
    expect(info?.fields.find((each) => each.path.join('.') === 'w4a8')).toMatchObject({ control: 'toggle' });
  });
});
