/** Shapes of single values: quantities with units, counts, choices, switches, names. */

import { diagnostic, nearest, type Diagnostic, type Text } from '../diagnostics';
import { asShare, fact, question, type Q, type Unit } from '../quantity';
import { format, parse, suffixesOf, type Parsed } from '../quantity-text';
import { useInstead, type Report, type Shape } from './shape';
import type { Value } from './yaml-body';

type Scalar = Extract<Value, { kind: 'scalar' }>;

function scalar<T>(
  shape: Omit<Shape<T>, 'read'> & { readonly read: (value: Scalar, report: Report) => T | undefined },
): Shape<T> {
  return {
    ...shape,
    read: (value, report) => {
      if (value.kind === 'scalar') return shape.read(value, report);
      report(diagnostic('value.not-text', { example: shape.example }, { at: value.at }));
      return undefined;
    },
  };
}

export interface Amount<U extends Unit> {
  readonly unit: U;
  readonly label: Text;
  /** `question` for what is asked (workload, counts, SLO), `given` for a person's figure of a fact. */
  readonly origin: 'question' | 'given';
  readonly example: string;
  /** True where the number alone is understood. */
  readonly bare?: boolean;
  /** True where zero makes no sense. */
  readonly positive?: boolean;
  readonly least?: number;
  readonly most?: number;
  readonly whole?: boolean;
  /** True of a part of a whole, which is read in per cent. */
  readonly isShare?: boolean;
}

/** A number with its unit, checked against its range. */
export function amount<const U extends Unit>(spec: Amount<U>): Shape<Q<U>> {
  const { unit, label, least, most, whole } = spec;
  const written = suffixesOf(unit);
  return scalar({
    example: spec.example,
    control: {
      control: 'number',
      ...(spec.bare || hasBare(unit) || written[0] === undefined
        ? {}
        : { unit: /\d\s*([^\d\s.].*)$/.exec(spec.example)?.[1] ?? written[0] }),
      ...(least === undefined ? (spec.positive ? { least: 0 } : {}) : { least }),
      ...(most === undefined ? {} : { most }),
      ...(whole ? { whole } : {}),
    },
    schema: () => ({ type: ['string', 'number'], examples: [spec.example] }),
    read: (value, report) => {
      const bare = spec.bare && /^[+-]?[\d_.]+(?:e[+-]?\d+)?$/i.test(value.text);
      const parsed = parse(value.text, bare && !hasBare(unit) ? '1' : unit);
      const problem = parsed.ok
        ? outside({ value: parsed.value, text: value.text, unit, least, most, whole, positive: spec.positive })
        : said(parsed.problem, value.text, spec.example);
      if (problem || !parsed.ok) {
        if (problem) report({ ...problem, at: value.at });
        return undefined;
      }
      const read =
        spec.origin === 'question' ? question(parsed.value, unit, label) : fact(parsed.value, unit, 'given', { label });
      return spec.isShare ? asShare(read) : read;
    },
  });
}

/** The example of this field is nearer to what is meant than the unit's own. */
function said(problem: Diagnostic, text: string, example: string): Diagnostic {
  switch (problem.code) {
    case 'quantity.not-a-number':
      return diagnostic('quantity.not-a-number', { text, example });
    case 'quantity.unit-missing':
      return diagnostic('quantity.unit-missing', { text, example });
    default:
      return problem;
  }
}

function hasBare(unit: Unit): boolean {
  return parse('1', unit).ok;
}

interface Range {
  readonly value: number;
  readonly text: string;
  readonly unit: Unit;
  readonly least: number | undefined;
  readonly most: number | undefined;
  readonly whole: boolean | undefined;
  readonly positive?: boolean | undefined;
}

function outside(range: Range): Diagnostic | undefined {
  const { value, text, unit, least, most } = range;
  if (range.positive && !(value > 0)) return diagnostic('value.not-positive', { text });
  if (range.whole && !Number.isInteger(value)) return diagnostic('value.not-whole', { text });
  if ((least === undefined || value >= least) && (most === undefined || value <= most)) return undefined;
  const limit = (number: number | undefined): string =>
    number === undefined ? '' : format({ value: number, unit }, 6);
  return diagnostic('value.out-of-range', { text, least: limit(least ?? Number.NEGATIVE_INFINITY), most: limit(most) });
}

/** A plain whole number of things. */
export function count(range: {
  readonly least: number;
  readonly most: number;
  readonly example: string;
}): Shape<number> {
  const { least, most, example } = range;
  return scalar({
    example,
    control: { control: 'number', whole: true, least, most },
    schema: () => ({ type: ['integer', 'string'], examples: [Number(example)] }),
    read: (value, report) => {
      const parsed = parse(value.text, '1');
      const problem = parsed.ok
        ? outside({ value: parsed.value, text: value.text, unit: '1', least, most, whole: true })
        : said(parsed.problem, value.text, example);
      if (problem) report({ ...problem, at: value.at });
      return parsed.ok && !problem ? parsed.value : undefined;
    },
  });
}

/** One of a few words. */
export function choice<const C extends string>(choices: readonly C[]): Shape<C> {
  return scalar({
    example: choices[0] ?? '',
    control: { control: 'choice', choices },
    schema: () => ({ enum: choices }),
    read: (value, report) => {
      const found = choices.find((each) => each === value.text);
      if (found === undefined) report(notOneOf(value, choices));
      return found;
    },
  });
}

function notOneOf(value: Scalar, choices: readonly string[]): Diagnostic {
  const near = nearest(value.text, choices);
  return diagnostic(
    'value.not-one-of',
    { text: value.text, choices: choices.join(', '), near },
    { at: value.at, ...useInstead(near, value.at) },
  );
}

/** on | off, and what other tools write for them. */
export const toggle: Shape<boolean> = scalar({
  example: 'on',
  control: { control: 'toggle' },
  schema: () => ({ enum: ['on', 'off'] }),
  read: (value, report) => {
    const state = switchOf(value.text);
    if (state === undefined) report(notOneOf(value, ['on', 'off']));
    return state;
  },
});

/** True for on, false for off, undefined for anything else. */
export function switchOf(text: string): boolean | undefined {
  if (text === 'on' || text === 'true' || text === 'yes') return true;
  return text === 'off' || text === 'false' || text === 'no' ? false : undefined;
}

/** Text as it stands. */
export function words(example: string): Shape<string> {
  return scalar({
    example,
    control: { control: 'text' },
    schema: () => ({ type: ['string', 'number'] }),
    read: (value) => value.text,
  });
}

/** Text that `understand` takes apart; it says what is wrong otherwise. */
export function understood<T>(example: string, understand: (text: string) => T | Diagnostic): Shape<T> {
  return scalar({
    example,
    control: { control: 'text' },
    schema: () => ({ type: ['string', 'number'], examples: [example] }),
    read: (value, report) => {
      const result = understand(value.text);
      if (!isDiagnostic(result)) return result;
      report({ ...result, at: value.at });
      return undefined;
    },
  });
}

function isDiagnostic(value: unknown): value is Diagnostic {
  return typeof value === 'object' && value !== null && 'severity' in value && 'code' in value;
}

/** The ids of one part of the catalog, and how a name is looked up in it. */
export interface Names {
  /** What to offer. */
  readonly ids: readonly string[];
  /** By id, title or alias. */
  readonly find: (name: string) => Parsed<{ readonly id: string }>;
  /** What to say of one where it is offered: its main figures. */
  readonly summary?: (id: string, language: keyof Text) => string;
}

/** The id of something in the catalog. */
export function catalogId(names: Names): Shape<string> {
  return scalar({
    example: names.ids[0] ?? '',
    control: { control: 'choice', choices: names.ids },
    schema: (language) => ({
      type: 'string',
      anyOf: [
        {
          enum: names.ids,
          ...(names.summary
            ? { markdownEnumDescriptions: names.ids.map((id) => names.summary?.(id, language) ?? '') }
            : {}),
        },
        { type: 'string' },
      ],
    }),
    read: (value, report) => {
      const found = names.find(value.text);
      if (found.ok) return found.value.id;
      report({ ...found.problem, at: value.at, ...useInstead(nearest(value.text, names.ids), value.at) });
      return undefined;
    },
  });
}
