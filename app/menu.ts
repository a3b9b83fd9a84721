/** Puts the menu of menu-model.ts into the system's menu bar. */

import { Menu, type MenuItemConstructorOptions } from 'electron';
import { menusFor, type Language, type MenuEntry } from './menu-model';

export interface MenuOptions {
  readonly language: Language;
  /** Paths of notebooks, last opened first. */
  readonly recent: readonly string[];
  readonly choose: (id: string) => void;
  readonly open: (path: string) => void;
}

export function showMenu({ language, recent, choose, open }: MenuOptions): void {
  const item = (entry: MenuEntry): MenuItemConstructorOptions => {
    switch (entry.kind) {
      case 'line':
        return { type: 'separator' };
      case 'role':
        return { role: entry.role, label: entry.label[language] };
      case 'file':
        return { label: entry.label[language], click: () => open(entry.path) };
      case 'menu':
        return { label: entry.label[language], submenu: entry.entries.map(item) };
      case 'command':
        return {
          id: entry.id,
          label: entry.label[language],
          // The window acts on the keys: it knows when an editor or a dialog must have them.
          ...(entry.keys && { accelerator: entry.keys, registerAccelerator: false }),
          click: () => choose(entry.id),
        };
    }
  };
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(
      menusFor(recent).map(({ label, entries }) => ({ label: label[language], submenu: entries.map(item) })),
    ),
  );
}
