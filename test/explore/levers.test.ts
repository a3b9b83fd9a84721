import { describe, expect, it } from 'vitest';
import { standardCatalog } from '../../engine/catalog';
import { claimOf } from '../../engine/explore/claims';
import { frameworkMap } from '../../engine/explore/framework';
import { leverTrials } from '../../engine/explore/lever-trials';
import { leaveOneOut } from '../../engine/explore/leave-one-out';
import { waterfall, type Link } from '../../engine/explore/waterfall';
import { whatWouldHelp } from '../../engine/explore/what-would-help';
import { optimizations } from '../../engine/optimizations';
import type { Design } from '../../engine/types';
import { aDesign } from '../support/design';
import { answer, figure, onOneNode, q, set, withLevers, without } from '../support/levers';

const catalog = standardCatalog();
const h20: Design = { ...aDesign({ fidelity: 'calibrated' }), cost: { cardHour: q(2, 'money/h') } };

describe('what would help', () => {
  const help = whatWouldHelp({ design: h20, catalog }, 'serving.tpot');

  it('speaks of every lever that is not on: ranked, or skipped with the reason', () => {
    const on = answer(h20).case.applied.map((each) => each.id);
    const off = optimizations.map((each) => each.id).filter((id) => !on.includes(id));
    const spoken = [...(help?.ranked ?? []), ...(help?.skipped ?? [])].map((each) => each.id);
    expect(spoken.sort()).toEqual(off.sort());
    expect(help?.skipped.map((each) => each.id)).toContain('fp4');
  });

  it('ranks by the gain that switching each on alone computes', () => {
    const gains = help?.ranked.map((each) => each.change.gain ?? Number.NaN) ?? [];
    expect([...gains].sort((a, b) => b - a)).toEqual(gains);
    for (const { id, change } of help?.ranked ?? [])
      expect(change.gain, id).toBeCloseTo(
        figure(h20, 'serving.tpot') / figure(withLevers(h20, set(id)), 'serving.tpot'),
        9,
      );
  });

  it('says what it costs elsewhere, and whether the design still fits', () => {
    const split = help?.ranked.find((each) => each.id === 'pd-disaggregation');
    expect(split?.costs.map((each) => each.metric)).toContain('memory.total');
    const ranked = help?.ranked ?? [];
    expect(ranked.filter((each) => each.costs.some((cost) => (cost.gain ?? 0) >= 1))).toEqual([]);
    for (const each of ranked)
      expect(each.fits, each.id).toBe(
        !answer(withLevers(h20, set(each.id))).diagnostics.some((d) => d.code === 'memory.does-not-fit'),
      );
  });

  it('marks what is quoted and what is a study', () => {
    const marked = (key: 'quoted' | 'whatIf') =>
      (help?.ranked ?? []).filter((each) => each[key]).map((each) => each.id);
    expect(marked('quoted')).toEqual(expect.arrayContaining(['metadata-cache', 'trmt']));
    expect(marked('whatIf')).toEqual(expect.arrayContaining(['dsa', 'mhc', 'sliding-window', 'tcp', 'w4a8']));
  });

  it('writes the line that switches it on', () => {
    expect(help?.ranked.every((each) => each.line === `${each.id}: on`)).toBe(true);
  });

  it('has nothing to say of half a question', () => {
    expect(whatWouldHelp({ design: { ...h20, model: {} }, catalog }, 'serving.tpot')).toBeUndefined();
  });
});

describe('leave one out', () => {
  it('takes each lever out alone, those that stand among them', () => {
    const design = withLevers(h20, set('single-batch-overlap'));
    const parts = leaveOneOut({ design, catalog }, ['serving.tpot']);
    expect(parts?.map((each) => each.id)).toEqual(answer(design).case.applied.map((each) => each.id));
    const absorb = parts?.find((each) => each.id === 'mla-absorb');
    expect(absorb).toMatchObject({ stands: true });
    expect(absorb?.changes[0]?.gain).toBeCloseTo(
      figure(without(design, 'mla-absorb'), 'serving.tpot') / figure(design, 'serving.tpot'),
      9,
    );
    expect(parts?.find((each) => each.id === 'single-batch-overlap')?.changes[0]?.gain).toBeGreaterThan(1);
  });
});

describe('waterfall', () => {
  const add = (id: string): Link => ({ id, change: (start) => withLevers(start, set(id)) });
  const naive: Design = { ...h20, runtime: 'naive' };
  const links = ['mla-absorb', 'cuda-graph', 'cpu-gpu-overlap', 'router-fusion', 'w4a8'].map(add);
  const fall = waterfall({ start: naive, links, catalog });

  it('leads from the first design to the last', () => {
    const tpot = (step: (typeof fall.steps)[number]) => step.here.find((each) => each.metric === 'serving.tpot');
    expect(fall.steps.map((each) => each.id)).toEqual(links.map((each) => each.id));
    expect(tpot(fall.steps[0] ?? fail())?.before).toBeCloseTo(figure(naive, 'serving.tpot'), 12);
    expect(tpot(fall.steps.at(-1) ?? fail())?.after).toBeCloseTo(
      fall.last?.metrics.get('serving.tpot')?.value ?? 0,
      12,
    );
    for (const [at, step] of fall.steps.slice(1).entries()) {
      expect(tpot(step)?.before).toBe(tpot(fall.steps[at] ?? fail())?.after);
    }
  });

  it('shows all five figures, with leave-one-out beside the step', () => {
    expect(fall.steps[0]?.here.map((each) => each.metric)).toEqual([
      'serving.tpot',
      'serving.ttft',
      'serving.throughput_per_card',
      'memory.total',
      'cost.per_output_token',
    ]);
    expect(fall.steps[0]?.leftOut.map((each) => each.metric)).toEqual(fall.steps[0]?.here.map((each) => each.metric));
  });

  it('effects interact: early in the chain a lever shows less or more than the end would lose without it', () => {
    const differs = fall.steps.some(
      ({ here, leftOut }) => Math.abs((here[0]?.gain ?? 0) - (leftOut[0]?.gain ?? 0)) > 0.01,
    );
    expect(differs).toBe(true);
  });
});

describe('the framework over a design', () => {
  const design = withLevers(h20, set('w4a8'));
  const told = [...leverTrials({ design, catalog }, answer(design))].map((each) => ({ ...each, id: each.lever.id }));
  const map = frameworkMap(told);

  it('has the four stages in order, each with its three levels, and each lever once', () => {
    expect(map.map((each) => each.stage)).toEqual(['see', 'avoid-waste', 'raise-utilisation', 'save-resources']);
    for (const each of map) expect(each.levels.map((one) => one.level)).toEqual(['macro', 'meso', 'micro']);
    expect(map.flatMap((each) => each.levels.flatMap((one) => one.levers.map((lever) => lever.id))).sort()).toEqual(
      optimizations.map((each) => each.id).sort(),
    );
  });

  it('says what is on, what is left, and why something cannot be', () => {
    const levers = map.flatMap((each) => each.levels.flatMap((one) => one.levers));
    const place = (id: string) => levers.find((each) => each.id === id);
    expect(place('w4a8')).toMatchObject({ state: 'on', stands: false, whatIf: true });
    expect(place('paged-kv')).toMatchObject({ state: 'on', stands: true, whatIf: false });
    expect(place('mtp')).toMatchObject({ state: 'off', whatIf: false });
    expect(place('fp4')).toMatchObject({ state: 'skipped', reason: { code: 'lever.needs-unit' } });
    for (const each of map) {
      const { on, off, skipped } = each.counts;
      expect(on + off + skipped).toBe(each.levels.reduce((sum, one) => sum + one.levers.length, 0));
    }
  });
});

describe('claim against computation', () => {
  it('kv-reuse: computed beside reported, near each other', () => {
    const claim = claimOf('kv-reuse', { design: h20, catalog });
    expect(claim?.reported.ratio).toBe(0.84);
    expect(claim?.computed?.ratio).toBeCloseTo(0.84, 1);
    expect(claim?.gap).toBeUndefined();
  });

  it('a large gap comes with the conditions of the report', () => {
    const claim = claimOf('w4a8', { design: h20, catalog });
    expect(claim?.computed?.metric).toBe('serving.throughput_per_card');
    expect(claim?.gap?.en).toContain(claim?.reported.conditions.en);
    expect(claim?.gap?.zh).toContain('报告条件');
  });

  it('a quoted size says so where it does not carry over', () => {
    const claim = claimOf('cpu-gpu-overlap', { design: onOneNode('h20-96g'), catalog });
    expect(claim?.reported.quoted).toBe(true);
  });

  it('nothing is computed where the lever cannot be, or the claim has no figure', () => {
    expect(claimOf('nixl', { design: h20, catalog })?.computed).toBeUndefined();
    expect(claimOf('router-fusion', { design: h20, catalog })?.computed).toBeUndefined();
    expect(claimOf('fp8-kv', { design: h20, catalog })).toBeUndefined();
  });
});

function fail(): never {
  throw new Error('no step');
}
