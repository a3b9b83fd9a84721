/** validate: golden, measured and published figures against the model. */

import { resolve } from 'node:path';
import {
  diagnostic,
  figures,
  narrowSpace,
  say,
  suiteIds,
  type Design,
  type Measured,
  type SuiteSummary,
} from '../../engine';
import { designNamed } from '../handlers/find';
import { readMeasured, suiteNamed, validateWith } from '../handlers/validation';
import { casesTable, judgementTables } from '../handlers/validation-tables';
import { Refusal } from '../outcome';
import type { Call, Command } from './command';
import { jsonText } from './json';
import { pageOf, tableText } from './print';
import { runFile } from './run-notebook';
import { shownTableText } from './shown-table';

export const validate: Command = {
  name: 'validate',
  usage: '',
  summary: { en: 'known figures against the model', zh: '用已知数字检验模型' },
  options: {
    suite: { value: suiteIds.join('|'), choices: suiteIds, meaning: { en: 'only this suite', zh: '只检验该组' } },
    file: {
      value: 'MEASURED.json',
      meaning: {
        en: 'only your own measurements in this file, or the result of a serving benchmark (vLLM, SGLang, GenAI-Perf)',
        zh: '只检验该文件中的自测数据，或在线压测结果（vLLM、SGLang、GenAI-Perf）',
      },
    },
    notebook: {
      value: 'FILE',
      meaning: { en: 'what served that result: chips, model and layout', zh: '产生该结果的设计：芯片、模型与布局' },
    },
    cell: {
      value: 'ID',
      meaning: {
        en: "which design of the notebook; its headline's if unsaid",
        zh: '笔记本中的哪个设计；默认取其主设计',
      },
    },
  },
  least: 0,
  most: 0,
  act: async (call) => {
    const { workshop, console, json, language } = call;
    const [suite] = call.values('suite');
    const [file] = call.values('file');
    const measured = file === undefined ? undefined : await readMeasured(workshop, resolve(call.folder, file));
    const design = await designOf(call, measured);
    const { report, diagnostics } = await validateWith(workshop, {
      language: json ? 'en' : language,
      ...(suite === undefined ? {} : { suite: suiteNamed(suite) }),
      ...(measured ? { measured } : {}),
      ...(design ? { design } : {}),
    });
    for (const problem of diagnostics) console.error(say(problem, json ? 'en' : language));
    if (json) console.out(jsonText(report));
    else {
      if (report.cases.length > 0) console.out(`${shownTableText(casesTable(report), language, pageOf(console))}\n`);
      console.out(summaryText(call, report.summary));
      for (const table of judgementTables(report)) console.out(`\n${shownTableText(table, language, pageOf(console))}`);
    }
    const misses = report.cases.some((each) => each.suite === 'article' && each.pass === false);
    return misses || diagnostics.some(({ severity }) => severity === 'error') ? 1 : 0;
  },
};

/** Asked for where the file does not say what served, and only there. */
async function designOf(call: Call, measured: Measured | undefined): Promise<Design | undefined> {
  const [notebook] = call.values('notebook');
  const [cell] = call.values('cell');
  if (notebook === undefined && cell === undefined) {
    if (measured?.kind !== 'serving') return undefined;
    throw new Refusal(diagnostic('usage.no-design', { file: measured.file, tool: measured.tool }));
  }
  if (notebook === undefined || measured?.kind !== 'serving')
    throw new Refusal(
      measured === undefined || notebook === undefined
        ? diagnostic('usage.arguments', { usage: 'validate --file RESULT.json --notebook FILE.bench.md [--cell ID]' })
        : diagnostic('usage.design-unused', { file: measured.file }),
    );
  const { run } = await runFile(call, notebook);
  return designNamed(run, cell);
}

function summaryText({ console, language }: Call, summary: Readonly<Partial<Record<string, SuiteSummary>>>): string {
  const zh = language === 'zh';
  const columns = [
    { title: zh ? '组' : 'suite', align: 'left' as const },
    { title: zh ? '算例' : 'cases', align: 'right' as const },
    { title: zh ? '通过' : 'passed', align: 'right' as const },
    { title: zh ? '误差中位数' : 'median |error|', align: 'right' as const },
    { title: zh ? '平均 |ln 比值|' : 'mean |ln ratio|', align: 'right' as const },
  ];
  const rows = suiteIds.flatMap((id) => {
    const found = summary[id];
    return found
      ? [[id, String(found.n), String(found.passed), percent(found.medianAbsError), percent(found.meanAbsLnRatio)]]
      : [];
  });
  return rows.length === 0
    ? zh
      ? '没有可比较的算例'
      : 'Nothing to compare'
    : tableText(columns, rows, pageOf(console));
}

function percent(share: number | null): string {
  return share === null ? '—' : `${figures(share * 100, 2)}${narrowSpace}%`;
}
