/** The history as files: export, import of runs and sweeps, the rows of a sweep. */

import { diagnostic } from '../../engine';
import type { HistoryImported } from '../history-contract';
import type { History } from '../history/open';
import { patiently } from '../history/patience';
import { importRows } from '../history/sweep-import';
import { isRowsFile } from '../history/sweep-lines';
import { sweepFile } from '../history/sweeps';
import { exportRuns, importInSteps } from '../history/transfer';
import { done, Refusal, valueOf, type Outcome } from '../outcome';
import { linesIn } from '../sweep/lines';
import { writeLines } from '../sweep/sink';
import type { Workshop } from './workshop';

export async function exportTo(workshop: Workshop, path: string): Promise<{ path: string; count: number }> {
  const { text, count } = await workshop.ask(exportRuns);
  valueOf(await workshop.ports.writeText(path, text));
  return { path, count };
}

export interface ImportTools {
  /** Told how far it is: a share of the file. */
  readonly tell: (share: number) => void;
  /** Stopped before anything of it is kept, or not at all. */
  readonly signal?: AbortSignal;
}

export async function importFrom(workshop: Workshop, path: string, tools: ImportTools): Promise<HistoryImported> {
  const history = await workshop.ask(done);
  const start = workshop.ports.readPieces(path)?.();
  return start !== undefined && isRowsFile(start)
    ? importSweep(workshop, history, path, tools)
    : importOfRuns(workshop, history, path, tools);
}

async function importOfRuns(
  workshop: Workshop,
  history: History,
  path: string,
  tools: ImportTools,
): Promise<HistoryImported> {
  const text = valueOf(await workshop.ports.readText(path));
  return valueOf(await patiently(() => inTurns(importInSteps(history, { text, path }), tools)));
}

async function importSweep(
  workshop: Workshop,
  history: History,
  path: string,
  tools: ImportTools,
): Promise<HistoryImported> {
  const lines = (): Iterable<string> => {
    const pieces = workshop.ports.readPieces(path);
    if (!pieces) throw new Refusal(diagnostic('file.missing', { path }));
    return linesIn(pieces);
  };
  const steps = () => importRows(history, { lines: lines(), path, now: workshop.ports.now() });
  const imported = valueOf(await patiently(() => inTurns(steps(), tools)));
  const { added, ...sweep } = imported;
  return { added: added > 0 ? 1 : 0, known: added > 0 ? 0 : 1, sweep };
}

/** Lets other calls have their turn between steps. */
async function inTurns<T>(steps: Generator<number, Outcome<T>>, { tell, signal }: ImportTools): Promise<Outcome<T>> {
  for (;;) {
    // Stopped inside, so that it can clear away what it has begun.
    const step = signal?.aborted ? steps.throw(signal.reason) : steps.next();
    if (step.done) return step.value;
    tell(step.value);
    await new Promise((resume) => setImmediate(resume));
  }
}

export async function writeRows(
  workshop: Workshop,
  run: number,
  path: string,
): Promise<{ path: string; rows: number }> {
  const lines = await writeLines(path, await workshop.ask((history) => sweepFile(history, run)));
  // The first line and the last are no rows.
  return { path, rows: lines - 2 };
}
