/** One sweep from question to summary: threads, progress, rows to a file, a way to stop. */

import { availableParallelism } from 'node:os';
import {
  estimate,
  filesIn,
  Summary,
  sweepTables,
  shownSweep,
  type Estimate,
  type Fidelity,
  type ShownSweep,
  type ShownTable,
  type SweptView,
} from '../../engine';
import type { Workshop } from '../handlers/workshop';
import { valueOf } from '../outcome';
import { runPool, type PoolEnd } from '../sweep-pool';
import { prepare, type Prepared, type SweepQuestion } from './question';
import { headerOf, rangeOf, whole, type RowsHeader, type Shard } from './rows';
import { fileSink } from './sink';
import { localThread, workerFile, workerThread, type Thread } from './thread';

export interface Asked {
  readonly text: string;
  readonly cell: string;
  readonly fidelity?: Fidelity;
  /** Where files that the notebook names are looked for. */
  readonly folder?: string;
  /** The notebook's own file, to be told with its rows. */
  readonly path?: string;
}

export interface SweepJob extends Prepared {
  readonly question: SweepQuestion;
  readonly header: (shard: Shard) => RowsHeader;
}

/** Reads the sweep and all that its threads need; a sweep that cannot be run is a Refusal. */
export async function sweepJob(workshop: Workshop, { text, cell, fidelity, folder, path }: Asked): Promise<SweepJob> {
  const question: SweepQuestion = {
    text,
    cell,
    files: await workshop.textsOf(filesIn(text), folder),
    ownFiles: await workshop.ownFiles(),
    ...(fidelity === undefined ? {} : { fidelity }),
  };
  const prepared = valueOf(prepare(question));
  const { run, sweep } = prepared;
  const header = (shard: Shard): RowsHeader =>
    headerOf({
      sweep,
      question,
      title: run.head.title,
      fidelity: sweep.space.base.fidelity,
      shard,
      ...(path === undefined ? {} : { path }),
    });
  return { ...prepared, question, header };
}

/** As many as there are cores, the one that waits for them not counted. */
export function standardThreads(): number {
  return Math.max(1, availableParallelism());
}

/** How long, told before it starts: a few of its points are timed. */
export function planOf({ sweep, catalog }: Prepared, clock: () => number): Estimate {
  return estimate(sweep, catalog, clock);
}

export interface Progress {
  readonly done: number;
  readonly total: number;
  /** Undefined until it can be told. */
  readonly secondsLeft?: number;
}

export interface RunOptions {
  readonly clock: () => number;
  readonly shard?: Shard;
  readonly threads?: number;
  /** Rows are streamed into this file. */
  readonly out?: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

export interface SweepEnd {
  readonly end: PoolEnd;
  readonly shown: ShownSweep;
  readonly tables: readonly ShownTable[];
  readonly seconds: number;
}

/** What a sweep has come to so far. */
export interface Running {
  readonly ended: Promise<SweepEnd>;
  readonly shown: () => ShownSweep;
  readonly view: SweptView;
}

export function startSweep(job: SweepJob, options: RunOptions): Running {
  const summary = new Summary(job.sweep);
  const shown = (): ShownSweep => shownSweep(job.sweep, summary.result);
  return { shown, view: { sweep: job.sweep, summary }, ended: runJob(job, options, summary) };
}

async function runJob(job: SweepJob, options: RunOptions, summary: Summary): Promise<SweepEnd> {
  const { sweep, question } = job;
  const { clock, shard = whole, out, signal, onProgress } = options;
  const header = job.header(shard);
  const { from, to } = rangeOf(header.points, shard);
  const sink = out === undefined ? undefined : await fileSink(out, header, sweep);
  const began = clock();
  let done = 0;
  try {
    const end = await runPool({
      question,
      threads: threadsFor(Math.min(options.threads ?? standardThreads(), Math.max(1, to - from))),
      from,
      to,
      clock,
      ...(signal ? { signal } : {}),
      take: async (batch) => {
        summary.take(batch);
        await sink?.take(batch);
        done += batch.count;
        onProgress?.({ done, total: to - from, ...secondsLeft(done, to - from, clock() - began) });
      },
    });
    if (end === 'done') await sink?.close();
    else await sink?.drop();
    const shown = shownSweep(sweep, summary.result);
    return { end, shown, tables: sweepTables(shown), seconds: (clock() - began) / 1000 };
  } catch (error) {
    await sink?.drop();
    throw error;
  }
}

/** Told once there is enough to go by. */
const leastMilliseconds = 100;

function secondsLeft(done: number, total: number, spent: number): { readonly secondsLeft?: number } {
  return spent < leastMilliseconds || done === 0 ? {} : { secondsLeft: ((spent / done) * (total - done)) / 1000 };
}

function threadsFor(count: number): Thread[] {
  const file = workerFile();
  return file === undefined ? [localThread()] : Array.from({ length: count }, () => workerThread(file));
}
