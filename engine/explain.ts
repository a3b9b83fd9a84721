/** One number taken apart: its formula, the same with values, its inputs to descend into, and who vouches for it. */

import type { Text } from './diagnostics';
import { missingOf, trustOf, unitRead, type Cite, type Q, type Trust, type Unit } from './quantity';
import { format, show, type Shown } from './quantity-text';

export interface ExplainInput {
  readonly key: string;
  /** AsciiMath. */
  readonly symbol: string;
  readonly meaning: Text;
  readonly value: number | null;
  readonly shown: Shown;
  readonly trust?: Trust;
  /** True where it is itself derived and can be descended into. */
  readonly opens: boolean;
}

export interface Explanation {
  readonly title: Text;
  readonly symbol: string;
  readonly value: number | null;
  readonly unit: Unit;
  readonly shown: Shown;
  readonly trust?: Trust;
  readonly origin: Q['origin']['kind'];
  readonly missing: readonly string[];
  readonly formula?: {
    readonly id: string;
    /** AsciiMath of the whole line, with symbols, and with values. */
    readonly symbols: string;
    readonly values: string;
    readonly cite?: string;
    readonly erratum?: Text;
  };
  readonly inputs: readonly ExplainInput[];
  /** For a leaf: what the figure is and where it stands. */
  readonly source?: Cite;
  /** All leaf facts under the number, strongest first. */
  readonly sources: readonly (Cite & { readonly trust: Trust })[];
}

/** Takes apart the number found by following `path` (input keys) down from `root`; undefined if there is no such input. */
export function explain(root: Q, path: readonly string[] = []): Explanation | undefined {
  let node = root;
  for (const key of path) {
    const below: Q | undefined = node.origin.kind === 'derived' ? node.origin.inputs[key] : undefined;
    if (!below) return undefined;
    node = below;
  }
  return describe(node);
}

/** The number itself taken apart. */
export function describe(q: Q): Explanation {
  const origin = q.origin;
  const trust = trustOf(q);
  const base = {
    value: Number.isNaN(q.value) ? null : q.value,
    unit: q.unit,
    shown: show(q.value, unitRead(q)),
    ...(trust ? { trust } : {}),
    origin: origin.kind,
    missing: missingOf(q),
    sources: factsUnder(q),
  };
  if (origin.kind !== 'derived') return { ...base, title: origin.label, symbol: '', inputs: [], source: origin };
  const { formula, inputs } = origin;
  const declared = formula.inputs;
  const keys = Object.keys(inputs);
  const symbols = Object.fromEntries(keys.map((key) => [key, declared[key]?.symbol ?? key]));
  const values = Object.fromEntries(keys.map((key) => [key, asciiValue(inputs[key])]));
  return {
    ...base,
    title: formula.title,
    symbol: formula.symbol,
    formula: {
      id: formula.id,
      symbols: `${formula.symbol} = ${formula.write(symbols)}`,
      values: `${formula.symbol} = ${formula.write(values)}`,
      ...(formula.cite ? { cite: formula.cite } : {}),
      ...(formula.erratum ? { erratum: formula.erratum } : {}),
    },
    inputs: keys.flatMap((key) => {
      const below = inputs[key];
      if (!below) return [];
      const belowTrust = trustOf(below);
      return [
        {
          key,
          symbol: symbols[key] ?? key,
          meaning: declared[key]?.meaning ?? titleOf(below),
          value: Number.isNaN(below.value) ? null : below.value,
          shown: show(below.value, unitRead(below)),
          ...(belowTrust ? { trust: belowTrust } : {}),
          opens: below.origin.kind === 'derived',
        },
      ];
    }),
  };
}

function titleOf(q: Q): Text {
  return q.origin.kind === 'derived' ? q.origin.formula.title : q.origin.label;
}

/** A value as AsciiMath: the figures, then the unit as text. */
function asciiValue(q: Q | undefined): string {
  if (!q) return '';
  const { text, unit } = show(q.value, unitRead(q));
  return unit === '' ? text : `${text} "${unit}"`;
}

function factsUnder(q: Q): (Cite & { trust: Trust })[] {
  const facts = new Map<string, Cite & { trust: Trust }>();
  const seen = new Set<Q>();
  const visit = (node: Q): void => {
    if (seen.has(node)) return;
    seen.add(node);
    const origin = node.origin;
    if (origin.kind === 'derived') Object.values(origin.inputs).forEach(visit);
    else if (origin.kind !== 'question' && origin.kind !== 'unknown' && origin.kind !== 'printed') {
      const { kind, ...cite } = origin;
      facts.set(`${cite.label.en}|${cite.source ?? ''}`, { ...cite, trust: kind });
    }
  };
  visit(q);
  return [...facts.values()];
}

/** The derivation as indented text, for the command line and for Copy as text. */
export function explainText(root: Q, language: keyof Text, depth = 3): string {
  const lines: string[] = [];
  const write = (q: Q, name: string, indent: number): void => {
    const pad = '  '.repeat(indent);
    const trust = trustOf(q);
    lines.push(`${pad}${name} = ${format(q)}${trust ? `  [${trust}]` : ''}`);
    const origin = q.origin;
    if (origin.kind !== 'derived') {
      const where = [origin.source, origin.date, origin.note].filter((part) => part).join(' · ');
      lines.push(`${pad}  ${origin.label[language]}${where ? ` — ${where}` : ''}`);
      return;
    }
    const node = describe(q);
    if (node.formula)
      lines.push(`${pad}  ${node.formula.symbols}${node.formula.cite ? `   (${node.formula.cite})` : ''}`);
    if (node.formula?.erratum) lines.push(`${pad}  ! ${node.formula.erratum[language]}`);
    if (indent < depth)
      for (const each of node.inputs) {
        const below = origin.inputs[each.key];
        if (below) write(below, `${each.symbol} (${each.meaning[language]})`, indent + 1);
      }
  };
  write(root, titleOf(root)[language], 0);
  return lines.join('\n');
}
