/** What a command is, and how one is made. */

import type { LiveSession } from './session-live';
import { workspace } from './workspace';
import type { words } from './words';

type Named<K> = K extends `command.${infer Id}` ? Id : never;
/** `cell.edit` only names what a form does. */
export type CommandId = Exclude<Named<keyof typeof words>, 'cell.edit'>;

export interface Command {
  readonly id: CommandId;
  /** "Ctrl+Shift+P": Ctrl stands for Command on a Mac. */
  readonly keys?: string;
  /** Keys on the frame of a cell, as in Jupyter: "A", "D D". */
  readonly frameKeys?: readonly string[];
  /** Shown in the palette. */
  readonly isListed: boolean;
  readonly isAvailable: () => boolean;
  readonly run: () => void | Promise<void>;
}

type Keys = Pick<Command, 'keys' | 'frameKeys'>;

export function anywhere(id: CommandId, run: () => void | Promise<void>, keys?: string): Command {
  return { id, run, isListed: true, isAvailable: () => true, ...(keys === undefined ? {} : { keys }) };
}

/** A command on the notebook that is open; there is none in other views. */
export function onNotebook(
  id: CommandId,
  run: (live: LiveSession) => void | Promise<void>,
  keys?: string | Keys,
): Command {
  const current = () => workspace.get().current;
  return {
    id,
    isListed: true,
    isAvailable: () => current() !== undefined,
    run: () => {
      const live = current();
      if (live) return run(live);
    },
    ...(typeof keys === 'string' ? { keys } : keys),
  };
}

/** A command on the cells: only where they are in view. */
export function onCells(
  id: CommandId,
  run: (live: LiveSession) => void | Promise<void>,
  keys?: string | Keys,
): Command {
  const command = onNotebook(id, run, keys);
  return { ...command, isAvailable: () => workspace.get().view === 'notebooks' && command.isAvailable() };
}
