/** The history as one JSON file, and back. All or nothing: a damaged file changes nothing. */

import { z } from 'zod';
import { diagnostic } from '../../engine';
import { done, refused, type Outcome } from '../outcome';
import type { History } from './open';
import { hashOf, hashOfRecord, runRecord, type RunRecord } from './record';
import { insertRun, runIds, showRun, stageRun, unstageRuns } from './runs';
import { insertSimulations, packedSimulations, type PackedSimulation } from './simulations';
import { guarded } from './trouble';

/** Format of the file; a reader refuses a greater one. */
const format = 1;

const envelope = z.object({ chokepointHistory: z.number(), runs: z.array(z.unknown()) });
/** Of each run; what came of its simulations stands beside it, with a hash of its own. */
const exportedSimulation = z.object({
  cell: z.string(),
  question: z.string(),
  hash: z.string(),
  /** As it lies in the database: JSON, deflated; in base64. */
  content: z.base64(),
});
const exportedRun = z.object({
  hash: z.string(),
  run: runRecord,
  simulations: z.array(exportedSimulation).exactOptional(),
});
type ExportedRun = z.infer<typeof exportedRun>;
type ExportedSimulation = z.infer<typeof exportedSimulation>;

/** Every run in the list as text for a file. */
export function exportRuns(history: History): Outcome<{ readonly text: string; readonly count: number }> {
  const ids = runIds(history);
  if (!ids.ok) return ids;
  const runs: ExportedRun[] = [];
  for (const id of ids.value) {
    const shown = showRun(history, id);
    if (!shown.ok) return shown;
    const packed = packedSimulations(history, id);
    if (!packed.ok) return packed;
    // Where it stands in this history is no part of the run.
    const { id: _, pinned: __, ...run } = shown.value;
    const simulations = packed.value.map(exportOfSimulation);
    runs.push({ hash: hashOfRecord(run), run, ...(simulations.length > 0 ? { simulations } : {}) });
  }
  return done({ text: `${JSON.stringify({ chokepointHistory: format, runs }, null, 1)}\n`, count: runs.length });
}

function exportOfSimulation({ cell, question, content }: PackedSimulation): ExportedSimulation {
  const text = Buffer.from(content).toString('base64');
  return { cell, question, hash: hashOf(text), content: text };
}

interface Checked {
  readonly hash: string;
  readonly run: RunRecord;
  readonly simulations: readonly PackedSimulation[];
}

export interface Imported {
  readonly added: number;
  readonly known: number;
}

export interface ImportFile {
  readonly text: string;
  /** For messages. */
  readonly path: string;
}

/** Adds the runs that are not there yet. */
export function importRuns(history: History, file: ImportFile): Outcome<Imported> {
  const steps = importInSteps(history, file);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * The same in short steps, each yielding the share that is done, so that others get their turn in between. Runs are kept out of sight as
 * they come, and brought into the list together at the end: stopped, failed or killed before that, the import has changed nothing.
 */
export function* importInSteps(history: History, file: ImportFile): Generator<number, Outcome<Imported>> {
  const read = readExport(file);
  if (!read.ok) return read;
  const checked: Checked[] = [];
  for (const [i, each] of read.value.entries()) {
    const run = checkRun(each, i, file.path);
    if (!run.ok) return run;
    checked.push(run.value);
    if (i % runsAStep === 0) yield (checkingShare * i) / read.value.length;
  }
  yield checkingShare;
  try {
    const fresh = yield* stageInSteps(history, checked);
    return fresh.ok ? brought(history, checked, new Set(fresh.value)) : fresh;
  } finally {
    unstageRuns(history);
  }
}

/** The hashes of the runs that were not there. */
function* stageInSteps(history: History, checked: readonly Checked[]): Generator<number, Outcome<readonly string[]>> {
  const left = unstageRuns(history);
  if (!left.ok) return left;
  const fresh: string[] = [];
  for (let from = 0; from < checked.length; from += runsAStep) {
    const kept = stage(history, checked.slice(from, from + runsAStep));
    if (!kept.ok) return kept;
    fresh.push(...kept.value);
    yield checkingShare + (keepingShare * from) / checked.length;
  }
  return done(fresh);
}

/** One short transaction. */
function stage(history: History, some: readonly Checked[]): Outcome<readonly string[]> {
  return guarded(history.path, () =>
    history.db
      .transaction(() =>
        some.flatMap(({ run, hash, simulations }) => {
          const id = stageRun(history, run, hash);
          if (id === undefined) return [];
          insertSimulations(history, id, simulations);
          return [hash];
        }),
      )
      .immediate(),
  );
}

/** Into the list, all at once; one that somebody has cleared away meanwhile is kept again. */
function brought(history: History, checked: readonly Checked[], fresh: ReadonlySet<string>): Outcome<Imported> {
  return guarded(history.path, () =>
    history.db
      .transaction(() => {
        const added = checked.filter(({ run, hash, simulations }) => {
          const { id, isNew } = insertRun(history, run, hash);
          const isFresh = fresh.has(hash);
          if (isNew || !isFresh) insertSimulations(history, id, simulations);
          return isNew || isFresh;
        }).length;
        return { added, known: checked.length - added };
      })
      .immediate(),
  );
}

const runsAStep = 10;
/** Checking takes about as long as keeping; bringing into the list next to nothing. */
const checkingShare = 0.5;
const keepingShare = 0.48;

function readExport({ text, path }: ImportFile): Outcome<readonly unknown[]> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return damaged(path, 'JSON', error instanceof Error ? error.message : String(error));
  }
  const parsed = envelope.safeParse(json);
  if (!parsed.success) return issueIn(parsed.error, path, '');
  const { chokepointHistory: version, runs } = parsed.data;
  return version === format
    ? done(runs)
    : refused(diagnostic('history.import-version', { path, found: version, known: format }));
}

function checkRun(each: unknown, i: number, path: string): Outcome<Checked> {
  const parsed = exportedRun.safeParse(each);
  if (!parsed.success) return issueIn(parsed.error, path, `runs.${i}.`);
  const { hash, run, simulations = [] } = parsed.data;
  const altered = (where: string): Outcome<never> => refused(diagnostic('history.import-altered', { path, where }));
  if (hashOfRecord(run) !== hash) return altered(`runs.${i}`);
  const wrong = simulations.findIndex((simulation) => hashOf(simulation.content) !== simulation.hash);
  if (wrong >= 0) return altered(`runs.${i}.simulations.${wrong}`);
  const packed = simulations.map(({ cell, question, content }) => ({
    cell,
    question,
    content: Buffer.from(content, 'base64'),
  }));
  return done({ hash, run, simulations: packed });
}

function issueIn(error: z.ZodError, path: string, prefix: string): Outcome<never> {
  const issue = error.issues[0];
  return damaged(path, `${prefix}${issue?.path.join('.') ?? ''}`, issue?.message ?? '');
}

function damaged(path: string, where: string, reason: string): Outcome<never> {
  return refused(diagnostic('history.import-damaged', { path, where, reason }));
}
