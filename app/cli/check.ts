/** check: what is wrong with a notebook, where. */

import type { Command } from './command';
import { jsonText } from './json';
import { diagnosticJson } from './run-json';
import { diagnosticLine, runFile } from './run-notebook';

export const check: Command = {
  name: 'check',
  usage: 'FILE',
  summary: { en: 'what is wrong with a notebook, by line and column', zh: '按行列列出笔记本中的问题' },
  options: {},
  least: 1,
  most: 1,
  act: async (call) => {
    const [file = ''] = call.words;
    const { run } = await runFile(call, file);
    const cells = new Map(run.cells.map((cell) => [cell.id, cell]));
    const found = run.results.flatMap(({ id, diagnostics }) => {
      const cell = cells.get(id);
      return cell ? diagnostics.map((problem) => ({ cell, problem })) : [];
    });
    const isFine = run.results.every(({ status }) => status === 'ok');
    if (call.json) {
      const diagnostics = found.map(({ cell, problem }) => ({ cell: cell.id, ...diagnosticJson(problem, cell) }));
      call.console.out(jsonText({ chokepoint: 1, diagnostics }));
    } else if (found.length > 0)
      call.console.out(found.map(({ cell, problem }) => diagnosticLine(call, file, cell, problem)).join('\n'));
    else call.console.out(call.language === 'zh' ? '没有问题' : 'No problem found');
    return isFine ? 0 : 1;
  },
};
