import { describe, expect, test } from 'vitest';
import { standardCatalog } from '../../engine/catalog';
import { chainSteps, shownChain, waterfallOf } from '../../engine/notebook/chain';
import { shownClaims } from '../../engine/notebook/lever-claims';
import { leverGains } from '../../engine/notebook/lever-gains';
import { shownFramework, shownHelp, shownLeftOut } from '../../engine/notebook/lever-help';
import { run } from '../../engine/notebook/run';
import { optimizations } from '../../engine/optimizations';
import { notebook, story } from '../app/support/notebook';

const catalog = standardCatalog();
const look = { theme: 'light', language: 'en' } as const;
const text = notebook([
  ...story.slice(0, 5),
  { head: 'optimizations drafts', body: 'mtp: {drafts: 1, acceptance: 0.85}' },
  { head: 'workload fewer', body: 'concurrency: 4 per card' },
]);
const ran = run(text, { catalog });
const gains = [...leverGains(ran, 'fewer', catalog)];
const tpot = 'serving.tpot';

function tpotOf(body: string): number {
  const more = run(`${text}\n\`\`\`yaml optimizations tried\n${body}\n\`\`\`\n`, { catalog });
  return more.evaluations.get('tried')?.metrics.get(tpot)?.value ?? Number.NaN;
}

describe('what would help at a cell', () => {
  const help = shownHelp(gains, tpot);

  test('the line of the first one, in a cell below, brings what is promised', () => {
    const [best] = help.useful;
    expect(best?.gain?.better).toBe(true);
    const now = ran.evaluations.get('fewer')?.metrics.get(tpot)?.value ?? Number.NaN;
    expect(tpotOf(best?.line ?? '') / now).toBeCloseTo(best?.gain?.ratio ?? Number.NaN, 9);
  });

  test('best first, the useless after them, and what cannot be with its reason', () => {
    const ratios = [...help.useful, ...help.useless].map((each) => each.gain?.ratio ?? 1);
    expect([...ratios].sort((a, b) => a - b)).toEqual(ratios);
    const spoken = [...help.useful, ...help.useless, ...help.skipped].map((each) => each.id).sort();
    expect(spoken).toEqual(gains.flatMap(({ id, state }) => (state === 'on' ? [] : [id])).sort());
    for (const each of help.skipped) expect(each.reason?.zh, each.id).toBeTruthy();
  });

  test('another metric ranks otherwise, and what it costs is worse, what it brings is better', () => {
    const memory = shownHelp(gains, 'memory.total');
    expect(memory.useful.map((each) => each.id)).not.toEqual(help.useful.map((each) => each.id));
    for (const { costs, brings } of [...memory.useful, ...memory.useless]) {
      expect(costs.every(({ id, change }) => change.better === false && id !== 'memory.total')).toBe(true);
      expect(brings.every(({ change }) => change.better === true)).toBe(true);
    }
  });

  test('a study of another network says so, and formats their effect on answers', () => {
    const all = [...help.useful, ...help.useless, ...help.skipped];
    expect(all.find((each) => each.id === 'tcp')?.study ?? { en: '' }).toEqual({
      en: 'not this network',
      zh: '非此网络',
    });
    expect(all.find((each) => each.id === 'fp4')?.accuracy?.en).toMatch(/\w/);
  });
});

describe('taken out one by one', () => {
  test('exactly the levers that are on', () => {
    const on = ran.evaluations.get('fewer')?.case.applied.map((each) => each.id);
    expect(shownLeftOut(gains).map((each) => each.id)).toEqual(on);
  });
});

describe('the map', () => {
  const map = shownFramework(gains, tpot);
  const levers = map.stages.flatMap((stage) => stage.levels.flatMap((level) => level.levers));

  test('holds every lever once, with its words', () => {
    expect(levers.map((each) => each.id).sort()).toEqual(optimizations.map((each) => each.id).sort());
    expect(levers.filter((each) => !each.title.zh || !each.summary.en)).toEqual([]);
  });

  test('names in a stage what is left and helps most, never a study', () => {
    for (const { stage, best } of map.stages) {
      const left = levers.filter((each) => each.stage === stage && each.state === 'off' && !each.whatIf && each.fits);
      const least = Math.min(1, ...left.map((each) => each.gain?.ratio ?? 1));
      if (best === undefined) expect(least, stage).toBeGreaterThan(0.998);
      else expect(levers.find((each) => each.id === best)?.gain?.ratio, stage).toBe(least);
    }
  });
});

describe('the chain', () => {
  const steps = [...chainSteps(ran, 'fewer', catalog)];
  const chain = shownChain({ run: ran, cell: 'fewer', look }, tpot, steps);

  test('each row’s change leads from the row before, and the last is the cell', () => {
    const rows = chain?.rows ?? [];
    expect(rows.map((row) => row.cell)).toEqual(['chat', 'layout', 'int4', 'drafts', 'fewer'].slice(-rows.length));
    for (const [at, row] of rows.slice(1).entries())
      expect(row.here?.value).toBeCloseTo((row.number?.value ?? 0) - (rows[at]?.number?.value ?? 0), 12);
  });

  test('alone at the end: the notebook without that cell', () => {
    const without = run(text.replace('mtp: {drafts: 1, acceptance: 0.85}', 'mtp: off'), { catalog });
    const lost =
      (ran.evaluations.get('fewer')?.metrics.get(tpot)?.value ?? 0) -
      (without.evaluations.get('fewer')?.metrics.get(tpot)?.value ?? 0);
    expect(chain?.rows.find((row) => row.cell === 'drafts')?.alone?.value).toBeCloseTo(lost, 12);
    const marks = chain?.chart.data['rows']?.map((row) => row['mark']) ?? [];
    expect(marks.filter((mark) => typeof mark === 'number')).toHaveLength(marks.length - 2);
  });

  test('the last cell is alone what it adds, since nothing follows it', () => {
    const last = chain?.rows.at(-1);
    expect(last?.alone?.value).toBeCloseTo(last?.here?.value ?? Number.NaN, 12);
  });

  test('is drawn of any judged figure, in its own unit', () => {
    const memory = shownChain({ run: ran, cell: 'fewer', look }, 'memory.total', steps);
    expect(memory?.rows.at(-1)?.number?.unit).toBe('GB');
    expect(waterfallOf({ run: ran, cell: 'fewer', look }, 'memory.total')?.hint.en).toContain('memory');
    expect(shownChain({ run: ran, cell: 'chip', look }, tpot, [])).toBeUndefined();
  });
});

describe('claims', () => {
  test('of what a cell switches on itself, not of what it starts with', () => {
    expect(shownClaims(ran, 'drafts', { catalog }).map((claim) => claim.id)).toEqual(['mtp']);
    expect(shownClaims(ran, 'fewer', { catalog })).toEqual([]);
  });

  test('computed as the notebook without it computes; a large gap says what binds, and its parts add up', () => {
    const [claim] = shownClaims(ran, 'drafts', { catalog });
    const off = run(text.replace('mtp: {drafts: 1, acceptance: 0.85}', 'mtp: off'), { catalog });
    const ratio =
      (ran.evaluations.get('drafts')?.metrics.get(tpot)?.value ?? 0) /
      (off.evaluations.get('drafts')?.metrics.get(tpot)?.value ?? 1);
    expect(claim?.computed?.change.ratio).toBeCloseTo(ratio, 9);
    expect(claim?.because?.en).toMatch(/binds decode/);
    expect(claim?.because?.zh).toMatch(/瓶颈/);
    const shares = claim?.causes.map((cause) => Number.parseFloat(cause.share.replace('−', '-'))) ?? [];
    expect(shares.reduce((sum, share) => sum + share, 0)).toBeGreaterThan(95);
  });

  test('of a lever that cannot be on: the reason instead of a figure', () => {
    const [claim] = shownClaims(ran, 'fewer', { catalog, lever: 'nixl' });
    expect(claim?.computed).toBeUndefined();
    expect(claim?.reason?.en).toMatch(/pool/);
  });
});
