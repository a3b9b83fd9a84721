/** A chip whose makers publish no number of compute units has calibrated times all the same, on a figure that says it is assumed. */

import { describe, expect, it } from 'vitest';
import { standardCatalog } from '../../engine/catalog';
import { describe as explained } from '../../engine/explain';
import { operate } from '../../engine/explore/operating-point';
import { isKnown } from '../../engine/quantity';
import type { Evaluation } from '../../engine/types';
import { aDesign } from '../support/design';

const catalog = standardCatalog();

function answer(use: string): Evaluation {
  const design = aDesign({
    fidelity: 'calibrated',
    hardware: { use, size: { cards: 8 }, set: {} },
    model: { use: 'qwen3-32b' },
    parallelism: { prefill: { tp: 4 }, decode: { tp: 4 } },
  });
  const found = operate(design, catalog, { limits: false });
  if (found.kind !== 'case') throw new Error(JSON.stringify(found));
  return found.evaluation;
}

const unstated = 'compute units of a chip that states none';
const sourcesOf = (use: string) => {
  const time = answer(use).metrics.get('decode.time');
  return time ? explained(time).sources : [];
};

describe('compute units', () => {
  it('are assumed where nobody states them, and every time says so', () => {
    const chip = catalog.chips.get('ascend-910b3');
    expect(chip && isKnown(chip.sms)).toBe(false);
    const time = answer('ascend-910b3').metrics.get('decode.time');
    expect(time?.value).toBeGreaterThan(0);
    const stated = sourcesOf('ascend-910b3').find(({ label }) => label.en === unstated);
    expect(stated?.trust).toBe('assumed');
  });

  it('are the chip’s own where they are stated', () => {
    expect(sourcesOf('h100').map(({ label }) => label.en)).not.toContain(unstated);
  });
});
