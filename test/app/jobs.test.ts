import { describe, expect, test } from 'vitest';
import { diagnostic } from '../../engine';
import { createJobBoard, type JobTools } from '../../app/jobs';
import { Refusal } from '../../app/outcome';

const turn = () => new Promise((resume) => setImmediate(resume));

describe('a board of jobs', () => {
  test('gives every job a number, its state, and in its family a typed result', async () => {
    const board = createJobBoard();
    const [texts, numbers] = [board.family<string>(), board.family<number>()];
    const first = texts.start(async () => Promise.resolve('seven'));
    const second = numbers.start(async () => Promise.resolve(7));
    await turn();
    expect([texts.result(first), numbers.result(second)]).toEqual(['seven', 7]);
    expect([first, second].map((job) => board.state(job).state)).toEqual(['done', 'done']);
  });

  test('tells what a job tells, until it is cancelled; what comes later is not told', async () => {
    const board = createJobBoard();
    const given: { tools?: JobTools; end?: () => void } = {};
    const job = board.family<null>().start(
      (tools) =>
        new Promise((resolve) => {
          given.tools = tools;
          given.end = () => resolve(null);
        }),
    );
    given.tools?.tell({ done: 3, total: 8, secondsLeft: 5 });
    expect(board.state(job)).toEqual({ state: 'running', progress: { done: 3, total: 8, secondsLeft: 5 } });
    board.cancel(job);
    expect(given.tools?.signal.aborted).toBe(true);
    given.tools?.tell({ done: 8, total: 8 });
    given.end?.();
    await turn();
    expect(board.state(job)).toEqual({ state: 'cancelled', progress: { done: 3, total: 8, secondsLeft: 5 } });
  });

  test('keeps a refusal in its own words; another throw is a fault of ours; neighbours go on', async () => {
    const board = createJobBoard();
    const family = board.family<null>();
    const refused = family.start(() => Promise.reject(new Refusal(diagnostic('file.missing', { path: 'a' }))));
    const faulty = family.start(() => Promise.reject(new Error('off by one')));
    await turn();
    expect([refused, faulty].map((job) => board.state(job))).toMatchObject([
      { state: 'failed', problem: { code: 'file.missing' } },
      { state: 'failed', problem: { code: 'app.fault' } },
    ]);
  });

  test('forgets old jobs that ended, never one that runs', async () => {
    const board = createJobBoard();
    const family = board.family<number>();
    const running = family.start(() => new Promise(() => undefined));
    const old = family.start(() => Promise.resolve(1));
    await turn();
    for (let i = 0; i < 20; i++) family.start(() => Promise.resolve(i));
    expect(board.state(running).state).toBe('running');
    expect(() => board.state(old)).toThrow(/no job/);
  });

  test('stops all of them at the end', () => {
    const board = createJobBoard();
    const signals: AbortSignal[] = [];
    for (let i = 0; i < 3; i++)
      board.family<null>().start(({ signal }) => {
        signals.push(signal);
        return new Promise(() => undefined);
      });
    board.stopAll();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, true, true]);
  });
});
