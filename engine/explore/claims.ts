/** A reported gain beside the computed one, under the conditions of the report; a large gap is said, not tuned away. */

import type { Text } from '../diagnostics';
import { optimizations, type Reported } from '../optimizations';
import { narrowSpace } from '../quantity-text';
import type { MetricName } from '../types';
import { answerTo, changeIn, switched, type Subject } from './bench';

export interface Claim {
  readonly id: string;
  readonly reported: Reported;
  /** What the same metric becomes here, new ÷ old, with the lever against without; absent where it cannot be computed. */
  readonly computed?: { readonly metric: MetricName; readonly ratio: number };
  /** Why the two cannot be the same number, where they differ. */
  readonly gap?: Text;
}

/** Beyond this ratio between claim and computation there is something to explain. */
const near = 1.05;

/** The claim of one lever at one design; undefined where nothing is reported. */
export function claimOf(id: string, { design, catalog }: Subject): Claim | undefined {
  const lever = optimizations.find((each) => each.id === id);
  const reported = lever?.reported;
  if (!reported) return undefined;
  const setting = design.levers[id];
  const on = answerTo(switched(design, id, { on: true, parameters: setting?.on ? setting.parameters : {} }), catalog);
  const off = answerTo(switched(design, id, { on: false }), catalog);
  const isOn = on?.case.applied.some((each) => each.id === id) ?? false;
  const change = reported.metric && isOn && on && off ? changeIn(reported.metric, off, on) : undefined;
  if (!change) return { id, reported };
  const ratio = change.after / change.before;
  const gap = gapOf(reported, ratio);
  return { id, reported, computed: { metric: change.metric, ratio }, ...(gap ? { gap } : {}) };
}

function gapOf({ ratio, conditions, quoted }: Reported, computed: number): Text | undefined {
  if (ratio === undefined) return undefined;
  const apart = ratio > computed ? ratio / computed : computed / ratio;
  if (apart <= near) return undefined;
  const source =
    quoted === true
      ? { en: ' Its size is taken from the claim, which held elsewhere.', zh: '其大小取自报告值，而报告条件与此不同。' }
      : { en: '', zh: '' };
  return {
    en: `Reported ${signedShare(ratio)}, computed ${signedShare(computed)} here. The report’s conditions: ${conditions.en}.${source.en}`,
    zh: `报告 ${signedShare(ratio)}，此处计算 ${signedShare(computed)}。报告条件：${conditions.zh}。${source.zh}`,
  };
}

/** 1.1403 → "+14.0 %". */
export function signedShare(ratio: number): string {
  return `${ratio >= 1 ? '+' : '−'}${Math.abs((ratio - 1) * 100).toFixed(1)}${narrowSpace}%`;
}
