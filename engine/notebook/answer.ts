/** What a notebook asks and what it answers: a sentence whose figures come from the cells, and whether what it rests on still holds. */

import { diagnostic, type Diagnostic, type Text } from '../diagnostics';
import { figures, isKnown, narrowSpace, show, type Q } from '../quantity';
import { figureOf, troubleOf, type Figured } from './condition';
import type { CellResult } from './result';
import { signed } from './roi-words';
import type { SaidAnswer } from './source';

export interface Answer {
  readonly question: Text;
  /** With the figures of this run in it. */
  readonly verdict: Text;
  /** How sure it is: what the ROI cells say of their odds, in the order of the text. */
  readonly odds: readonly Text[];
  /** Conditions of the verdict that do not hold in this run, each with what is instead. */
  readonly broken: readonly { readonly condition: string; readonly instead: Text }[];
}

/** `{cell metric}`, `{cell metric %}` as a percentage, `{cell metric /M}` a million times over: a price of a million tokens. */
const place = /\{([a-z][a-z0-9-]*) ([\w.]+)(?: (%|\/M))?\}/g;
const million = 1e6;

export function answerOf(said: SaidAnswer, run: Figured & { readonly results: readonly CellResult[] }): Answer {
  const filled = (text: string): string =>
    text.replace(place, (_, cell: string, metric: string, way: string | undefined) => {
      const figure = figureOf(run, cell, metric);
      return figure && isKnown(figure) ? written(figure, way, run.head.currency) : '—';
    });
  return {
    question: said.question,
    verdict: { en: filled(said.verdict.en), zh: filled(said.verdict.zh) },
    odds: run.results.flatMap(({ roi }) => (roi?.sure ? [roi.detail] : [])),
    broken: said.rests.flatMap((condition) => {
      const trouble = troubleOf(condition, run);
      return trouble ? [{ condition, instead: trouble }] : [];
    }),
  };
}

/** A number as a verdict's sentence writes it. */
export function written(figure: Q, way: string | undefined, currency: string): string {
  if (way === '%') return `${figures(100 * figure.value, 2)}${narrowSpace}%`;
  const shown = show(way === '/M' ? figure.value * million : figure.value, figure.unit);
  if (figure.unit === 'money' || figure.unit === 'money/h')
    return `${signed(shown.text, currency)}${shown.unit}${way ?? ''}`;
  return `${shown.text}${narrowSpace}${shown.unit}`.trim();
}

/** A verdict that no longer holds is said where it stands. */
export function answerProblems({ broken }: Answer): Diagnostic[] {
  return broken.map(({ condition, instead }) =>
    diagnostic('front.verdict-broken', { condition, instead }, { at: { line: 1, column: 1 } }),
  );
}
