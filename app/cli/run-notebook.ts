/** What run, check and explain share: the file read, the notebook run, options understood. */

import { dirname, resolve } from 'node:path';
import { fileLine, say, type Diagnostic, type Fidelity, type Run, type SourceCell } from '../../engine';
import { valueOf } from '../outcome';
import { severityWords } from '../words';
import type { Call, OptionSpec } from './command';
import { pairIn, type Pair } from './pair';
import { styleFor } from './print';

export const fidelityOption: OptionSpec = {
  value: 'article|roofline|calibrated',
  choices: ['article', 'roofline', 'calibrated'],
  meaning: { en: 'compute every cell at this fidelity', zh: '所有单元格按此精度档计算' },
};

export interface Ran {
  readonly path: string;
  readonly text: string;
  readonly run: Run;
  /** The same notebook in the language asked for, where it stands beside this one. */
  readonly pair?: Pair;
}

export async function runFile(call: Call, file: string): Promise<Ran> {
  const path = resolve(call.folder, file);
  const text = valueOf(await call.workshop.ports.readText(path));
  for (const problem of await call.workshop.catalogProblems())
    call.console.error(`${problem.severity}: ${say(problem, call.language)}`);
  const pair = await pairIn(call.language, path, call.workshop);
  if (pair)
    call.console.error(
      call.language === 'zh' ? `正文为英文；中文版：${pair.path}` : `Its prose is Chinese; in English: ${pair.path}`,
    );
  const run = await call.workshop.run(text, { folder: dirname(path), long: true, ...fidelityOf(call) });
  return { path, text, run, ...(pair ? { pair } : {}) };
}

function fidelityOf(call: Call): { readonly fidelity?: Fidelity } {
  const [value] = call.values('fidelity');
  return value === 'article' || value === 'roofline' || value === 'calibrated' ? { fidelity: value } : {};
}

/** "notebook.bench.md:12:5 error: …", which editors turn into a link. */
export function diagnosticLine(
  { console, language }: Call,
  file: string,
  cell: SourceCell,
  problem: Diagnostic,
): string {
  const style = styleFor(console.colours);
  const word = severityWords[problem.severity][language];
  const painted = problem.severity === 'info' ? style.dim(word) : style.alarm(word);
  const colon = language === 'zh' ? '：' : ': ';
  return `${file}:${fileLine(cell, problem)}:${problem.at?.column ?? 1} ${painted}${colon}${say(problem, language)}`;
}
