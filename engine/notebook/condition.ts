/** What a verdict rests on, in words a person writes: `ep16 serving.tpot < 20 ms`, `int4 serving.tpot < fp8 serving.tpot`, `ep16 decode = compute`. */

import { diagnostic, type Diagnostic, type Text } from '../diagnostics';
import { isKnown, type Q } from '../quantity';
import { parse } from '../quantity-text';
import type { Evaluation, MetricName } from '../types';
import { figureNamed } from './derived';
import { readPrice } from './money';
import { shownNumber } from './show';
import type { NotebookHead } from './source';

export const comparison = /^\s*(\S+)\s+(\S+?)\s*(<=|>=|<|>)\s*(\S.*?)\s*$/;
const binding = /^\s*(\S+)\s+(prefill|decode)\s*=\s*(\S+)\s*$/;
const otherFigure = /^([a-z][a-z0-9-]*)\s+([a-z][a-z0-9]*[._][\w.]+)$/;

const holds = {
  '<': (value: number, bound: number) => value < bound,
  '<=': (value: number, bound: number) => value <= bound,
  '>': (value: number, bound: number) => value > bound,
  '>=': (value: number, bound: number) => value >= bound,
};
export type Sign = keyof typeof holds;

export function isSign(text: string): text is Sign {
  return Object.hasOwn(holds, text);
}

export function compares(value: number, sign: Sign, bound: number): boolean {
  return holds[sign](value, bound);
}

/** What a condition is asked of. */
export interface Figured {
  readonly head: Pick<NotebookHead, 'currency' | 'rates'>;
  readonly figures: ReadonlyMap<string, ReadonlyMap<MetricName, Q>>;
  readonly evaluations: ReadonlyMap<string, Evaluation>;
}

/** A condition and what a run says of it. */
export interface Judged {
  readonly condition: string;
  readonly holds: boolean;
  /** The figures as they are; undefined where there is no such figure. */
  readonly is?: string;
}

export function judgedIn(condition: string, run: Figured): Judged {
  const bound = binding.exec(condition);
  if (bound) {
    const [, cell = '', phase, resource] = bound;
    const found = run.evaluations.get(cell)?.[phase === 'prefill' ? 'prefill' : 'decode'].bottleneck;
    return { condition, holds: found === resource, is: found ?? '—' };
  }
  const [, cell = '', metric = '', sign = '', right = ''] = comparison.exec(condition) ?? [];
  const figure = figureOf(run, cell, metric);
  const limit = figure && limitOf(right, figure, run);
  if (!limit || !isSign(sign)) return { condition, holds: false };
  const holds = isKnown(figure) && compares(figure.value, sign, limit.value);
  const shown = (q: Pick<Q, 'value' | 'unit' | 'origin'>): string => {
    const { text: digits, unit } = shownNumber(q, run.head.currency);
    return `${digits} ${unit}`.trim();
  };
  const against = `${holds ? sign : opposite[sign]} ${shown({ ...figure, value: limit.value })}`;
  return { condition, holds, is: limit.isFigure ? `${shown(figure)} ${against}` : shown(figure) };
}

/** Undefined where it holds; else what is instead, or why it cannot be told. */
export function troubleOf({ holds, is }: Judged): Text | undefined {
  if (holds) return undefined;
  return is === undefined ? unreadable : { en: `it is ${is}`, zh: `实际为 ${is}` };
}

const opposite: Readonly<Record<Sign, string>> = { '<': '≥', '<=': '>', '>': '≤', '>=': '<' };
const unreadable: Text = { en: 'there is no such figure', zh: '没有这个数值' };

export function figureOf(run: Pick<Figured, 'figures'>, cell: string, metric: string): Q | undefined {
  const figures = run.figures.get(cell);
  return figures && figureNamed(figures, metric);
}

interface Limit {
  readonly value: number;
  readonly isFigure: boolean;
}

function limitOf(text: string, figure: Q, run: Figured): Limit | undefined {
  const other = otherFigure.exec(text);
  if (other) {
    const found = figureOf(run, other[1] ?? '', other[2] ?? '');
    return found?.unit === figure.unit && isKnown(found) ? { value: found.value, isFigure: true } : undefined;
  }
  const parsed = parse(text, figure.unit);
  if (parsed.ok) return { value: parsed.value, isFigure: false };
  if (figure.unit !== 'money/h') return undefined;
  const label = { en: 'bound', zh: '界限' };
  const price = readPrice(text, { unit: 'money/h', label, money: run.head, example: '$2/h' });
  return 'code' in price ? undefined : { value: price.value, isFigure: false };
}

/** The condition again, or why it has no form of one. */
export function readCondition(text: string): string | Diagnostic {
  return comparison.test(text) || binding.test(text) ? text.trim() : diagnostic('front.condition', { text });
}
