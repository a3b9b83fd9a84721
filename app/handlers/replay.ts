/** A saved run with today's engine, and with today's catalog too: what has drifted since, metric by metric. */

import { dirname } from 'node:path';
import {
  changeOf,
  diagnostic,
  engineVersion,
  evaluate,
  metricInfo,
  shownNumber,
  type Q,
  type Run,
  type TableCell,
  type Text,
} from '../../engine';
import type { Replay } from '../history-contract';
import { figureOf, numberOf } from '../history/comparison';
import type { StoredDesign } from '../history/record';
import { showRun, type StoredRun } from '../history/runs';
import { reviveCase } from '../history/stored-case';
import { Refusal } from '../outcome';
import type { Workshop } from './workshop';

type Figures = ReadonlyMap<string, Q>;

export async function replay(workshop: Workshop, id: number, cell: string | undefined): Promise<Replay> {
  const saved = await workshop.ask((history) => showRun(history, id));
  const designs = saved.designs.filter((design) => design.case !== undefined);
  const wanted = cell ?? saved.headline;
  const design = designs.find((each) => each.cell === wanted) ?? (cell === undefined ? designs.at(-1) : undefined);
  if (!design) {
    const known = designs.map((each) => each.cell).join(', ');
    throw new Refusal(diagnostic('history.no-design', { id: `Run #${id}`, cell: wanted ?? '', known }));
  }
  const kase = reviveCase(design.case);
  const today = kase && evaluate(kase).metrics;
  const again = await textAgain(workshop, saved, design.cell);
  const rows = rowsOf(saved, design, { engine: today, catalog: again });
  return {
    run: id,
    cell: design.cell,
    cells: designs.map((each) => each.cell),
    engine: { then: saved.engine, now: engineVersion },
    table: {
      id: 'replay',
      title: { en: 'Then and now', zh: '当时与现在' },
      columns: [
        { id: 'name', title: { en: '', zh: '' }, align: 'text' },
        { id: 'then', title: { en: `engine ${saved.engine}`, zh: `引擎 ${saved.engine}` }, align: 'number' },
        {
          id: 'engine',
          title: { en: `the same case, engine ${engineVersion}`, zh: `同一算例，引擎 ${engineVersion}` },
          align: 'number',
        },
        {
          id: 'catalog',
          title: { en: 'the notebook today, catalog too', zh: '今天的笔记本（含资料库）' },
          align: 'number',
        },
      ],
      rows,
    },
    drifted: rows.filter(({ differs }) => differs).length,
    notes: [...(today ? [] : [caseUnknown]), ...(again ? [] : [textUnknown])],
  };
}

const caseUnknown: Text = {
  en: 'The stored case has a form that today’s engine no longer reads',
  zh: '所存算例的格式，当前引擎已不再读取',
};
const textUnknown: Text = {
  en: 'The notebook of then no longer gives this design: a file it names is gone, or a name is not in the catalog',
  zh: '当时的笔记本已得不到此设计：所引用的文件不在，或资料库中没有该名称',
};

async function textAgain(workshop: Workshop, saved: StoredRun, cell: string): Promise<Figures | undefined> {
  const run: Run = await workshop.run(saved.text, saved.path === undefined ? {} : { folder: dirname(saved.path) });
  return run.evaluations.get(cell)?.metrics;
}

type Columns = Readonly<Record<'engine' | 'catalog', Figures | undefined>>;

function rowsOf({ currency }: StoredRun, { metrics }: StoredDesign, columns: Columns): Replay['table']['rows'] {
  return Object.entries(metrics).map(([name, then]) => {
    const before = figureOf(name, then);
    const cells = (['engine', 'catalog'] as const).map((column) => {
      const now = columns[column]?.get(name);
      return [column, now ? { now, cell: changedCell(name, { now, before, currency }) } : undefined] as const;
    });
    return {
      id: name,
      differs: cells.some(([, each]) => each !== undefined && drifts(before, each.now)),
      cells: {
        name: { kind: 'text' as const, text: metricInfo[name]?.title ?? { en: name, zh: name } },
        then: { kind: 'number' as const, number: numberOf(name, then, currency) },
        ...Object.fromEntries(
          cells.map(([column, each]): [string, TableCell] => [column, each?.cell ?? { kind: 'empty' }]),
        ),
      },
    };
  });
}

function changedCell(name: string, of: { readonly now: Q; readonly before: Q; readonly currency: string }): TableCell {
  const change = drifts(of.before, of.now) ? changeOf(name, of) : undefined;
  return { kind: 'number', number: shownNumber(of.now, of.currency), ...(change ? { change } : {}) };
}

/** Stored figures keep all digits; sums taken in another order differ in the last. */
const rounding = 1e-9;

function drifts(before: Q, now: Q): boolean {
  if (Number.isNaN(before.value) || Number.isNaN(now.value))
    return Number.isNaN(before.value) !== Number.isNaN(now.value);
  return Math.abs(now.value - before.value) > rounding * Math.abs(before.value);
}
