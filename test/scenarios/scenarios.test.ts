import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { standardCatalog } from '../../engine/catalog';
import { join, split } from '../../engine/notebook/format';
import { createMemo } from '../../engine/notebook/memo';
import { run } from '../../engine/notebook/run';
import { claimsOf, notebook, proseOf, tight, untrue, unvouched, update, writes } from './claims';

const catalog = standardCatalog();
// What two notebooks share is run once, and each only once for both languages.
const memo = createMemo();
const names = globSync('scenarios/*.bench.md', { cwd: new URL('../..', import.meta.url) })
  .map((file) => basename(file, '.bench.md'))
  .filter((name) => !name.endsWith('.zh'))
  .sort();

/** All that decides a figure: the cells, fences included, and the front matter but its title. */
function cellsOf(text: string): string[] {
  return split(text)
    .filter(({ kind }) => kind !== 'prose')
    .map(({ kind, before, body }) => (kind === 'front' ? body.replace(/^title: .*$/m, '') : before.trim() + body));
}

test('there are four cases and twelve topics, each with its place in the framework', () => {
  const series = names.map((name) => run(notebook(name).en, { catalog, only: 'front', memo }).head.place?.series);
  expect(series.filter((each) => each === 'flagship')).toHaveLength(4);
  expect(series.filter((each) => each === 'topic')).toHaveLength(12);
});

describe.each(names)('%s', (name) => {
  const both = notebook(name);
  const claims = claimsOf(name);

  test('runs in English and in Chinese, with the same cells and figures', () => {
    expect(cellsOf(both.zh)).toEqual(cellsOf(both.en));
    const problems = [both.en, both.zh].flatMap((text) => {
      expect(join(split(text))).toBe(text);
      const found = run(text, { catalog, memo, limits: false });
      return found.results.flatMap(({ id, status, diagnostics }) => [
        ...(status === 'ok' ? [] : [`${id} is ${status}`]),
        ...diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => `${id}: ${code}`),
      ]);
    });
    expect(problems).toEqual([]);
    expect(proseOf(both.zh)).toMatch(/[\u4e00-\u9fff]/);
  });

  test('asks a question and answers it in both languages, and what it says is so', () => {
    const found = run(both.en, { catalog, memo, limits: false });
    if (process.env['UPDATE_CLAIMS']) {
      update(both, claims, found);
      return;
    }
    expect(found.answer?.question.zh).toMatch(/[\u4e00-\u9fff]/);
    expect(found.answer?.verdict.zh).toMatch(/[\u4e00-\u9fff]/);
    expect([found.answer?.verdict.en, found.answer?.verdict.zh].filter((text) => text?.includes('—'))).toEqual([]);
    expect(found.answer?.odds.filter(({ en }) => !/^\S+ against \S+: /.test(en))).toEqual([]);
    expect(untrue(both, claims, found, catalog)).toEqual([]);
  });

  test('writes no figure that nothing vouches for, and drops none that is vouched for', () => {
    expect([...unvouched(both.en, claims), ...unvouched(both.zh, claims)]).toEqual([]);
    const said = (text: string) => claims.figures.filter(({ says }) => !writes(proseOf(text), says));
    expect([said(both.en), said(both.zh)]).toEqual([[], []]);
  });

  test('names sentences that it has', () => {
    const gone = (text: string, said: readonly (string | undefined)[]) =>
      said.filter((each) => each === undefined || !tight(text).includes(tight(each)));
    expect(
      gone(
        both.en,
        claims.conditions.map(({ en }) => en),
      ),
    ).toEqual([]);
    expect(
      gone(
        both.zh,
        claims.conditions.map(({ zh }) => zh),
      ),
    ).toEqual([]);
  });
});
