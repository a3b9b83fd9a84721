import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { menusFor, type MenuEntry } from '../../app/menu-model';
import type { Command } from '../../renderer/commands';
import { keysOf } from '../../renderer/keys';
import { words } from '../../renderer/words';

let commands: readonly Command[] = [];

// The window's state asks its window for the system's theme as soon as it is loaded.
beforeAll(async () => {
  vi.stubGlobal('window', {
    matchMedia: () => ({ matches: false }),
    innerWidth: 1440,
    addEventListener: () => undefined,
  });
  ({ commands } = await import('../../renderer/commands'));
});
afterAll(() => {
  vi.unstubAllGlobals();
});

type Item = Extract<MenuEntry, { kind: 'command' }>;

const flat = (entry: MenuEntry): readonly MenuEntry[] =>
  entry.kind === 'menu' ? entry.entries.flatMap(flat) : [entry];
const items = menusFor([])
  .flatMap((menu) => menu.entries.flatMap(flat))
  .filter((entry): entry is Item => entry.kind === 'command');

/** "CmdOrCtrl+Shift+Up" as the window writes it. */
function asStruck(keys: string | undefined): string | undefined {
  return keys?.replace('CmdOrCtrl', 'Ctrl').replace(/\b(Up|Down)$/, 'Arrow$1');
}

describe('every command', () => {
  it('stands in the menu with its keys, and every entry of the menu is a command', () => {
    // Main asks for this one itself, when the window is closed with unsaved work.
    const own = commands.filter(({ id }) => id !== 'file.save-and-close');
    const shown = new Map(items.map(({ id, keys }) => [id, asStruck(keys)]));
    expect(Object.fromEntries(shown)).toEqual(Object.fromEntries(own.map(({ id, keys }) => [id, keys])));
  });

  it('stands in the palette by its name, but for the palette itself', () => {
    const unlisted = commands.filter(({ isListed }) => !isListed).map(({ id }) => id);
    expect(unlisted.sort()).toEqual(['file.save-and-close', 'view.palette']);
    expect(commands.filter(({ id }) => words[`command.${id}`].en === '')).toEqual([]);
  });

  it('names its keys as they are struck', () => {
    const named = commands.flatMap(({ keys, frameKeys = [] }) => [...(keys === undefined ? [] : [keys]), ...frameKeys]);
    for (const strokes of named)
      for (const stroke of strokes.split(' ')) {
        const parts = stroke.split('+');
        const held = (name: string) => parts.slice(0, -1).includes(name);
        const event = { ctrlKey: held('Ctrl'), altKey: held('Alt'), shiftKey: held('Shift'), metaKey: false };
        expect(keysOf({ ...event, key: parts.at(-1) ?? '' })).toBe(stroke);
      }
  });

  it('has keys of its own', () => {
    const keys = commands.flatMap((command) => command.keys ?? []);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
