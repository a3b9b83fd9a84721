import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { standardCatalog, withEntries, type Catalog } from '../../engine/catalog';
import { join, split } from '../../engine/notebook/format';
import { createMemo } from '../../engine/notebook/memo';
import { run } from '../../engine/notebook/run';
import { claimsOf, notebook, proseOf, untrue, unvouched, update, writes } from './claims';

const catalog = standardCatalog();
// What two notebooks share is run once, and each only once for both languages.
const memo = createMemo();
const names = globSync('scenarios/*.bench.md', { cwd: new URL('../..', import.meta.url) })
  .map((file) => basename(file, '.bench.md'))
  .filter((name) => !name.endsWith('.zh'))
  .sort();

/** The catalog with one figure of one chip's file changed. */
function withFigure(id: string, change: (file: string) => string): Catalog {
  const path = `chips/${id}.json`;
  const text = readFileSync(new URL(`../../engine/catalog/${path}`, import.meta.url), 'utf8');
  expect(change(text)).not.toBe(text);
  return withEntries(catalog, [{ path, text: change(text) }]).catalog;
}

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
    expect(untrue(both, claims, found)).toEqual([]);
  });

  test('writes no figure that nothing vouches for, and drops none that is vouched for', () => {
    expect([...unvouched(both.en, claims), ...unvouched(both.zh, claims)]).toEqual([]);
    const said = (text: string) => claims.figures.filter(({ says }) => !writes(proseOf(text), says));
    expect(said(both.en)).toEqual([]);
  });
});

test('a figure of the catalog that a verdict rests on cannot change unnoticed: the sentence is named', () => {
  const both = notebook('h20-decode');
  const slower = withFigure('h20-96g', (file) => file.replace('4 TB/s', '3 TB/s'));
  const told = untrue(both, claimsOf('h20-decode'), run(both.en, { catalog: slower, limits: false })).join('\n');
  expect(told).toContain('ep16 decode.time.memory is');
  expect(told).toContain('Memory traffic falls from EP8 to EP32 as it should (16.4 ms, 11.1 ms, 8.50 ms)');
  expect(told).toContain('显存读写时间如预期从 EP8 到 EP32 递减（16.4 ms、11.1 ms、8.50 ms）');
});

test('nor one that turns a verdict: its sentence is named in both languages', () => {
  const both = notebook('mtp');
  const strong = withFigure('h20-96g', (file) =>
    file.replace('148 TFLOPS', '592 TFLOPS').replace('"296 TFLOPS"', '"1184 TFLOPS"'),
  );
  const told = untrue(both, claimsOf('mtp'), run(both.en, { catalog: strong, limits: false })).join('\n');
  expect(told).toContain('h20-64-mtp serving.tpot > 100 ms does not hold');
  expect(told).toContain('at 64 users the gain is gone');
  expect(told).toContain('64 个用户时收益消失');
});
