import { describe, expect, test } from 'vitest';
import { standardCatalog } from '../../engine/catalog';
import { gainMetrics, leverGains } from '../../engine/notebook/lever-gains';
import { run } from '../../engine/notebook/run';
import { optimizations } from '../../engine/optimizations';
import { notebook, story } from '../app/support/notebook';

const catalog = standardCatalog();
const text = notebook([
  ...story.slice(0, 5),
  { head: 'optimizations tuned', body: 'mtp: {drafts: 1, acceptance: 0.85}\ndsa: on' },
]);
const ran = run(text, { catalog });
const gains = new Map([...leverGains(ran, 'tuned', catalog)].map((gain) => [gain.id, gain]));

function metric(cell: string, name: string): number {
  return ran.evaluations.get(cell)?.metrics.get(name)?.value ?? Number.NaN;
}

describe('what a lever brings', () => {
  test('every lever is told of, in canonical order', () => {
    expect([...gains.keys()]).toEqual(optimizations.map((lever) => lever.id));
  });

  test('with against without: the same as running the notebook with it off', () => {
    const off = run(text.replace('mtp: {drafts: 1, acceptance: 0.85}', 'mtp: off'), { catalog });
    const without = off.evaluations.get('tuned')?.metrics.get('serving.tpot')?.value ?? Number.NaN;
    expect(gains.get('mtp')?.gains['serving.tpot']?.value).toBeCloseTo(metric('tuned', 'serving.tpot') - without, 12);
  });

  test('of a lever that is off: what it would bring', () => {
    const on = run(text.replace('dsa: on', 'dsa: on\nfp8-kv: on'), { catalog });
    const withIt = on.evaluations.get('tuned')?.metrics.get('memory.total')?.value ?? Number.NaN;
    const gain = gains.get('fp8-kv');
    expect(gain?.state).toBe('off');
    expect(gain?.gains['memory.total']?.value).toBeCloseTo(withIt - metric('tuned', 'memory.total'), 3);
  });

  test('names the cell since which it is on, and nothing for what stands from the start', () => {
    expect(gains.get('w4a8')).toMatchObject({ state: 'on', since: 'int4' });
    expect(gains.get('mtp')).toMatchObject({ state: 'on', since: 'tuned' });
    expect(gains.get('paged-kv')).toMatchObject({ state: 'on' });
    expect(gains.get('paged-kv')?.since).toBeUndefined();
  });

  test('a lever that cannot be on says why, in both languages', () => {
    const skipped = [...gains.values()].filter((gain) => gain.state === 'skipped');
    expect(skipped.length).toBeGreaterThan(0);
    expect(skipped.filter((gain) => !gain.reason?.en || !gain.reason.zh)).toEqual([]);
  });

  test('a study of another checkpoint says so', () => {
    expect(gains.get('dsa')).toMatchObject({ state: 'on', whatIf: true });
  });

  test('the slider has a tick where the drafts stop paying', () => {
    const turn = gains.get('mtp')?.turns['acceptance'];
    expect(turn).toBeGreaterThan(0);
    expect(turn).toBeLessThan(1);
    const tpotAt = (acceptance: number) =>
      run(text.replace('0.85', String(acceptance)), { catalog })
        .evaluations.get('tuned')
        ?.metrics.get('serving.tpot')?.value ?? Number.NaN;
    const without = metric('tuned', 'serving.tpot') - (gains.get('mtp')?.gains['serving.tpot']?.value ?? Number.NaN);
    expect(tpotAt(Math.max(0, (turn ?? 0) - 0.05))).toBeGreaterThan(without);
    expect(tpotAt((turn ?? 0) + 0.05)).toBeLessThan(without);
  });

  test('gains are of the few metrics by which a lever is judged', () => {
    const named = new Set([...gains.values()].flatMap((gain) => Object.keys(gain.gains)));
    expect([...named].filter((name) => !gainMetrics.includes(name))).toEqual([]);
  });

  test('a cell without a whole design has nothing to tell', () => {
    expect([...leverGains(ran, 'chip', catalog)]).toEqual([]);
  });
});
