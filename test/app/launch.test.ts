import { expect, test } from 'vitest';
import { readLaunch } from '../../app/launch';

test.each([
  [[], {}],
  [['--no-sandbox', '/opt/chokepoint'], {}],
  [['--no-sandbox', '/opt/chokepoint', 'notes.bench.md'], { file: '/home/me/notes.bench.md' }],
  [['notes.bench.md'], { file: '/home/me/notes.bench.md' }],
  [['/tmp/notes.bench.md', '--no-sandbox'], { file: '/tmp/notes.bench.md' }],
  [['--smoke', 'pictures'], { smoke: '/home/me/pictures' }],
  [['--smoke', '/tmp/s', 'a.md', '--log-level=3'], { smoke: '/tmp/s', file: '/home/me/a.md' }],
  [['--no-sandbox', '--command-line', '--', 'run', 'a.md', '--json'], { commandLine: ['run', 'a.md', '--json'] }],
  [['--command-line', '--', 'run', '--', 'a.md'], { commandLine: ['run', '--', 'a.md'] }],
])('%j → %j', (argv, launch) => {
  expect(readLaunch(argv, { folder: '/home/me', app: '/opt/chokepoint' })).toEqual(launch);
});
