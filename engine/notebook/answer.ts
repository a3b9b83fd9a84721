/** What a notebook asks and what it answers: a sentence whose figures come from the cells, and whether what it rests on still holds. */

import { diagnostic, type Diagnostic, type Language, type Text } from '../diagnostics';
import { isKnown, isMoney, million, unitRead, type Q } from '../quantity';
import { figures, narrowSpace, show } from '../quantity-text';
import { figureOf, judgedIn, troubleOf, type Figured, type Judged } from './condition';
import type { CellResult, ShownRoi } from './result';
import { signed } from './roi-words';
import type { SaidAnswer, SourceCell } from './source';

/** A piece of a verdict: plain words, or a figure with the cell and the metric that it is. */
export interface VerdictPart {
  readonly text: string;
  readonly door?: { readonly cell: string; readonly metric: string };
}

export interface Answer {
  readonly question: Text;
  /** In which the notebook's prose is written; absent where it has none. */
  readonly language?: Language;
  /** With the figures of this run in it. */
  readonly verdict: Text;
  /** The same, cut at its figures. */
  readonly parts: Readonly<Record<Language, readonly VerdictPart[]>>;
  /** How sure it is: what the ROI cells say of their odds, in the order of the text. */
  readonly odds: readonly Text[];
  /** What the verdict rests on, with what it is in this run. */
  readonly rests: readonly Judged[];
  /** Conditions of the verdict that do not hold in this run, each with what is instead. */
  readonly broken: readonly { readonly condition: string; readonly instead: Text }[];
}

/** `{cell metric}`, `{cell metric %}` as a percentage, `{cell metric /M}` a million times over: a price of a million tokens. */
const place = /\{([a-z][a-z0-9-]*) ([\w.]+)(?: (%|\/M))?\}/g;

interface Answered extends Figured {
  readonly cells: readonly SourceCell[];
  readonly results: readonly CellResult[];
}

export function answerOf(said: SaidAnswer, run: Answered): Answer {
  const parts = { en: partsOf(said.verdict.en, run), zh: partsOf(said.verdict.zh, run) };
  const rests = said.rests.map((condition) => judgedIn(condition, run));
  const language = languageOf(run.cells);
  return {
    question: said.question,
    ...(language === undefined ? {} : { language }),
    verdict: { en: joined(parts.en), zh: joined(parts.zh) },
    parts,
    odds: run.results.flatMap(({ roi }) => (roi?.sure ? [oddsOf(roi)] : [])),
    rests,
    broken: rests.flatMap((each) => {
      const instead = troubleOf(each);
      return instead ? [{ condition: each.condition, instead }] : [];
    }),
  };
}

/** Of which cell against which: a notebook may compare more than once. */
function oddsOf({ own, sure, detail }: ShownRoi): Text {
  const rival = sure?.rival;
  if (rival === undefined) return detail;
  return { en: `${own.id} against ${rival}: ${detail.en}`, zh: `${own.id} 对 ${rival}：${detail.zh}` };
}

/** Chinese where it has as many Chinese characters as Latin words: terms and names are Latin in both. */
function languageOf(cells: readonly SourceCell[]): Language | undefined {
  const prose = cells.flatMap(({ kind, body }) => (kind === 'prose' ? [body] : [])).join('\n');
  if (!/\p{Letter}/u.test(prose)) return undefined;
  const many = (pattern: RegExp) => prose.match(pattern)?.length ?? 0;
  return many(/\p{Script=Han}/gu) >= many(/\p{Script=Latin}+/gu) ? 'zh' : 'en';
}

function partsOf(text: string, run: Figured): VerdictPart[] {
  const parts: VerdictPart[] = [];
  let from = 0;
  for (const match of text.matchAll(place)) {
    const [whole, cell = '', metric = '', way] = match;
    const figure = figureOf(run, cell, metric);
    const known = figure && isKnown(figure);
    if (match.index > from) parts.push({ text: text.slice(from, match.index) });
    parts.push(known ? { text: written(figure, way, run.head.currency), door: { cell, metric } } : { text: '—' });
    from = match.index + whole.length;
  }
  return from < text.length ? [...parts, { text: text.slice(from) }] : parts;
}

function joined(parts: readonly VerdictPart[]): string {
  return parts.map(({ text }) => text).join('');
}

/** A number as a verdict's sentence writes it. */
export function written(figure: Q, way: string | undefined, currency: string): string {
  if (way === '%') return `${figures(100 * figure.value, 2)}${narrowSpace}%`;
  const shown = show(way === '/M' ? figure.value * million : figure.value, unitRead(figure));
  if (isMoney(figure.unit)) return `${signed(shown.text, currency)}${shown.unit}${way ?? ''}`;
  return `${shown.text}${narrowSpace}${shown.unit}`.trim();
}

/** A verdict that no longer holds is said where it stands. */
export function answerProblems({ broken }: Answer): Diagnostic[] {
  return broken.map(({ condition, instead }) =>
    diagnostic('front.verdict-broken', { condition, instead }, { at: { line: 1, column: 1 } }),
  );
}
