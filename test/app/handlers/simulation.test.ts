import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { desk } from '../support/handlers';

type Desk = ReturnType<typeof desk>;

const look = { theme: 'light', language: 'en' } as const;

function notebook(cell: string): string {
  return `---
chokepoint: 1
title: Queue
---
\`\`\`yaml hardware chip
use: h20-96g
nodes: 2
\`\`\`
\`\`\`yaml model r1
use: qwen3-30b-a3b
\`\`\`
\`\`\`yaml workload chat
input: 1000
output: 100
rate: 4 req/s
slo: {ttft: 2 s, tpot: 60 ms}
\`\`\`
\`\`\`yaml parallelism layout
prefill: {tp: 8, ep: 8}
decode: {tp: 1, ep: 8}
pools: {prefill: {nodes: 1}, decode: {nodes: 1}}
\`\`\`
\`\`\`yaml simulate queue
design: layout
${cell}
\`\`\`
`;
}

const small = notebook('requests: 500\ncompare: [least-kv]');
const large = notebook('requests: 50000000');

async function ended({ handlers }: Desk, job: number) {
  for (;;) {
    const state = await handlers['job.state']({ job });
    if (state.state !== 'running') return state;
    await pause(5);
  }
}

const pause = (milliseconds: number) => new Promise((resume) => setTimeout(resume, milliseconds));

async function cellOf({ handlers }: Desk, text: string) {
  const { results, charts } = await handlers['notebook.run']({ revision: 1, text, look });
  const result = results.find(({ id }) => id === 'queue');
  return { simulation: result?.simulation, tables: result?.tables.map(({ id }) => id), charts: charts['queue'] };
}

async function run(here: Desk, text: string): Promise<void> {
  const { job } = await here.handlers['simulation.start']({ text, cell: 'queue' });
  expect((await ended(here, job)).state).toBe('done');
  expect(await here.handlers['simulation.result']({ job })).toBeNull();
}

describe('a simulation as a job', () => {
  test('waits while nobody runs it, and is shown once it was run', async () => {
    const here = desk();
    const before = await cellOf(here, small);
    expect(before.simulation).toMatchObject({ state: 'waiting', requests: 1000, isShort: true });
    expect([before.tables, before.charts]).toEqual([[], undefined]);
    expect(await here.handlers['simulation.requests']({ text: small, cell: 'queue' })).toBeNull();
    await run(here, small);
    const after = await cellOf(here, small);
    expect(after.simulation?.state).toBe('done');
    expect(after.simulation?.vitals.map(({ id }) => id)).toContain('inside');
    expect(after.tables).toContain('simulated-policies');
    expect(after.charts?.map(({ id }) => id)).toEqual([
      'simulation-ttft',
      'simulation-tpot',
      'simulation-e2e',
      'simulation-timeline',
      'simulation-spent',
    ]);
    // Another question has not been run.
    expect((await cellOf(here, small.replace('500', '501'))).simulation?.state).toBe('waiting');
  });

  test('gives its requests one by one, and as CSV', async () => {
    const here = desk();
    await run(here, small);
    const told = await here.handlers['simulation.requests']({ text: small, cell: 'queue' });
    expect(told?.rows).toHaveLength(500);
    expect(told?.csv.split('\n')[0]).toContain('arrival_s,input_tokens,output_tokens');
    expect(told?.csv.trim().split('\n')).toHaveLength(501);
  });

  test('tells how far it is, lets itself be looked at, and stops when told', async () => {
    const here = desk();
    const { job } = await here.handlers['simulation.start']({ text: large, cell: 'queue' });
    let state = await here.handlers['job.state']({ job });
    for (let i = 0; i < 2000 && state.progress.secondsLeft === undefined; i++) {
      await pause(5);
      state = await here.handlers['job.state']({ job });
    }
    expect(state).toMatchObject({ state: 'running', progress: { total: 50_000_000, secondsLeft: expect.any(Number) } });
    const seen = await here.handlers['simulation.look']({ job, look });
    expect(seen?.finished).toBeGreaterThan(0);
    expect(seen?.chart.data['rows']?.length).toBeGreaterThan(0);
    await here.handlers['job.cancel']({ job });
    expect((await here.handlers['job.state']({ job })).state).toBe('cancelled');
    // It is off the process within a turn or two.
    for (let i = 0; i < 200 && (await here.handlers['simulation.look']({ job, look })) !== null; i++) await pause(5);
    expect(await here.handlers['simulation.look']({ job, look })).toBeNull();
    expect((await cellOf(here, large)).simulation?.state).toBe('waiting');
  });

  test('answers other calls while it runs', async () => {
    const here = desk();
    const { job } = await here.handlers['simulation.start']({ text: large, cell: 'queue' });
    const { simulation } = await cellOf(here, small);
    expect(simulation?.state).toBe('waiting');
    expect((await here.handlers['job.state']({ job })).state).toBe('running');
    await here.handlers['job.cancel']({ job });
  });

  test('says why there is nothing to run', async () => {
    const { handlers } = desk();
    const text = small.replace('input: 1000', 'input: 9000000');
    await expect(handlers['simulation.start']({ text, cell: 'queue' })).rejects.toThrow(/needs more cache/);
  });

  test('is stored with the run, and there again when the run is opened', async () => {
    const first = desk();
    await run(first, small);
    const shown = await cellOf(first, small);
    const { id } = await first.handlers['history.save']({ text: small, path: null });
    const later = desk({ CHOKEPOINT_DATA: join(first.folder, 'data') });
    expect((await cellOf(later, small)).simulation?.state).toBe('waiting');
    const detail = await later.handlers['history.show']({ id });
    expect(await cellOf(later, detail.text)).toEqual(shown);
  });

  test('goes with its run into a file, and comes in with it elsewhere', async () => {
    const first = desk();
    await run(first, small);
    const shown = await cellOf(first, small);
    await first.handlers['history.save']({ text: small, path: null });
    const path = join(first.folder, 'runs.json');
    await first.handlers['history.export']({ path });

    const elsewhere = desk();
    const { job } = await elsewhere.handlers['history.import']({ path });
    expect((await ended(elsewhere, job)).state).toBe('done');
    const detail = await elsewhere.handlers['history.show']({ id: 1 });
    expect(await cellOf(elsewhere, detail.text)).toEqual(shown);

    // Spoilt on the way, nothing of the file is taken.
    const spoilt = readFileSync(path, 'utf8').replace(
      /("content": ".{100})(.)/,
      (_, before: string, letter: string) => before + (letter === 'A' ? 'B' : 'A'),
    );
    writeFileSync(path, spoilt);
    const last = desk();
    const refused = await last.handlers['history.import']({ path });
    expect(await ended(last, refused.job)).toMatchObject({
      state: 'failed',
      problem: { code: 'history.import-altered' },
    });
    expect((await last.handlers['history.list']({ limit: 10, offset: 0 })).total).toBe(0);
  });
});

describe('a trace too large to be read with every key', () => {
  const line = (at: number, input = 800): string => `${String(at)},${String(input)},50,${'x'.repeat(2000)}\n`;
  const trace = (change: (lines: string[]) => void = () => undefined): string => {
    const lines = Array.from({ length: 2500 }, (_, at) => line(at / 4));
    change(lines);
    return `time,input,output,note\n${lines.join('')}`;
  };
  const text = notebook('trace: ./trace.csv');

  test('is streamed by the job; another content is another question; a bad line is told', async () => {
    const here = desk();
    const file = join(here.folder, 'trace.csv');
    const asked = { text, cell: 'queue', folder: here.folder };
    const seen = async () => {
      const { results } = await here.handlers['notebook.run']({ revision: 1, text, look, folder: here.folder });
      return results.find(({ id }) => id === 'queue');
    };
    const ran = async () => {
      const { job } = await here.handlers['simulation.start'](asked);
      expect((await ended(here, job)).state).toBe('done');
      return seen();
    };
    writeFileSync(file, trace());
    expect((await seen())?.simulation).toMatchObject({ state: 'waiting', requests: null });
    expect((await ran())?.simulation).toMatchObject({ state: 'done', kept: { of: 2500 } });
    writeFileSync(
      file,
      trace((lines) => lines.splice(0, 100)),
    );
    expect((await seen())?.simulation?.state).toBe('waiting');
    expect((await ran())?.simulation).toMatchObject({ state: 'done', kept: { of: 2400 } });
    writeFileSync(
      file,
      trace((lines) => lines.splice(2000, 1, line(500, -1))),
    );
    expect((await ran())?.diagnostics.map((each) => each.text.en)).toEqual([
      'Line 2002 of the trace: input is “-1”; expected a whole number of tokens from 1 on',
    ]);
  });
});
