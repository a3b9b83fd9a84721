/** Every figure of the article, computed from its own formulas and set against what it prints. */

import type { Text } from '../diagnostics';
import type { Q } from '../quantity';
import { hyperConnections, sparseAttention } from './architectures';
import type { Computed } from './case';
import { tableEight, tableNine, tableNineCorrected } from './decode-tables';
import { golden, sizeOf, statedErrata, type Golden } from './golden';
import { parameterSums, tableThree, tableTwo } from './see-clearly';
import { linkTimings, tableFive, tableFour, tableSix } from './traffic-tables';

export interface ArticleCase {
  readonly id: string;
  /** golden: a figure of the article; erratum: the same figure put right. */
  readonly kind: 'golden' | 'erratum';
  readonly where: Text;
  readonly title: Text;
  /** The article's own unit; printed, exact and predicted are in it. */
  readonly unit: string;
  readonly printed: number | null;
  readonly exact: number;
  readonly predicted: number;
  /** SI, with its derivation. */
  readonly quantity: Q;
  /** Relative. */
  readonly tolerance: number;
  readonly erratum?: Text;
  readonly pass: boolean;
}

/** golden.json rounds the equation's own value to six places, which is a part in a thousand of the smallest. */
const exactTolerance = 1e-3;

/** All cases: the golden ones in the file's order, then the errata. */
export function articleCases(): readonly ArticleCase[] {
  const figures = new Map(everything().map((each) => [each.id, each]));
  const find = (facts: Golden): Computed => {
    const figure = figures.get(facts.id);
    if (!figure) throw new Error(`golden.json: nothing computes ${facts.id}`);
    return figure;
  };
  return [
    ...golden.map((facts) => compareGolden(facts, find(facts))),
    ...statedErrata.map((facts) => compareErratum(facts, find(facts))),
  ];
}

function everything(): Computed[] {
  return [
    ...tableTwo(),
    ...tableThree(),
    ...tableFour(),
    ...tableFive(),
    ...linkTimings(),
    ...tableSix(),
    ...tableEight(),
    ...tableNine(),
    ...sparseAttention(),
    ...hyperConnections(),
    ...parameterSums(),
    ...tableNineCorrected(),
  ];
}

function compareGolden(facts: Golden, figure: Computed): ArticleCase {
  const predicted = inArticleUnit(facts, figure);
  const nearPrint = within(predicted, facts.printed ?? facts.exact, facts.tolerance);
  const nearExact = within(predicted, facts.exact, Math.min(facts.tolerance, exactTolerance));
  return build({ facts, figure, predicted, kind: 'golden', pass: nearPrint && nearExact });
}

/** An erratum's figure stands for itself; what is printed is what it corrects. */
function compareErratum(facts: Golden, figure: Computed): ArticleCase {
  const predicted = inArticleUnit(facts, figure);
  return build({ facts, figure, predicted, kind: 'erratum', pass: within(predicted, facts.exact, facts.tolerance) });
}

function build(o: {
  readonly facts: Golden;
  readonly figure: Computed;
  readonly predicted: number;
  readonly kind: ArticleCase['kind'];
  readonly pass: boolean;
}): ArticleCase {
  const { id, unit, printed, exact, tolerance } = o.facts;
  const { title, quantity, erratum } = o.figure;
  return {
    id,
    kind: o.kind,
    where: locate(o.facts.where),
    title,
    unit,
    printed,
    exact,
    predicted: o.predicted,
    quantity,
    tolerance,
    ...(erratum ? { erratum } : {}),
    pass: o.pass,
  };
}

function inArticleUnit(facts: Golden, figure: Computed): number {
  return figure.quantity.value / sizeOf(facts.unit, figure.quantity.unit);
}

function within(value: number, target: number, tolerance: number): boolean {
  return Math.abs(value / target - 1) <= tolerance;
}

const places: readonly (readonly [pattern: RegExp, zh: (number: string) => string])[] = [
  [/^errata, table (.+)$/, (number) => `勘误，表 ${number}`],
  [/^table (.+)$/, (number) => `表 ${number}`],
  [/^derivation (.+)$/, (number) => `推导 ${number}`],
  [/^section (.+)$/, (number) => `${number} 节`],
];

function locate(where: string): Text {
  for (const [pattern, zh] of places) {
    const match = pattern.exec(where);
    if (match) return { en: where, zh: zh(match[1] ?? '') };
  }
  return { en: where, zh: where };
}
