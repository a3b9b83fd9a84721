/**
 * Work that takes longer than a call. One board a process: every job has a number there, by which anyone asks how far it is and stops
 * it (`job.state`, `job.cancel`). What a job comes to is its own area's to tell, typed: a family of jobs keeps the results.
 */

import { diagnostic, type Text } from '../engine';
import { Refusal } from './outcome';

/** How far a job is. */
export interface JobProgress {
  readonly done: number;
  readonly total: number;
  /** Undefined until it can be told. */
  readonly secondsLeft?: number;
}

export type JobState =
  | { readonly state: 'running' | 'done' | 'cancelled'; readonly progress: JobProgress }
  | {
      readonly state: 'failed';
      readonly progress: JobProgress;
      readonly problem: { readonly code: string; readonly text: Text };
    };

/** What a job is given: a way to tell how far it is, and the signal to stop. */
export interface JobTools {
  readonly tell: (progress: JobProgress) => void;
  readonly signal: AbortSignal;
}

export interface JobFamily<T> {
  /** Starts the work and gives its number. */
  start(work: (tools: JobTools, job: number) => Promise<T>): number;
  /** A Refusal where it has not come to anything (yet). */
  result(job: number): T;
}

export interface JobBoard {
  family<T>(): JobFamily<T>;
  /** A Refusal where there is no such job: the engine process was started again since. */
  state(job: number): JobState;
  /** At once: from here on the job counts as cancelled, whatever it is still doing. */
  cancel(job: number): void;
  stopAll(): void;
}

interface Job {
  state: JobState;
  readonly controller: AbortController;
  readonly forget: () => void;
}

/** Jobs that ended are kept until so many later ones have been started. */
const kept = 20;

export function createJobBoard(): JobBoard {
  const jobs = new Map<number, Job>();
  let count = 0;
  const find = (id: number): Job => {
    const job = jobs.get(id);
    if (!job) throw new Refusal(diagnostic('app.no-job', { id }));
    return job;
  };
  const forgetOld = (): void => {
    for (const [id, { state, forget }] of jobs) {
      if (id > count - kept || state.state === 'running') continue;
      jobs.delete(id);
      forget();
    }
  };
  return {
    family: <T>(): JobFamily<T> => {
      const results = new Map<number, T>();
      return {
        start: (work) => {
          const id = ++count;
          const controller = new AbortController();
          const progress = { done: 0, total: 1 };
          const job: Job = { state: { state: 'running', progress }, controller, forget: () => results.delete(id) };
          jobs.set(id, job);
          forgetOld();
          const tell = (told: JobProgress): void => {
            if (job.state.state === 'running') job.state = { state: 'running', progress: told };
          };
          void follow(job, async () => {
            results.set(id, await work({ tell, signal: controller.signal }, id));
          });
          return id;
        },
        result: (id) => {
          const { state } = find(id).state;
          const result = results.get(id);
          if (state !== 'done' || result === undefined) throw new Refusal(diagnostic('app.job-open', { id, state }));
          return result;
        },
      };
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

async function follow(job: Job, work: () => Promise<void>): Promise<void> {
  try {
    await work();
    if (job.state.state === 'running') job.state = { state: 'done', progress: job.state.progress };
  } catch (error) {
    if (job.state.state !== 'running') return;
    const { code, text } =
      error instanceof Refusal
        ? error.problem
        : diagnostic('app.fault', { reason: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    job.state = { state: 'failed', progress: job.state.progress, problem: { code, text } };
  }
}
