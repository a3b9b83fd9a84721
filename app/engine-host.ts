/** The engine process as main sees it: calls with answers, calls given up when it ends, and a new process in its place. */

import { engineStopped, type Call, type Reply } from './rpc';

export interface EngineRequest {
  readonly id: number;
  readonly method: string;
  readonly params: unknown;
}

export interface EngineReply {
  readonly id: number;
  readonly reply: Reply;
}

/** What we need of Electron's utilityProcess; a test gives a worker. */
export interface EngineProcess {
  postMessage(message: EngineRequest): void;
  on(event: 'message', listener: (message: EngineReply) => void): unknown;
  on(event: 'exit', listener: (code: number) => void): unknown;
  kill(): unknown;
}

export interface EngineHost {
  readonly call: Call;
  /** Ends the process for good. */
  stop(): void;
}

/** Starts the process and keeps one running; a process that ends is replaced at the next call, so that a crash at start cannot loop. */
export function startEngine(fork: () => EngineProcess, ended: (code: number) => void): EngineHost {
  const waiting = new Map<number, (reply: Reply) => void>();
  let current: EngineProcess | undefined;
  let stopped = false;
  let count = 0;

  const start = (): EngineProcess => {
    const child = fork();
    child.on('message', ({ id, reply }) => {
      waiting.get(id)?.(reply);
      waiting.delete(id);
    });
    child.on('exit', (code) => {
      if (current === child) current = undefined;
      for (const give of waiting.values()) give(engineStopped(code));
      waiting.clear();
      if (!stopped) ended(code);
    });
    return child;
  };
  current = start();

  return {
    call: (method, params) =>
      new Promise((resolve) => {
        const id = ++count;
        waiting.set(id, resolve);
        current ??= start();
        current.postMessage({ id, method, params });
      }),
    stop: () => {
      stopped = true;
      current?.kill();
    },
  };
}
