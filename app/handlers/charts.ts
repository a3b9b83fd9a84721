/** Charts of a notebook's designs, as the window and the report receive them. */

import {
  charts,
  comparedCharts,
  chipChart,
  chipOf,
  drawn,
  evaluate,
  modelChart,
  roiCharts,
  stripChart,
  latencyCharts,
  overTime,
  spentChart,
  timelineChart,
  waterfallOf,
  type Catalog,
  type Chip,
  type Design,
  type Evaluation,
  type Look,
  type Run,
  type ShownChart,
  type ShownRoi,
  type SimulationRecord,
} from '../../engine';
import { reviveCase } from '../history/stored-case';

/** A chip alone is shown against the one that the article compares with, unless the design starts from another. */
const referenceChip = 'h800';

export interface Drawing {
  readonly run: Run;
  readonly catalog: Catalog;
  readonly look: Look;
}

/** Every chart of a cell, the strip first; a design that is not whole yet shows its chip or its model. */
export function chartsOfCell(drawing: Drawing, id: string): readonly ShownChart[] {
  const { run, look } = drawing;
  const evaluation = run.evaluations.get(id);
  if (!evaluation) return roiOfCell(drawing, id) ?? simulationOfCell(drawing, id) ?? partsOf(drawing, id);
  const chain = waterfallOf({ run, cell: id, look });
  return [...chartsOf(evaluation, look, startOf(run, id)), ...(chain ? [chain] : [])];
}

/** Recalled evaluations are the same objects, so are their strips: what did not change is not drawn again. */
const strips = new WeakMap<Evaluation, Map<string, readonly ShownChart[]>>();

/** What stands under a cell that is not selected. */
export function stripOfCell(drawing: Drawing, id: string): readonly ShownChart[] {
  const { run, look } = drawing;
  const evaluation = run.evaluations.get(id);
  if (!evaluation) return roiOfCell(drawing, id) ?? simulationOfCell(drawing, id) ?? partsOf(drawing, id);
  const known = strips.get(evaluation) ?? new Map<string, readonly ShownChart[]>();
  strips.set(evaluation, known);
  const key = `${look.theme} ${look.language}`;
  const strip = known.get(key) ?? [drawn(stripChart, evaluation, look)];
  known.set(key, strip);
  return strip;
}

const cases = new WeakMap<ShownRoi, Map<string, readonly ShownChart[]>>();

/** Of an ROI case, selected or not; undefined for any other cell. */
function roiOfCell({ run, look }: Drawing, id: string): readonly ShownChart[] | undefined {
  const roi = run.results.find((result) => result.id === id)?.roi;
  if (!roi) return undefined;
  const known = cases.get(roi) ?? new Map<string, readonly ShownChart[]>();
  cases.set(roi, known);
  const key = `${look.theme} ${look.language}`;
  const charts = known.get(key) ?? roiCharts(roi, look);
  known.set(key, charts);
  return charts;
}

const simulated = new WeakMap<SimulationRecord, Map<string, readonly ShownChart[]>>();

/** Of a simulation that was run, selected or not; undefined for any other cell. */
function simulationOfCell({ run, look }: Drawing, id: string): readonly ShownChart[] | undefined {
  const { job, record } = run.simulations.get(id) ?? {};
  if (!job || !record) return undefined;
  const { answer } = record;
  const known = simulated.get(record) ?? new Map<string, readonly ShownChart[]>();
  simulated.set(record, known);
  const key = JSON.stringify([look, job.slo]);
  const charts = known.get(key) ?? [
    ...latencyCharts.map((chart) => drawn(chart, { answer, slo: job.slo }, look)),
    drawn(timelineChart, overTime(answer), look),
    drawn(spentChart, answer, look),
  ];
  known.set(key, charts);
  return charts;
}

function chartsOf(evaluation: Evaluation, look: Look, start?: Evaluation): readonly ShownChart[] {
  return charts.map((chart) => drawn(chart, evaluation, look, start));
}

function startOf(run: Run, id: string): Evaluation | undefined {
  const from = run.results.find((result) => result.id === id)?.from;
  return from === undefined ? undefined : run.evaluations.get(from);
}

/** The chip where the cell changed the hardware, the model where it changed the model. */
function partsOf(drawing: Drawing, id: string): readonly ShownChart[] {
  const { run, catalog, look } = drawing;
  const design = run.designs.get(id);
  if (!design) return [];
  const from = run.results.find((result) => result.id === id)?.from;
  const start = from === undefined ? undefined : run.designs.get(from);
  if (design.hardware !== start?.hardware) {
    const chip = chipOf(design, catalog).value;
    return chip ? [drawn(chipChart, chip, look, referenceFor(chip, start, catalog))] : [];
  }
  const { use, imported } = design.model;
  if (design.model === start.model) return [];
  const found = use === undefined ? undefined : catalog.model(use);
  const model = imported ?? (found?.ok ? found.value : undefined);
  return model && !model.blocked ? [drawn(modelChart, model, look)] : [];
}

function referenceFor(chip: Chip, start: Design | undefined, catalog: Catalog): Chip | undefined {
  const before = start ? chipOf(start, catalog).value : undefined;
  if (before && before.id !== chip.id) return before;
  const reference = catalog.chip(referenceChip);
  return reference.ok && reference.value.id !== chip.id ? reference.value : undefined;
}

/** Charts of a saved case, drawn by today's engine; none where it had no case or its form is no longer known. */
export function chartsOfStored(stored: unknown, look: Look): readonly ShownChart[] {
  const kase = reviveCase(stored);
  if (!kase) return [];
  const evaluation = evaluate(kase);
  return comparedCharts.map((chart) => drawn(chart, evaluation, look));
}
