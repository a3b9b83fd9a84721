import { describe, expect, test } from 'vitest';
import { standardCatalog } from '../../engine/catalog';
import { run, type Run } from '../../engine/notebook/run';
import type { ShownTable } from '../../engine/notebook/result';

const catalog = standardCatalog();
const designs = `\`\`\`yaml hardware chip
use: h20-96g
nodes: 4
set: {scaleOut: 50 GB/s}
\`\`\`
\`\`\`yaml model v3
use: deepseek-v3
kv: fp8
\`\`\`
\`\`\`yaml workload chat
input: 3260
output: 1100
concurrency: 32 per card
\`\`\`
\`\`\`yaml parallelism ep8
prefill: {tp: 8, ep: 8}
decode: {tp: 1, dp: 8, ep: 8}
\`\`\`
\`\`\`yaml optimizations int4
w4a8: on
\`\`\`
\`\`\`yaml parallelism ep16
decode: {dp: 16, ep: 16}
\`\`\`
\`\`\`yaml parallelism ep32 from=int4
decode: {dp: 32, ep: 32}
\`\`\`
`;

const go = (cell: string): Run => run(`${designs}\`\`\`yaml ${cell}\n\`\`\`\n`, { catalog });

/** A table as rows of words; `!` marks the best. */
function rows(table: ShownTable | undefined): Record<string, string[]> {
  return Object.fromEntries(
    (table?.rows ?? []).map((row) => [
      `${row.differs ? '≠ ' : ''}${row.id}`,
      (table?.columns ?? []).slice(1).map(({ id }) => {
        const cell = row.cells[id];
        if (cell?.kind === 'number')
          return (
            `${cell.number.text} ${cell.number.unit}`.trim() +
            (cell.best ? ' !' : '') +
            (cell.note ? ` (${cell.note.en})` : '')
          );
        return cell?.kind === 'text' ? cell.text.en : '';
      }),
    ]),
  );
}

describe('designs side by side', () => {
  const found = go(
    'compare verdict\ncells: [ep8, int4, ep32]\nmetrics: [serving.tpot, memory.runtime, memory.fill, decode.mbu]',
  );
  const table = found.results.at(-1)?.tables[0];

  test('the inputs that differ come first, then those that are equal', () => {
    expect(rows(table)).toMatchObject({
      '≠ input.formats': ['fp8 · experts fp8 · KV fp8', 'fp8 · experts int4 · KV fp8', 'fp8 · experts int4 · KV fp8'],
      '≠ input.decode.layout': ['tp 1 · dp 8 · ep 8 · × 4', 'tp 1 · dp 8 · ep 8 · × 4', 'tp 1 · dp 32 · ep 32'],
      '≠ input.levers': ['none', 'W4A8', 'W4A8'],
      'input.model': ['DeepSeek-V3', 'DeepSeek-V3', 'DeepSeek-V3'],
      'bottleneck.decode': ['memory capacity', 'compute', 'compute'],
    });
    const inputs = (table?.rows ?? []).filter((row) => row.id.startsWith('input.')).map((row) => row.differs);
    expect(inputs).toEqual([...inputs].sort((a, b) => Number(b) - Number(a)));
  });

  test('the best is marked, but never a tie, a matter of taste, or a design that does not fit', () => {
    const shown = rows(table);
    expect(shown['serving.tpot']?.map((each) => each.includes('!'))).toEqual([false, false, true]);
    expect(shown['serving.tpot']?.[0]).toContain('(does not fit)');
    expect(shown['memory.runtime']?.some((each) => each.includes('!'))).toBe(false);
    expect(shown['decode.mbu']?.some((each) => each.includes('!'))).toBe(false);
    expect(shown['memory.fill']?.[2]).toContain('!');
  });

  test('every number opens in its own cell', () => {
    const row = table?.rows.find((each) => each.id === 'serving.tpot');
    expect(row?.cells['ep32']).toMatchObject({ kind: 'number', explain: { cell: 'ep32', metric: 'serving.tpot' } });
  });

  test('a design that is not complete is shown as far as it goes', () => {
    const partly = rows(
      go('compare c\ncells: [v3, ep32]\nmetrics: [serving.tpot, model.parameters]').results.at(-1)?.tables[0],
    );
    expect(partly['serving.tpot']?.[0]).toBe('');
    expect(partly['model.parameters']).toEqual(['671 B', '671 B']);
  });

  test('none is an empty table, not a fault', () => {
    const none = go('compare c\ncells: []').results.at(-1);
    expect([none?.status, none?.tables[0]?.columns.length]).toEqual(['ok', 1]);
  });
});

describe('the article', () => {
  test('all its figures, each to be explained under its own id', () => {
    const found = go('article a\ncases: all');
    const figures = found.figures.get('a');
    expect(figures?.get('t9.ep8.corrected')?.value).toBeCloseTo(0.0312, 4);
    expect(figures?.get('t8.ep16.io')?.unit).toBe('B');
    expect(found.results.at(-1)?.status).toBe('ok');
    expect(found.results.at(-1)?.diagnostics).toEqual([]);
    expect(found.results.at(-1)?.tables.map((table) => table.id)).toEqual(['table-9', 'article']);
  });

  const cases: Record<string, { body: string; ids: string[] }> = {
    'one table': { body: 'cases: t6', ids: ['t6.tp1.tflop', 't6.tp8.tflop'] },
    'one figure': { body: 'cases: t9.ep8.total', ids: ['t9.ep8.total'] },
    'a list': { body: 'cases: [t6.tp8, eq27]', ids: ['t6.tp8.tflop', 'eq27.unit'] },
  };
  test.each(Object.entries(cases))('%s', (_, { body, ids }) => {
    const table = go(`article a\n${body}`)
      .results.at(-1)
      ?.tables.find((each) => each.id === 'article');
    expect(table?.rows.map((row) => row.id).sort()).toEqual([...ids].sort());
  });

  test('its table 9 beside three designs, each number to be opened where it was computed', () => {
    const found = go('article a\ncases: t9\nbeside: {ep8: int4, ep16: ep16, ep32: ep32}');
    const nine = found.results.at(-1)?.tables[0];
    const total = nine?.rows.find((row) => row.id === 'ep16.total');
    expect(total?.cells['printed']).toMatchObject({ number: { value: 0.0168, origin: 'printed' } });
    expect(total?.cells['corrected']).toMatchObject({
      number: { text: '29.7' },
      explain: { cell: 'a', metric: 't9.ep16.corrected' },
    });
    expect(total?.cells['design']).toMatchObject({ explain: { cell: 'ep16', metric: 'decode.time' } });
  });

  const faults: Record<string, { body: string; problem: string }> = {
    'no such figure': { body: 'cases: t99', problem: 'article.no-case 1:8' },
    'a layout left out': { body: 'beside: {ep8: int4, ep16: ep16}', problem: 'value.missing 1:9' },
    'a cell that is not there': { body: 'beside: {ep8: int4, ep16: ep61, ep32: ep32}', problem: 'cell.missing 1:27' },
    'a design not complete': {
      body: 'beside: {ep8: chip, ep16: ep16, ep32: ep32}',
      problem: 'article.beside-incomplete 1:15',
    },
  };
  test.each(Object.entries(faults))('%s', (_, { body, problem }) => {
    expect(
      go(`article a\n${body}`)
        .results.at(-1)
        ?.diagnostics.map((each) => `${each.code} ${each.at?.line}:${each.at?.column}`),
    ).toEqual([problem]);
  });
});
