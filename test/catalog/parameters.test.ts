import { describe, expect, it } from 'vitest';
import { parametersOf, standardCatalog, type ActiveBasis } from '../../engine/catalog';
import { missingOf } from '../../engine/quantity';
import { parse } from '../../engine/quantity-text';
import type { Architecture } from '../../engine/types';

const catalog = standardCatalog();
const computed = [...catalog.models.values()].filter((model) => !model.blocked);
const blocked = [...catalog.models.values()].filter((model) => model.blocked);

/** Makers round their figures to a digit or two; where the bar is finer than that, the rounding is the bound. */
const printedCoarsely: Record<string, string> = {
  'ernie-4.5-21b-a3b': 'active printed "3 B": one digit',
  'qwen3-next-80b-a3b': 'active printed "3 B": one digit',
  'qwen3.5-35b-a3b': 'printed "35 B" and "3 B"; the total counts a vision encoder of about 0.45 B',
  'qwen3.5-122b-a10b': 'active printed "10 B"',
  'qwen3.5-397b-a17b': 'active printed "17 B"',
  'kimi-k3': 'total printed "2.8T"',
};
/** Vendor figures that leave out what chooses the tokens to attend: DeepSeek-V3.2's total, MiniMax-M3's active parameters. */
const withoutIndex = new Set(['minimax-m3']);

function figure(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const parsed = parse(text, 'parameter');
  if (!parsed.ok) throw new Error(parsed.problem.text.en);
  return parsed.value;
}

function activeOn(model: Architecture, basis: ActiveBasis): [number, number] {
  const { active, activeBlocks, parts } = parametersOf(model);
  switch (basis) {
    case 'between':
      return [activeBlocks.value, active.value];
    case 'blocks':
      return [activeBlocks.value, activeBlocks.value];
    case 'blocks+head':
      return [active.value, active.value];
    case 'blocks+head+embedding': {
      const all = active.value + (model.tied ? 0 : parts.embedding.value);
      return [all, all];
    }
  }
}

const high = computed.filter(({ id }) => catalog.published(id)?.confidence === 'high');

describe('parameter counts', () => {
  it('DeepSeek-V3 has 671.03 B, 36.6 B active with the head, and 11.6 B in its MTP layer', () => {
    const v3 = catalog.models.get('deepseek-v3');
    if (!v3) throw new Error('no deepseek-v3');
    const counts = parametersOf(v3);
    expect(counts.total.value).toBe(671_026_404_352);
    expect(counts.active.value / 1e9).toBeCloseTo(36.63, 2);
    expect(counts.mtp.value / 1e9).toBeCloseTo(11.61, 2);
    expect(v3.layers.map(({ count, ffn }) => [count, ffn.kind])).toEqual([
      [3, 'dense'],
      [58, 'moe'],
    ]);
  });

  it.each(high)('$id is within 0.5 % of the published total', (model) => {
    const published = figure(catalog.published(model.id)?.total);
    if (published === undefined) throw new Error('no published total');
    const beside = figure(catalog.published(model.id)?.beside?.parameters) ?? 0;
    const total = parametersOf(model).total.value + beside;
    if (model.id in printedCoarsely && Math.abs(total / published - 1) > 0.005) {
      expect(Number(total.toPrecision(2))).toBe(published);
    } else {
      expect(Math.abs(total / published - 1)).toBeLessThan(0.005);
    }
  });

  it.each(high.filter(({ id }) => catalog.published(id)?.active !== undefined))(
    '$id is within 2 % of the published active parameters, on its own basis',
    (model) => {
      const published = figure(catalog.published(model.id)?.active);
      const basis = catalog.published(model.id)?.activeBasis;
      if (published === undefined || basis === undefined) throw new Error('no published active figure or basis');
      const index = withoutIndex.has(model.id) ? parametersOf(model).activeParts.index.value : 0;
      const [least, most] = activeOn(model, basis).map((count) => count - index);
      if (least === undefined || most === undefined) throw new Error('no range');
      if (model.id in printedCoarsely) {
        expect([Math.round(least / 1e9), Math.round(most / 1e9)]).toContain(published / 1e9);
      } else {
        expect(published).toBeGreaterThan(least * 0.98);
        expect(published).toBeLessThan(most * 1.02);
      }
    },
  );

  it('sums its parts', () => {
    for (const model of computed) {
      const { total, parts } = parametersOf(model);
      expect(Object.values(parts).reduce((sum, part) => sum + part.value, 0)).toBe(total.value);
    }
  });

  it('is unknown, naming what is missing, for a model that is blocked', () => {
    for (const model of blocked) {
      expect(model.layers).toEqual([]);
      expect(missingOf(parametersOf(model).total)).toEqual([model.blocked?.field]);
    }
    expect(blocked.map(({ id }) => id).sort()).toMatchInlineSnapshot(`
      [
        "glm-5.3",
        "hunyuan-2.0",
        "hunyuan-large",
        "hunyuan-turbos",
        "qwen3.8-2.4t-a95b",
        "step-3.7-flash",
      ]
    `);
  });
});
