/** history: its parts, and those that look: list, show, compare. */

import { diagnostic, format, nearest, type Text, type Unit } from '../../engine';
import { compare } from '../handlers/comparison';
import type { StoredMetric } from '../history/record';
import { listRuns, type RunRow } from '../history/list';
import { showRun } from '../history/runs';
import { isUnit } from '../history/stored-case';
import { Refusal } from '../outcome';
import type { Call, Command, ExitCode } from './command';
import { jsonText } from './json';
import {
  backup,
  checkSound,
  compact,
  exportRuns,
  importFiles,
  remove,
  replayRun,
  restore,
  rows,
  runNumber,
  setRun,
  state,
} from './history-care';
import { pageOf, styleFor, tableText } from './print';
import { shownTableText } from './shown-table';

type Part =
  | 'list'
  | 'show'
  | 'compare'
  | 'replay'
  | 'set'
  | 'remove'
  | 'restore'
  | 'export'
  | 'import'
  | 'rows'
  | 'state'
  | 'check'
  | 'backup'
  | 'compact';

/** As many shards as a cluster may make. */
const mostFiles = 100_000;

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
  replay: { usage: 'replay ID', least: 1, most: 1, act: replayRun },
  set: { usage: 'set ID', least: 1, most: 1, act: setRun },
  remove: { usage: 'remove ID', least: 1, most: 1, act: remove },
  restore: { usage: 'restore ID', least: 1, most: 1, act: restore },
  export: { usage: 'export OUT', least: 1, most: 1, act: exportRuns },
  import: { usage: 'import FILE …', least: 1, most: mostFiles, act: importFiles },
  rows: { usage: 'rows ID OUT', least: 2, most: 2, act: rows },
  state: { usage: 'state', least: 0, most: 0, act: state },
  check: { usage: 'check', least: 0, most: 0, act: checkSound },
  backup: { usage: 'backup OUT', least: 1, most: 1, act: backup },
  compact: { usage: 'compact', least: 0, most: 0, act: compact },
};

export const history: Command = {
  name: 'history',
  usage: 'list|show ID|compare ID ID …|replay ID|set ID|export OUT|import FILE …|…',
  summary: { en: 'the saved runs', zh: '已保存的运行' },
  options: {
    search: {
      value: 'TEXT',
      meaning: { en: 'list: only runs that contain these words', zh: 'list：只列出包含这些词的运行' },
    },
    chip: { value: 'TITLE', meaning: { en: 'list: only runs with this chip', zh: 'list：只列出使用该芯片的运行' } },
    model: { value: 'TITLE', meaning: { en: 'list: only runs of this model', zh: 'list：只列出该模型的运行' } },
    tag: {
      value: 'TAG',
      repeats: true,
      meaning: { en: 'list: only runs with this tag; set: its tags', zh: 'list：只列出带该标签的运行；set：设置标签' },
    },
    from: {
      value: 'DAY',
      meaning: { en: 'list: from this day on, as 2026-11-01', zh: 'list：自该日起，如 2026-11-01' },
    },
    to: { value: 'DAY', meaning: { en: 'list: up to this day', zh: 'list：至该日止' } },
    title: { value: 'TEXT', meaning: { en: 'set: its title', zh: 'set：设置标题' } },
    notes: { value: 'TEXT', meaning: { en: 'set: its notes', zh: 'set：设置备注' } },
    pin: {
      meaning: {
        en: 'set: keep it at the head of the list; list: only such runs',
        zh: 'set：置顶；list：只列出置顶的运行',
      },
    },
    unpin: { meaning: { en: 'set: no longer', zh: 'set：取消置顶' } },
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
  most: mostFiles + 1,
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

const noneAtAll: Text = {
  en: 'The history holds no run. run FILE saves one',
  zh: '历史记录中没有运行。用 run FILE 保存一次',
};
const noneOfThem: Text = {
  en: 'No run is like that. Chip and model are whole titles, as catalog prints them; --search finds parts of them',
  zh: '没有符合条件的运行。芯片与模型须写完整名称（见 catalog）；--search 可按部分文字查找',
};

async function list(call: Call): Promise<ExitCode> {
  const { workshop, console, json, language } = call;
  const [search] = call.values('search');
  const limit = limitOf(call) ?? (json ? Number.MAX_SAFE_INTEGER : shownRuns);
  const [chip] = call.values('chip');
  const [model] = call.values('model');
  const [tag] = call.values('tag');
  const [from, to] = [dayOf(call, 'from'), dayOf(call, 'to')];
  const pinned = call.values('pin').length > 0 ? true : undefined;
  const { runs, total } = await workshop.ask((history) =>
    listRuns(history, { limit, offset: 0, search, chip, model, tag, from, to, pinned }),
  );
  if (json) {
    console.out(jsonText(runs));
    return 0;
  }
  const zh = language === 'zh';
  if (total === 0) {
    const isNarrowed = [search, chip, model, tag, from, to, pinned].some((said) => said !== undefined);
    console.out((isNarrowed ? noneOfThem : noneAtAll)[language]);
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
  const run = await workshop.ask((history) => showRun(history, runNumber(word)));
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
  const { charts: _, ...comparison } = await compare(workshop, { picks, look: { theme: 'light', language } });
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
      ...[comparison.verdict, comparison.note].flatMap((said) => (said ? ['', said[language]] : [])),
    ].join('\n'),
  );
  return 0;
}

function dayOf(call: Call, name: 'from' | 'to'): string | undefined {
  const [text] = call.values(name);
  if (text === undefined || /^\d{4}-\d{2}-\d{2}$/.test(text)) return text;
  throw new Refusal(diagnostic('usage.bad-value', { name: `--${name}`, value: text, known: '2026-11-01' }));
}
