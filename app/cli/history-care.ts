/** history: what is said of a run, replay, files in and out, and looking after the database. */

import { resolve } from 'node:path';
import { diagnostic, figures, format, narrowSpace, show, type Unit } from '../../engine';
import { exportTo, importFrom, writeRows } from '../handlers/history-files';
import { replay } from '../handlers/replay';
import { backupHistory, checkIntegrity, compactHistory, historyState } from '../history/maintenance';
import { changeRun, removeRun, restoreRun } from '../history/runs';
import { partialSweeps } from '../history/sweeps';
import { Refusal } from '../outcome';
import type { Call, ExitCode } from './command';
import { jsonText } from './json';
import { pageOf } from './print';
import { shownTableText } from './shown-table';

type Words = readonly string[];

export function runNumber(word: string): number {
  const text = word.replace(/^#/, '');
  if (!/^\d{1,15}$/.test(text)) throw new Refusal(diagnostic('usage.not-a-run', { text: word }));
  return Number(text);
}

export async function exportRuns(call: Call, [word = '']: Words): Promise<ExitCode> {
  const { path, count } = await exportTo(call.workshop, resolve(call.folder, word));
  return told(call, { path, runs: count }, [`${count} runs written to ${path}`, `${count} 次运行已写入 ${path}`]);
}

/** Several files in one go: the shards of a sweep. A bad one stops there; those before it are in. */
export async function importFiles(call: Call, words: Words): Promise<ExitCode> {
  let added = 0;
  let known = 0;
  const sweeps = [];
  for (const word of words) {
    const imported = await importFrom(call.workshop, resolve(call.folder, word), { tell: progressOf(call, word) });
    added += imported.added;
    known += imported.known;
    if (imported.sweep) sweeps.push({ file: word, ...imported.sweep });
  }
  const lines = sweeps.map(({ cell, here, points, run }) => {
    const count = `${grouped(here)} / ${grouped(points)}`;
    return run === undefined
      ? [
          `sweep ${cell}: ${count} points here; the other shards are missing`,
          `扫描 ${cell}：已有 ${count} 个点，尚缺其他分片`,
        ]
      : [`sweep ${cell}: whole, ${count} points; run #${run}`, `扫描 ${cell}：已完整，${count} 个点；运行 #${run}`];
  });
  const [en, zh] = lines.at(-1) ?? [
    `${added} runs added; ${known} were there already`,
    `新增 ${added} 次运行；${known} 次已存在`,
  ];
  return told(call, { added, known, ...(sweeps.length > 0 ? { sweeps } : {}) }, [en ?? '', zh ?? '']);
}

/** A line now and then for a large file. */
function progressOf({ console, workshop }: Call, word: string): (share: number) => void {
  let last = workshop.ports.stopwatch();
  return (share) => {
    const now = workshop.ports.stopwatch();
    if (now - last < 2000) return;
    last = now;
    console.error(`${word}: ${figures(100 * share, 2)}${narrowSpace}%`);
  };
}

export async function rows(call: Call, [id = '', out = '']: Words): Promise<ExitCode> {
  const { path, rows: count } = await writeRows(call.workshop, runNumber(id), resolve(call.folder, out));
  return told(call, { path, rows: count }, [
    `${grouped(count)} rows written to ${path}`,
    `${grouped(count)} 行已写入 ${path}`,
  ]);
}

export async function replayRun(call: Call, [word = '']: Words): Promise<ExitCode> {
  const { workshop, console, json, language } = call;
  const [cell] = call.values('cell');
  const found = await replay(workshop, runNumber(word), cell);
  if (json) {
    console.out(jsonText(found));
    return 0;
  }
  const drifted = { ...found.table, rows: found.table.rows.filter(({ differs }) => differs) };
  const same = found.table.rows.length - drifted.rows.length;
  const parts = [
    ...(drifted.rows.length > 0 ? [shownTableText(drifted, language, pageOf(console))] : []),
    language === 'zh' ? `${same} 项指标未变` : `${same} figures are as they were`,
    ...found.notes.map((note) => note[language]),
  ];
  console.out(parts.join('\n'));
  return 0;
}

export async function setRun(call: Call, [word = '']: Words): Promise<ExitCode> {
  const id = runNumber(word);
  const [title] = call.values('title');
  const [notes] = call.values('notes');
  const tags = call.values('tag');
  const pinned = call.values('pin').length > 0 ? true : call.values('unpin').length > 0 ? false : undefined;
  if (title === undefined && notes === undefined && tags.length === 0 && pinned === undefined)
    throw new Refusal(
      diagnostic('usage.arguments', { usage: 'history set ID --title T | --tag T … | --notes T | --pin | --unpin' }),
    );
  await call.workshop.ask((history) =>
    changeRun(history, id, { title, notes, pinned, ...(tags.length > 0 ? { tags } : {}) }),
  );
  return told(call, { id }, [`Run #${id} changed`, `运行 #${id} 已更改`]);
}

export async function remove(call: Call, [word = '']: Words): Promise<ExitCode> {
  const id = runNumber(word);
  await call.workshop.ask((history) => removeRun(history, id, call.workshop.ports.now().toISOString()));
  return told(call, { id }, [
    `Run #${id} deleted. history restore ${id} brings it back`,
    `已删除运行 #${id}。用 history restore ${id} 恢复`,
  ]);
}

export async function restore(call: Call, [word = '']: Words): Promise<ExitCode> {
  const id = runNumber(word);
  await call.workshop.ask((history) => restoreRun(history, id));
  return told(call, { id }, [`Run #${id} is back`, `运行 #${id} 已恢复`]);
}

export async function state(call: Call): Promise<ExitCode> {
  const found = {
    ...(await call.workshop.ask(historyState)),
    partial: await call.workshop.ask(partialSweeps),
  };
  const { path, bytes, runs, removed, partial } = found;
  const size = amount(bytes, 'B');
  const missing = partial.map(({ cell, here, points }) => `${cell} ${grouped(here)} / ${grouped(points)}`).join(', ');
  return told(call, found, [
    [
      `${path}: ${size}, ${runs} runs, ${removed} deleted`,
      ...(missing === '' ? [] : [`sweeps not whole yet: ${missing}`]),
    ].join('\n'),
    [
      `${path}：${size}，${runs} 次运行，${removed} 次已删除`,
      ...(missing === '' ? [] : [`尚不完整的扫描：${missing}`]),
    ].join('\n'),
  ]);
}

export async function checkSound(call: Call): Promise<ExitCode> {
  const problems = await call.workshop.ask(checkIntegrity);
  const sound = problems.length === 0;
  await told(
    call,
    { problems },
    sound ? ['The history is sound', '历史记录完好'] : [problems.join('\n'), problems.join('\n')],
  );
  return sound ? 0 : 1;
}

export async function backup(call: Call, [word = '']: Words): Promise<ExitCode> {
  const path = resolve(call.folder, word);
  const { bytes } = await call.workshop.ask((history) => backupHistory(history, path));
  return told(call, { path, bytes }, [
    `${amount(bytes, 'B')} copied to ${path}`,
    `${amount(bytes, 'B')} 已备份到 ${path}`,
  ]);
}

export async function compact(call: Call): Promise<ExitCode> {
  const { deleted } = await call.workshop.ask(compactHistory);
  return told(call, { deleted }, [`${deleted} deleted runs are gone for good`, `${deleted} 次已删除的运行已彻底清除`]);
}

function told(call: Call, value: object, [en, zh]: readonly [string, string]): Promise<ExitCode> {
  call.console.out(call.json ? jsonText(value) : call.language === 'zh' ? zh : en);
  return Promise.resolve(0);
}

function grouped(count: number): string {
  return show(count, '1', 15).text;
}

function amount(value: number, unit: Unit): string {
  return format({ value, unit });
}
