/** --assert 'CELL METRIC < 50 ms': a bound that a figure must keep, for scripts and CI. */

import {
  comparison,
  compares,
  diagnostic,
  format,
  isKnown,
  isSign,
  parseQuantity,
  type Language,
  type Run,
} from '../../engine';
import { figureIn } from '../handlers/find';
import { Refusal } from '../outcome';

export interface Checked {
  readonly text: string;
  readonly pass: boolean;
  /** What the figure is; null where it is unknown. */
  readonly value: number | null;
  readonly shown: string;
}

/** Throws a Refusal where the assertion cannot be read, or names nothing there is. */
export function check(text: string, run: Run): Checked {
  const [, cell = '', metric = '', sign = '', bound = ''] = comparison.exec(text) ?? [];
  if (!isSign(sign)) throw new Refusal(diagnostic('usage.assertion', { text }));
  const figure = figureIn(run, cell, metric);
  const parsed = parseQuantity(bound, figure.unit);
  if (!parsed.ok) throw new Refusal(parsed.problem);
  const known = isKnown(figure);
  return {
    text,
    pass: known && compares(figure.value, sign, parsed.value),
    value: known ? figure.value : null,
    shown: format(figure),
  };
}

export function assertionText({ text, pass, shown }: Checked, language: Language): string {
  const [word, is] =
    language === 'zh' ? [pass ? '满足' : '不满足', '，实际'] : [pass ? 'holds' : 'does not hold', ', it is'];
  return `${word}: ${text}${is} ${shown}`;
}
