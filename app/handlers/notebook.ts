/** An open notebook: run it, edit a cell's text, explain a number. */

import {
  unitRead,
  describe,
  explainText,
  figureNamed,
  isKnown,
  kindInfo,
  kinds,
  knownOf,
  metricInfo,
  setAt,
  show,
  type Fidelity,
  type Language,
  type Q,
  type Run,
} from '../../engine';
import type { NotebookAnswer } from '../contract';
import type { EngineHandlers } from '../rpc';
import { changesSince, sentOf, type Sent } from './answer-changes';
import { chartsOfCell, stripOfCell, type Drawing } from './charts';
import { feedsOf, placeOf } from './explain-places';
import { figureIn } from './find';
import type { Workshop } from './workshop';

type Methods = 'notebook.run' | 'notebook.edit' | 'notebook.kinds' | 'notebook.explain';

export function notebookHandlers(workshop: Workshop): Pick<EngineHandlers, Methods> {
  const sent = new Map<string, Sent>();
  return {
    'notebook.run': async ({ revision, text, look, selected, folder, since }) => {
      const run = await workshop.run(text, { limits: false, waits: true, ...inFolder(folder) });
      const { head, cells, results } = run;
      const charts = chartsOfAll({ run, catalog: await workshop.catalog(), look }, selected);
      const concluded = run.answer ? { answer: run.answer } : {};
      const answer: NotebookAnswer = { revision, head, cells, results, charts, ...concluded };
      if (!since) return answer;
      const before = sent.get(since.asker);
      remember(sent, since.asker, answer);
      return before && before.revision === since.revision ? changesSince(before, answer) : answer;
    },
    'notebook.edit': ({ body, path, value }) => ({ body: setAt(body, path, value) }),
    'notebook.kinds': async () => {
      const known = knownOf(await workshop.catalog(), { currency: 'USD', rates: [] });
      return kinds.map((kind) => kindInfo(kind, known));
    },
    'notebook.explain': async ({ text, cell, metric, path, language = 'en', folder }) => {
      const run = await workshop.run(text, { limits: isLimit(metric), ...inFolder(folder) });
      return explainFigure(workshop, { text, run, cell, metric, path, language, ...inFolder(folder) });
    },
  };
}

/** Notebooks open at once; one that was not asked about for longest is sent whole the next time. */
const remembered = 8;

function remember(sent: Map<string, Sent>, asker: string, answer: NotebookAnswer): void {
  sent.delete(asker);
  sent.set(asker, sentOf(answer));
  const [oldest] = sent.keys();
  if (sent.size > remembered && oldest !== undefined) sent.delete(oldest);
}

/** The limits are searched for only where somebody asks for one: typing does not wait for them. */
function isLimit(metric: string): boolean {
  return metric.endsWith('_at_slo');
}

function inFolder(folder: string | undefined): { readonly folder?: string } {
  return folder === undefined ? {} : { folder };
}

function chartsOfAll(drawing: Drawing, selected: string | undefined): NotebookAnswer['charts'] {
  const shown = drawing.run.cells.flatMap(({ id }) => {
    const charts = id === selected ? chartsOfCell(drawing, id) : stripOfCell(drawing, id);
    return charts.length > 0 ? [[id, charts] as const] : [];
  });
  return Object.fromEntries(shown);
}

export interface Question {
  readonly text: string;
  readonly run: Run;
  readonly cell: string;
  readonly metric: string;
  readonly path: readonly string[];
  readonly language: Language;
  readonly folder?: string;
}

type Explained = Awaited<ReturnType<EngineHandlers['notebook.explain']>>;

/** A path that leads nowhere (the formula changed under an open panel) stops at the last number there is. */
export async function explainFigure(workshop: Workshop, question: Question): Promise<Explained> {
  const { run, cell, metric, path, language } = question;
  const root = figureIn(run, cell, metric);
  const nodes = descend(root, path);
  const node = nodes.at(-1) ?? root;
  const title = metricInfo[metric]?.title ?? describe(root).title;
  return {
    node: describe(node),
    trail: [
      { key: metric, title },
      ...nodes.slice(1).map((each, i) => ({ key: path[i] ?? '', title: describe(each).title })),
    ],
    fidelities: await atEachFidelity(workshop, question),
    feeds: feedsOf(run, cell, node),
    place: placeOf(run, cell, node),
    asText: explainText(node, language),
  };
}

/** The number and those below it along the path, as far as it leads. */
function descend(root: Q, path: readonly string[]): Q[] {
  const nodes = [root];
  for (const key of path) {
    const origin = nodes.at(-1)?.origin;
    const below = origin?.kind === 'derived' && Object.hasOwn(origin.inputs, key) ? origin.inputs[key] : undefined;
    if (!below) return nodes;
    nodes.push(below);
  }
  return nodes;
}

const fidelities: readonly Fidelity[] = ['article', 'roofline', 'calibrated'];

/** The same number at each fidelity that can tell it. */
async function atEachFidelity(
  workshop: Workshop,
  { text, run, cell, metric, path, folder }: Question,
): Promise<Explained['fidelities']> {
  const current = run.designs.get(cell)?.fidelity;
  if (current === undefined) return [];
  const told: Explained['fidelities'][number][] = [];
  for (const fidelity of fidelities) {
    const other =
      fidelity === current ? run : await workshop.run(text, { fidelity, limits: isLimit(metric), ...inFolder(folder) });
    const figures = other.figures.get(cell);
    const root = figures && figureNamed(figures, metric);
    const nodes = root ? descend(root, path) : [];
    const q = nodes[path.length];
    if (!q) continue;
    const shown = show(q.value, unitRead(q));
    told.push({
      fidelity,
      value: isKnown(q) ? q.value : null,
      text: shown.text,
      unit: shown.unit,
      current: fidelity === current,
    });
  }
  return told;
}
