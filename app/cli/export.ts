/** export: the notebook as a document, in one form or several. */

import { resolve } from 'node:path';
import { diagnostic, engineVersion, say, type Diagnostic } from '../../engine';
import { formIds, type FormId } from '../export/form-ids';
import { documentOf, writeForm } from '../handlers/export';
import type { Outcome } from '../outcome';

import type { Call, Command } from './command';
import { jsonText } from './json';
import { printOnPaper } from './paper';
import { fidelityOption, runFile } from './run-notebook';

export const exporting: Command = {
  name: 'export',
  usage: 'FILE --html|--pdf|--pptx|--md|--xlsx|--csv OUT',
  summary: { en: 'write the notebook as a document', zh: '将笔记本导出为文档' },
  options: {
    html: { value: 'OUT', meaning: { en: 'one page that stands alone, charts live', zh: '单个独立网页，图表可交互' } },
    pdf: { value: 'OUT', meaning: { en: 'PDF, printed by Electron', zh: 'PDF，由 Electron 打印' } },
    pptx: { value: 'OUT', meaning: { en: 'PowerPoint slides', zh: 'PowerPoint 幻灯片' } },
    md: { value: 'OUT', meaning: { en: 'Markdown, charts as SVG beside it', zh: 'Markdown，图表为旁置的 SVG' } },
    xlsx: { value: 'OUT', meaning: { en: 'a workbook, the money as formulas', zh: '工作簿，成本为公式' } },
    csv: { value: 'OUT', meaning: { en: 'every figure, a line each', zh: '全部数字，每行一个' } },
    fidelity: fidelityOption,
  },
  least: 1,
  most: 1,
  act: async (call) => {
    const asked = formIds.flatMap((form) =>
      call.values(form).map((out) => ({ form, path: resolve(call.folder, out) })),
    );
    if (asked.length === 0) return complain(call, [diagnostic('export.no-form', {})], 2);
    const { run } = await runFile(call, call.words[0] ?? '');
    const { language, workshop } = call;
    const document = await documentOf(workshop, run, { theme: 'light', language });
    const written: { form: FormId; path: string }[] = [];
    const troubles: Diagnostic[] = [];
    for (const { form, path } of asked) {
      const wrote: Outcome<string> = await writeForm(workshop, {
        form,
        path,
        document,
        print: (html) => printOnPaper(html, process.env),
      });
      if (wrote.ok) written.push({ form, path: wrote.value });
      else troubles.push(wrote.problem);
    }
    if (call.json) call.console.out(jsonText({ chokepoint: 1, engine: engineVersion, written }));
    else if (written.length > 0) call.console.out(written.map(({ path }) => path).join('\n'));
    if (troubles.length > 0) return complain({ ...call, json: false }, troubles, 3);
    return run.results.every(({ status }) => status === 'ok') ? 0 : 1;
  },
};

function complain(call: Call, problems: readonly Diagnostic[], code: 2 | 3): 2 | 3 {
  const { console, language, json } = call;
  if (json)
    console.out(
      jsonText({
        chokepoint: 1,
        diagnostics: problems.map((problem) => ({
          code: problem.code,
          severity: problem.severity,
          message: say(problem, 'en'),
        })),
      }),
    );
  for (const problem of problems) console.error(say(problem, json ? 'en' : language));
  return code;
}
