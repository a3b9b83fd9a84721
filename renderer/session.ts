/** One open notebook as data: every change goes through `reduce`, so undo, staleness and the saved mark have one place to be right. */

import type { NotebookAnswer, Text } from '../app/contract';
import { keepBodies, replaceBody, textOf, uncut, type Cells } from './notebook-text';
import { share } from './share';
import type { ShownNumber } from './shown';

interface Snapshot {
  readonly cells: Cells;
  readonly selected: string | undefined;
}

/** What a cell answered when it last ran. */
export interface LastResult {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly tpot: ShownNumber;
}

export interface Session {
  /** Where it is saved; null until it is. */
  readonly path: string | null;
  /** What to call it while it has no path. */
  readonly name: string;
  readonly cells: Cells;
  /** The text as it stands on the disk, or as it was opened. */
  readonly saved: string;
  readonly selected: string | undefined;
  readonly folded: ReadonlySet<string>;
  /** The chart that a person chose for a cell; null: none. */
  readonly charts: ReadonlyMap<string, string | null>;
  /** Grows whenever another answer is wanted; an answer to an older one is dropped. */
  readonly revision: number;
  readonly answer: NotebookAnswer | undefined;
  /** The bodies that the answer speaks of, by cell. */
  readonly answered: ReadonlyMap<string, string>;
  /** By cell: for one that fails now, what it was. */
  readonly lastResults: ReadonlyMap<string, LastResult>;
  /** Why the last request got no answer. */
  readonly failure: Text | undefined;
  readonly past: readonly Snapshot[];
  readonly future: readonly Snapshot[];
  /** The edit that further ones of its kind join, and when the last of them was. */
  readonly joining: { readonly key: string; readonly at: number } | undefined;
}

export type Action =
  /** `key` says what kind of edit it is: edits with the same key within a second undo together. */
  | { readonly type: 'edited'; readonly cell: string; readonly body: string; readonly key: string; readonly at: number }
  | {
      readonly type: 'rearranged';
      readonly cells: Cells;
      readonly select?: string | undefined;
      /** A cell that goes on under another name keeps how it is shown. */
      readonly renamed?: { readonly from: string; readonly to: string };
    }
  | { readonly type: 'selected'; readonly cell: string | undefined }
  | { readonly type: 'folded'; readonly cells: readonly string[]; readonly folded: boolean }
  | { readonly type: 'charted'; readonly cell: string; readonly chart: string | null }
  | { readonly type: 'undone' }
  | { readonly type: 'redone' }
  /** The theme or language changed: the same text must be drawn again. */
  | { readonly type: 'asked' }
  /** `at`: milliseconds since 1970. */
  | { readonly type: 'answered'; readonly answer: NotebookAnswer; readonly at?: number }
  | { readonly type: 'failed'; readonly revision: number; readonly reason: Text }
  | { readonly type: 'saved'; readonly path: string; readonly text: string }
  /** The file holds another text than was read: that text goes on, and what stood here can be had back. */
  | { readonly type: 'reread'; readonly text: string }
  /** The file holds another text than was read: what stands here goes on. */
  | { readonly type: 'kept'; readonly text: string }
  /** Another whole text, as an edit. */
  | { readonly type: 'replaced'; readonly text: string };

const joinsWithin = 1000;
const remembered = 500;

export interface Opening {
  readonly path: string | null;
  readonly name: string;
  readonly text: string;
  /** How the cells were shown when it was last open. */
  readonly shown?: Pick<Session, 'folded' | 'charts'>;
  /** The text on the disk, where it differs from what is opened: unsaved work brought back. */
  readonly saved?: string;
}

export function open({ path, name, text, saved, shown }: Opening): Session {
  return {
    path,
    name,
    cells: uncut(text),
    saved: saved ?? text,
    selected: undefined,
    folded: shown?.folded ?? new Set(),
    charts: shown?.charts ?? new Map(),
    revision: 1,
    answer: undefined,
    answered: new Map(),
    lastResults: new Map(),
    failure: undefined,
    past: [],
    future: [],
    joining: undefined,
  };
}

export function reduce(state: Session, action: Action): Session {
  switch (action.type) {
    case 'edited': {
      const cell = state.cells.find((each) => each.id === action.cell);
      if (!cell || cell.body === action.body) return state;
      const joins = state.joining?.key === action.key && action.at - state.joining.at < joinsWithin;
      const next = changed(state, replaceBody(state.cells, action.cell, action.body), state.selected, joins);
      return { ...next, joining: { key: action.key, at: action.at } };
    }
    case 'rearranged':
      return textOf(action.cells) === textOf(state.cells)
        ? state
        : changed(
            action.renamed ? shownAs(state, action.renamed) : state,
            action.cells,
            action.select ?? state.selected,
            false,
          );
    case 'selected':
      return action.cell === state.selected
        ? state
        : { ...state, selected: action.cell, joining: undefined, revision: state.revision + 1 };
    case 'folded': {
      const folded = new Set(state.folded);
      for (const cell of action.cells)
        if (action.folded) folded.add(cell);
        else folded.delete(cell);
      return { ...state, folded };
    }
    case 'charted':
      return { ...state, charts: new Map([...state.charts, [action.cell, action.chart]]) };
    case 'undone':
      return travelled(state, state.past, state.future, (past, future) => ({ past, future }));
    case 'redone':
      return travelled(state, state.future, state.past, (future, past) => ({ past, future }));
    case 'asked':
      return { ...state, revision: state.revision + 1 };
    case 'answered':
      return accepted(state, action.answer, action.at ?? 0);
    case 'failed':
      return action.revision === state.revision ? { ...state, failure: action.reason } : state;
    case 'saved':
      return { ...state, path: action.path, saved: action.text, joining: undefined };
    case 'reread':
      return { ...replaced(state, action.text), saved: action.text };
    case 'kept':
      return { ...state, saved: action.text };
    case 'replaced':
      return replaced(state, action.text);
  }
}

function changed(state: Session, cells: Cells, selected: string | undefined, joins: boolean): Session {
  const past = joins ? state.past : [...state.past.slice(-remembered + 1), snapshotOf(state)];
  return { ...state, cells, selected, past, future: [], joining: undefined, revision: state.revision + 1 };
}

function replaced(state: Session, text: string): Session {
  return text === textOf(state.cells) ? state : changed(state, uncut(text), state.selected, false);
}

function snapshotOf({ cells, selected }: Session): Snapshot {
  return { cells, selected };
}

type Stacks = Pick<Session, 'past' | 'future'>;

/** Takes the newest of `from`, leaving where we were on `to`. */
function travelled(
  state: Session,
  from: readonly Snapshot[],
  to: readonly Snapshot[],
  stacks: (from: readonly Snapshot[], to: readonly Snapshot[]) => Stacks,
): Session {
  const target = from.at(-1);
  if (!target) return state;
  return {
    ...state,
    ...target,
    ...stacks(from.slice(0, -1), [...to, snapshotOf(state)]),
    joining: undefined,
    revision: state.revision + 1,
  };
}

function shownAs(state: Session, { from, to }: { readonly from: string; readonly to: string }): Session {
  const name = (id: string): string => (id === from ? to : id);
  return {
    ...state,
    folded: new Set([...state.folded].map(name)),
    charts: new Map([...state.charts].map(([id, chart]) => [name(id), chart])),
  };
}

function accepted(state: Session, fresh: NotebookAnswer, at: number): Session {
  if (fresh.revision !== state.revision) return state;
  const answer = sharing(state.answer, fresh);
  const selected = selectedIn(answer, state);
  const cells = share(state.cells, keepBodies(answer.cells, state.cells));
  return {
    ...state,
    cells,
    selected,
    // The charts of a cell come only for the one that was selected when asking.
    revision: selected === state.selected ? state.revision : state.revision + 1,
    answer,
    answered: new Map(cells.map((cell) => [cell.id, cell.body])),
    lastResults: resultsSince(state, answer, at),
    failure: undefined,
  };
}

/** The newest figure of each cell that ever ran; the time of one that did not change stays. */
function resultsSince(
  { answer: before, lastResults }: Session,
  { results }: NotebookAnswer,
  at: number,
): Session['lastResults'] {
  const known = new Map(before?.results.map((result) => [result.id, result.design]));
  const kept = new Map<string, LastResult>();
  for (const { id, design } of results) {
    const last = lastResults.get(id);
    const tpot = design?.metrics['serving.tpot'];
    if (tpot && tpot.value !== null && !(last && known.get(id) === design)) kept.set(id, { at, tpot });
    else if (last) kept.set(id, last);
  }
  return kept;
}

/** By cell and not by place: a cell added above must not make all below it new. */
function sharing(last: NotebookAnswer | undefined, fresh: NotebookAnswer): NotebookAnswer {
  if (!last) return fresh;
  const before = new Map(last.results.map((result) => [result.id, result]));
  return {
    ...fresh,
    head: share(last.head, fresh.head),
    ...(fresh.answer ? { answer: share(last.answer, fresh.answer) } : {}),
    results: fresh.results.map((result) => share(before.get(result.id), result)),
    charts: share(last.charts, fresh.charts),
  };
}

/** The selected cell, found again by its place where the new cut named it otherwise (prose is numbered by the engine). */
function selectedIn(answer: NotebookAnswer, state: Session): string | undefined {
  if (state.answer === undefined && state.selected === undefined) return headlineOf(answer);
  if (answer.cells.some((cell) => cell.id === state.selected)) return state.selected;
  const place = state.cells.findIndex((cell) => cell.id === state.selected);
  return answer.cells.length === state.cells.length ? answer.cells[place]?.id : undefined;
}

/** Where a reader looks first: the headline cell, else the last one that shows a design. */
function headlineOf(answer: NotebookAnswer): string | undefined {
  return answer.head.headline ?? answer.results.findLast((result) => result.design !== undefined)?.id;
}
