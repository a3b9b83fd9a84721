/** The article's framework over one design: each lever under its stage and level, on, off, or not applicable and why. */

import type { Diagnostic, Text } from '../diagnostics';
import { optimizations, stages, type Level, type Stage } from '../optimizations';
import { parametersOf } from '../optimizations/apply';
import type { Case } from '../types';

export type Place =
  | { readonly state: 'on'; readonly stands: boolean; readonly whatIf: boolean }
  | { readonly state: 'off'; readonly whatIf: boolean }
  | { readonly state: 'not-applicable'; readonly reason: Diagnostic };

export interface Mapped {
  readonly id: string;
  readonly title: Text;
  readonly level: Level;
  readonly place: Place;
}

export interface StageMap {
  readonly stage: Stage;
  readonly title: Text;
  readonly levers: readonly Mapped[];
  readonly counts: Readonly<Record<Place['state'], number>>;
}

const titles: Readonly<Record<Stage, Text>> = {
  see: { en: 'See clearly', zh: '看清楚' },
  'avoid-waste': { en: 'Avoid waste', zh: '避免浪费' },
  'raise-utilisation': { en: 'Raise utilisation', zh: '提升利用率' },
  'save-resources': { en: 'Save resources', zh: '节约资源' },
};

export const levels: Readonly<Record<Level, Text>> = {
  macro: { en: 'macro: cluster', zh: '宏观：集群' },
  meso: { en: 'meso: framework', zh: '中观：框架' },
  micro: { en: 'micro: kernel', zh: '微观：算子' },
};

/** Stages in the order in which the method takes them; what is left is what is off. */
export function frameworkMap(kase: Case): readonly StageMap[] {
  return stages.map((stage) => {
    const levers = optimizations
      .filter((lever) => lever.stage === stage)
      .map((lever) => ({ id: lever.id, title: lever.title, level: lever.level, place: placeOf(lever.id, kase) }));
    const number = (state: Place['state']): number => levers.filter((each) => each.place.state === state).length;
    const counts = { on: number('on'), off: number('off'), 'not-applicable': number('not-applicable') };
    return { stage, title: titles[stage], levers, counts };
  });
}

function placeOf(id: string, kase: Case): Place {
  const applied = kase.applied.find((each) => each.id === id);
  if (applied) return { state: 'on', stands: applied.stands, whatIf: applied.whatIf };
  const skipped = kase.skipped.find((each) => each.id === id);
  if (skipped) return { state: 'not-applicable', reason: skipped.reason };
  const lever = optimizations.find((each) => each.id === id);
  const answer = lever ? lever.requires(kase, parametersOf(lever, kase, {})) : true;
  return answer === true
    ? { state: 'off', whatIf: lever?.isWhatIf?.(kase) ?? false }
    : { state: 'not-applicable', reason: answer };
}
