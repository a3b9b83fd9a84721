/** The document as slides: the parts along the top, one statement a slide, what it rests on below (LOOK.md 3). */

import { drawn, stripChart, charts as chartKinds } from '../charts';
import type { ShownTable } from '../notebook/result';
import type { Block, Slide } from './document';
import type { Material } from './material';
import { table } from './sections';
import { bindingStatement, phaseSentences } from './sentences';
import { plainText, titleIn, withoutTitle, withoutVerdict } from './story';
import { loadTable, settingTable, sourcesTable } from './tables';
import type { Subject } from './subjects';
import { sectionTitles, words } from './words';

/** What a projector can show of a table. */
const mostRows = 10;
const mostFacts = 14;
/** Beside the odds: what it costs, where it turns, how fast it is. */
const besideVerdict = ['roi.cost_per_request', 'roi.break_even_card_hour', 'serving.tpot'];
const mostFigures = 4;

export function slidesOf(material: Material): readonly Slide[] {
  return [
    question(material),
    verdict(material),
    ...inOrder([...evidence(material), ...views(material)], material.run.head.present ?? []),
    ...cost(material),
    ...change(material),
    ...assumptions(material),
    ...sources(material),
  ];
}

function question({ run, say, story, study: { subjects } }: Material): Slide {
  const asks = run.answer ? say(run.answer.question) : (titleIn(story.opening) ?? run.head.title);
  const body = run.answer ? withoutVerdict(withoutTitle(story.opening)) : withoutTitle(story.opening);
  return {
    section: 'question',
    title: asks === '' ? say(words.untitled) : asks,
    lead: firstSentences(body),
    wide: subjects.length > 0 ? table(cut(settingTable(subjects), 14)) : [],
    narrow: [],
    rests: [],
    notes: plainText(body),
  };
}

/** As much of the opening as a slide holds; the rest is in the notes. */
function firstSentences(markdown: string): readonly string[] {
  const first = plainText(markdown).split('\n\n')[0] ?? '';
  return first === '' ? [] : [first];
}

function verdict(material: Material): Slide {
  const { say, verdict: told, headlines, pictures, story, study: asked, rests, buy, turns } = material;
  const [own] = asked.subjects;
  const { even, likely } = pictures;
  const binds = own ? phaseSentences(own.evaluation) : [];
  const chosen = headlines.filter(({ figure }) => besideVerdict.includes(figure.metric));
  const figures = (likely ? chosen : headlines).slice(0, mostFigures).map(({ figure }) => figure);
  const [title, because] = statementAndReasons(say(told.sentence));
  // What to buy has a slide of its own; it stands here where the verdict gives no reasons that fill the place.
  const bought = because === '' ? buy.slice(0, 1) : [];
  const lead = [...(likely ? turns.slice(0, 1) : told.details), ...binds.slice(-1), ...bought].map(say);
  return {
    section: 'verdict',
    title,
    lead: because === '' ? lead : [because, ...lead],
    wide: even ? [chart('even', even)] : own ? resourceCharts(material, own) : [],
    narrow: [
      ...(likely ? [chart('likely', likely)] : []),
      ...(figures.length > 0 ? [{ kind: 'figures' as const, figures }] : []),
    ],
    rests: rests.verdict,
    notes: [...told.details.map(say), plainText(story.closing.rest)].filter((text) => text !== '').join('\n\n'),
  };
}

/** A slide says one sentence in large letters; what follows it is read below. */
function statementAndReasons(verdict: string): readonly [string, string] {
  const end = /\.(?=\s)|。/.exec(verdict);
  const cut = end ? end.index + 1 : verdict.length;
  return [verdict.slice(0, cut), verdict.slice(cut).trim()];
}

function chart(id: string, shown: Extract<Block, { kind: 'chart' }>['chart']): Block {
  return { kind: 'chart', id, chart: shown };
}

function resourceCharts({ look }: Material, { evaluation, cell }: Subject): readonly Block[] {
  const breakdown = chartKinds.find(({ id }) => id === 'breakdown');
  return [
    chart(`${cell}-strip`, drawn(stripChart, evaluation, look)),
    ...(breakdown ? [chart(`${cell}-breakdown`, drawn(breakdown, evaluation, look))] : []),
  ];
}

/** A slide and the cell that it shows. */
type Placed = Slide & { readonly cell: string };

/** As the front matter orders its cells; what it does not name comes after, as it was. */
function inOrder(slides: readonly Placed[], chosen: readonly string[]): readonly Slide[] {
  const place = (cell: string): number => (chosen.includes(cell) ? chosen.indexOf(cell) : chosen.length);
  return [...slides].sort((a, b) => place(a.cell) - place(b.cell)).map(({ cell: _, ...slide }) => slide);
}

/** A slide a design: what binds it, and what is next. */
function evidence(material: Material): readonly Placed[] {
  const { say, study: asked, look, story, rests } = material;
  return asked.subjects.map((subject) => ({
    cell: subject.cell,
    section: 'evidence',
    title: say(bindingStatement(subject.name, subject.evaluation)),
    lead: phaseSentences(subject.evaluation).map(say),
    wide: [chart(`${subject.cell}-strip`, drawn(stripChart, subject.evaluation, look)), ...table(loadTable(subject))],
    narrow: [],
    rests: rests.error,
    notes: notesFor(story, subject.cell),
  }));
}

/** The heading under which the cell stands says what the table is for. */
function viewTitle(story: Material['story'], cell: string, title: string): string {
  const heading = story.steps.find((step) => step.cell.id === cell)?.heading;
  return heading === undefined ? title : `${heading} · ${title}`;
}

function notesFor(story: Material['story'], cell: string): string {
  return plainText(story.steps.find((step) => step.cell.id === cell)?.prose ?? '');
}

function views({ views: chosen, story, say }: Material): readonly Placed[] {
  return chosen.flatMap((view) =>
    view.tables.map((each): Placed => ({
      cell: view.id,
      section: 'evidence',
      title: viewTitle(story, view.id, say(each.title)),
      lead: [],
      // What is the same of all says nothing on a slide.
      wide: table(
        cut({ ...each, rows: each.rows.filter(({ differs }) => differs !== false) }, 14),
        `${view.id}-${each.id}`,
      ),
      narrow: [],
      rests: [],
      notes: notesFor(story, view.id),
    })),
  );
}

function cost({ study: { roi }, run, say, headlines, story, rests, buy }: Material): readonly Slide[] {
  const result = roi && run.results.find(({ id }) => id === roi.cell);
  const fleets = result?.tables.find(({ id }) => id === 'fleets');
  if (!result?.roi || !fleets) return [];
  const money = headlines.filter(({ figure }) => figure.cell === result.id).map(({ figure }) => figure);
  return [
    {
      section: 'cost',
      title: say(words.costTitle),
      lead: buy.map(say),
      wide: table(cut(fleets, 14), 'fleets'),
      narrow: money.length > 0 ? [{ kind: 'figures', figures: money.slice(0, 5) }] : [],
      rests: rests.verdict,
      notes: notesFor(story, result.id),
    },
  ];
}

function change({
  study: { roi, subjects },
  run,
  say,
  pictures,
  help,
  rests,
  turns,
  story,
}: Material): readonly Slide[] {
  const result = roi && run.results.find(({ id }) => id === roi.cell);
  if (result?.roi && pictures.tornado) {
    return [
      {
        section: 'change',
        title: say(sectionTitles.change),
        lead: turns.map(say),
        wide: [chart('tornado', pictures.tornado)],
        narrow: [],
        rests: rests.verdict,
        notes: [say(result.roi.detail), plainText(story.closing.change)].filter((text) => text !== '').join('\n\n'),
      },
    ];
  }
  const [own] = subjects;
  if (!own || !help || help.rows.length === 0) return [];
  return [
    {
      section: 'change',
      title: say(words.helps),
      lead: phaseSentences(own.evaluation).map(say),
      wide: table(cut(help, mostRows), 'help'),
      narrow: [],
      rests: rests.error,
      notes: say(words.helpsHint),
    },
  ];
}

function assumptions({ facts, rests, say }: Material): readonly Slide[] {
  const all = [...rests.prices, ...rests.error, ...facts.told];
  if (all.length === 0) return [];
  return [
    {
      section: 'assumptions',
      title: say(words.facts),
      lead: [say(words.trustKey)],
      wide: [{ kind: 'assumptions', facts: all.slice(0, mostFacts) }],
      narrow: [],
      rests: [],
      notes: all
        .slice(mostFacts)
        .map(({ label, value }) => `${label} = ${value}`)
        .join('\n'),
    },
  ];
}

function sources({ sources: all, say }: Material): readonly Slide[] {
  if (all.length === 0) return [];
  const shown = sourcesTable(all);
  return [
    {
      section: 'assumptions',
      title: say(words.sources),
      lead: [],
      wide: table(cut(shown, mostFacts)),
      narrow: [],
      rests: [],
      notes: all
        .slice(mostFacts)
        .map(({ id, title }) => `${id}: ${title}`)
        .join('\n'),
    },
  ];
}

function cut(shown: ShownTable, rows: number): ShownTable {
  return { ...shown, rows: shown.rows.slice(0, rows) };
}
