import { describe, expect, it } from 'vitest';
import { optimizationEntry } from '../../app/handlers/catalog';
import { optimizations } from '../../engine/optimizations';
import { lever } from '../support/levers';

describe('catalog optimizations', () => {
  it.each(optimizations.map((each) => [each.id, each] as const))('%s has all that the catalog promises', (id, each) => {
    const entry = optimizationEntry(each);
    expect(entry).toMatchObject({ id, title: each.title.en, level: each.level, stage: each.stage, source: each.cite });
    expect(Object.keys(entry)).toEqual(expect.arrayContaining(['parameters', 'reported']));
    expect(entry.reported).toEqual(each.reported ?? null);
    expect(JSON.parse(JSON.stringify(entry))).toMatchObject({ id });
  });

  it('writes a choice as its word, with the others beside it', () => {
    expect(optimizationEntry(lever('nixl')).parameters).toMatchObject({
      through: {
        standard: 'nixl',
        choices: [{ word: 'nixl' }, { word: 'mooncake' }, { word: 'nccl' }, { word: 'mpi' }],
      },
    });
  });

  it('marks a default that is solved from a claim as assumed, with the claim as its note', () => {
    for (const [id, name] of [
      ['metadata-cache', 'saved'],
      ['trmt', 'control'],
      ['cpu-gpu-overlap', 'hides'],
    ] as const) {
      const { parameters } = optimizationEntry(lever(id));
      expect(parameters).toMatchObject({ [name]: { origin: 'assumed', note: expect.stringMatching(/claim/) } });
    }
  });
});
