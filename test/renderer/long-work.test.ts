import { describe, expect, it } from 'vitest';
import { createJobBoard, type JobTools } from '../../app/jobs';
import { longWork, type Work } from '../../renderer/long-work';

/** The window's side over the engine's own board of jobs, each of which ends when told to. */
function desk() {
  const board = createJobBoard();
  const family = board.family<string>();
  const open: { tools: JobTools; end: (result: string) => void; fail: (error: Error) => void }[] = [];
  const work = longWork<{ readonly name: string }, string>(
    {
      start: ({ name }) =>
        name === 'impossible'
          ? Promise.reject(new Error('no such thing'))
          : Promise.resolve({
              job: family.start(
                (tools) =>
                  new Promise((end, fail) => open.push({ tools, end: (result) => end(`${name} ${result}`), fail })),
              ),
            }),
      result: (job) => Promise.resolve(family.result(job)),
      look: () => Promise.resolve('half'),
    },
    {
      state: (job) => Promise.resolve().then(() => board.state(job)),
      cancel: (job) => Promise.resolve().then(() => board.cancel(job)),
    },
  );
  const seen: (Work<string> | undefined)[] = [];
  work.subscribe(() => seen.push(work.get('a')));
  return { work, open, seen };
}

describe('long work', () => {
  it('is followed to its result', async () => {
    const { work, open, seen } = desk();
    const ended = work.start('a', { name: 'sweep' });
    await expect.poll(() => open.length).toBe(1);
    open[0]?.tools.tell({ done: 3, total: 8, secondsLeft: 2 });
    await expect.poll(() => work.get('a')).toMatchObject({ state: 'running', progress: { done: 3, total: 8 } });
    await expect.poll(() => work.get('a')).toMatchObject({ soFar: 'half' });
    open[0]?.end('over');
    await ended;
    expect(work.get('a')).toEqual({ state: 'done', result: 'sweep over' });
    expect(seen[0]).toEqual({ state: 'starting' });
  });

  it('is shown as cancelled at once, and stopped', async () => {
    const { work, open } = desk();
    const ended = work.start('a', { name: 'sweep' });
    await expect.poll(() => work.get('a')?.state).toBe('running');
    work.cancel('a');
    expect(work.get('a')?.state).toBe('cancelled');
    await expect.poll(() => open[0]?.tools.signal.aborted).toBe(true);
    open[0]?.end('too late');
    await ended;
    expect(work.get('a')?.state).toBe('cancelled');
  });

  it('is started once, and again after it ended', async () => {
    const { work, open } = desk();
    const first = work.start('a', { name: 'one' });
    await work.start('a', { name: 'two' });
    await expect.poll(() => open.length).toBe(1);
    open[0]?.end('over');
    await first;
    const second = work.start('a', { name: 'three' });
    await expect.poll(() => open.length).toBe(2);
    open[1]?.end('over');
    await second;
    expect(work.get('a')).toEqual({ state: 'done', result: 'three over' });
  });

  it('says why it failed, before it has a number and after', async () => {
    const { work, open } = desk();
    await work.start('a', { name: 'impossible' });
    expect(work.get('a')).toMatchObject({ state: 'failed', reason: { en: 'no such thing' } });
    const ended = work.start('a', { name: 'sweep' });
    await expect.poll(() => open.length).toBe(1);
    open[0]?.fail(new Error('disk'));
    await ended;
    expect(work.get('a')).toMatchObject({ state: 'failed', reason: { en: expect.stringContaining('disk') } });
  });
});
