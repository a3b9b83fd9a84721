/** A session with its effects: it asks the engine after every change, at most one question out at a time, and edits in order. */

import type { In, NotebookAnswer } from '../app/contract';
import { CallProblem, textOf as wordsOf, type Rpc } from './bridge';
import { newFront, textOf, type Cells } from './notebook-text';
import { open, reduce, type Action, type Opening, type Session } from './session';
import { awaits, sourceOf } from './session-view';
import { createStore, type Store } from './store';
import { wholeOf } from './whole-answer';

export type Look = In<'notebook.run'>['look'];
export type Restructuring = In<'notebook.restructure'>['change'];

/** Keys struck in a burst are asked about once; short enough that a chart follows within 150 ms. */
const debounceMs = 16;
/** A wait is shown only when it can be felt. */
const slowMs = 150;

export interface Ports {
  readonly rpc: Rpc;
  readonly look: () => Look;
  readonly now: () => number;
}

/** What the window shows of it. */
export interface Live {
  readonly session: Session;
  /** An answer has been awaited long enough to say so. */
  readonly slow: boolean;
}

export interface LiveSession extends Store<Live> {
  readonly id: number;
  readonly dispatch: (action: Action) => void;
  readonly type: (cell: string, body: string) => void;
  /** Sets a value in a cell's YAML (null removes it); comments and order stay. */
  readonly edit: (cell: string, path: readonly string[], value: string | null) => Promise<void>;
  /** A change that needs the engine: rename, insert, convert, paste. Refused in words; typing meanwhile is kept. */
  readonly restructure: (change: Restructuring) => Promise<void>;
  /** Lays the YAML of a cell out. */
  readonly format: (cell: string) => Promise<void>;
  readonly rearrange: (change: (cells: Cells) => Cells, select?: string) => void;
  readonly askAgain: () => void;
  /** Resolves when the answer speaks of the text as it now stands, or the last request failed. */
  readonly settled: () => Promise<void>;
  readonly save: (path: string) => Promise<void>;
  readonly close: () => void;
}

let sessions = 0;

export function startSession(opening: Opening, { rpc, look, now }: Ports): LiveSession {
  const store = createStore<Live>({ session: open(opening), slow: false });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let slowTimer: ReturnType<typeof setTimeout> | undefined;
  let isOut = false;
  let isClosed = false;
  let retried: string | undefined;
  let edits: Promise<void> = Promise.resolve();
  const waiters = new Set<() => void>();
  const asker = crypto.randomUUID();
  /** The last answer, accepted or not: further ones tell what changed since. */
  let received: NotebookAnswer | undefined;

  const session = () => store.get().session;

  const dispatch = (action: Action): void => {
    const before = session();
    const after = reduce(before, action);
    if (after === before) return;
    store.set({ ...store.get(), session: after });
    if (after.revision !== before.revision) schedule();
  };

  const schedule = (): void => {
    if (isClosed || timer !== undefined) return;
    timer = setTimeout(() => {
      timer = undefined;
      void ask();
    }, debounceMs);
    slowTimer ??= setTimeout(() => {
      if (isWaiting()) store.set({ ...store.get(), slow: true });
    }, slowMs);
  };

  const isWaiting = (): boolean =>
    isOut || timer !== undefined || (awaits(session()) && session().failure === undefined);

  const ask = async (): Promise<void> => {
    if (isOut) return;
    isOut = true;
    const { revision, selected } = session();
    const source = sourceOf(session());
    const answer = await attempt({
      revision,
      ...source,
      look: look(),
      ...(selected === undefined ? {} : { selected }),
    });
    isOut = false;
    if (isClosed) return;
    if (answer) dispatch({ type: 'answered', answer, at: Date.now() });
    // What was typed meanwhile is asked about at once: the debounce has long passed.
    if (session().revision !== revision) void ask();
    else rest();
  };

  const attempt = async (question: In<'notebook.run'>): Promise<NotebookAnswer | undefined> => {
    try {
      const answer = await rpc('notebook.run', {
        ...question,
        since: { asker, revision: received?.revision ?? null },
      });
      received = wholeOf(received, answer);
      return received ?? (await attempt(question));
    } catch (error) {
      const stopped = error instanceof CallProblem && error.code === 'app.engine-stopped';
      // Once only: a text that brings the engine down must not do so for ever.
      if (stopped && retried !== question.text) {
        retried = question.text;
        return await attempt(question);
      }
      dispatch({ type: 'failed', revision: question.revision, reason: wordsOf(error) });
      return undefined;
    }
  };

  const rest = (): void => {
    clearTimeout(slowTimer);
    slowTimer = undefined;
    if (store.get().slow) store.set({ ...store.get(), slow: false });
    for (const wake of [...waiters]) wake();
    waiters.clear();
  };

  const applyEdit = async (cell: string, path: readonly string[], value: string | null): Promise<void> => {
    if (cell === 'front' && !session().cells.some((each) => each.id === 'front')) {
      const { name } = session();
      dispatch({ type: 'rearranged', cells: [newFront(name), ...session().cells] });
    }
    for (;;) {
      const body = session().cells.find((each) => each.id === cell)?.body;
      if (body === undefined) return;
      const edited = await rpc('notebook.edit', { body, path: [...path], value });
      // Typing that happened meanwhile wins: the edit is made again on the newer text.
      if (session().cells.find((each) => each.id === cell)?.body !== body) continue;
      dispatch({ type: 'edited', cell, body: edited.body, key: `${cell}/${path.join('/')}`, at: now() });
      return;
    }
  };

  const applyChange = async (change: Restructuring): Promise<void> => {
    for (;;) {
      const text = textOf(session().cells);
      const { cells, select } = await rpc('notebook.restructure', { text, change });
      if (textOf(session().cells) !== text) continue;
      const renamed = change.kind === 'rename' ? { renamed: { from: change.cell, to: change.name } } : {};
      dispatch({ type: 'rearranged', cells, select, ...renamed });
      return;
    }
  };

  const applyFormat = async (cell: string): Promise<void> => {
    for (;;) {
      const body = session().cells.find((each) => each.id === cell)?.body;
      if (body === undefined) return;
      const laid = await rpc('notebook.format', { body });
      if (session().cells.find((each) => each.id === cell)?.body !== body) continue;
      dispatch({ type: 'edited', cell, body: laid.body, key: `${cell}/format`, at: now() });
      return;
    }
  };

  /** One after another: each is made on what the one before left. */
  const inOrder = (work: () => Promise<void>): Promise<void> => {
    const done = edits.then(work);
    edits = done.catch(() => undefined);
    return done;
  };

  schedule();
  return {
    id: ++sessions,
    get: store.get,
    subscribe: store.subscribe,
    dispatch,
    type: (cell, body) => {
      dispatch({ type: 'edited', cell, body, key: cell, at: now() });
    },
    edit: (cell, path, value) => inOrder(() => applyEdit(cell, path, value)),
    restructure: (change) => inOrder(() => applyChange(change)),
    format: (cell) => inOrder(() => applyFormat(cell)),
    rearrange: (change, select) => {
      dispatch({ type: 'rearranged', cells: change(session().cells), select });
    },
    askAgain: () => {
      dispatch({ type: 'asked' });
    },
    settled: () => (isWaiting() ? new Promise((resolve) => waiters.add(resolve)) : Promise.resolve()),
    save: async (path) => {
      const { cells, path: own, saved: was } = session();
      const text = textOf(cells);
      // Elsewhere the person was asked about the file that is there.
      const saved = await rpc('file.save', { path, text, ...(path === own ? { was } : {}) });
      dispatch({ type: 'saved', path: saved.path, text });
    },
    close: () => {
      isClosed = true;
      clearTimeout(timer);
      clearTimeout(slowTimer);
    },
  };
}
