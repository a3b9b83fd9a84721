import { expect, test } from 'vitest';
import { menus } from '../../app/menu-model';

const entries = menus.flatMap((menu) => menu.entries);

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
