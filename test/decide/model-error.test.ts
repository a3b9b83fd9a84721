import { describe, expect, it } from 'vitest';
import { standardCatalog } from '../../engine/catalog';
import { modelError } from '../../engine/decide/model-error';
import { sloOdds } from '../../engine/decide/slo-odds';
import { evaluate } from '../../engine/evaluate';
import { question } from '../../engine/quantity';
import { resolve } from '../../engine/resolve';
import type { Case, Design } from '../../engine/types';
import { aDesign } from '../support/design';

const catalog = standardCatalog();
const said = { en: 'said in the test', zh: '测试中给定' };

function caseOf(change: Partial<Design>): Case {
  const design = aDesign(change);
  const workload = { ...design.workload, sloTpot: question(0.06, 's', said) };
  const resolved = resolve({ ...design, workload }, catalog);
  if (resolved.kind !== 'case') throw new Error(JSON.stringify(resolved));
  return resolved.case;
}

describe('how far the model may be off', () => {
  it('is told by runs of the chip, at the fidelity of the design', () => {
    const [calibrated, roofline] = (['calibrated', 'roofline'] as const).map((fidelity) =>
      modelError(caseOf({ fidelity }), catalog),
    );
    // The roofline is the physical limit: what runs takes longer, and by how much is not the calibrated model's error.
    expect(roofline?.bias).toBeGreaterThan((calibrated?.bias ?? 0) + 0.1);
    expect(calibrated?.basis).toEqual({
      en: `${calibrated?.runs ?? 0} published runs of this chip`,
      zh: `该芯片 ${calibrated?.runs ?? 0} 次公开运行`,
    });
    expect(roofline?.basis.en).toBe(`${roofline?.runs ?? 0} published runs of this chip, against the roofline`);
  });

  it('is told by the suite of its runtime', () => {
    const hardware = { use: 'h100', size: { nodes: 2 }, set: {} };
    const { basis, bias } = modelError(caseOf({ fidelity: 'calibrated', runtime: 'pytorch', hardware }), catalog);
    expect(basis.en).toMatch(/^\d+ measured PyTorch passes of this chip$/);
    expect(Math.abs(bias)).toBeLessThan(0.02);
  });

  it('makes an objective less likely where only the physical limit meets it', () => {
    const odds = (fidelity: Design['fidelity'], sloTpot: number): number => {
      const kase = caseOf({ fidelity });
      const evaluation = evaluate({ ...kase, workload: { ...kase.workload, sloTpot: question(sloTpot, 's', said) } });
      return sloOdds(evaluation, catalog)[0]?.odds ?? Number.NaN;
    };
    const limit = evaluate(caseOf({ fidelity: 'roofline' })).metrics.get('serving.tpot')?.value ?? Number.NaN;
    // A tenth above the limit: what runs is about a third above it.
    expect(odds('roofline', 1.1 * limit)).toBeLessThan(0.3);
    expect(odds('roofline', 2 * limit)).toBeGreaterThan(0.9);
  });
});
