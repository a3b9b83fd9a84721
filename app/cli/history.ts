/** history: list, show, compare, export, import. */

import { resolve } from 'node:path';
import { diagnostic, format, nearest, type Unit } from '../../engine';
import { compare } from '../handlers/history';
import type { StoredMetric } from '../history/record';
import { listRuns, showRun, type RunRow } from '../history/runs';
import { isUnit } from '../history/stored-case';
import { exportRuns, importRuns } from '../history/transfer';
import { Refusal, valueOf } from '../outcome';
import type { Call, Command, ExitCode } from './command';
import { jsonText } from './json';
import { pageOf, styleFor, tableText } from './print';
import { shownTableText } from './shown-table';

type Part = 'list' | 'show' | 'compare' | 'export' | 'import';

/** How each part is written, and what it does. */
const parts: Readonly<
  Record<
    Part,
    {
      readonly usage: string;
      readonly least: number;
      readonly most: number;
      readonly act: (call: Call, words: readonly string[]) => Promise<ExitCode>;
    }
  >
> = {
  list: { usage: 'list', least: 0, most: 0, act: list },
  show: { usage: 'show ID', least: 1, most: 1, act: show },
  compare: { usage: 'compare ID ID …', least: 2, most: 6, act: compareRuns },
  export: { usage: 'export OUT', least: 1, most: 1, act: exportTo },
  import: { usage: 'import FILE', least: 1, most: 1, act: importFrom },
};

export const history: Command = {
  name: 'history',
  usage: 'list|show ID|compare ID ID …|export OUT|import FILE',
  summary: { en: 'the saved runs', zh: '已保存的运行' },
  options: {
    search: {
      value: 'TEXT',
      meaning: { en: 'list: only runs that contain these words', zh: 'list：只列出包含这些词的运行' },
    },
    limit: { value: 'N', meaning: { en: 'list: at most so many, newest first', zh: 'list：最多列出多少条，最新在前' } },
    cell: {
      value: 'ID',
      meaning: {
        en: 'compare: this cell of each run, not its headline',
        zh: 'compare：比较各运行的该单元格，而非首要单元格',
      },
    },
  },
  least: 1,
  most: 7,
  act: async (call) => {
    const [word = '', ...words] = call.words;
    const part = isPart(word) ? parts[word] : undefined;
    if (!part) throw new Refusal(unknownPart(word));
    if (words.length < part.least || words.length > part.most)
      throw new Refusal(diagnostic('usage.arguments', { usage: `history ${part.usage}` }));
    return part.act(call, words);
  },
};

function isPart(word: string): word is Part {
  return Object.hasOwn(parts, word);
}

function unknownPart(value: string) {
  const near = nearest(value, Object.keys(parts));
  return diagnostic('usage.bad-value', {
    name: 'history',
    value,
    known: Object.keys(parts).join(', '),
    ...(near ? { near } : {}),
  });
}

/** What a screen of text can usefully hold; --json gives all. */
const shownRuns = 50;

async function list(call: Call): Promise<ExitCode> {
  const { workshop, console, json, language } = call;
  const [search] = call.values('search');
  const limit = limitOf(call) ?? (json ? Number.MAX_SAFE_INTEGER : shownRuns);
  const { runs, total } = valueOf(
    listRuns(workshop.history(), { limit, offset: 0, ...(search === undefined ? {} : { search }) }),
  );
  if (json) {
    console.out(jsonText(runs));
    return 0;
  }
  const zh = language === 'zh';
  if (total === 0) {
    console.out(zh ? '历史记录中没有运行。用 run FILE 保存一次' : 'The history holds no run. run FILE saves one');
    return 0;
  }
  const columns = [
    { title: '#', align: 'right' as const },
    { title: zh ? '时间 (UTC)' : 'time (UTC)', align: 'left' as const },
    { title: zh ? '标题' : 'title', align: 'left' as const },
    { title: zh ? '首要单元格' : 'headline', align: 'left' as const },
    { title: zh ? '芯片' : 'chip', align: 'left' as const },
    { title: 'TTFT', align: 'right' as const },
    { title: 'TPOT', align: 'right' as const },
    { title: zh ? '单卡 tok/s' : 'tok/s a card', align: 'right' as const },
  ];
  console.out(tableText(columns, runs.map(listLine), pageOf(console)));
  if (total > runs.length)
    console.error(zh ? `共 ${total} 次运行，显示最新 ${runs.length} 次` : `The newest ${runs.length} of ${total} runs`);
  return 0;
}

function limitOf(call: Call): number | undefined {
  const [text] = call.values('limit');
  if (text === undefined) return undefined;
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1)
    throw new Refusal(diagnostic('usage.bad-value', { name: '--limit', value: text, known: '1, 2, 3 …' }));
  return limit;
}

function listLine(run: RunRow): string[] {
  const { id, time, title, headline = '', chips, metrics } = run;
  const figure = (name: string) => metricText(metrics[name]);
  const names = chips.join(' + ');
  return [
    String(id),
    shortTime(time),
    title,
    headline,
    names,
    figure('serving.ttft'),
    figure('serving.tpot'),
    figure('serving.throughput_per_card'),
  ];
}

function shortTime(time: string): string {
  return time.slice(0, 16).replace('T', ' ');
}

function metricText(metric: StoredMetric | undefined): string {
  if (!metric) return '';
  const unit: Unit = isUnit(metric.unit) ? metric.unit : '1';
  return format({ value: metric.value ?? Number.NaN, unit });
}

async function show(call: Call, [word = '']: readonly string[]): Promise<ExitCode> {
  const { workshop, console, json, language } = call;
  const run = valueOf(showRun(workshop.history(), runNumber(word)));
  if (json) {
    console.out(jsonText(run));
    return 0;
  }
  const zh = language === 'zh';
  const style = styleFor(console.colours);
  const facts = [
    `${shortTime(run.time)} UTC`,
    `${zh ? '精度档' : 'fidelity'} ${run.fidelity}`,
    `${zh ? '引擎' : 'engine'} ${run.engine}`,
    run.path ?? '',
  ];
  console.out(`${style.strong(`#${run.id} ${run.title}`)}\n${facts.filter((fact) => fact !== '').join(' · ')}\n`);
  const columns = [
    { title: zh ? '单元格' : 'cell', align: 'left' as const },
    { title: zh ? '类型' : 'kind', align: 'left' as const },
    { title: 'TTFT', align: 'right' as const },
    { title: 'TPOT', align: 'right' as const },
    { title: zh ? '单卡 tok/s' : 'tok/s a card', align: 'right' as const },
  ];
  const rows = run.designs.map(({ cell, kind, metrics }) => [
    cell,
    kind,
    ...['serving.ttft', 'serving.tpot', 'serving.throughput_per_card'].map((name) => metricText(metrics[name])),
  ]);
  console.out(`${tableText(columns, rows, pageOf(console))}\n\n${run.text}`);
  return 0;
}

async function compareRuns(call: Call, words: readonly string[]): Promise<ExitCode> {
  const { workshop, console, json, language } = call;
  const [cell] = call.values('cell');
  const picks = words.map((word) => ({ run: runNumber(word), ...(cell === undefined ? {} : { cell }) }));
  const { charts: _, ...comparison } = compare(workshop, picks, { theme: 'light', language });
  if (json) {
    console.out(jsonText(comparison));
    return 0;
  }
  const style = styleFor(console.colours);
  const differing = { ...comparison.inputs, rows: comparison.inputs.rows.filter((row) => row.differs) };
  const equal =
    language === 'zh' ? `另有 ${comparison.equalInputs} 项输入相同` : `${comparison.equalInputs} more inputs are equal`;
  console.out(
    [
      shownTableText(differing, language, pageOf(console)),
      style.dim(equal),
      '',
      shownTableText(comparison.results, language, pageOf(console)),
    ].join('\n'),
  );
  return 0;
}

async function exportTo(call: Call, [word = '']: readonly string[]): Promise<ExitCode> {
  const { workshop, console, json, language, folder } = call;
  const path = resolve(folder, word);
  const { text, count } = valueOf(exportRuns(workshop.history()));
  valueOf(await workshop.ports.writeText(path, text));
  if (json) console.out(jsonText({ path, runs: count }));
  else console.out(language === 'zh' ? `${count} 次运行已写入 ${path}` : `${count} runs written to ${path}`);
  return 0;
}

async function importFrom(call: Call, [word = '']: readonly string[]): Promise<ExitCode> {
  const { workshop, console, json, language, folder } = call;
  const path = resolve(folder, word);
  const text = valueOf(await workshop.ports.readText(path));
  const { added, known } = valueOf(importRuns(workshop.history(), { text, path }));
  if (json) console.out(jsonText({ added, known }));
  else
    console.out(
      language === 'zh'
        ? `新增 ${added} 次运行；${known} 次已存在`
        : `${added} runs added; ${known} were there already`,
    );
  return 0;
}

function runNumber(word: string): number {
  const text = word.replace(/^#/, '');
  if (!/^\d{1,15}$/.test(text)) throw new Refusal(diagnostic('usage.not-a-run', { text: word }));
  return Number(text);
}
