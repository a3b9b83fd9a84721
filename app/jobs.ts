/** Work that takes longer than a call: started by one call, asked about by others, stopped by one. */

import { diagnostic, type Text } from '../engine';
import { Refusal } from './outcome';

/** How far a job is. */
export interface JobProgress {
  readonly done: number;
  readonly total: number;
  /** Undefined until it can be told. */
  readonly secondsLeft?: number;
}

export type JobState<T> =
  | { readonly state: 'running'; readonly progress: JobProgress }
  | { readonly state: 'done'; readonly progress: JobProgress; readonly result: T }
  | { readonly state: 'cancelled'; readonly progress: JobProgress }
  | {
      readonly state: 'failed';
      readonly progress: JobProgress;
      readonly problem: { readonly code: string; readonly text: Text };
    };

export interface Jobs<T> {
  start(work: (tell: (progress: JobProgress) => void, signal: AbortSignal) => Promise<T>): number;
  /** A Refusal where there is no such job: the engine process was started again since. */
  state(id: number): JobState<T>;
  cancel(id: number): void;
  stopAll(): void;
}

interface Job<T> {
  state: JobState<T>;
  readonly controller: AbortController;
}

/** Jobs that ended are kept until so many later ones have been started. */
const kept = 20;

export function createJobs<T>(): Jobs<T> {
  const jobs = new Map<number, Job<T>>();
  let count = 0;
  const find = (id: number): Job<T> => {
    const job = jobs.get(id);
    if (!job) throw new Refusal(diagnostic('app.no-job', { id }));
    return job;
  };
  return {
    start: (work) => {
      const id = ++count;
      const controller = new AbortController();
      const job: Job<T> = { state: { state: 'running', progress: { done: 0, total: 1 } }, controller };
      jobs.set(id, job);
      for (const [other, { state }] of jobs) if (other <= id - kept && state.state !== 'running') jobs.delete(other);
      const tell = (progress: JobProgress): void => {
        if (job.state.state === 'running') job.state = { state: 'running', progress };
      };
      void run(job, () => work(tell, controller.signal));
      return id;
    },
    state: (id) => find(id).state,
    cancel: (id) => {
      const job = find(id);
      if (job.state.state !== 'running') return;
      job.state = { state: 'cancelled', progress: job.state.progress };
      job.controller.abort();
    },
    stopAll: () => {
      for (const { controller } of jobs.values()) controller.abort();
    },
  };
}

async function run<T>(job: Job<T>, work: () => Promise<T>): Promise<void> {
  try {
    const result = await work();
    if (job.state.state === 'running') job.state = { state: 'done', progress: job.state.progress, result };
  } catch (error) {
    if (job.state.state !== 'running') return;
    const { code, text } =
      error instanceof Refusal
        ? error.problem
        : diagnostic('app.fault', { reason: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    job.state = { state: 'failed', progress: job.state.progress, problem: { code, text } };
  }
}
