import { expect, test } from 'vitest';
import { standardCatalog } from '../../engine/catalog';
import { runJson, type JsonCell } from '../../engine/notebook/json';
import { run } from '../../engine/notebook/run';
import { engineVersion } from '../../engine/version';

const text = `---
chokepoint: 1
title: A test
---
Words.

\`\`\`yaml hardware chip
use: h20-96g
nodes: 4
\`\`\`
\`\`\`yaml model v3
use: deepseek-v3
\`\`\`
\`\`\`yaml workload chat
input: 3260
output: 1100
concurrency: 32 per card
\`\`\`
\`\`\`yaml parallelism layout
prefill: {tp: 8, ep: 8}
decode: {tp: 1, dp: 32, ep: 32}
\`\`\`
\`\`\`yaml optimizations int4
w4a8: on
\`\`\`
\`\`\`yaml parallelism odd
decode: {tp: 3}
\`\`\`
\`\`\`yaml cost money
rent: $2
\`\`\`
\`\`\`yaml optimizations later
w4a8: off
\`\`\`
\`\`\`yaml article figures
cases: t9.ep8
\`\`\`
`;

const found = run(text, { catalog: standardCatalog() });
const json = runJson(found);
const cell = (id: string): JsonCell | undefined => json.cells.find((each) => each.id === id);

test('the document says what it is, and holds every cell but prose', () => {
  expect(json).toMatchObject({
    chokepoint: 1,
    engine: engineVersion,
    notebook: { title: 'A test', fidelity: 'roofline' },
  });
  expect(json.cells.map((each) => [each.id, each.kind, each.status])).toEqual([
    ['chip', 'hardware', 'ok'],
    ['v3', 'model', 'ok'],
    ['chat', 'workload', 'ok'],
    ['layout', 'parallelism', 'ok'],
    ['int4', 'optimizations', 'ok'],
    ['odd', 'parallelism', 'error'],
    ['money', 'cost', 'error'],
    ['later', 'optimizations', 'blocked'],
    ['figures', 'article', 'ok'],
  ]);
  expect(JSON.parse(JSON.stringify(json))).toEqual(json);
});

test('a cell has its metrics, its difference, its loads and its verdict', () => {
  const int4 = cell('int4');
  const evaluation = found.evaluations.get('int4');
  const tpot = evaluation?.metrics.get('serving.tpot')?.value;
  const before = found.evaluations.get('layout')?.metrics.get('serving.tpot')?.value ?? 0;
  expect(int4?.metrics['serving.tpot']).toEqual({ value: tpot, unit: 's', origin: 'derived', trust: 'datasheet' });
  expect(int4?.metrics['decode.flops']).toEqual({
    value: evaluation?.metrics.get('decode.flops')?.value,
    unit: 'FLOP',
    origin: 'derived',
  });
  expect(int4?.delta['serving.tpot']).toBe((tpot ?? 0) - before);
  expect(int4?.applied).toEqual(['w4a8']);
  expect(int4?.whatIf).toEqual(evaluation?.case.applied.flatMap((lever) => (lever.whatIf ? [lever.id] : [])));
  expect(int4?.skipped).toEqual([]);
  expect(int4?.bottleneck).toEqual({ prefill: evaluation?.prefill.bottleneck, decode: evaluation?.decode.bottleneck });
  expect(int4?.next.decode).toEqual({
    resource: evaluation?.decode.next?.resource,
    gain: evaluation?.decode.next?.gain.value,
  });
  expect(int4?.load.decode?.map((load) => [load.resource, load.measure, load.limit])).toEqual([
    ['compute', 'mfu', 0.6],
    ['memory-capacity', 'memory.fill', 0.85],
    ['memory-bandwidth', 'memory_ratio', 0.5],
    ['communication', 'communication_ratio', 0.5],
  ]);
  expect(int4?.load.decode?.map((load) => load.binds === null)).toEqual([false, true, false, false]);
});

test('problems carry the line and column of the file', () => {
  expect(cell('money')?.diagnostics).toEqual([
    {
      code: 'money.form',
      severity: 'error',
      message: '"$2" is not a price of a card-hour. Write for example $2/h',
      line: 30,
      column: 7,
    },
  ]);
  expect(cell('later')?.diagnostics).toEqual([
    { code: 'cell.blocked', severity: 'info', message: 'Waits for money, which fails on line 30', line: 33, column: 1 },
  ]);
  expect(cell('odd')?.diagnostics.map((each) => [each.code, each.line])).toContainEqual(['layout.heads', 27]);
  expect(cell('chip')?.diagnostics.map((each) => [each.code, each.line, each.column])).toEqual([
    ['design.lacks', 8, 1],
  ]);
});

test('a cell that failed or waits has no numbers', () => {
  for (const id of ['odd', 'money', 'later']) {
    expect(cell(id)).toMatchObject({
      metrics: {},
      delta: {},
      load: {},
      bottleneck: {},
      next: {},
      applied: [],
      whatIf: [],
      skipped: [],
    });
  }
});

test('the article’s figures stand under their own ids, in SI', () => {
  expect(cell('figures')?.metrics['t9.ep8.total']).toMatchObject({ unit: 's', origin: 'derived' });
  expect(Object.keys(cell('figures')?.metrics ?? {})).toContain('t9.ep8.corrected');
});

test('an unknown figure is null and named', () => {
  const other = runJson(run(text.replace('use: h20-96g', 'use: hygon-bw1000'), { catalog: standardCatalog() }));
  expect(other.cells.find((each) => each.id === 'layout')?.metrics['serving.tpot']).toEqual({
    value: null,
    unit: 's',
    missing: ['tflops.fp8'],
  });
});

test('front matter and prose appear only with something wrong, and a name taken twice appears twice', () => {
  const odd = runJson(
    run('---\nchokepoint: 3\n---\n```yaml hardware a\n```\n```yaml hardware a\n```\n', { catalog: standardCatalog() }),
  );
  expect(
    odd.cells.map((each) => [
      each.id,
      each.status,
      each.diagnostics.map((problem) => `${problem.code} ${problem.line}:${problem.column}`),
    ]),
  ).toEqual([
    ['front', 'error', ['front.version 2:13']],
    ['a', 'ok', ['cell.id-shared 4:1', 'design.lacks 5:1']],
    ['a', 'error', ['cell.id-taken 6:18']],
  ]);
});
