import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { build } from 'vite';
import { runPool } from '../../../app/sweep-pool';
import type { SweepQuestion } from '../../../app/sweep/question';
import { localThread, workerThread, type Thread } from '../../../app/sweep/thread';
import type { Batch } from '../../../engine';
import { temporaryFolder } from '../support/temp';
import { sweepNotebook, sweepPoints } from './notebook';

const question: SweepQuestion = { text: sweepNotebook, cell: 'cards', files: [], ownFiles: [] };
const clock = () => performance.now();

/** All rows in the order in which they are given on. */
function collector() {
  const rows: unknown[][] = [];
  const take = (batch: Batch): void => {
    for (let i = 0; i < batch.count; i++) {
      const why = batch.why[i] ?? 0;
      const reason = why === 0 ? null : batch.reasons[why - 1]?.text.en;
      rows.push([batch.from + i, reason, ...batch.figures.map((column) => column[i])]);
    }
  };
  return { rows, take };
}

async function collected(threads: readonly Thread[], from = 0, to = sweepPoints) {
  const { rows, take } = collector();
  const end = await runPool({ question, threads, from, to, take, clock });
  expect(end).toBe('done');
  return rows;
}

let workerFile = '';

beforeAll(async () => {
  const folder = temporaryFolder();
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: join(import.meta.dirname, '../../../app/sweep-worker.ts'),
      outDir: join(folder, 'out'),
      emptyOutDir: true,
      target: 'node20.18',
      rolldownOptions: { output: { entryFileNames: 'sweep.js' } },
    },
    ssr: { noExternal: true },
  });
  mkdirSync(join(folder, 'out'), { recursive: true });
  writeFileSync(join(folder, 'out', 'package.json'), '{"type":"module"}');
  workerFile = join(folder, 'out', 'sweep.js');
}, 60_000);

describe('a pool of threads', () => {
  it('gives every point once and in order, whatever the number of threads', { timeout: 60_000 }, async () => {
    const alone = await collected([localThread()]);
    expect(alone.map(([point]) => point)).toEqual(Array.from({ length: sweepPoints }, (_, i) => i));
    expect(await collected([localThread(), localThread(), localThread()])).toEqual(alone);
    expect(await collected([workerThread(workerFile), workerThread(workerFile)])).toEqual(alone);
  });

  it('does a part alone', async () => {
    const rows = await collected([localThread()], 100, 130);
    expect(rows.map(([point]) => point)).toEqual(Array.from({ length: 30 }, (_, i) => 100 + i));
  });

  it('waits for a slow reader instead of running ahead of it', async () => {
    let given = 0;
    const end = await runPool({
      question,
      threads: [localThread(), localThread()],
      from: 0,
      to: 200,
      clock,
      take: async (batch) => {
        await new Promise((resume) => setTimeout(resume, 1));
        given += batch.count;
      },
    });
    expect([end, given]).toEqual(['done', 200]);
  });

  it('goes on in this thread where a worker cannot start', async () => {
    const rows = await collected([workerThread('/nowhere/sweep.js')], 0, 40);
    expect(rows).toHaveLength(40);
  });

  it('passes on what a reader throws', async () => {
    const failing = runPool({
      question,
      threads: [localThread()],
      from: 0,
      to: 10,
      clock,
      take: () => {
        throw new Error('disk full');
      },
    });
    await expect(failing).rejects.toThrow('disk full');
  });

  // How quickly is measured in test/bench/sweep.test.ts.
  it('tells progress and stops when told', { timeout: 60_000 }, async () => {
    const controller = new AbortController();
    let seen = 0;
    const big = sweepNotebook.replace('to: 120 per card', 'to: 100000 per card');
    const running = runPool({
      question: { ...question, text: big },
      threads: [workerThread(workerFile), workerThread(workerFile)],
      from: 0,
      to: 600_000,
      clock,
      signal: controller.signal,
      take: () => void seen++,
    });
    while (seen < 20) await new Promise((resume) => setTimeout(resume, 10));
    controller.abort();
    expect(await running).toBe('cancelled');
    const count = seen;
    await new Promise((resume) => setTimeout(resume, 150));
    expect(seen).toBe(count);
  });
});
