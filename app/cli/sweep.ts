/** sweep: runs a sweep of any size on all cores, or one shard of it; rows go to a file. */

import { dirname, resolve } from 'node:path';
import { diagnostic, engineVersion, say, show, timeText, type Fidelity, type ShownSweep } from '../../engine';
import { Refusal, valueOf } from '../outcome';
import {
  planOf,
  standardThreads,
  startSweep,
  sweepJob,
  type Progress,
  type SweepEnd,
  type SweepJob,
} from '../sweep/run';
import { rangeOf, type Shard } from '../sweep/rows';
import { shardOf } from '../sweep/shard';
import type { Call, Command } from './command';
import { jsonText } from './json';
import { pageOf, styleFor } from './print';
import { rowJson, sweepJson } from './run-json';
import { fidelityOption } from './run-notebook';
import { shownTableText } from './shown-table';

export const sweep: Command = {
  name: 'sweep',
  usage: 'FILE CELL',
  summary: {
    en: 'run a sweep of any size on all cores, or one shard of it on a cluster',
    zh: '以全部核心运行任意规模的扫描，或在集群上运行其一个分片',
  },
  options: {
    fidelity: fidelityOption,
    out: {
      value: 'FILE',
      meaning: {
        en: 'write a line a point, for history import; .csv for a spreadsheet',
        zh: '每点写一行，供 history import 导入；.csv 供表格软件',
      },
    },
    shard: {
      value: 'I/N',
      meaning: {
        en: 'only the I-th of N parts; unsaid, the task of a Slurm array or an indexed job',
        zh: '只运行 N 份中的第 I 份；未写时取 Slurm 数组任务或 Kubernetes 索引任务的编号',
      },
    },
    shards: {
      value: 'N',
      meaning: { en: 'how many parts, where only the task’s number is known', zh: '总份数（仅知道任务编号时）' },
    },
    threads: { value: 'N', meaning: { en: 'so many threads; unsaid, one a core', zh: '线程数；未写时每核一个' } },
  },
  least: 2,
  most: 2,
  act: async (call) => {
    const [file = '', cell = ''] = call.words;
    const { workshop, console, folder, json } = call;
    const path = resolve(folder, file);
    const [fidelity] = call.values('fidelity');
    const [out] = call.values('out');
    const shard = valueOf(
      shardOf({ shard: call.values('shard')[0], shards: call.values('shards')[0], task: workshop.ports.task }),
    );
    const threads = threadsOf(call);
    const text = valueOf(await workshop.ports.readText(path));
    const job = await sweepJob(workshop, { text, cell, folder: dirname(path), path, ...knownFidelity(fidelity) });
    const clock = () => workshop.ports.stopwatch();
    announce(call, job, shard, threads);
    const ended = await startSweep(job, {
      clock,
      shard,
      threads,
      onProgress: reporter(call, clock),
      ...(out === undefined ? {} : { out: resolve(folder, out) }),
    }).ended;
    if (json) console.out(jsonText(jsonOf(job, shard, ended)));
    else print(call, ended, out);
    return 0;
  },
};

function knownFidelity(value: string | undefined): { readonly fidelity?: Fidelity } {
  return value === 'article' || value === 'roofline' || value === 'calibrated' ? { fidelity: value } : {};
}

function threadsOf(call: Call): number {
  const [text] = call.values('threads');
  if (text === undefined) return standardThreads();
  if (/^[1-9]\d{0,2}$/.test(text)) return Number(text);
  throw new Refusal(diagnostic('usage.bad-value', { name: '--threads', value: text, known: '1, 2, 3 …' }));
}

/** How many points and how long, before the first is run; on standard error, where it is in nobody's way. */
function announce(call: Call, job: SweepJob, shard: Shard, threads: number): void {
  const { points, seconds } = planOf(job, () => call.workshop.ports.stopwatch());
  const { from, to } = rangeOf(points, shard);
  const time = timeText((seconds / points) * (to - from));
  const part =
    shard.of === 1
      ? ''
      : call.language === 'zh'
        ? `，分片 ${shard.number}/${shard.of}`
        : `, shard ${shard.number} of ${shard.of}`;
  const language = call.json ? 'en' : call.language;
  call.console.error(
    language === 'zh'
      ? `${count(to - from)} 个点${part}，${time.zh}，共 ${threads} 个线程`
      : `${count(to - from)} points${part}, ${time.en}; on ${threads} ${threads === 1 ? 'thread' : 'threads'}`,
  );
}

/** A line now and then: often on a terminal, seldom in a log. */
function reporter({ console, language, json }: Call, clock: () => number): (progress: Progress) => void {
  const every = console.width === undefined ? 10_000 : 1000;
  let last = clock();
  return ({ done, total, secondsLeft }) => {
    if (clock() - last < every || done === total) return;
    last = clock();
    const left = secondsLeft === undefined ? '' : Math.ceil(secondsLeft);
    console.error(
      language === 'zh' && !json
        ? `已完成 ${count(done)} / ${count(total)} 个点，剩余 ${left} 秒`
        : `${count(done)} of ${count(total)} points, ${left} s left`,
    );
  };
}

function jsonOf({ run, sweep: made, question: { cell } }: SweepJob, shard: Shard, { shown, seconds }: SweepEnd) {
  const { points, done, best } = sweepJson(shown);
  return {
    chokepoint: 1,
    engine: engineVersion,
    notebook: { title: run.head.title, fidelity: made.space.base.fidelity },
    shard: [shard.number, shard.of],
    seconds,
    fine: shown.fine,
    cell,
    points,
    done,
    best,
    frontier: shown.frontier.lines.map(({ series, rows }) => ({
      series: shown.axes[shown.frontier.axis]?.values[series] ?? null,
      rows: rows.map((row) => rowJson(shown, row)),
    })),
    histogram: shown.histogram,
    leftOut: shown.reasons.map(({ reason, count: n, first }) => ({ reason: reason.en, points: n, first })),
    /** All points where they are few, else points spread evenly. */
    table: sweepJson(shown),
  };
}

function print(call: Call, { shown, tables, seconds }: SweepEnd, out: string | undefined): void {
  const { console, language } = call;
  const style = styleFor(console.colours);
  const zh = language === 'zh';
  const parts = tables.map(
    (table) => `${style.strong(table.title[language])}\n${shownTableText(table, language, pageOf(console))}`,
  );
  const time = show(seconds, 's');
  const footer = [
    zh
      ? `${count(shown.done)} 个点，用时 ${time.text} ${time.unit}`
      : `${count(shown.done)} points in ${time.text} ${time.unit}`,
    ...(out === undefined ? [] : [zh ? `各点已写入 ${out}` : `Rows written to ${out}`]),
  ];
  console.out([...parts, style.dim(footer.join('\n'))].join('\n\n'));
  if (shown.fine === 0) console.error(say(noneWillDo(shown), language));
}

function noneWillDo(shown: ShownSweep) {
  const [main] = shown.reasons;
  const none = { en: 'none', zh: '无' };
  return diagnostic('sweep.nothing', {
    points: count(shown.done),
    reason: main?.reason ?? none,
    count: count(main?.count ?? 0),
  });
}

function count(points: number): string {
  return show(points, '1', 15).text;
}
