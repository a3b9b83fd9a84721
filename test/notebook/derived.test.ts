import { expect, test } from 'vitest';
import { standardCatalog } from '../../engine/catalog';
import { figureNamed, speedDoor } from '../../engine/notebook/derived';
import { kindInfo } from '../../engine/notebook/kind';
import { kinds } from '../../engine/notebook/kinds';
import { knownOf } from '../../engine/notebook/known';
import { run } from '../../engine/notebook/run';
import { notebook, storyWith } from '../app/support/notebook';

const catalog = standardCatalog();

test('the speed a user sees is one over TPOT, with its derivation, its change and the SLO', () => {
  const ran = run(storyWith('chat', 'input: 3260\noutput: 1100\nconcurrency: 32 per card\nslo: {tpot: 50 ms}'), {
    catalog,
  });
  const figures = ran.figures.get('int4') ?? new Map();
  const tpot = figures.get('serving.tpot')?.value ?? Number.NaN;
  const speed = figureNamed(figures, speedDoor);
  expect(speed?.value).toBeCloseTo(1 / tpot, 12);
  expect(speed?.origin.kind === 'derived' && speed.origin.formula.id).toBe('user.speed');
  const shown = ran.results.find((result) => result.id === 'int4')?.design?.speed;
  expect(shown).toMatchObject({
    door: speedDoor,
    number: { unit: 'tok/s' },
    slo: { number: { text: '20' }, met: true },
  });
  expect(shown?.change?.better).toBe(true);
});

test('it is no metric: neither the results nor the command line name it', () => {
  const ran = run(notebook(), { catalog });
  expect(ran.figures.get('int4')?.has(speedDoor)).toBe(false);
});

test('a share has no unit to write', () => {
  const workload = kinds.find((kind) => kind.id === 'workload');
  const info = workload && kindInfo(workload, knownOf(catalog, { currency: 'USD', rates: [] }));
  const units = Object.fromEntries((info?.fields ?? []).map((field) => [field.path.join('.'), field.unit]));
  expect(units['prefixHit']).toBeUndefined();
  expect(units['slo.ttft']).toBe('s');
  expect(units['slo.tpot']).toBe('ms');
});

test('a chip and a model are offered with their main figures, in both languages', () => {
  const schemaOf = (kind: string) => {
    const found = kinds.find((each) => each.id === kind);
    return JSON.stringify(found && kindInfo(found, knownOf(catalog, { currency: 'USD', rates: [] })).schema);
  };
  expect(schemaOf('hardware')).toMatch(/H20 96 GB\*\*[^"]*FP8 296\u202fTFLOPS · \d+\u202fGB · 4\u202fTB\/s/);
  expect(schemaOf('hardware')).toContain('稠密峰值');
  expect(schemaOf('model')).toMatch(/DeepSeek-V3\*\*[^"]*671\u202fB parameters, \d+\.\d\u202fB active a token/);
});
