import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { startEngine, type EngineProcess, type EngineRequest } from '../../app/engine-host';

/** A process whose life the test decides. */
class Process extends EventEmitter implements EngineProcess {
  readonly requests: EngineRequest[] = [];
  postMessage(request: EngineRequest): void {
    this.requests.push(request);
  }
  answer(index: number, value: unknown): void {
    this.emit('message', { id: this.requests[index]?.id, reply: { ok: true, value } });
  }
  kill(): void {
    this.emit('exit', 0);
  }
}

function engine() {
  const processes: Process[] = [];
  const ended: number[] = [];
  const host = startEngine(
    () => {
      const started = new Process();
      processes.push(started);
      return started;
    },
    (code) => ended.push(code),
  );
  return { host, processes, ended };
}

test('answers find their calls, in any order', async () => {
  const { host, processes } = engine();
  const calls = [host.call('a', 1), host.call('b', 2)];
  processes[0]?.answer(1, 'second');
  processes[0]?.answer(0, 'first');
  expect(await Promise.all(calls)).toEqual([
    { ok: true, value: 'first' },
    { ok: true, value: 'second' },
  ]);
});

test('a process that ends gives up its calls with a reason, and the next call starts another', async () => {
  const { host, processes, ended } = engine();
  const lost = host.call('a', {});
  processes[0]?.emit('exit', 11);
  expect(await lost).toMatchObject({ ok: false, problem: { code: 'app.engine-stopped' } });
  expect({ ended, started: processes.length }).toEqual({ ended: [11], started: 1 });

  const next = host.call('a', {});
  processes[1]?.answer(0, 'fine');
  expect(await next).toEqual({ ok: true, value: 'fine' });
  expect(processes.length).toBe(2);
});

test('a stop is no crash', () => {
  const { host, ended } = engine();
  host.stop();
  expect(ended).toEqual([]);
});
