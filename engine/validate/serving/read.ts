/** A result file of a serving benchmark → its runs, or what is wrong with it and where. */

import { diagnostic, type Diagnostic } from '../../diagnostics';
import { fact } from '../../quantity';
import { faults, wrongField } from '../field';
import { loadOf, nameOf, type Said, type ServedRun } from './run';
import type { Document } from './text';
import { toolOf, type Tool } from './tools';

export interface MeasuredServing {
  readonly kind: 'serving';
  readonly file: string;
  /** Title of the tool of the first run. */
  readonly tool: string;
  readonly runs: readonly ServedRun[];
  /** What the file lacks for a case, run by run; the rest of it is used. */
  readonly problems: readonly Diagnostic[];
}

type Read =
  | { readonly ok: true; readonly value: MeasuredServing }
  | { readonly ok: false; readonly problems: readonly Diagnostic[] };

/** True where the first document is of a tool that is known. */
export function isServing([first]: readonly Document[]): boolean {
  return first !== undefined && toolOf(first.value) !== undefined;
}

export function readServing(documents: readonly Document[], file: string): Read {
  const runs: ServedRun[] = [];
  const faulty: Diagnostic[] = [];
  const problems: Diagnostic[] = [];
  for (const document of documents) {
    const place = placeOf(file, document.line);
    const tool = toolOf(document.value);
    const taken = tool?.read(document.value);
    if (!tool || !taken) faulty.push(diagnostic('measured.neither', { file: place }));
    else if (taken.ok) {
      const run = runOf(tool, taken.said, { file, line: document.line });
      if ('problem' in run) faulty.push(run.problem);
      else {
        runs.push(apart(run.run, runs));
        problems.push(...lacking(tool, run.run, place));
      }
    } else
      faulty.push(
        ...('error' in taken ? faults(taken.error, place, []) : [wrongField(place, taken.field.split('.'), taken.why)]),
      );
  }
  if (faulty.length > 0) return { ok: false, problems: faulty };
  const tool = toolOf(documents[0]?.value)?.title ?? '';
  return { ok: true, value: { kind: 'serving', file, tool, runs, problems } };
}

function placeOf(file: string, line: number | undefined): string {
  return line === undefined ? file : `${file}:${line}`;
}

function runOf(
  tool: Tool,
  said: Said,
  { file, line }: { readonly file: string; readonly line: number | undefined },
): { readonly run: ServedRun } | { readonly problem: Diagnostic } {
  const load = loadOf(said);
  if (!load) {
    const needed = { en: 'nothing says how many requests ran at a time', zh: '无从得知同时运行的请求数' };
    return { problem: wrongField(placeOf(file, line), tool.fields.load.split('.'), needed) };
  }
  const { model, input, output, accepted, failed, date } = said;
  const id = nameOf(tool.id, said, load);
  const cite = (name: string) => ({
    label: { en: `${name} of ${id}, measured`, zh: `${id} 的 ${name} 实测` },
    source: file,
    ...(date === undefined ? {} : { date }),
  });
  return {
    run: {
      id,
      tool: tool.id,
      ...(line === undefined ? {} : { line }),
      ...(model === undefined ? {} : { model }),
      input,
      output,
      load,
      ...(said.ttft === undefined ? {} : { ttft: fact(said.ttft, 's', 'measured', cite('TTFT')) }),
      ...(said.tpot === undefined ? {} : { tpot: fact(said.tpot, 's', 'measured', cite('TPOT')) }),
      ...(said.throughput === undefined
        ? {}
        : { throughput: fact(said.throughput, 'token/s', 'measured', cite('throughput')) }),
      ...(accepted === undefined ? {} : { accepted }),
      ...(failed === undefined ? {} : { failed }),
    },
  };
}

/** A run repeated is a case of its own. */
function apart(run: ServedRun, before: readonly ServedRun[]): ServedRun {
  const alike = before.filter(({ id }) => id.replace(/#\d+$/, '') === run.id).length;
  return alike === 0 ? run : { ...run, id: `${run.id}#${alike + 1}` };
}

function lacking(tool: Tool, run: ServedRun, file: string): Diagnostic[] {
  const missing = (['ttft', 'tpot', 'throughput'] as const).filter((each) => run[each] === undefined);
  return [
    ...missing.map((each) => diagnostic('measured.figure-missing', { file, field: tool.fields[each] })),
    ...(run.failed !== undefined && run.failed > 0
      ? [diagnostic('measured.requests-failed', { file, failed: run.failed })]
      : []),
  ];
}
