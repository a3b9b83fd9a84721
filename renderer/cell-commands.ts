/** The commands on cells: Jupyter's keys on a cell's frame, VS Code's everywhere. */

import {
  addCell,
  branchFrom,
  copyCell,
  cutCell,
  duplicateCell,
  focusNumbers,
  foldCells,
  formatCell,
  moveCell,
  nextKind,
  pasteCell,
  pickKind,
  placeAbove,
  removeCell,
  revealSelected,
  selectedOf,
  selectEnd,
  selectNeighbour,
  selectProblem,
} from './cell-actions';
import { lay, overlays } from './cells/overlays';
import { findNext, startFinding } from './cells/find-state';
import { onCells, type Command } from './command';

export const cellCommands: readonly Command[] = [
  onCells(
    'edit.undo',
    (live) => {
      live.dispatch({ type: 'undone' });
      revealSelected(live);
    },
    { keys: 'Ctrl+Z', frameKeys: ['Z'] },
  ),
  onCells(
    'edit.redo',
    (live) => {
      live.dispatch({ type: 'redone' });
      revealSelected(live);
    },
    { keys: 'Ctrl+Shift+Z', frameKeys: ['Shift+Z'] },
  ),
  onCells('edit.find', startFinding, { keys: 'Ctrl+F', frameKeys: ['F'] }),
  onCells(
    'edit.find-next',
    (live) => {
      findNext(live, 1);
    },
    'F3',
  ),
  onCells(
    'edit.find-previous',
    (live) => {
      findNext(live, -1);
    },
    'Shift+F3',
  ),
  onCells(
    'view.problems',
    () => {
      lay({ areProblemsShown: !overlays.get().areProblemsShown });
    },
    'Ctrl+Shift+M',
  ),
  onCells(
    'edit.next-problem',
    (live) => {
      selectProblem(live, 1);
    },
    'F8',
  ),
  onCells(
    'edit.previous-problem',
    (live) => {
      selectProblem(live, -1);
    },
    'Shift+F8',
  ),
  onCells(
    'view.map',
    () => {
      lay({ isMapShown: !overlays.get().isMapShown });
    },
    'Ctrl+Shift+G',
  ),
  onCells(
    'run.next',
    (live) => {
      selectNeighbour(live, 1);
    },
    'Shift+Enter',
  ),
  onCells(
    'cell.add-below',
    (live) => {
      addCell(live, nextKind(live));
    },
    'Alt+Enter',
  ),
  onCells(
    'cell.insert-below',
    (live) => {
      lay({ picking: { kind: 'add', below: selectedOf(live) } });
    },
    { frameKeys: ['B'] },
  ),
  onCells(
    'cell.insert-above',
    (live) => {
      lay({ picking: { kind: 'add', below: placeAbove(live) } });
    },
    { frameKeys: ['A'] },
  ),
  onCells('cell.branch', branchFrom, { frameKeys: ['Shift+B'] }),
  onCells('cell.remove', removeCell, { frameKeys: ['D D', 'Delete'] }),
  onCells('cell.cut', cutCell, { frameKeys: ['X'] }),
  onCells('cell.copy', copyCell, { frameKeys: ['C'] }),
  onCells('cell.paste', pasteCell, { frameKeys: ['V'] }),
  onCells('cell.duplicate', duplicateCell, { frameKeys: ['Alt+Shift+D'] }),
  onCells(
    'cell.up',
    (live) => {
      moveCell(live, -1);
    },
    { keys: 'Alt+Shift+ArrowUp', frameKeys: ['Alt+ArrowUp'] },
  ),
  onCells(
    'cell.down',
    (live) => {
      moveCell(live, 1);
    },
    { keys: 'Alt+Shift+ArrowDown', frameKeys: ['Alt+ArrowDown'] },
  ),
  onCells(
    'cell.rename',
    (live) => {
      lay({ renaming: selectedOf(live) });
    },
    'F2',
  ),
  onCells('cell.to-text', (live) => pickKind(live, 'prose'), { frameKeys: ['M'] }),
  onCells('cell.convert', (live) => pickKind(live), { frameKeys: ['Y'] }),
  onCells('cell.format', formatCell, { keys: 'Alt+Shift+F' }),
  onCells(
    'cell.fold',
    (live) => {
      foldCells(live, 'selected');
    },
    { frameKeys: ['O', 'ArrowLeft', 'ArrowRight'] },
  ),
  onCells('cell.fold-all', (live) => {
    foldCells(live, 'all', true);
  }),
  onCells('cell.unfold-all', (live) => {
    foldCells(live, 'all', false);
  }),
  onCells(
    'cell.next',
    (live) => {
      selectNeighbour(live, 1);
    },
    { frameKeys: ['ArrowDown', 'J'] },
  ),
  onCells(
    'cell.previous',
    (live) => {
      selectNeighbour(live, -1);
    },
    { frameKeys: ['ArrowUp', 'K'] },
  ),
  onCells(
    'cell.first',
    (live) => {
      selectEnd(live, 'first');
    },
    { frameKeys: ['Ctrl+Home', 'Home'] },
  ),
  onCells(
    'cell.last',
    (live) => {
      selectEnd(live, 'last');
    },
    { frameKeys: ['Ctrl+End', 'End'] },
  ),
  onCells('cell.numbers', focusNumbers, { frameKeys: ['E'] }),
];

let before: { readonly key: string; readonly at: number } | undefined;
const pairMs = 900;

/** The command of a key on a cell's frame; the second of a pair ("D D") within a moment. */
export function frameCommandFor(struck: string, at: number): Command | undefined {
  const pair = before && at - before.at < pairMs ? `${before.key} ${struck}` : undefined;
  const found = cellCommands.find((command) =>
    command.frameKeys?.some((keys) => keys === struck || (pair !== undefined && keys === pair)),
  );
  before = found ? undefined : { key: struck, at };
  return found;
}
