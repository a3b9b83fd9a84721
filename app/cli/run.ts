/** run: evaluates a notebook, prints its verdict, saves the run. */

import { resolve } from 'node:path';
import {
  diagnostic,
  engineVersion,
  format,
  say,
  trustOf,
  type Answer,
  type CellResult,
  type Language,
  type Q,
} from '../../engine';
import { documentOf, writeForm } from '../handlers/export';
import { cellIn } from '../handlers/find';
import { recordOf, simulationsIn } from '../handlers/record';
import { saveRun } from '../history/runs';
import { keepSimulations } from '../history/simulations';
import { done, Refusal, type Outcome } from '../outcome';
import { verdictColumns, verdictRows } from '../verdict';
import { assertionText, check, type Checked } from './assertion';
import type { Call, Command } from './command';
import { jsonText } from './json';
import { pageOf, styleFor, tableText } from './print';
import { cellJson } from './run-json';
import { diagnosticLine, fidelityOption, runFile, type Ran } from './run-notebook';
import { shownTableText } from './shown-table';

export const run: Command = {
  name: 'run',
  usage: 'FILE',
  summary: { en: 'evaluate a notebook, print its verdict, save the run', zh: '计算笔记本，输出结论，保存运行' },
  options: {
    cell: { value: 'ID', meaning: { en: 'print this cell only', zh: '只输出该单元格' } },
    fidelity: fidelityOption,
    assert: {
      value: "'CELL METRIC < 50 ms'",
      repeats: true,
      meaning: { en: 'exit 1 unless it holds; may be repeated', zh: '不满足时以 1 退出；可多次给出' },
    },
    html: { value: 'OUT', meaning: { en: 'write a report that stands alone', zh: '写出可独立打开的报告' } },
    'no-save': { meaning: { en: 'leave the history as it is', zh: '不写入历史记录' } },
  },
  least: 1,
  most: 1,
  act: async (call) => {
    const ran = await runFile(call, call.words[0] ?? '');
    const results = shownResults(call, ran);
    const checks = call.values('assert').map((text) => check(text, ran.run));
    const saved = await save(call, ran);
    const written = await writeReport(call, ran);
    const told: Told = {
      ran,
      results,
      checks,
      id: saved.ok ? saved.value : null,
      report: written.ok ? written.value : null,
    };
    if (call.json) call.console.out(jsonText(json(told)));
    else print(call, told);
    const troubles = [saved, written].flatMap((outcome) => (outcome.ok ? [] : [outcome.problem]));
    for (const problem of troubles) call.console.error(say(problem, call.json ? 'en' : call.language));
    if (troubles.length > 0) return 3;
    return results.every(({ status }) => status === 'ok') && checks.every(({ pass }) => pass) ? 0 : 1;
  },
};

interface Told {
  readonly ran: Ran;
  readonly results: readonly CellResult[];
  readonly checks: readonly Checked[];
  /** The saved run's number. */
  readonly id: number | null;
  readonly report: string | null;
}

/** The cells that say something: prose only where something is wrong with it. */
function shownResults(call: Call, { run: { results }, run }: Ran): readonly CellResult[] {
  const [cell] = call.values('cell');
  if (cell !== undefined) return results.filter(({ id }) => id === cellIn(run, cell));
  return results.filter(({ kind, diagnostics }) => (kind !== 'prose' && kind !== 'front') || diagnostics.length > 0);
}

/** A notebook in which nothing could be computed is not worth a run. */
async function save({ workshop, values }: Call, { run: evaluated, text, path }: Ran): Promise<Outcome<number | null>> {
  if (values('no-save').length > 0 || evaluated.figures.size === 0) return done(null);
  const record = recordOf(evaluated, { text, path, engine: workshop.engine, time: workshop.ports.now() });
  try {
    const { id } = await workshop.ask((history) => saveRun(history, record));
    await workshop.ask((history) => keepSimulations(history, id, simulationsIn(evaluated)));
    return done(id);
  } catch (error) {
    // The figures are worth printing even where the history cannot be opened.
    if (error instanceof Refusal) return { ok: false, problem: error.problem };
    throw error;
  }
}

async function writeReport(
  { workshop, values, language, folder }: Call,
  { run: evaluated }: Ran,
): Promise<Outcome<string | null>> {
  const [out] = values('html');
  if (out === undefined) return done(null);
  const document = await documentOf(workshop, evaluated, { theme: 'light', language });
  return writeForm(workshop, { form: 'html', path: resolve(folder, out), document });
}

function json({ ran: { run: evaluated }, results, checks, id }: Told) {
  const { head, cells, figures: known, answer } = evaluated;
  const cellOf = new Map(cells.map((cell) => [cell.id, cell]));
  return {
    chokepoint: 1,
    engine: engineVersion,
    notebook: { title: head.title, fidelity: head.fidelity },
    ...(answer ? { answer: answerJson(answer) } : {}),
    cells: results.map((result) => cellJson(result, cellOf.get(result.id), known.get(result.id))),
    ...(checks.length > 0
      ? { assertions: checks.map(({ text, pass, value }) => ({ assert: text, pass, value })) }
      : {}),
    run: id,
  };
}

/** JSON is always English. */
function answerJson({ question, verdict, odds, broken }: Answer) {
  return {
    question: question.en,
    verdict: verdict.en,
    odds: odds.map(({ en }) => en),
    broken: broken.map(({ condition, instead }) => ({ condition, instead: instead.en })),
  };
}

function print(call: Call, { ran, results, checks, id, report }: Told): void {
  const { console, language } = call;
  const style = styleFor(console.colours);
  const zh = language === 'zh';
  const { head, cells, figures: known } = ran.run;
  const title = ran.pair?.title || head.title || (zh ? '未命名笔记本' : 'Untitled notebook');
  const parts = [
    `${style.strong(title)}  ${style.dim(`${zh ? '精度档' : 'fidelity'} ${head.fidelity} · ${zh ? '引擎' : 'engine'} ${engineVersion}`)}`,
  ];
  const { answer } = ran.run;
  if (answer) parts.push(answerLines(answer, style, language));
  const [only] = call.values('cell');
  const rows = verdictRows(results, language);
  if (rows.length > 0) {
    const columns = verdictColumns.map(({ title: name, align }) => ({ title: name[language], align }));
    const painted = rows.map(({ cells: texts, status, better }) =>
      verdictColumns.map(({ id: column }) => {
        if (column === 'prefill' && status !== 'ok') return style.alarm(texts[column]);
        return column === 'change' && better !== undefined
          ? (better ? style.good : style.alarm)(texts[column])
          : texts[column];
      }),
    );
    parts.push(tableText(columns, painted, pageOf(console)));
  } else if (only === undefined) parts.push(zh ? '没有单元格定义设计' : 'No cell defines a design');
  for (const { id: cell, tables, roi } of results) {
    if (roi) parts.push(`${style.strong(roi.verdict[language])}\n${roi.detail[language]}`.trim());
    for (const table of tables)
      parts.push(
        `${style.strong(cell)}  ${table.title[language]}\n${shownTableText(table, language, pageOf(console))}`,
      );
  }
  if (only !== undefined) parts.push(figureLines(known.get(only)));
  const file = call.words[0] ?? '';
  const problems = results.flatMap((result) => {
    const cell = cells.find((each) => each.id === result.id);
    return cell ? result.diagnostics.map((problem) => diagnosticLine(call, file, cell, problem)) : [];
  });
  if (problems.length > 0) parts.push(problems.join('\n'));
  if (checks.length > 0)
    parts.push(checks.map((each) => (each.pass ? style.good : style.alarm)(assertionText(each, language))).join('\n'));
  const footers = [
    id === null ? '' : zh ? `已存为运行 #${id}` : `Saved as run #${id}`,
    report === null ? '' : zh ? `报告：${report}` : `Report: ${report}`,
  ].filter((line) => line !== '');
  if (footers.length > 0) parts.push(style.dim(footers.join('\n')));
  console.out(parts.filter((part) => part !== '').join('\n\n'));
}

/** The question, the verdict and its odds; then what it rests on that does not hold. */
function answerLines(
  { question, verdict, odds, broken }: Answer,
  style: ReturnType<typeof styleFor>,
  language: Language,
): string {
  const marks = language === 'zh' ? { asked: '问题', answered: '结论' } : { asked: 'Question', answered: 'Verdict' };
  return [
    `${style.dim(marks.asked)}  ${question[language]}`,
    `${style.dim(marks.answered)}  ${style.strong(verdict[language])}`,
    ...odds.map((each) => style.dim(each[language])),
    ...broken.map(({ condition, instead }) =>
      style.alarm(say(diagnostic('front.verdict-broken', { condition, instead }), language)),
    ),
  ].join('\n');
}

/** Every figure of one cell, for --cell. */
function figureLines(known: ReadonlyMap<string, Q> | undefined): string {
  const lines = [...(known ?? [])].map(([name, q]) => [name, format(q), trustOf(q) ?? '']);
  const columns = [
    { title: '', align: 'left' as const },
    { title: '', align: 'right' as const },
    { title: '', align: 'left' as const },
  ];
  return lines.length === 0 ? '' : tableText(columns, lines, { style: styleFor(false) }).trimStart();
}
