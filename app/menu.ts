/** Puts the menu of menu-model.ts into the system's menu bar. */

import { Menu, type MenuItemConstructorOptions } from 'electron';
import { menus, type Language, type MenuEntry } from './menu-model';

export function showMenu(language: Language, choose: (id: string) => void): void {
  const item = (entry: MenuEntry): MenuItemConstructorOptions => {
    switch (entry.kind) {
      case 'line':
        return { type: 'separator' };
      case 'role':
        return { role: entry.role, label: entry.label[language] };
      case 'command':
        return {
          id: entry.id,
          label: entry.label[language],
          ...(entry.keys && { accelerator: entry.keys }),
          click: () => choose(entry.id),
        };
    }
  };
  Menu.setApplicationMenu(
    Menu.buildFromTemplate(menus.map(({ label, entries }) => ({ label: label[language], submenu: entries.map(item) }))),
  );
}
