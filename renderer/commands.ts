/** Every command of the window, once: the palette lists them, the keys and the native menu run them by id. */

import type { In } from '../app/contract';
import { rpc } from './bridge';
import { cellCommands } from './cell-commands';
import { anywhere, onNotebook, type Command } from './command';
import {
  close,
  closeFolder,
  exportAs,
  newNotebook,
  openFolder,
  openSample,
  pickAndOpen,
  save,
  saveAllAndClose,
  saveRun,
} from './file-actions';
import { keysOf } from './keys';
import { runsAsked } from './simulations';
import { choose, languageOf, patch, report, speech, workspace, type View } from './workspace';

export type { Command } from './command';

function go(view: View): () => void {
  return () => {
    patch({ view });
  };
}

function changeWindow(to: In<'window.change'>['to']): () => Promise<void> {
  return async () => {
    await rpc('window.change', { to });
  };
}

/** The tour walks over a notebook: where none is open, the sample is. */
async function startTour(): Promise<void> {
  patch({ view: 'notebooks' });
  if (workspace.get().current === undefined) await openSample();
  patch({ tour: 0 });
}

const themes = ['light', 'dark', 'system'] as const;

export const commands: readonly Command[] = [
  anywhere('file.new', newNotebook, 'Ctrl+N'),
  anywhere('file.open', pickAndOpen, 'Ctrl+O'),
  anywhere('file.open-folder', openFolder, 'Ctrl+Shift+O'),
  {
    ...anywhere('file.close-folder', closeFolder),
    isAvailable: () => workspace.get().settings.folder !== null,
  },
  anywhere('file.sample', openSample),
  onNotebook('file.save', async (live) => void (await save(live)), 'Ctrl+S'),
  onNotebook('file.save-as', async (live) => void (await save(live, 'ask')), 'Ctrl+Shift+S'),
  onNotebook('file.versions', () => {
    patch({ overlay: 'versions' });
  }),
  onNotebook('file.export-pdf', (live) => exportAs(live, 'pdf')),
  onNotebook('file.export-html', (live) => exportAs(live, 'html'), 'Ctrl+E'),
  onNotebook('file.export-pptx', (live) => exportAs(live, 'pptx')),
  onNotebook('file.export-xlsx', (live) => exportAs(live, 'xlsx')),
  onNotebook('file.export-md', (live) => exportAs(live, 'md')),
  onNotebook('file.export-csv', (live) => exportAs(live, 'csv')),
  onNotebook('file.close', close, 'Ctrl+W'),
  { ...anywhere('file.save-and-close', saveAllAndClose), isListed: false },
  onNotebook(
    'run.all',
    (live) => {
      live.askAgain();
      runsAsked.set(runsAsked.get() + 1);
    },
    'F5',
  ),
  onNotebook('run.save', saveRun, 'Ctrl+Enter'),
  ...cellCommands,
  anywhere('view.notebooks', go('notebooks'), 'Ctrl+1'),
  anywhere('view.history', go('history'), 'Ctrl+2'),
  anywhere('view.compare', go('compare'), 'Ctrl+3'),
  anywhere('view.catalog', go('catalog'), 'Ctrl+4'),
  anywhere('view.validation', go('validation'), 'Ctrl+5'),
  anywhere('view.framework', go('framework'), 'Ctrl+6'),
  anywhere('view.learn', go('learn'), 'Ctrl+7'),
  onNotebook(
    'view.present',
    () => {
      patch({ overlay: 'present' });
    },
    'Shift+F5',
  ),
  onNotebook('view.present-choose', () => {
    patch({ overlay: 'present-choose' });
  }),
  anywhere(
    'view.explain',
    () => {
      patch({ isExplainOpen: !workspace.get().isExplainOpen });
    },
    'Ctrl+I',
  ),
  onNotebook('view.front', () => {
    patch({ isFrontShown: !workspace.get().isFrontShown });
  }),
  {
    ...anywhere(
      'view.palette',
      () => {
        patch({ overlay: 'palette' });
      },
      'Ctrl+Shift+P',
    ),
    isListed: false,
  },
  anywhere('view.language', () => choose({ language: languageOf(workspace.get()) === 'en' ? 'zh' : 'en' })),
  anywhere('view.theme', () => {
    const next = themes[(themes.indexOf(workspace.get().settings.theme) + 1) % themes.length];
    return choose({ theme: next ?? 'system' });
  }),
  anywhere('view.contrast', () =>
    choose({ contrast: workspace.get().settings.contrast === 'more' ? 'system' : 'more' }),
  ),
  anywhere('view.zoom-in', changeWindow('zoom-in'), 'Ctrl+='),
  anywhere('view.zoom-out', changeWindow('zoom-out'), 'Ctrl+-'),
  anywhere('view.zoom-reset', changeWindow('zoom-reset'), 'Ctrl+0'),
  anywhere('view.full-screen', changeWindow('full-screen'), 'F11'),
  anywhere('help.show', go('help'), 'F1'),
  anywhere('help.tour', startTour),
  anywhere('help.about', () => {
    patch({ overlay: 'about' });
  }),
  anywhere('help.tools', changeWindow('developer-tools'), 'Ctrl+Shift+I'),
];

const byId = new Map<string, Command>(commands.map((command) => [command.id, command]));

/** Runs a command by id; an id nobody knows (an older menu) does nothing. */
export async function runCommand(id: string): Promise<void> {
  const command = byId.get(id);
  if (!command?.isAvailable()) return;
  try {
    await command.run();
  } catch (error) {
    report(speech().say(`command.${command.id}`), error);
  }
}

/** A command of the native menu. Undo and redo belong to a plain input while one has the focus. */
export async function runFromMenu(id: string): Promise<void> {
  const undo = id === 'edit.undo' ? 'undo' : id === 'edit.redo' ? 'redo' : undefined;
  if (undo && isPlainInput(document.activeElement)) document.execCommand(undo);
  else await runCommand(id);
}

/** A field with an undo of its own: not an editor of a cell, not a switch or a slider. */
export function isPlainInput(at: EventTarget | null): boolean {
  return at instanceof HTMLInputElement && at.type !== 'checkbox' && at.type !== 'range';
}

/** The command whose keys were struck. */
export function commandFor(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey'>,
): Command | undefined {
  const keys = keysOf(event);
  return commands.find((command) => command.keys === keys && command.isAvailable());
}
