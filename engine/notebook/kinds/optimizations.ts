/** Which optimizations are on. Keys are the ids of the registry; this file knows none of them. */

import { diagnostic, nearest, type Text } from '../../diagnostics';
import type { Choice, Optimization, ParameterSpec } from '../../optimizations/optimization';
import { question, type Q } from '../../quantity';
import { show } from '../../quantity-text';
import type { LeverSetting } from '../../types';
import { defining } from '../kind';
import { amount, choice, switchOf } from '../scalars';
import { field, group, useInstead, type Field, type Shape } from '../shape';

/** What a cell says of one optimization; parameters unsaid keep what they were. */
type Said = { readonly on: false } | { readonly on: true; readonly parameters: Readonly<Record<string, Q>> };

export const optimizations = defining(
  {
    id: 'optimizations',
    title: { en: 'Optimizations', zh: '优化' },
    summary: {
      en: 'Switch optimizations on or off, or set their parameters; they accumulate down the chain',
      zh: '开关优化项或设置参数；沿链累积',
    },
    template: 'w4a8: on\n',
  },
  (known) => {
    const levers = known.optimizations.map((each) => ({ optimization: each, field: leverField(each) }));
    return {
      fields: levers.map((each) => each.field),
      read: (taken) => {
        const said = levers.flatMap((each) => {
          const setting = taken.get(each.field);
          return setting === undefined ? [] : [{ optimization: each.optimization, setting }];
        });
        return (start) => ({
          ...start,
          levers: {
            ...start.levers,
            ...Object.fromEntries(
              said.map(({ optimization, setting }) => [
                optimization.id,
                settle(setting, start.levers[optimization.id]),
              ]),
            ),
          },
        });
      },
    };
  },
  (fields, make) =>
    group(fields, make, (entry, offered) => {
      const known = offered.map((each) => each.key);
      const near = nearest(entry.key, known);
      return diagnostic(
        'lever.unknown',
        { id: entry.key, near, known: known.join(', ') },
        { at: entry.keyAt, ...useInstead(near, entry.keyAt) },
      );
    }),
);

/** Parameters that stay unsaid take the registry's standards, when the design resolves. */
function settle(said: Said, before: LeverSetting | undefined): LeverSetting {
  return said.on ? { on: true, parameters: { ...(before?.on ? before.parameters : {}), ...said.parameters } } : said;
}

function leverField(optimization: Optimization): Field<Said> {
  return field(optimization.id, leverShape(optimization), {
    title: optimization.title,
    meaning: meaningOf(optimization),
  });
}

/** What it does and when it hurts, and what it is known to do to the answers. */
function meaningOf({ summary, accuracy }: Optimization): Text {
  if (!accuracy) return summary;
  return {
    en: `${summary.en} On answers: ${accuracy.effect.en}.`,
    zh: `${summary.zh}对回答的影响：${accuracy.effect.zh}。`,
  };
}

function leverShape(optimization: Optimization): Shape<Said> {
  const parameters = Object.entries(optimization.parameters).map(([key, spec]) => parameterField(key, spec));
  const below = group(parameters, (taken) => {
    const said = parameters.flatMap((each) => {
      const q = taken.get(each);
      return q === undefined ? [] : [[each.key, q] as const];
    });
    return { on: true as const, parameters: Object.fromEntries(said) };
  });
  return {
    example: 'on',
    control: { control: 'toggle' },
    below: parameters,
    schema: (language) => ({
      anyOf: [{ enum: ['on', 'off'] }, ...(parameters.length === 0 ? [] : [below.schema(language)])],
    }),
    read: (value, report) => {
      if (value.kind === 'map' && parameters.length > 0) return below.read(value, report);
      const on = value.kind === 'scalar' ? switchOf(value.text) : undefined;
      if (on !== undefined) return on ? { on, parameters: {} } : { on };
      const choices = ['on', 'off', ...(parameters.length === 0 ? [] : [below.example])].join(', ');
      report(
        diagnostic(
          'value.not-one-of',
          { text: value.kind === 'scalar' ? value.text : '…', choices, near: undefined },
          { at: value.at },
        ),
      );
      return undefined;
    },
  };
}

function parameterField(key: string, spec: ParameterSpec): Field<Q> {
  const { choices } = spec;
  return choices ? choiceField(key, spec, choices) : amountField(key, spec);
}

/** Written as a word; the value is its place. */
function choiceField(key: string, { meaning, standard }: ParameterSpec, choices: readonly Choice[]): Field<Q> {
  const words = choice(choices.map((each) => each.word));
  const shape: Shape<Q> = {
    ...words,
    read: (value, report) => {
      const word = words.read(value, report);
      const at = choices.findIndex((each) => each.word === word);
      return at < 0 ? undefined : question(at, '1', choices[at]?.title ?? meaning);
    },
  };
  const usual = choices[standard.value]?.word;
  return field(key, shape, {
    title: { en: key, zh: key },
    meaning,
    ...(usual === undefined ? {} : { standard: usual }),
  });
}

function amountField(key: string, spec: ParameterSpec): Field<Q> {
  const { unit, meaning, least, most, whole, standard } = spec;
  // A setting of the question (a count of drafts) carries no trust; a figure of a fact (an acceptance) is the person's.
  const origin = standard.origin.kind === 'question' ? 'question' : 'given';
  const bare = unit === '1' || unit === 'token';
  const example = bare ? String(standard.value) : written(standard);
  return field(key, amount({ unit, label: meaning, origin, example, bare, least, most, whole }), {
    title: { en: key, zh: key },
    meaning,
    standard: example,
  });
}

/** As a person would write it: 2.50 µs. */
function written({ value, unit }: Q): string {
  const shown = show(value, unit);
  return `${shown.text} ${shown.unit}`.trim();
}
