/** What the document is about: the designs that the verdict compares, as they would run. */

import type { Candidate, Roi } from '../decide/roi';
import { chipsOf, nameOf } from '../notebook/roi-words';
import type { Run } from '../notebook/run';
import type { Design, Evaluation, MetricName } from '../types';
import type { Q } from '../quantity';

export interface Subject {
  /** The cell that holds the design. */
  readonly cell: string;
  /** As the sentences call it. */
  readonly name: string;
  readonly design: Design;
  readonly evaluation: Evaluation;
  readonly metrics: ReadonlyMap<MetricName, Q>;
}

export interface Study {
  /** The ROI case that the verdict is taken from: the last one that is whole. */
  readonly roi?: { readonly cell: string; readonly roi: Roi };
  /** The design argued for first, then those it is set against. */
  readonly subjects: readonly Subject[];
}

/** Cells chosen in the front matter win over the order of the text. */
export function studyOf(run: Run): Study {
  const chosen = run.head.present ?? [];
  const order = [...run.rois.keys()];
  const cell = chosen.find((id) => run.rois.has(id)) ?? order.at(-1);
  const roi = cell === undefined ? undefined : run.rois.get(cell);
  if (cell !== undefined && roi) {
    const all = [roi.own, ...roi.against];
    const subjects = all.flatMap((candidate) => fleetSubject(candidate, all));
    const taken = new Set(subjects.map((subject) => subject.cell));
    const more = chosen.filter((id) => !taken.has(id)).flatMap((id) => cellSubject(run, id) ?? []);
    if (subjects.length > 0) return { roi: { cell, roi }, subjects: [...subjects, ...more] };
  }
  const headline = headlineCell(run, chosen);
  const designs = [...(headline === undefined ? [] : [headline]), ...chosen.filter((id) => id !== headline)];
  return { subjects: designs.flatMap((id) => cellSubject(run, id) ?? []) };
}

function fleetSubject(candidate: Candidate, all: readonly Candidate[]): Subject[] {
  const { answer, id, design } = candidate;
  if (answer.kind !== 'fleet') return [];
  const { evaluation } = answer;
  const isSameChip = all.filter((each) => chipsOf(each) === chipsOf(candidate)).length > 1;
  const name = isSameChip ? nameOf(candidate, all) : chipsOf(candidate);
  return [{ cell: id, name, design, evaluation, metrics: evaluation.metrics }];
}

/** The cell named in the front matter, else the last chosen one with a design, else the last whole design. */
function headlineCell({ head, cells, evaluations }: Run, chosen: readonly string[]): string | undefined {
  if (head.headline !== undefined && evaluations.has(head.headline)) return head.headline;
  return chosen.findLast((id) => evaluations.has(id)) ?? cells.findLast(({ id }) => evaluations.has(id))?.id;
}

export function cellSubject(run: Run, cell: string): Subject | undefined {
  const evaluation = run.evaluations.get(cell);
  const design = run.designs.get(cell);
  if (!evaluation || !design) return undefined;
  const { metrics, case: kase } = evaluation;
  const chips = [...new Set([kase.prefill.chip.title, kase.decode.chip.title])].join(' + ');
  return { cell, name: `${chips} (${cell})`, design, evaluation, metrics };
}
