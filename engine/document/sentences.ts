/** Whole sentences about a design: what binds, what is next, and whether it does what is asked. */

import type { Catalog } from '../catalog';
import type { Text } from '../diagnostics';
import { modelError } from '../decide/model-error';
import { inHundred, objectivesOf, sloOdds } from '../decide/slo-odds';
import { isKnown, type Q } from '../quantity';
import { figures, format, narrowSpace } from '../quantity-text';
import type { Evaluation, Phase } from '../types';
import { percent } from '../notebook/roi-words';
import { phaseWords, resourceWords } from './words';

/** "Decode 54.8 ms: compute binds; then memory bandwidth, at 1.18× the compute." */
export function phaseSentence(phase: Phase, time: Q | undefined): Text {
  const name = phaseWords[phase.name];
  const took = time && isKnown(time) ? `${narrowSpace}${format(time)}` : '';
  if (!phase.bottleneck) return { en: `${name}${took}.`, zh: `${name}${took}。` };
  const binds = resourceWords[phase.bottleneck];
  const next = phase.next && resourceWords[phase.next.resource];
  const gain = phase.next ? format(phase.next.gain) : '';
  return {
    en: `${name}${took}: ${binds.en} binds${next ? `; then ${next.en}, at ${gain}× the ${binds.en}` : ''}.`,
    zh: `${name}${took}：${binds.zh}是瓶颈${next ? `；${binds.zh}到 ${gain} 倍后轮到${next.zh}` : ''}。`,
  };
}

export function phaseSentences({ prefill, decode, metrics }: Evaluation): readonly Text[] {
  return [prefill, decode].map((phase) => phaseSentence(phase, metrics.get(`${phase.name}.time`)));
}

/** "Compute binds prefill and decode of NVIDIA H20 96 GB". */
export function bindingStatement(name: string, { prefill, decode }: Evaluation): Text {
  const [first, then] = [prefill.bottleneck, decode.bottleneck].map((each) => each && resourceWords[each]);
  if (!first || !then) return { en: `${name}: four resources`, zh: `${name}：四种资源` };
  if (first === then)
    return {
      en: `${name}: ${first.en} binds prefill and decode`,
      zh: `${name}：Prefill 与 Decode 的瓶颈都是${first.zh}`,
    };
  return {
    en: `${name}: ${first.en} binds prefill, ${then.en} binds decode`,
    zh: `${name}：Prefill 的瓶颈是${first.zh}，Decode 的瓶颈是${then.zh}`,
  };
}

/** Whether one design does what is asked, where nothing is set against it. */
export function designVerdict(name: string, evaluation: Evaluation): Text {
  const goals = objectivesOf(evaluation);
  if (evaluation.diagnostics.some(({ code }) => code === 'memory.does-not-fit'))
    return { en: `${name} does not fit in memory`, zh: `${name} 显存放不下` };
  if (goals.length === 0) {
    const tpot = evaluation.metrics.get('serving.tpot');
    const speed = tpot && isKnown(tpot) ? format(tpot) : '';
    return {
      en: speed === '' ? name : `${name}: ${speed} a token`,
      zh: speed === '' ? name : `${name}：每 token ${speed}`,
    };
  }
  const isMet = goals.every(({ is, most }) => is.value <= most.value);
  const told = (language: keyof Text): string =>
    goals
      .map(({ name: goal, is, most }) =>
        language === 'en' ? `${goal} ${format(is)} of ${format(most)}` : `${goal} ${format(is)}，目标 ${format(most)}`,
      )
      .join(language === 'en' ? ', ' : '；');
  return {
    en: `${name} ${isMet ? 'meets' : 'misses'} the SLO: ${told('en')}`,
    zh: `${name} ${isMet ? '满足' : '未满足'} SLO：${told('zh')}`,
  };
}

/** How likely it is as the model errs where it was validated: each objective by itself. */
export function designOdds(evaluation: Evaluation, catalog: Catalog): Text | undefined {
  const chances = sloOdds(evaluation, catalog);
  if (chances.length === 0) return undefined;
  const { bias, sigma, basis } = modelError(evaluation.case, catalog);
  const error = percent(Math.exp(sigma) - 1);
  const usual = figures(Math.exp(bias));
  const told = chances.map(({ name, odds }) => `${name} ${inHundred(odds)}`);
  return {
    en: `Odds of meeting it, as the model errs on ${basis.en} (they take ${usual}× the time in the middle, one standard deviation ${error}): ${told.join(', ')} of 100.`,
    zh: `按模型在${basis.zh}上的误差（时间中位数 ${usual}×，一个标准差 ${error}），满足的可能性：${told.join('，')}（共 100）。`,
  };
}
