import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readText, writeText } from '../../app/files';
import { userDataFolder } from '../../app/ports';
import { changeSettings, noteRecent, readSettings } from '../../app/settings';
import { valueIn } from './support/history';
import { temporaryFolder } from './support/temp';

const unsaid = {
  language: 'system',
  theme: 'system',
  contrast: 'system',
  recent: [],
  folder: null,
  tour: 'offered',
  window: null,
  zoom: 0,
};

function disk() {
  return { dataFolder: temporaryFolder(), readText, writeText };
}

test('settings are the system’s until said, then as said', async () => {
  const it = disk();
  expect(await readSettings(it)).toEqual(unsaid);
  valueIn(await changeSettings(it, { theme: 'dark' }));
  valueIn(await changeSettings(it, { language: 'zh' }));
  expect(await readSettings(it)).toEqual({ ...unsaid, theme: 'dark', language: 'zh' });
});

test('changes made at once are all kept', async () => {
  const it = disk();
  await Promise.all([
    changeSettings(it, { theme: 'dark' }),
    noteRecent(it, '/a'),
    changeSettings(it, { folder: '/notebooks' }),
    noteRecent(it, '/b'),
  ]);
  expect(await readSettings(it)).toEqual({ ...unsaid, theme: 'dark', folder: '/notebooks', recent: ['/b', '/a'] });
});

test('what cannot be read counts as unsaid, the rest stays', async () => {
  const it = disk();
  const file = join(it.dataFolder, 'settings.json');
  writeFileSync(file, '{"theme": "dark", "language": "klingon", "recent": 7}');
  expect(await readSettings(it)).toEqual({ ...unsaid, theme: 'dark' });
  for (const text of ['', '{', '[]', 'null', '7']) {
    writeFileSync(file, text);
    expect(await readSettings(it)).toEqual(unsaid);
  }
});

test('recent notebooks: the last first, each once, twelve at most', async () => {
  const it = disk();
  for (let i = 0; i < 14; i++) await noteRecent(it, `/${i}`);
  await noteRecent(it, '/5');
  const { recent } = await readSettings(it);
  expect(recent).toEqual(['/5', '/13', '/12', '/11', '/10', '/9', '/8', '/7', '/6', '/4', '/3', '/2']);
});

test.each([
  ['linux', { HOME: '/home/li' }, '/home/li/.local/share/chokepoint'],
  ['linux', { HOME: '/home/li', XDG_DATA_HOME: '/data' }, '/data/chokepoint'],
  ['darwin', { HOME: '/Users/li' }, '/Users/li/Library/Application Support/Chokepoint'],
])('data on %s with %j is in %s', (platform, environment, folder) => {
  expect(userDataFolder(environment, platform)).toBe(folder);
});
