/** A thread that runs points of one sweep, and what is said to it and by it. In a worker of its own, or, where there is none, in this one. */

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { sizeOf, sweeper, type Batch } from '../../engine';
import { prepare, type SweepQuestion } from './question';

export type ToThread =
  | { readonly kind: 'open'; readonly question: SweepQuestion }
  | { readonly kind: 'run'; readonly from: number; readonly count: number };

export type FromThread =
  | { readonly kind: 'ready'; readonly points: number }
  | { readonly kind: 'batch'; readonly batch: Batch }
  | { readonly kind: 'failed'; readonly reason: string };

export interface Thread {
  send(message: ToThread): void;
  /** Called once, before anything is sent. */
  listen(each: (message: FromThread) => void): void;
  /** Ends it at once, whatever it is doing. */
  stop(): void;
}

/** What a thread does with what it is told. */
export function server(
  send: (message: FromThread, buffers: readonly ArrayBuffer[]) => void,
): (message: ToThread) => void {
  let run: ((from: number, count: number) => Batch) | undefined;
  return (message) => {
    if (message.kind === 'open') {
      const prepared = prepare(message.question);
      if (!prepared.ok) return send({ kind: 'failed', reason: prepared.problem.text.en }, []);
      const { sweep, catalog } = prepared.value;
      run = sweeper(sweep, catalog).run;
      return send({ kind: 'ready', points: sizeOf(sweep) }, []);
    }
    if (!run) return send({ kind: 'failed', reason: 'no sweep was opened' }, []);
    const batch = run(message.from, message.count);
    // Handed over, not copied.
    const buffers = [...batch.figures.map(({ buffer }) => buffer), batch.why.buffer];
    return send(
      { kind: 'batch', batch },
      buffers.filter((buffer) => buffer instanceof ArrayBuffer),
    );
  };
}

/** Short-lived numbers are most of what a sweep makes: room for them spares collecting. */
const youngMegabytes = 64;

/** A worker thread over the bundle that the build leaves beside this code. */
export function workerThread(file: string): Thread {
  const worker = new Worker(file, { resourceLimits: { maxYoungGenerationSizeMb: youngMegabytes } });
  return {
    send: (message) => worker.postMessage(message),
    listen: (each) => {
      worker.on('message', each);
      worker.on('error', (error) =>
        each({ kind: 'failed', reason: error instanceof Error ? error.message : String(error) }),
      );
    },
    stop: () => void worker.terminate(),
  };
}

/** In this thread, a batch at a time, so that whatever else waits gets its turn in between. */
export function localThread(): Thread {
  let stopped = false;
  let tell: (message: FromThread) => void = () => undefined;
  const serve = server((message) => {
    if (!stopped) tell(message);
  });
  return {
    send: (message) =>
      void setImmediate(() => {
        if (!stopped) serve(message);
      }),
    listen: (each) => {
      tell = each;
    },
    stop: () => {
      stopped = true;
    },
  };
}

/** The worker's bundle: beside the program's entries, or one folder up from a chunk of theirs. Absent where the code runs unbuilt. */
export function workerFile(): string | undefined {
  const here = dirname(fileURLToPath(import.meta.url));
  return [join(here, 'sweep.js'), join(here, '..', 'sweep.js')].find((path) => existsSync(path));
}
