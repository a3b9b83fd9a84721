/** Saved runs: save, list, show, remove with restore, compare. */

import { dirname } from 'node:path';
import type { RunDetail, RunSummary } from '../contract';
import { numberOf } from '../history/comparison';
import type { StoredMetrics } from '../history/record';
import { facets, listRuns, type RunRow } from '../history/list';
import { changeRun, removeRun, restoreRun, saveRun, showRun, type StoredRun } from '../history/runs';
import { backupHistory, checkIntegrity, compactHistory, historyState } from '../history/maintenance';
import { listComparisons, removeComparison, saveComparison } from '../history/saved-comparisons';
import { keepSimulations, simulationsOf } from '../history/simulations';
import { partialSweeps } from '../history/sweeps';
import type { historyContract, HistoryImported } from '../history-contract';
import { valueOf } from '../outcome';
import type { EngineHandlers } from '../rpc';
import { compare, comparisonText, waterfallOf } from './comparison';
import { exportTo, importFrom, writeRows } from './history-files';
import { replay } from './replay';
import { recordOf, simulationsIn } from './record';
import type { Workshop } from './workshop';

type Methods =
  | 'history.save'
  | 'history.list'
  | 'history.show'
  | 'history.remove'
  | 'history.restore'
  | 'history.compare'
  | keyof typeof historyContract;

export function historyHandlers(workshop: Workshop): Pick<EngineHandlers, Methods> {
  const imports = workshop.jobs.family<HistoryImported>();
  return {
    'history.save': async ({ text, path, title }) => {
      const run = await workshop.run(text, path === null ? {} : { folder: dirname(path) });
      const record = recordOf(run, {
        text,
        engine: workshop.engine,
        time: workshop.ports.now(),
        path: path ?? undefined,
        title,
      });
      const { id } = await workshop.ask((history) => saveRun(history, record));
      await workshop.ask((history) => keepSimulations(history, id, simulationsIn(run)));
      return { id };
    },
    'history.list': async (query) => {
      const { runs, total } = await workshop.ask((history) => listRuns(history, query));
      return { runs: runs.map(summaryOfRow), total };
    },
    'history.show': async ({ id }) => {
      const detail = detailOf(await workshop.ask((history) => showRun(history, id)));
      // Opened, its simulations are there again without a run.
      for (const { question, record } of await workshop.ask((history) => simulationsOf(history, id)))
        workshop.simulations.putHashed(question, record);
      return detail;
    },
    'history.remove': ({ id }) => workshop.ask((history) => removeRun(history, id, workshop.ports.now().toISOString())),
    'history.restore': ({ id }) => workshop.ask((history) => restoreRun(history, id)),
    'history.compare': (asked) => compare(workshop, asked),
    'history.change': ({ id, ...change }) => workshop.ask((history) => changeRun(history, id, change)),
    'history.facets': () => workshop.ask(facets),
    'history.replay': ({ id, cell }) => replay(workshop, id, cell),
    'history.waterfall': (asked) => waterfallOf(workshop, asked),
    'history.export': ({ path }) => exportTo(workshop, path),
    'history.import': ({ path }) => ({
      job: imports.start(({ tell, signal }) =>
        importFrom(workshop, path, { tell: (share) => tell({ done: share, total: 1 }), signal }),
      ),
    }),
    'history.imported': ({ job }) => imports.result(job),
    'history.rows': ({ id, path }) => writeRows(workshop, id, path),
    'history.state': async () => ({
      ...(await workshop.ask(historyState)),
      partial: await workshop.ask(partialSweeps),
    }),
    'history.check': async () => ({ problems: await workshop.ask(checkIntegrity) }),
    'history.backup': async ({ path }) => ({
      path,
      ...(await workshop.ask((history) => backupHistory(history, path))),
    }),
    'history.compact': () => workshop.ask(compactHistory),
    'comparison.save': (said) =>
      workshop.ask((history) => saveComparison(history, { ...said, time: workshop.ports.now().toISOString() })),
    'comparison.export': async ({ path, ...asked }) => {
      const text = comparisonText(await compare(workshop, asked), path, asked.look.language);
      return valueOf(await workshop.ports.writeText(path, text)) ?? { path };
    },
    'comparison.list': () => workshop.ask(listComparisons),
    'comparison.remove': ({ id }) => workshop.ask((history) => removeComparison(history, id)),
  };
}

function summaryOfRow({ metrics, ...row }: RunRow): RunSummary {
  return { ...row, metrics: shortMetrics(metrics), shown: shownFigures(metrics) };
}

/** What a row of the list shows: all metrics written out would make a page of rows heavy. None is money, so no currency is asked. */
const listedFigures = ['serving.ttft', 'serving.tpot', 'serving.throughput_per_card'];

function shownFigures(metrics: StoredMetrics): RunSummary['shown'] {
  return Object.fromEntries(
    listedFigures.flatMap((name) => {
      const metric = metrics[name];
      return metric ? [[name, numberOf(name, metric, '')]] : [];
    }),
  );
}

function shortMetrics(metrics: StoredMetrics): RunSummary['metrics'] {
  return Object.fromEntries(
    Object.entries(metrics).map(([name, { value, unit, trust }]) => [
      name,
      { value, unit, ...(trust ? { trust } : {}) },
    ]),
  );
}

function detailOf(saved: StoredRun): RunDetail {
  const { designs, currency: _, notes = '', ...rest } = saved;
  const head = designs.find((design) => design.cell === saved.headline);
  return {
    ...rest,
    notes,
    chips: head?.chips ?? [],
    ...(head?.model === undefined ? {} : { model: head.model }),
    metrics: shortMetrics(head?.metrics ?? {}),
    shown: shownFigures(head?.metrics ?? {}),
    cells: designs.map(({ cell, kind, metrics }) => ({ id: cell, kind, metrics: shortMetrics(metrics) })),
  };
}
