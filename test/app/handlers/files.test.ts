import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { desk } from '../support/handlers';

describe('saving', () => {
  test('keeps what it replaces, the last first', async () => {
    const { handlers, folder } = desk();
    const path = join(folder, 'a.bench.md');
    for (const text of ['one', 'two', 'two', 'three']) await handlers['file.save']({ path, text });
    const versions = await handlers['file.versions']({ path });
    const texts = await Promise.all(versions.map(({ id }) => handlers['file.version']({ path, id })));
    expect(texts.map(({ text }) => text)).toEqual(['two', 'one']);
    expect(versions.every(({ time }) => !Number.isNaN(new Date(time).getTime()))).toBe(true);
    expect(await handlers['file.versions']({ path: join(folder, 'b.bench.md') })).toEqual([]);
  });

  test('over a text that nobody has read is refused, and nothing is written', async () => {
    const { handlers, folder } = desk();
    const path = join(folder, 'a.bench.md');
    await handlers['file.save']({ path, text: 'read' });
    writeFileSync(path, 'theirs');
    await expect(handlers['file.save']({ path, text: 'mine', was: 'read' })).rejects.toMatchObject({
      problem: { code: 'file.changed' },
    });
    expect(readFileSync(path, 'utf8')).toBe('theirs');
    await handlers['file.save']({ path, text: 'mine', was: 'theirs' });
    expect(readFileSync(path, 'utf8')).toBe('mine');
  });

  test('where the file is gone writes it again', async () => {
    const { handlers, folder } = desk();
    const path = join(folder, 'a.bench.md');
    await handlers['file.save']({ path, text: 'mine', was: 'read' });
    expect(readFileSync(path, 'utf8')).toBe('mine');
  });
});

test('a folder lists its notebooks, not what is hidden, installed or no notebook', async () => {
  const { handlers, folder } = desk();
  for (const name of ['plans/deep', '.git', 'node_modules']) mkdirSync(join(folder, name), { recursive: true });
  for (const name of ['b.bench.md', 'plans/deep/a.bench.md', 'notes.md', '.git/x.bench.md', 'node_modules/x.bench.md'])
    writeFileSync(join(folder, name), '');
  const { files, isCut } = await handlers['folder.list']({ path: folder });
  expect(files.map(({ name }) => name)).toEqual(['b.bench.md', 'plans/deep/a.bench.md']);
  expect(isCut).toBe(false);
  expect(await handlers['folder.list']({ path: join(folder, 'nowhere') })).toMatchObject({ files: [] });
});
