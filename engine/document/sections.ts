/** The document in the order in which a case is read. */

import { drawn, charts as chartKinds, stripChart } from '../charts';
import type { Diagnostic, Text } from '../diagnostics';
import { say as spoken } from '../diagnostics';
import type { CellResult, ShownTable } from '../notebook/result';
import type { Evaluation } from '../types';
import type { Block, Section, SectionId } from './document';
import type { Material } from './material';
import { phaseSentences } from './sentences';
import { titleIn, withoutTitle, withoutVerdict } from './story';
import { designsTable, loadTable, settingTable } from './tables';
import { sectionTitles, words } from './words';

export function sectionsOf(material: Material): readonly Section[] {
  const made: readonly (readonly [SectionId, readonly Block[]])[] = [
    ['question', question(material)],
    ['verdict', verdict(material)],
    ['evidence', evidence(material)],
    ['cost', cost(material)],
    ['change', change(material)],
    ['study', study(material)],
    ['assumptions', assumptions(material)],
    ['appendix', appendix(material)],
  ];
  return made.map(([id, blocks]) => ({ id, title: material.say(sectionTitles[id]), blocks }));
}

export function prose(markdown: string): Block[] {
  return markdown === '' ? [] : [{ kind: 'prose', markdown }];
}

export function table(shown: ShownTable, id = shown.id): Block[] {
  return shown.rows.length === 0 ? [] : [{ kind: 'table', id, table: shown }];
}

export function statement(text: string, role: Extract<Block, { kind: 'statement' }>['role'] = 'plain'): Block[] {
  return text === '' ? [] : [{ kind: 'statement', role, text }];
}

function question({ story, study: { subjects }, run, say }: Material): readonly Block[] {
  const asks = run.answer ? say(run.answer.question) : titleIn(story.opening);
  const isSaid = asks === undefined || asks === run.head.title;
  return [
    ...(isSaid ? [] : statement(asks, 'lead')),
    ...prose(run.answer ? withoutVerdict(withoutTitle(story.opening)) : withoutTitle(story.opening)),
    ...(subjects.length > 0 ? table(settingTable(subjects)) : statement(say(words.noDesign), 'warning')),
  ];
}

function verdict(material: Material): readonly Block[] {
  const { say, verdict: told, headlines, pictures, study: asked } = material;
  const [own] = asked.subjects;
  const { likely } = pictures;
  return [
    ...statement(say(told.sentence), 'verdict'),
    ...(material.run.answer?.broken ?? []).flatMap(({ condition, instead }) =>
      statement(`${condition}: ${say(instead)}`, 'warning'),
    ),
    ...told.details.flatMap((each) => statement(say(each))),
    ...material.buy.flatMap((each) => statement(say(each))),
    ...(own ? phaseSentences(own.evaluation).flatMap((each) => statement(say(each))) : []),
    ...(own ? fidelityNote(material) : []),
    ...(headlines.length > 0 ? [{ kind: 'figures' as const, figures: headlines.map(({ figure }) => figure) }] : []),
    ...statement(headlines.length > 0 ? say(words.trustKey) : '', 'note'),
    ...(likely ? [{ kind: 'chart' as const, id: 'likely', chart: likely }] : []),
    ...(closesOnCost(material) ? [] : prose(material.story.closing.rest)),
  ];
}

/** Where the last cell is the ROI case of a verdict said in the front matter, what follows is about its money; else it concludes. */
function closesOnCost({ story, run, study: { roi } }: Material): boolean {
  return run.answer !== undefined && roi !== undefined && story.steps.at(-1)?.cell.id === roi.cell;
}

function fidelityNote({ run, say }: Material): Block[] {
  const { fidelity } = run.head;
  if (fidelity === 'calibrated') return [];
  return statement(say(fidelity === 'roofline' ? words.roofline : words.article), 'warning');
}

function evidence(material: Material): readonly Block[] {
  const { study: asked, say, look, run, views, story } = material;
  const { subjects, roi } = asked;
  const resources = subjects.flatMap((subject): Block[] => [
    { kind: 'heading', id: `resources-${subject.cell}`, text: subject.name },
    ...phaseSentences(subject.evaluation).flatMap((each) => statement(say(each))),
    {
      kind: 'chart',
      id: `${subject.cell}-strip`,
      chart: drawn(stripChart, subject.evaluation, look),
    },
    ...table(loadTable(subject)),
    ...warnings(subject.evaluation.diagnostics, look.language),
  ]);
  const [own] = subjects;
  const parts = own ? chartsBeside(material, own.evaluation, own.cell) : [];
  const designs = designsTable(run);
  return [
    ...(roi ? statement(say(words.evaluated), 'note') : []),
    ...resources,
    ...parts,
    ...(designs.rows.length > 1 ? [{ kind: 'heading' as const, id: 'designs', text: say(words.designs) }] : []),
    ...(designs.rows.length > 1 ? table(designs) : []),
    ...views.flatMap(viewBlocks),
    ...prose(story.closing.evidence),
  ];
}

function warnings(all: readonly Diagnostic[], language: keyof Text): Block[] {
  return all
    .filter(({ severity }) => severity === 'warning')
    .flatMap((problem) => statement(spoken(problem, language), 'warning'));
}

/** Where the time goes, where the memory goes, and the roofline: of the design argued for. */
function chartsBeside({ look }: Material, evaluation: Evaluation, cell: string): Block[] {
  return chartKinds
    .filter((chart) => ['breakdown', 'memory', 'roofline'].includes(chart.id))
    .map((chart) => ({ kind: 'chart' as const, id: `${cell}-${chart.id}`, chart: drawn(chart, evaluation, look) }));
}

/** What a view shows beside its sentences: comparisons, the article's tables, sweeps, simulations. */
export function viewBlocks({ id, tables }: CellResult): Block[] {
  return tables.flatMap((each) => table(each, `${id}-${each.id}`));
}

function cost(material: Material): readonly Block[] {
  const {
    study: { roi, subjects },
    say,
    run,
    pictures,
    buy,
  } = material;
  const result = roi && run.results.find(({ id }) => id === roi.cell);
  const fleets = result?.tables.find(({ id }) => id === 'fleets');
  if (fleets && result?.roi) {
    const { even } = pictures;
    return [
      ...buy.flatMap((each) => statement(say(each), 'lead')),
      ...(closesOnCost(material) ? prose(material.story.closing.rest) : []),
      ...table(fleets, 'fleets'),
      ...(even ? [{ kind: 'chart' as const, id: 'even', chart: even }] : []),
    ];
  }
  const priced = subjects.some(({ evaluation }) => evaluation.case.prices);
  return priced ? table(designsTable(run), 'priced') : statement(say(words.noCost), 'note');
}

function change({ study: { roi, subjects }, say, run, pictures, help, turns, story }: Material): readonly Block[] {
  const result = roi && run.results.find(({ id }) => id === roi.cell);
  const ranges = result?.tables.find(({ id }) => id === 'tornado');
  // What is next for the others stands in the evidence.
  const next = subjects
    .slice(0, 1)
    .flatMap(({ name, evaluation }) => phaseSentences(evaluation).map((each) => `${name} · ${say(each)}`));
  return [
    ...turns.flatMap((each) => statement(say(each), 'lead')),
    ...prose(story.closing.change),
    ...(pictures.tornado ? [{ kind: 'chart' as const, id: 'tornado', chart: pictures.tornado }] : []),
    ...(ranges ? table(ranges, 'tornado') : []),
    ...next.flatMap((each) => statement(each)),
    ...(help && help.rows.length > 0 ? [...statement(say(words.helpsHint), 'note'), ...table(help, 'help')] : []),
  ];
}

function study({ story, run, say, look, views: shown }: Material): readonly Block[] {
  const results = new Map(run.results.map((result) => [result.id, result]));
  const isShown = new Set(shown.map(({ id }) => id));
  let before = '';
  return story.steps.flatMap(({ cell, prose: above }): Block[] => {
    const result = results.get(cell.id);
    const evaluation = run.evaluations.get(cell.id);
    const sentences = evaluation ? phaseSentences(evaluation).map(say) : [];
    const name = cell.name ?? cell.id;
    const problems = (result?.diagnostics ?? []).filter(({ severity }) => severity !== 'info');
    const all = [...sentences, ...problems.map((problem) => spoken(problem, look.language))];
    // A price moves no pass: what the cell above said already is not said again.
    const here = all.join(' ');
    const line = here === '' || here === before ? [] : statement(`${name} — ${here}`, 'note');
    if (evaluation) before = here;
    const views = result && !evaluation && !isShown.has(cell.id) && !result.roi ? viewBlocks(result) : [];
    return [...prose(withoutTitle(above)), ...line, ...views];
  });
}

function assumptions({ facts, rests, say, study: { roi }, run, story }: Material): readonly Block[] {
  const result = roi && run.results.find(({ id }) => id === roi.cell);
  const weighed = [...rests.prices, ...rests.error];
  return [
    ...(result?.roi ? statement(say(sureness(result.roi)), 'note') : []),
    ...prose(story.closing.assumptions),
    ...(weighed.length > 0 ? [{ kind: 'assumptions' as const, facts: weighed }] : []),
    ...(facts.told.length > 0 ? [{ kind: 'heading' as const, id: 'facts', text: say(words.facts) }] : []),
    ...(facts.told.length > 0 ? [{ kind: 'assumptions' as const, facts: facts.told }] : []),
  ];
}

function sureness({ sure }: NonNullable<CellResult['roi']>): Text {
  if (!sure) return { en: '', zh: '' };
  return {
    en: `Odds are ${String(sure.draws)} draws with seed ${String(sure.seed)}: every assumption of the table of ranges at once, each over its range.`,
    zh: `可能性来自 ${String(sure.draws)} 次抽样（种子 ${String(sure.seed)}）：范围表中的全部假设同时在各自范围内变化。`,
  };
}

function appendix({ derivations, story, say }: Material): readonly Block[] {
  const cells = story.steps.map(({ cell }): Block => ({
    kind: 'cell',
    name: cell.name ?? cell.id,
    cellKind: cell.kind,
    body: cell.body.trimEnd(),
  }));
  return [
    ...derivations.map((derivation) => ({ kind: 'derivation' as const, derivation })),
    ...(cells.length > 0 ? [{ kind: 'heading' as const, id: 'cells', text: say(words.cells) }] : []),
    ...cells,
  ];
}
