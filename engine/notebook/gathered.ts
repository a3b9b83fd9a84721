/** What a run of a notebook came to: its answers by cell, and the answer of the whole. */

import type { Roi } from '../decide/roi';
import type { Q } from '../quantity';
import type { Change, Design, Evaluation, MetricName } from '../types';
import { answerOf, answerProblems, type Answer } from './answer';
import type { SimulationSeen, SweepSeen } from './kind';
import type { Outcome } from './outcome';
import type { Reading } from './read-cell';
import type { CellResult } from './result';
import type { NotebookHead, SourceCell } from './source';

export interface Run {
  readonly head: NotebookHead;
  readonly cells: readonly SourceCell[];
  /** One a cell, in the order of the text; prose and front matter too, for what is wrong with them. */
  readonly results: readonly CellResult[];
  readonly evaluations: ReadonlyMap<string, Evaluation>;
  readonly designs: ReadonlyMap<string, Design>;
  /** By cell: every number that can be explained, of designs complete or not and of article cells. */
  readonly figures: ReadonlyMap<string, ReadonlyMap<MetricName, Q>>;
  /** By cell: every sweep as it can be run, and what came of it. */
  readonly sweeps: ReadonlyMap<string, SweepSeen>;
  /** By cell of the chain: what it changes, whether or not it could run. */
  readonly changes: ReadonlyMap<string, Change>;
  /** Where the front matter says a question and a verdict, and all cells have run. */
  readonly answer?: Answer;
  /** By cell: every simulation as it can be run, and what came of it where it was. */
  readonly simulations: ReadonlyMap<string, SimulationSeen>;
  /** By cell: every ROI case with its fleets and derivations. */
  readonly rois: ReadonlyMap<string, Roi>;
}

interface Ran {
  readonly head: NotebookHead;
  readonly cells: readonly SourceCell[];
  readonly readings: ReadonlyMap<string, Reading>;
  readonly results: ReadonlyMap<string, CellResult>;
  /** Of the cells that are fine. */
  readonly outcomes: ReadonlyMap<string, Outcome>;
  /** All cells have run, so that the notebook's own question can be answered. */
  readonly whole: boolean;
}

/** What each cell came to, by cell. */
export function gathered({ head, cells, readings, results, outcomes, whole }: Ran): Run {
  const evaluations = new Map<string, Evaluation>();
  const designs = new Map<string, Design>();
  const figures = new Map<string, ReadonlyMap<MetricName, Q>>();
  const sweeps = new Map<string, SweepSeen>();
  const changes = new Map<string, Change>();
  const simulations = new Map<string, SimulationSeen>();
  const rois = new Map<string, Roi>();
  for (const { id } of cells) {
    const meaning = readings.get(id)?.meaning;
    if (meaning?.kind === 'change') changes.set(id, meaning.change);
    const outcome = outcomes.get(id);
    if (!outcome) continue;
    if (outcome.evaluation) evaluations.set(id, outcome.evaluation);
    if (outcome.design) designs.set(id, outcome.design);
    if (outcome.metrics.size > 0) figures.set(id, outcome.metrics);
    if (outcome.sweep) sweeps.set(id, outcome.sweep);
    if (outcome.simulation) simulations.set(id, outcome.simulation);
    if (outcome.roi) rois.set(id, outcome.roi.roi);
  }
  const found = cells.flatMap((cell) => results.get(cell.id) ?? []);
  const answer =
    head.answer && whole ? answerOf(head.answer, { head, cells, results: found, figures, evaluations }) : undefined;
  return {
    head,
    cells,
    results: answer ? found.map((each) => withProblems(each, answer)) : found,
    evaluations,
    designs,
    figures,
    sweeps,
    changes,
    ...(answer ? { answer } : {}),
    simulations,
    rois,
  };
}

function withProblems(result: CellResult, answer: Answer): CellResult {
  if (result.kind !== 'front') return result;
  return { ...result, diagnostics: [...result.diagnostics, ...answerProblems(answer)] };
}
