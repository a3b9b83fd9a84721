import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { contract } from '../../../app/contract';
import { isMainMethod, isMethod } from '../../../app/rpc';
import { desk, look } from '../support/handlers';
import { notebook } from '../support/notebook';

test('every call of the contract that is not main’s has a handler', () => {
  const { handlers } = desk();
  const wanted = Object.keys(contract).filter((name) => isMethod(name) && !isMainMethod(name));
  expect(Object.keys(handlers).sort()).toEqual(wanted.sort());
});

describe('files', () => {
  test('what is saved opens again and heads the recent ones', async () => {
    const { handlers, folder } = desk();
    const path = join(folder, 'a.bench.md');
    await handlers['file.save']({ path, text: notebook() });
    expect(await handlers['file.open']({ path })).toEqual({ path, text: notebook() });
    expect(await handlers['app.settings']({})).toMatchObject({ recent: [path] });
  });

  test('a missing one is refused in words', async () => {
    const { handlers, folder } = desk();
    const open = handlers['file.open']({ path: join(folder, 'none.md') });
    await expect(open).rejects.toMatchObject({
      problem: { code: 'file.missing', text: { zh: expect.stringContaining('没有文件') } },
    });
  });

  test('the sample has no file of its own and runs without an error', async () => {
    const { handlers } = desk();
    const { path, text } = await handlers['file.sample']({ language: 'en' });
    expect(path).toBeNull();
    const { results } = await handlers['notebook.run']({ revision: 1, text, look });
    expect(results.filter(({ status }) => status !== 'ok')).toEqual([]);
    expect(results.some(({ design }) => design)).toBe(true);
  });

  test('what ships is listed with its place in the framework, and opens in either language', async () => {
    const { handlers } = desk();
    const { notebooks, stages, levers } = await handlers['file.shipped']({});
    expect(notebooks.filter(({ series }) => series === 'flagship')).toHaveLength(4);
    expect(notebooks.slice(0, 4).every(({ series }) => series === 'flagship')).toBe(true);
    expect(new Set(notebooks.map(({ stage }) => stage))).toEqual(new Set(stages.map(({ id }) => id)));
    expect(levers.map(({ title }) => title.zh)).not.toContain('');
    const texts = await Promise.all(
      (['en', 'zh'] as const).map((language) => handlers['file.sample']({ id: 'mtp', language })),
    );
    expect(texts.map(({ text }) => /^title: (.*)$/m.exec(text)?.[1])).toEqual([
      'MTP as a regulator',
      '作为调节器的 MTP',
    ]);
    await expect(async () => handlers['file.sample']({ id: 'mpt', language: 'en' })).rejects.toMatchObject({
      problem: { code: 'file.no-shipped' },
    });
  });
});

test('app.info tells where the history is', async () => {
  const { handlers, folder } = desk({ CHOKEPOINT_RUNTIME: 'fallback', CHOKEPOINT_VERSION: '9.9.9' });
  expect(await handlers['app.info']({})).toMatchObject({
    version: '9.9.9',
    fallback: true,
    database: join(folder, 'data', 'history.db'),
  });
});

test.each(['chips', 'models', 'optimizations', 'sources'] as const)(
  'catalog.list gives %s with ids and summaries',
  async (kind) => {
    const { handlers } = desk();
    const entries = await handlers['catalog.list']({ kind });
    expect(entries.length).toBeGreaterThan(1);
    for (const { id, summary } of entries) {
      expect(id).toMatch(/^[a-z0-9]/);
      expect(summary.zh).not.toBe('');
    }
  },
);

test('validation.list holds the article’s cases, and its chart those of one unit and phase', async () => {
  const { handlers } = desk();
  const { cases, summary } = await handlers['validation.list']({ suite: 'article' });
  expect(summary).toMatchObject([{ suite: 'article', n: cases.length, passed: cases.length, judged: cases.length }]);
  const inPrefill = cases.filter(({ unit, phase }) => unit === 's' && phase === 'prefill');
  expect(inPrefill.length).toBeGreaterThan(0);
  const { data } = await handlers['validation.chart']({ suite: 'article', phase: 'prefill', unit: 's', look });
  expect(data['rows']?.map((row) => row['id'])).toEqual(inPrefill.map(({ id }) => id));
});

test('a document is written in each form that needs no printer, and a folder that is none is said', async () => {
  const { handlers, folder } = desk();
  const zh = { ...look, language: 'zh' } as const;
  const path = join(folder, 'r.html');
  expect(await handlers['export.write']({ text: notebook(), path, form: 'html', look: zh })).toEqual({ path });
  expect(readFileSync(path, 'utf8')).toContain('<html lang="zh-CN">');
  const inFile = join(path, 'r.csv');
  await expect(handlers['export.write']({ text: notebook(), path: inFile, form: 'csv', look: zh })).rejects.toThrow(
    'cannot be written',
  );
});
