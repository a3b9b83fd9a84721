import { expect, test } from 'vitest';
import { menusFor, type MenuEntry } from '../../app/menu-model';

const menus = menusFor(['/home/me/a.bench.md', '/home/me/b.bench.md']);
const flat = (entry: MenuEntry): readonly MenuEntry[] =>
  entry.kind === 'menu' ? [entry, ...entry.entries.flatMap(flat)] : [entry];
const entries = menus.flatMap((menu) => menu.entries.flatMap(flat));

test('no two entries share a key, and none a command', () => {
  const keys = entries.flatMap((entry) => (entry.kind === 'command' && entry.keys ? [entry.keys] : []));
  const ids = entries.flatMap((entry) => (entry.kind === 'command' ? [entry.id] : []));
  expect(new Set(keys).size).toBe(keys.length);
  expect(new Set(ids).size).toBe(ids.length);
});

test('every label is there in both languages', () => {
  for (const { label } of [...menus, ...entries.flatMap((entry) => (entry.kind === 'line' ? [] : [entry]))]) {
    expect([label.en, label.zh]).not.toContain('');
  }
});

test('recent notebooks have a menu of their own, while there are any', () => {
  const files = (recent: readonly string[]) =>
    menusFor(recent)[0]?.entries.flatMap((entry) =>
      entry.kind === 'menu' && entry.label.en === 'Open recent' ? [entry.entries] : [],
    ) ?? [];
  expect(files([])).toEqual([]);
  expect(files(['/a.bench.md'])).toEqual([[expect.objectContaining({ kind: 'file', path: '/a.bench.md' })]]);
});
