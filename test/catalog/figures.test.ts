import { describe, expect, it } from 'vitest';
import { standardCatalog, standardMechanisms, standardPrices } from '../../engine/catalog';

const catalog = standardCatalog();

describe('prices', () => {
  it('name only chips, models and sources of the catalog', () => {
    const prices = standardPrices();
    expect(prices.length).toBeGreaterThan(100);
    expect(prices.flatMap(({ chip }) => (chip === undefined || catalog.chips.has(chip) ? [] : [chip]))).toEqual([]);
    expect(prices.flatMap(({ model }) => (model === undefined || catalog.models.has(model) ? [] : [model]))).toEqual(
      [],
    );
    expect(prices.filter(({ source }) => !catalog.sources.has(source))).toEqual([]);
  });

  it('are positive, the lower first', () => {
    for (const { low, high } of standardPrices()) {
      expect(low.value).toBeGreaterThan(0);
      expect(high.value).toBeGreaterThanOrEqual(low.value);
    }
  });

  it('give the monthly rent of a server as a card-hour', () => {
    const rent = standardPrices().find(({ chip, basis }) => chip === 'h20-141g' && basis === 'rented-month');
    expect(rent).toMatchObject({ currency: 'CNY', per: 'card-hour' });
    expect(rent?.low.value).toBeCloseTo(8.33, 2);
  });

  it("keep DeepSeek's own assumption of $2 a card-hour on H800", () => {
    expect(standardPrices().find(({ list }) => list === 'deepseek-assumption')).toMatchObject({
      chip: 'h800',
      currency: 'USD',
      low: { value: 2 },
    });
  });
});

describe('mechanisms', () => {
  const { acceptance, collectives, distinctExperts, dsaCost, facts } = standardMechanisms();

  it('cite only sources of the catalog', () => {
    const cited = [
      ...acceptance.flatMap(({ lengths }) =>
        lengths.map(({ origin }) => ('source' in origin ? origin.source : undefined)),
      ),
      ...collectives.map(({ source }) => source),
      ...facts.facts.map(({ source }) => source),
      dsaCost.source,
    ];
    expect(cited.filter((id) => id === undefined || !catalog.sources.has(id))).toEqual([]);
  });

  it('have acceptance curves of catalog models, decaying where a constant acceptance would not', () => {
    expect(acceptance.filter(({ model }) => !catalog.models.has(model))).toEqual([]);
    const v4 = acceptance.find(({ id }) => id === 'deepseek-v4-pro.mtp.thinking-on');
    expect(v4?.lengths.slice(0, 3).map(({ value }) => value)).toEqual([1.79, 2.27, 2.49]);
    expect(acceptance.find(({ id }) => id === 'deepseek-v3.mtp')?.lengths[0]?.value).toBe(1.85);
  });

  it('have unique ids', () => {
    for (const ids of [acceptance.map(({ id }) => id), collectives.map(({ id }) => id)])
      expect(new Set(ids).size).toBe(ids.length);
  });

  it('read sizes in powers of two and times in seconds', () => {
    const reduce = collectives.find(({ id }) => id === 'custom-all-reduce.h100');
    expect(reduce?.rows[0]).toMatchObject({ cards: 8, size: { value: 16 * 1024 }, time: { value: 3.7e-6 } });
  });

  it('reproduce the bus bandwidth that the NCCL table states at 512 MiB', () => {
    const last = collectives.find(({ id }) => id === 'nccl-all-reduce.h100')?.rows.at(-1);
    const bus = ((last?.size?.value ?? 0) * 2 * (7 / 8)) / (last?.time?.value ?? 1);
    expect(bus / 1e9).toBeCloseTo(445, 0);
  });

  it('exclude fits that beat the memory of their chip', () => {
    for (const fit of distinctExperts) {
      const chip = catalog.chips.get(fit.chip);
      expect(chip).toBeDefined();
      if (!fit.excluded) expect(fit.bandwidth.value).toBeLessThanOrEqual(chip?.memoryBandwidth.value ?? 0);
    }
    expect(distinctExperts.filter(({ excluded }) => excluded).length).toBe(3);
  });
});
