/** Ten thousand runs: list, search, compare and import. Prints; judges the bars of the history. */

import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { leverSetting, leverTitle } from '../../engine';
import { compareDesigns } from '../../app/history/comparison';
import { listRuns, type ListQuery } from '../../app/history/list';
import { openHistory } from '../../app/history/open';
import type { RunRecord } from '../../app/history/record';
import { insertRun, showRun } from '../../app/history/runs';
import { importRows } from '../../app/history/sweep-import';
import { exportRuns, importRuns } from '../../app/history/transfer';
import { freshHistory, valueIn } from '../app/support/history';
import { design, metricsOf, record } from '../app/support/records';
import { linesOfRows } from '../app/support/rows-file';
import { temporaryFolder } from '../app/support/temp';

const runs = Number(process.env['BENCH_RUNS'] ?? 10_000);
const bar = 100;

const chips = ['NVIDIA H20 96 GB', 'NVIDIA H800 SXM', 'Ascend 910C', 'BW1000'];
const words = ['解码', '预填充', 'frontier', 'margin', 'dispatch', 'KV-cache', 'quantized', '瓶颈', 'w4a8', '推理'];

/** As a saved notebook is: some kilobytes of text, five designs, eighty metrics each. */
function aRun(i: number): RunRecord {
  const metrics = metricsOf(
    Object.fromEntries(Array.from({ length: 80 }, (_, k) => [`metric.number${k}`, [i * 0.001 + k, 's'] as const])),
  );
  const prose = Array.from({ length: 40 }, (_, k) => `${words[(i * 7 + k * 3) % words.length]} line ${k} of run ${i}`);
  const cells = Array.from({ length: 5 }, (_, k) =>
    design({
      cell: `cell-${k}`,
      chips: [chips[(i + k) % chips.length] ?? ''],
      metrics: { ...metrics, ...design().metrics },
    }),
  );
  return record({
    title: `Run ${i} ${words[i % words.length]}`,
    time: new Date(Date.UTC(2026, 0, 1) + i * 3_600_000).toISOString(),
    tags: i % 10 === 0 ? ['weekly'] : [],
    text: `---\nchokepoint: 1\n---\n${prose.join('\n')}\n\`\`\`yaml hardware chip\nuse: h20-96g\nnodes: ${i % 8}\n\`\`\`\n`,
    headline: 'cell-4',
    designs: cells,
  });
}

function p95(title: string, times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(share * (sorted.length - 1))] ?? 0;
  console.log(`${title}: median ${at(0.5).toFixed(1)} ms, p95 ${at(0.95).toFixed(1)} ms, n ${times.length}`);
  return at(0.95);
}

function timed(count: number, work: (i: number) => unknown): number[] {
  return Array.from({ length: count }, (_, i) => {
    const began = performance.now();
    work(i);
    return performance.now() - began;
  });
}

describe(`${runs} runs`, () => {
  const path = join(temporaryFolder(), 'history.db');
  const history = valueIn(openHistory({ path }));
  const filled = performance.now();
  history.db.transaction(() => {
    for (let i = 0; i < runs; i++) insertRun(history, aRun(i));
  })();
  console.log(`filled in ${((performance.now() - filled) / 1000).toFixed(1)} s`);

  test('are listed page by page', () => {
    const times = timed(60, (i) => valueIn(listRuns(history, { limit: 60, offset: (i * 1709) % runs })));
    expect(p95('list', times)).toBeLessThan(bar);
  });

  const searches: readonly (readonly [string, Partial<ListQuery>])[] = [
    ['a word', { search: 'frontier' }],
    ['two words', { search: 'margin 9231' }],
    ['a Chinese word of two characters', { search: '瓶颈' }],
    ['a Chinese word of three', { search: '预填充' }],
    ['two letters', { search: 'kv' }],
    ['nothing that is there', { search: 'nowhere-to-be-found' }],
    ['a chip', { chip: 'Ascend 910C' }],
    ['a tag and a date', { tag: 'weekly', from: '2026-03-01', to: '2026-04-01' }],
    ['a word, a chip and a model', { search: 'dispatch', chip: 'BW1000', model: 'DeepSeek-V3' }],
  ];
  test.each(searches)('are searched by %s', (title, query) => {
    const times = timed(30, () => valueIn(listRuns(history, { limit: 60, offset: 0, ...query })));
    const { total } = valueIn(listRuns(history, { limit: 1, offset: 0, ...query }));
    expect(p95(`search by ${title} (${total} found)`, times)).toBeLessThan(bar);
  });

  test('are compared, six at a time', () => {
    const times = timed(40, (i) => {
      const columns = Array.from({ length: 6 }, (_, k) => {
        const run = valueIn(showRun(history, 1 + ((i * 131 + k * 977) % runs)));
        const [first] = run.designs;
        if (!first) throw new Error('no design');
        return { id: `c${k}`, title: { en: run.title, zh: run.title }, design: first, currency: run.currency };
      });
      compareDesigns(columns, { names: { title: leverTitle, setting: leverSetting } });
    });
    expect(p95('compare six', times)).toBeLessThan(bar);
  });
});

test('a file of 1 000 runs comes in', () => {
  const from = freshHistory();
  from.db.transaction(() => {
    for (let i = 0; i < 1000; i++) insertRun(from, aRun(i));
  })();
  const { text } = valueIn(exportRuns(from));
  const to = freshHistory();
  const began = performance.now();
  expect(valueIn(importRuns(to, { text, path: 'runs.json' })).added).toBe(1000);
  const seconds = (performance.now() - began) / 1000;
  console.log(`import of 1 000 runs, ${(text.length / 1e6).toFixed(0)} MB: ${seconds.toFixed(2)} s`);
  expect(seconds).toBeLessThan(5);
});

test('a file of 100 000 rows of a sweep comes in by steps that nobody feels', () => {
  const history = freshHistory();
  const steps = importRows(history, { lines: linesOfRows({ points: 100_000 }), path: 'cards.rows', now: new Date(0) });
  const began = performance.now();
  let longest = 0;
  for (;;) {
    const at = performance.now();
    const step = steps.next();
    longest = Math.max(longest, performance.now() - at);
    if (!step.done) continue;
    expect(valueIn(step.value).added).toBe(100_000);
    break;
  }
  console.log(
    `import of 100 000 rows: ${((performance.now() - began) / 1000).toFixed(2)} s, longest step ${longest.toFixed(0)} ms`,
  );
  expect(longest).toBeLessThan(bar);
});
