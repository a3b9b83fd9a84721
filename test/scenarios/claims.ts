/** What the prose of a shipped notebook states, and whether its cells still say so. One JSON file a notebook, in claims/. */

import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { Catalog } from '../../engine/catalog';
import { figureOf, judgedIn, troubleOf } from '../../engine/notebook/condition';
import { run, type Run } from '../../engine/notebook/run';
import { signed } from '../../engine/notebook/roi-words';
import type { Q } from '../../engine/quantity';
import { figures, show } from '../../engine/quantity-text';
import { strayed, takenShape } from './taken';

const ways = ['plain', 'percent', 'size', 'change', 'times', 'per-million'] as const;
type Way = (typeof ways)[number];

const claimsShape = z.strictObject({
  /** `figure` is a cell and a metric; with `over` it is divided by another. `says` is how the prose of both languages writes it. */
  figures: z.array(
    z.strictObject({ figure: z.string(), over: z.string().optional(), as: z.enum(ways), says: z.string() }),
  ),
  /** A condition (engine/notebook/condition.ts) and the end of the sentence that holds only if it does. */
  conditions: z.array(z.strictObject({ that: z.string(), en: z.string().optional(), zh: z.string().optional() })),
  /** Figures of the catalog and of published runs that prose or a cell writes by hand: where from (taken.ts), and how written. */
  taken: z.array(takenShape).default([]),
  /** Figures that come from outside; the prose names where. */
  stated: z.array(z.string()),
});
export type Claims = z.infer<typeof claimsShape>;
export type FigureClaim = Claims['figures'][number];

const folder = new URL('./', import.meta.url);

export function claimsOf(name: string): Claims {
  return claimsShape.parse(JSON.parse(readFileSync(new URL(`claims/${name}.json`, folder), 'utf8')));
}

/** UPDATE_CLAIMS=1: figures that moved are written anew, in the prose of both languages and in the claims; conditions stay as they are. */
export function update(both: Notebook, claims: Claims, found: Run): void {
  let texts = { en: both.en, zh: both.zh };
  const figures = claims.figures.map((claim) => {
    const q = named(found, claim.figure);
    const over = claim.over === undefined ? undefined : named(found, claim.over);
    if (!q) return claim;
    const says = saidAs(claim.as, q, over, found.head.currency);
    texts = { en: rewritten(texts.en, claim.says, says), zh: rewritten(texts.zh, claim.says, says) };
    return { ...claim, says };
  });
  const conditions = claims.conditions.map(({ that, en, zh }) => ({
    that,
    ...(en === undefined ? {} : { en: moved(en, claims, figures) }),
    ...(zh === undefined ? {} : { zh: moved(zh, claims, figures) }),
  }));
  const write = (path: string, text: string): void => {
    writeFileSync(new URL(path, folder), text);
  };
  write(`../../scenarios/${both.name}.bench.md`, texts.en);
  write(`../../scenarios/${both.name}.zh.bench.md`, texts.zh);
  write(`claims/${both.name}.json`, `${JSON.stringify({ ...claims, figures, conditions }, null, 2)}\n`);
}

/** The prose with one figure for another; cells and front matter as they were. */
function rewritten(text: string, old: string, now: string): string {
  const front = /^---\n[\s\S]*?\n---\n/.exec(text)?.[0] ?? '';
  const pieces = text.slice(front.length).split(/(^```[\s\S]*?^```$)/m);
  return front + pieces.map((piece) => (piece.startsWith('```') ? piece : piece.replaceAll(whole(old), now))).join('');
}

function moved(sentence: string, before: Claims, after: Claims['figures']): string {
  return before.figures.reduce((text, { says }, i) => text.replaceAll(whole(says), after[i]?.says ?? says), sentence);
}

/** A text in both languages. */
interface Prose {
  readonly en: string;
  readonly zh: string;
}

export interface Notebook extends Prose {
  readonly name: string;
}

export function notebook(name: string): Notebook {
  const read = (suffix: string) => readFileSync(new URL(`../../scenarios/${name}${suffix}`, folder), 'utf8');
  return { name, en: read('.bench.md'), zh: read('.zh.bench.md') };
}

/** A figure as the prose writes it: "47.0 ms", "¥5.66/h", "26 %", "3.1". */
export function saidAs(way: Way, value: Q, over: Q | undefined, currency: string): string {
  const ratio = over ? value.value / over.value : value.value;
  switch (way) {
    case 'percent':
      return `${figures(100 * ratio, 2)} %`;
    case 'size':
      return `${figures(100 * Math.abs(ratio), 2)} %`;
    case 'change':
      return `${figures(100 * Math.abs(ratio - 1), 2)} %`;
    case 'times':
      return figures(ratio, 2);
    case 'per-million':
    case 'plain': {
      const shown = show(way === 'plain' ? value.value : value.value * 1e6, value.unit);
      if (!value.unit.startsWith('money')) return `${shown.text} ${shown.unit}`.trim();
      return `${signed(shown.text, currency)}${shown.unit}${way === 'plain' ? '' : '/M'}`;
    }
  }
}

/** Everything the notebook says that this run and its catalog do not: each with the sentence that says it, in both languages. */
export function untrue({ en, zh }: Prose, claims: Claims, found: Run, catalog: Catalog): string[] {
  const where = (says: string) => sentencesWith({ en, zh }, says);
  const { currency } = found.head;
  const numbers = claims.figures.flatMap(({ figure, over, as, says }) => {
    const q = named(found, figure);
    const divisor = over === undefined ? undefined : named(found, over);
    if (!q || (over !== undefined && !divisor)) return [`${figure}: there is no such figure${where(says)}`];
    const now = saidAs(as, q, divisor, currency);
    return now === says
      ? []
      : [`${figure}${over === undefined ? '' : ` ÷ ${over}`} is ${now}, not ${says}:${where(says)}`];
  });
  const conditions = claims.conditions.flatMap(({ that, en: said, zh: gesagt }) => {
    const trouble = troubleOf(judgedIn(that, found));
    return trouble ? [`${that} does not hold, ${trouble.en}:\n  ${said ?? ''}\n  ${gesagt ?? ''}`] : [];
  });
  const verdict = (found.answer?.broken ?? []).map(
    ({ condition, instead }) =>
      `${condition} does not hold, ${instead.en}:\n  ${found.answer?.verdict.en ?? ''}\n  ${found.answer?.verdict.zh ?? ''}`,
  );
  return [...numbers, ...conditions, ...verdict, ...untrueCopies({ en, zh }, claims.taken, catalog)];
}

/** Figures copied from the catalog that stand otherwise there. */
export function untrueCopies(both: Prose, taken: Claims['taken'], catalog: Catalog): string[] {
  return taken.flatMap((each) => {
    const now = strayed(each, catalog);
    return now === undefined
      ? []
      : [`${each.from} is ${now}, not ${each.says}:${sentencesWith(both, each.beside ?? each.says)}`];
  });
}

function sentencesWith({ en, zh }: Prose, says: string): string {
  return [en, zh].map((text) => `\n  ${sentenceWith(proseOf(text), says)}`).join('');
}

function named(found: Run, text: string): Q | undefined {
  const [cell = '', metric = ''] = text.split(' ');
  return figureOf(found, cell, metric);
}

export function runWith(text: string, catalog: Catalog): Run {
  return run(text, { catalog });
}

/** The text without front matter and cells. */
export function proseOf(text: string): string {
  return text.replace(/^---\n[\s\S]*?\n---\n/, '').replace(/^```[\s\S]*?^```$/gm, '');
}

/** Spaces, thin or not, are no difference. */
export function tight(text: string): string {
  return text.replace(/[\s\u202f\u00a0]+/g, '');
}

/** True where the prose writes this figure, and not as the end of a longer one. */
export function writes(prose: string, says: string): boolean {
  return whole(says).test(prose);
}

/** A figure whatever its spaces, and not part of a longer one; global, for replacing. */
function whole(says: string): RegExp {
  const flexible = says.split(/\s+/).map(escaped).join('[\\s\u202f\u00a0]*');
  return new RegExp(`(?<![\\d.])${flexible}(?!\\d)`, 'g');
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

function sentenceWith(prose: string, says: string): string {
  const all = prose.split(/(?<=[.!?:;])\s+|(?<=[。！？；])|\n\n|\n[|*-] ?/);
  return (
    all
      .find((each) => writes(each, says))
      ?.replace(/\s+/g, ' ')
      .trim() ?? `(no sentence says ${says})`
  );
}

const units = 'ms|µs|s|GB\\/s|TB\\/s|GB|TB|tok\\/s|TFLOPS|kW|W|%|\\/h|\\/M|req\\/s';
const written = new RegExp(
  `(?<![\\w.])[$¥−]?\\d[\\d\\u202f\\u00a0 .]*?(?:\\.\\d+)?[\\s\\u202f]?(?:${units})(?![\\w/])`,
  'g',
);

/** Figures with a unit that the prose writes and nothing vouches for. */
export function unvouched(text: string, claims: Claims): string[] {
  const cells = tight([...text.matchAll(/^```[\s\S]*?^```$/gm)].map(([cell]) => cell).join('\n'));
  const vouched = [...[...claims.figures, ...claims.taken].map(({ says }) => says), ...claims.stated].map(tight);
  return [...proseOf(text).matchAll(written)]
    .map(([figure]) => figure.trim())
    .filter((figure) => {
      const bare = tight(figure).replace(/^−/, '');
      return !vouched.some((each) => each.replace(/^−/, '').includes(bare)) && !cells.includes(bare);
    });
}
