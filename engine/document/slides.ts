/** The document as slides: the parts along the top, one statement a slide, what it rests on below (LOOK.md 3). */

import { drawn, stripChart, charts as chartKinds } from '../charts';
import type { ShownTable } from '../notebook/result';
import type { Assumption, Block, Slide } from './document';
import type { Material } from './material';
import { statement, table } from './sections';
import { phaseSentences } from './sentences';
import { plainText, titleIn, withoutTitle } from './story';
import { loadTable, settingTable } from './tables';
import type { Subject } from './subjects';
import { sectionTitles, words } from './words';

/** What a projector can show of a table. */
const mostRows = 10;
const mostFacts = 12;
const mostRests = 4;
const mostFigures = 4;

export function slidesOf(material: Material): readonly Slide[] {
  return [
    question(material),
    verdict(material),
    ...evidence(material),
    ...views(material),
    ...cost(material),
    ...change(material),
    ...assumptions(material),
  ];
}

function question({ run, say, story, study: { subjects } }: Material): Slide {
  const asks = titleIn(story.opening) ?? run.head.title;
  const body = withoutTitle(story.opening);
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
  const { say, verdict: told, headlines, pictures, story, study: asked, facts } = material;
  const [own] = asked.subjects;
  const { even, likely } = pictures;
  const binds = own ? phaseSentences(own.evaluation).map(say) : [];
  return {
    section: 'verdict',
    title: say(told.sentence),
    lead: told.details.map(say),
    wide: even ? [chart('even', even)] : own ? resourceCharts(material, own) : [],
    narrow: [
      ...(likely ? [chart('likely', likely)] : []),
      ...(headlines.length > 0
        ? [{ kind: 'figures' as const, figures: headlines.slice(0, mostFigures).map(({ figure }) => figure) }]
        : []),
      ...binds.slice(-1).flatMap((each) => statement(each, 'lead')),
    ],
    rests: weakest(facts),
    notes: plainText(story.closing),
  };
}

function weakest(facts: readonly Assumption[]): readonly Assumption[] {
  return facts.slice(0, mostRests);
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

/** A slide a design: what binds it, and what is next. */
function evidence(material: Material): readonly Slide[] {
  const { say, study: asked, look, story, facts } = material;
  return asked.subjects.map((subject) => ({
    section: 'evidence',
    title: `${subject.name}: ${say(words.resources)}`,
    lead: phaseSentences(subject.evaluation).map(say),
    wide: [chart(`${subject.cell}-strip`, drawn(stripChart, subject.evaluation, look)), ...table(loadTable(subject))],
    narrow: [],
    rests: weakest(facts),
    notes: notesFor(story, subject.cell),
  }));
}

function notesFor(story: Material['story'], cell: string): string {
  return plainText(story.steps.find((step) => step.cell.id === cell)?.prose ?? '');
}

function views({ views: chosen, story, say }: Material): readonly Slide[] {
  return chosen.flatMap((view) =>
    view.tables.map((each): Slide => ({
      section: 'evidence',
      title: `${view.id} · ${say(each.title)}`,
      lead: [],
      wide: table(cut(each, 14), `${view.id}-${each.id}`),
      narrow: [],
      rests: [],
      notes: notesFor(story, view.id),
    })),
  );
}

function cost({ study: { roi }, run, say, headlines, story, facts }: Material): readonly Slide[] {
  const result = roi && run.results.find(({ id }) => id === roi.cell);
  const fleets = result?.tables.find(({ id }) => id === 'fleets');
  if (!result?.roi || !fleets) return [];
  const money = headlines.filter(({ figure }) => figure.cell === result.id).map(({ figure }) => figure);
  return [
    {
      section: 'cost',
      title: say(result.roi.verdict),
      lead: [],
      wide: table(cut(fleets, 14), 'fleets'),
      narrow: money.length > 0 ? [{ kind: 'figures', figures: money.slice(0, 5) }] : [],
      rests: weakest(facts),
      notes: notesFor(story, result.id),
    },
  ];
}

function change({ study: { roi, subjects }, run, say, pictures, help, facts }: Material): readonly Slide[] {
  const result = roi && run.results.find(({ id }) => id === roi.cell);
  if (result?.roi && pictures.tornado) {
    return [
      {
        section: 'change',
        title: say(sectionTitles.change),
        lead: [say(result.roi.detail)],
        wide: [chart('tornado', pictures.tornado)],
        narrow: [],
        rests: weakest(facts),
        notes: '',
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
      rests: weakest(facts),
      notes: say(words.helpsHint),
    },
  ];
}

function assumptions({ facts, say }: Material): readonly Slide[] {
  if (facts.length === 0) return [];
  return [
    {
      section: 'assumptions',
      title: say(words.facts),
      lead: [say(words.trustKey)],
      wide: [{ kind: 'assumptions', facts: facts.slice(0, mostFacts) }],
      narrow: [],
      rests: [],
      notes: facts
        .slice(mostFacts)
        .map(({ label, value }) => `${label} = ${value}`)
        .join('\n'),
    },
  ];
}

function cut(shown: ShownTable, rows: number): ShownTable {
  return { ...shown, rows: shown.rows.slice(0, rows) };
}
