import { expect, it } from 'vitest';
import { open } from '../../renderer/session';
import { sourceOf } from '../../renderer/session-view';

it.each([
  ['/home/me/a.bench.md', '/home/me'],
  ['/a.bench.md', '/'],
  ['C:\\Users\\me\\a.bench.md', 'C:\\Users\\me'],
  ['C:\\a.bench.md', 'C:\\'],
])('what %s names is looked for in %s', (path, folder) => {
  expect(sourceOf(open({ path, name: 'a', text: 'Text' }))).toEqual({ text: 'Text', folder });
});

it('what is saved nowhere has no folder', () => {
  expect(sourceOf(open({ path: null, name: 'a', text: 'Text' }))).toEqual({ text: 'Text' });
});
