import { expect, test } from 'vitest';
import { readLaunch } from '../../app/launch';

test.each([
  [[], {}],
  [['notes.bench.md'], { file: '/home/me/notes.bench.md' }],
  [['/tmp/notes.bench.md', '--no-sandbox'], { file: '/tmp/notes.bench.md' }],
  [['--smoke', 'pictures'], { smoke: '/home/me/pictures' }],
  [['--smoke', '/tmp/s', 'a.md', '--log-level=3'], { smoke: '/tmp/s', file: '/home/me/a.md' }],
])('%j → %j', (argv, launch) => {
  expect(readLaunch(argv, '/home/me')).toEqual(launch);
});
