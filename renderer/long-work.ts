/**
 * Work that takes longer than a call, as the window follows it: started, asked about ten times a second, stopped, its result fetched.
 * One `longWork` an area (sweeps, imports, simulations); what it is about is a key of the caller's, so that the work goes on, and is
 * found again, while another view is shown.
 */

import { useSyncExternalStore } from 'react';
import type { JobProgress, JobState, Text } from '../app/contract';
import { rpc, textOf } from './bridge';

export type Work<R> =
  | { readonly state: 'starting' }
  | { readonly state: 'running'; readonly job: number; readonly progress: JobProgress; readonly soFar?: R }
  | { readonly state: 'done'; readonly result: R }
  | { readonly state: 'cancelled'; readonly progress: JobProgress; readonly soFar?: R }
  | { readonly state: 'failed'; readonly reason: Text };

export interface LongWorkCalls<Asked, R> {
  readonly start: (asked: Asked) => Promise<{ readonly job: number }>;
  readonly result: (job: number) => Promise<R>;
  /** What it has come to so far, where that can be shown. */
  readonly look?: (job: number) => Promise<R | null>;
}

export interface LongWork<Asked, R> {
  readonly start: (key: string, asked: Asked) => Promise<void>;
  /** The window shows it as cancelled at once; the engine stops it. */
  readonly cancel: (key: string) => void;
  readonly forget: (key: string) => void;
  readonly get: (key: string) => Work<R> | undefined;
  readonly subscribe: (listener: () => void) => () => void;
}

/** The two calls that any job answers to. */
export interface JobCalls {
  readonly state: (job: number) => Promise<JobState>;
  readonly cancel: (job: number) => Promise<unknown>;
}

const overRpc: JobCalls = {
  state: (job) => rpc('job.state', { job }),
  cancel: (job) => rpc('job.cancel', { job }),
};

const everyMs = 100;
/** A look is large: seldom enough not to be felt. */
const looksEvery = 5;

export function longWork<Asked, R>(
  { start, result, look }: LongWorkCalls<Asked, R>,
  jobs: JobCalls = overRpc,
): LongWork<Asked, R> {
  const works = new Map<string, Work<R>>();
  const listeners = new Set<() => void>();
  const put = (key: string, work: Work<R> | undefined): void => {
    if (work) works.set(key, work);
    else works.delete(key);
    for (const listener of [...listeners]) listener();
  };
  const isStill = (key: string, job: number): boolean => {
    const work = works.get(key);
    return work?.state === 'running' && work.job === job;
  };

  const follow = async (key: string, job: number): Promise<void> => {
    for (let turn = 1; isStill(key, job); turn++) {
      const { state, progress, ...rest } = await jobs.state(job);
      if (!isStill(key, job)) return;
      if (state === 'done') {
        const done = await result(job);
        return isStill(key, job) ? put(key, { state, result: done }) : undefined;
      }
      const before = works.get(key);
      const seen = before?.state === 'running' ? before.soFar : undefined;
      if (state === 'cancelled') return put(key, { state, progress, ...soFar(seen) });
      if (state === 'failed') return put(key, { state, reason: 'problem' in rest ? rest.problem.text : unsaid });
      const looked = look && turn % looksEvery === 0 ? ((await look(job)) ?? seen) : seen;
      if (!isStill(key, job)) return;
      put(key, { state, job, progress, ...soFar(looked) });
      await new Promise((resume) => setTimeout(resume, everyMs));
    }
  };

  return {
    start: async (key, asked) => {
      const before = works.get(key);
      if (before?.state === 'starting' || before?.state === 'running') return;
      put(key, { state: 'starting' });
      try {
        const { job } = await start(asked);
        // Cancelled before it had a number.
        if (works.get(key)?.state !== 'starting') {
          await jobs.cancel(job);
          return;
        }
        put(key, { state: 'running', job, progress: { done: 0, total: 1 } });
        await follow(key, job);
      } catch (error) {
        put(key, { state: 'failed', reason: textOf(error) });
      }
    },
    cancel: (key) => {
      const work = works.get(key);
      if (work?.state === 'starting') return put(key, undefined);
      if (work?.state !== 'running') return;
      put(key, { state: 'cancelled', progress: work.progress, ...soFar(work.soFar) });
      // An engine that was started again has no such job: it is stopped.
      jobs.cancel(work.job).catch(() => undefined);
    },
    forget: (key) => {
      put(key, undefined);
    },
    get: (key) => works.get(key),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const unsaid: Text = { en: 'it failed', zh: '失败' };

function soFar<R>(seen: R | undefined): { readonly soFar?: R } {
  return seen === undefined ? {} : { soFar: seen };
}

export function useWork<Asked, R>(work: LongWork<Asked, R>, key: string): Work<R> | undefined {
  return useSyncExternalStore(work.subscribe, () => work.get(key));
}
