import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { desk } from '../support/handlers';
import { sweepNotebook, sweepPoints } from '../sweep/notebook';

type Desk = ReturnType<typeof desk>;

async function ended({ handlers }: Desk, job: number) {
  for (;;) {
    const state = await handlers['job.state']({ job });
    if (state.state !== 'running') return state;
    await pause(10);
  }
}

const pause = (milliseconds: number) => new Promise((resume) => setTimeout(resume, milliseconds));
const huge = sweepNotebook.replace('to: 120 per card', 'to: 50000 per card');

describe('a sweep as a job', () => {
  test('is planned before it starts', async () => {
    const { handlers } = desk();
    const plan = await handlers['sweep.plan']({ text: huge, cell: 'cards' });
    expect(plan.points).toBe(300_000);
    expect(plan.seconds).toBeGreaterThan(1);
    expect(plan.time.en).toMatch(/on one core$/);
  });

  test('runs to its end, rows in a file', { timeout: 60_000 }, async () => {
    const here = desk();
    const out = join(here.folder, 'rows');
    const { job } = await here.handlers['sweep.start']({ text: sweepNotebook, cell: 'cards', out });
    expect(await ended(here, job)).toEqual({
      state: 'done',
      progress: { done: sweepPoints, total: sweepPoints, secondsLeft: 0 },
    });
    const result = await here.handlers['sweep.result']({ job });
    expect(result.sweep).toMatchObject({ points: sweepPoints, done: sweepPoints });
    expect(result.tables.map(({ id: table }) => table)).toEqual(['sweep', 'left-out']);
    expect(readFileSync(out, 'utf8').trim().split('\n')).toHaveLength(sweepPoints + 2);
    expect(await here.handlers['sweep.look']({ job })).toBeNull();
    const look = { theme: 'light', language: 'en' } as const;
    const charts = await here.handlers['sweep.charts']({ of: { job }, look });
    expect([charts.frontier?.id, charts.heat?.id]).toEqual(['sweep-frontier', 'heat']);
    const page = { of: { job }, only: 'all', offset: 0, limit: 500 } as const;
    const rows = await here.handlers['sweep.rows'](page);
    expect(rows).toMatchObject({ total: sweepPoints, points: sweepPoints });
    const inline = { text: sweepNotebook, cell: 'cards' };
    expect(await here.handlers['sweep.rows']({ ...page, of: inline })).toEqual(rows);
    expect(await here.handlers['sweep.charts']({ of: inline, look })).toEqual(charts);
  });

  test('tells progress, what it has come to so far, and stops when told', { timeout: 60_000 }, async () => {
    const here = desk();
    const out = join(here.folder, 'rows');
    const { job } = await here.handlers['sweep.start']({ text: huge, cell: 'cards', out });
    let state = await here.handlers['job.state']({ job });
    for (let i = 0; i < 500 && state.progress.secondsLeft === undefined; i++) {
      await pause(10);
      state = await here.handlers['job.state']({ job });
    }
    expect(state).toMatchObject({ state: 'running', progress: { total: 300_000, secondsLeft: expect.any(Number) } });
    expect((await here.handlers['sweep.look']({ job }))?.done).toBeGreaterThan(0);
    expect(() => here.handlers['sweep.result']({ job })).toThrow(/it is running/);
    await here.handlers['job.cancel']({ job });
    const after = await here.handlers['job.state']({ job });
    expect(after.state).toBe('cancelled');
    await pause(200);
    expect(await here.handlers['job.state']({ job })).toEqual(after);
    expect(existsSync(out)).toBe(false);
    expect(() => here.handlers['sweep.result']({ job })).toThrow(/it is cancelled/);
  });

  test('that cannot be, or that nobody knows, is a refusal in words', async () => {
    const { handlers } = desk();
    await expect(handlers['sweep.start']({ text: sweepNotebook, cell: 'money' })).rejects.toThrow(/not a sweep/);
    for (const call of ['job.state', 'job.cancel', 'sweep.result'] as const)
      expect(() => handlers[call]({ job: 7 })).toThrow(/no job 7/);
  });

  test('says what went wrong while it ran', async () => {
    const here = desk();
    const { job } = await here.handlers['sweep.start']({ text: sweepNotebook, cell: 'cards', out: '/dev/null/rows' });
    expect(await ended(here, job)).toMatchObject({ state: 'failed', problem: { code: 'file.unwritable' } });
  });
});

const edited = sweepNotebook.replace('use: h20-96g', 'use: h800').replace('rent: $2/h', 'rent: $3/h');

describe('a saved run', () => {
  test('replayed with the same engine and catalog has not drifted', async () => {
    const { handlers } = desk();
    const { id } = await handlers['history.save']({ text: sweepNotebook, path: null });
    const replay = await handlers['history.replay']({ id, cell: 'money' });
    expect(replay.drifted).toBe(0);
    expect(replay.notes).toEqual([]);
    expect(replay.table.rows.length).toBeGreaterThan(40);
    expect(replay.cells).toContain('layout');
    await expect(handlers['history.replay']({ id, cell: 'nothing' })).rejects.toThrow(/no design nothing/);
  });

  test('and another differ by inputs whose parts sum to the difference', async () => {
    const { handlers } = desk();
    const first = await handlers['history.save']({ text: sweepNotebook, path: null });
    const second = await handlers['history.save']({ text: edited, path: null });
    const pick = (run: number) => ({ run, cell: 'money' });
    const waterfall = await handlers['history.waterfall']({
      from: pick(first.id),
      to: pick(second.id),
      metric: 'cost.per_output_token',
      look: { theme: 'light', language: 'en' },
    });
    if (!waterfall) throw new Error('no waterfall');
    expect(waterfall.parts.map(({ id }) => id).sort()).toEqual(['chip', 'price']);
    const sum = waterfall.parts.reduce((total, { change }) => total + change, waterfall.from);
    expect(sum / waterfall.to).toBeCloseTo(1, 12);
    expect(waterfall.table.rows.map(({ id }) => id)).toEqual(['from', ...waterfall.parts.map(({ id }) => id), 'to']);
    expect(waterfall.method.en).toContain('over all orders of change');
    expect(waterfall.chart.data['rows']?.map((row) => row['cell'])).toEqual([
      'baseline',
      'prices',
      'chip',
      'the other',
    ]);
  });

  test('goes out and comes in with progress that can be asked for', async () => {
    const here = desk();
    const there = desk();
    await here.handlers['history.save']({ text: sweepNotebook, path: null });
    const path = join(here.folder, 'runs.json');
    expect(await here.handlers['history.export']({ path })).toEqual({ path, count: 1 });
    const { job } = await there.handlers['history.import']({ path });
    expect((await ended(there, job)).state).toBe('done');
    expect(await there.handlers['history.imported']({ job })).toEqual({ added: 1, known: 0 });
    expect(await there.handlers['history.facets']({})).toEqual({
      chips: ['NVIDIA H20 96 GB'],
      models: ['DeepSeek-V3'],
      tags: [],
    });
    expect(await there.handlers['history.state']({})).toMatchObject({ runs: 1, partial: [] });
    expect(await there.handlers['history.check']({})).toEqual({ problems: [] });
  });
});
