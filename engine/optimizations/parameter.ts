/** Parameters of levers: how they are declared, and how a rewrite reads them. */

import type { Text } from '../diagnostics';
import { asShare, question, type Q, type Unit } from '../quantity';
import type { Case, Parameters } from '../types';
import type { Choice, ParameterSpec } from './optimization';

interface Range {
  readonly least: number;
  readonly most: number;
  readonly stands?: (kase: Case) => Q | undefined;
}

/** A figure with its source. */
export function figure(meaning: Text, standard: Q, range: Range): ParameterSpec {
  return { unit: standard.unit, meaning, whole: false, standard, ...range };
}

/** A whole number that the person chooses: part of the question. */
export function number(meaning: Text, standard: number, range: Range): ParameterSpec {
  return { unit: '1', meaning, whole: true, standard: question(standard, '1', meaning), ...range };
}

export function share(meaning: Text, standard: Q<'1'>, stands?: (kase: Case) => Q | undefined): ParameterSpec {
  return figure(meaning, asShare(standard), { least: 0, most: 1, ...(stands ? { stands } : {}) });
}

/** One of a few words; the first where nothing is said. */
export function choiceOf(
  meaning: Text,
  choices: readonly Choice[],
  stands?: (kase: Case) => number | undefined,
): ParameterSpec {
  const at = (value: number): Q => question(value, '1', choices[value]?.title ?? meaning);
  return {
    unit: '1',
    meaning,
    least: 0,
    most: choices.length - 1,
    whole: true,
    standard: at(0),
    choices,
    ...(stands
      ? {
          stands: (kase: Case) => {
            const value = stands(kase);
            return value === undefined ? undefined : at(value);
          },
        }
      : {}),
  };
}

/** A parameter in the unit that the registry declares it in; apply fills each in, so its absence is a bug. */
export function read<const U extends Unit>(parameters: Parameters, name: string, unit: U): Q<U> {
  const found = parameters[name];
  if (found?.unit !== unit) throw new Error(`parameter ${name} is declared in ${unit} and always filled in`);
  return { ...found, unit };
}

/** A parameter without unit. */
export function pure(parameters: Parameters, name: string): Q<'1'> {
  return read(parameters, name, '1');
}

export function chosen<C extends Choice>(parameters: Parameters, name: string, choices: readonly C[]): C {
  const found = choices[pure(parameters, name).value];
  if (!found) throw new Error(`parameter ${name} is one of ${choices.map((each) => each.word).join(', ')}`);
  return found;
}

/** The place of the first choice that answers yes. */
export function placeOf<C extends Choice>(choices: readonly C[], is: (choice: C) => boolean): number | undefined {
  const at = choices.findIndex(is);
  return at < 0 ? undefined : at;
}
