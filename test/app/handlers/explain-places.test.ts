import { describe, expect, test } from 'vitest';
import { desk } from '../support/handlers';
import { notebook } from '../support/notebook';

type Explain = ReturnType<typeof desk>['handlers']['notebook.explain'];
type Told = Awaited<ReturnType<Explain>>;

const text = notebook();

/** Descends from a metric to the first number under it that `wanted` knows, breadth first. */
async function find(explain: Explain, cell: string, metric: string, wanted: (told: Told) => boolean): Promise<Told> {
  const paths: string[][] = [[]];
  for (let at = 0; at < paths.length && at < 400; at++) {
    const path = paths[at] ?? [];
    const told = await explain({ text, cell, metric, path });
    if (wanted(told)) return told;
    paths.push(...told.node.inputs.map(({ key }) => [...path, key]));
  }
  throw new Error('nothing like it under the metric');
}

const titled = (en: string) => (told: Told) => told.node.title.en.includes(en) && told.node.inputs.length === 0;

describe('an explained number', () => {
  test('names the metrics that rest on it, the nearest first', async () => {
    const { handlers } = desk();
    const { feeds } = await handlers['notebook.explain']({ text, cell: 'int4', metric: 'decode.time', path: [] });
    const names = feeds.map(({ metric }) => metric);
    expect(names).toEqual(expect.arrayContaining(['serving.tpot', 'decode.mfu', 'serving.e2e']));
    expect(names).not.toContain('decode.time');
    expect(names.indexOf('serving.tpot')).toBeLessThan(names.indexOf('serving.e2e'));
    expect(names.filter((name) => name.startsWith('model.'))).toEqual([]);
  });

  test('that a workload says is shown in that cell, on its line', async () => {
    const { handlers } = desk();
    const input = await find(handlers['notebook.explain'], 'int4', 'serving.e2e', titled('output'));
    expect(input.place).toEqual({ cell: 'chat', line: 2 });
  });

  test('of the chip is shown where the chip was chosen: the branch’s own, else the first cell’s', async () => {
    const { handlers } = desk();
    const bandwidth = (cell: string) =>
      find(handlers['notebook.explain'], cell, 'decode.time.memory', titled('memory bandwidth of'));
    expect((await bandwidth('int4')).place).toEqual({ cell: 'chip', line: 1 });
    expect((await bandwidth('on-h800')).place).toEqual({ cell: 'on-h800', line: 1 });
  });

  test('that is derived is shown in the cell that was asked', async () => {
    const { handlers } = desk();
    const { place } = await handlers['notebook.explain']({ text, cell: 'int4', metric: 'serving.tpot', path: [] });
    expect(place).toEqual({ cell: 'int4' });
  });
});
