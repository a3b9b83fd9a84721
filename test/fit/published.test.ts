import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { standardCatalog } from '../../engine/catalog';
import { publishedSchema, readPublished } from '../../engine/fit';

const path = join(import.meta.dirname, '../published/measured/kernel-series.json');
const { series } = publishedSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
const published = readPublished(series, standardCatalog().chips);

describe('published series', () => {
  it('are all read, or left out with a reason', () => {
    expect(series).toHaveLength(1087);
    const read = new Set(published.families.flatMap(({ rows }) => rows.map(({ id }) => id.replace(/@[^@]*$/, ''))));
    const left = new Set(published.left.map(({ id }) => id));
    const parts = ['', '.up', '.down', '.dispatch', '.combine'];
    const lost = series.filter(({ id }) => !left.has(id) && !parts.some((part) => read.has(id + part)));
    // Power-law and host-bound rows may leave a series without rows; it then has too few of them, not none unseen.
    expect(lost.map(({ op }) => op).filter((op) => op !== 'deepgemm_moe_context')).toEqual([]);
  });

  it('hold only positive times and finite demands', () => {
    for (const { rows } of published.families)
      for (const { id, seconds, shape } of rows) {
        expect([id, seconds > 0]).toEqual([id, true]);
        const numbers = Object.values(shape).filter((value) => typeof value === 'number');
        expect([id, numbers.every(Number.isFinite)]).toEqual([id, true]);
      }
  });

  it('leave out what the flags say cannot be used', () => {
    const reasons = new Set(published.left.map(({ reason }) => reason));
    for (const word of ['copy of the H100 file', 'host time', 'absorbed form', 'eager', 'peak memory bandwidth'])
      expect([word, [...reasons].some((reason) => reason.includes(word))]).toEqual([word, true]);
  });
});
