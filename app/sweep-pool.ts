/** Runs the points of a sweep on several threads: hands out ranges, gives batches on in the order of their points, stops when told. */

import type { Batch } from '../engine';
import type { SweepQuestion } from './sweep/question';
import { localThread, type FromThread, type Thread } from './sweep/thread';

export interface PoolOptions {
  readonly question: SweepQuestion;
  readonly threads: readonly Thread[];
  /** Points `from` … `to − 1`. */
  readonly from: number;
  readonly to: number;
  /** Called in the order of the points; the next waits until it is done. */
  readonly take: (batch: Batch) => void | Promise<void>;
  /** Milliseconds that only grow. */
  readonly clock: () => number;
  readonly signal?: AbortSignal;
}

export type PoolEnd = 'done' | 'cancelled';

/** Long enough that handing out costs nothing, short enough that progress and cancel are at hand. */
const batchMilliseconds = 30;
const firstBatch = 16;
const mostInBatch = 20_000;
/** Batches that may wait for an earlier one, or for a slow disk. */
const mostWaiting = 64;

/** Runs all points, or stops at the signal. Rejects where a thread fails, which is a fault of ours. */
export function runPool(options: PoolOptions): Promise<PoolEnd> {
  return new Promise((settle, reject) => {
    const pool = new Pool(options, settle, reject);
    pool.start();
  });
}

interface Member {
  thread: Thread;
  isReady: boolean;
  isIdle: boolean;
  size: number;
  sentAt: number;
}

/** A class because it lives through a sweep. */
class Pool {
  readonly #options: PoolOptions;
  readonly #members: Member[];
  readonly #waiting = new Map<number, Batch>();
  readonly #settle: (end: PoolEnd) => void;
  readonly #reject: (error: Error) => void;
  #next: number;
  #given: number;
  #isGiving = false;
  #isOver = false;

  constructor(options: PoolOptions, settle: (end: PoolEnd) => void, reject: (error: Error) => void) {
    this.#options = options;
    this.#settle = settle;
    this.#reject = reject;
    this.#next = options.from;
    this.#given = options.from;
    this.#members = options.threads.map((thread) => ({
      thread,
      isReady: false,
      isIdle: false,
      size: firstBatch,
      sentAt: 0,
    }));
  }

  start(): void {
    const { signal, from, to } = this.#options;
    if (signal?.aborted) return this.#end(() => this.#settle('cancelled'));
    signal?.addEventListener('abort', () => this.#end(() => this.#settle('cancelled')), { once: true });
    if (from >= to) return this.#end(() => this.#settle('done'));
    for (const member of this.#members) this.#open(member);
  }

  #open(member: Member): void {
    member.thread.listen((message) => this.#hear(member, message));
    member.thread.send({ kind: 'open', question: this.#options.question });
  }

  #hear(member: Member, message: FromThread): void {
    if (this.#isOver) return;
    switch (message.kind) {
      case 'ready':
        member.isReady = true;
        return this.#handOut(member);
      case 'batch':
        this.#waiting.set(message.batch.from, message.batch);
        this.#resize(member, message.batch.count);
        void this.#giveOn();
        return this.#handOut(member);
      case 'failed':
        if (member.isReady) return this.#end(() => this.#reject(new Error(message.reason)));
        // Where a worker cannot start, this thread does its part.
        member.thread.stop();
        member.thread = localThread();
        member.isReady = true;
        return this.#open(member);
    }
  }

  #resize(member: Member, count: number): void {
    const spent = Math.max(0.1, this.#options.clock() - member.sentAt);
    const fitting = Math.round((count * batchMilliseconds) / spent);
    member.size = Math.max(1, Math.min(mostInBatch, fitting, count * 4));
  }

  #handOut(member: Member): void {
    const { to, clock } = this.#options;
    member.isIdle = this.#next >= to || this.#waiting.size >= mostWaiting;
    if (member.isIdle) return;
    const count = Math.min(member.size, to - this.#next);
    member.sentAt = clock();
    member.thread.send({ kind: 'run', from: this.#next, count });
    this.#next += count;
  }

  async #giveOn(): Promise<void> {
    if (this.#isGiving) return;
    this.#isGiving = true;
    try {
      for (;;) {
        const batch = this.#waiting.get(this.#given);
        if (!batch || this.#isOver) break;
        this.#waiting.delete(batch.from);
        await this.#options.take(batch);
        this.#given += batch.count;
        for (const member of this.#members) if (member.isReady && member.isIdle) this.#handOut(member);
      }
    } catch (error) {
      this.#end(() => this.#reject(error instanceof Error ? error : new Error(String(error))));
    } finally {
      this.#isGiving = false;
    }
    if (this.#given >= this.#options.to) this.#end(() => this.#settle('done'));
  }

  #end(tell: () => void): void {
    if (this.#isOver) return;
    this.#isOver = true;
    for (const { thread } of this.#members) thread.stop();
    tell();
  }
}
