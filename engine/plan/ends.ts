/** Before the first layer and after the last: embedding, head, sampling, and the draft layer that uses them again. */

import { mathWidth } from '../formats';
import { question } from '../quantity';
import type { Plan } from '../types';
import type { PassContext } from './context';
import { count, linear, pass } from './op';

export function embedding(context: PassContext): Plan {
  const { model } = context.kase;
  return pass({
    id: 'embedding',
    title: { en: 'embedding', zh: '嵌入层' },
    tokens: context.tokens,
    elements: count(2 * model.hidden, 'row read and written', '读写一行'),
    width: mathWidth.bf16,
    resident: question((model.vocab * model.hidden * mathWidth.bf16.value) / context.pool.layout.tp, 'B', {
      en: 'embedding table on this card',
      zh: '本卡嵌入表',
    }),
  });
}

/** `again`: a draft's use of the head that the step holds already. */
export function headOps(context: PassContext, again: boolean): Plan[] {
  const { kase, headTokens, hidden, pool } = context;
  const local = kase.model.vocab / pool.layout.tp;
  return [
    linear({
      id: 'head',
      title: { en: 'output head', zh: '输出层' },
      group: 'dense',
      tokens: headTokens,
      inner: hidden,
      outer: count(local, 'vocabulary on this card', '本卡词表'),
      format: kase.formats.head,
      pool,
      shared: again || kase.model.tied,
    }),
    pass({
      id: 'sampling',
      title: { en: 'sampling', zh: '采样' },
      tokens: headTokens,
      elements: count(2 * local, 'logits read and written as FP32', 'FP32 logits 读写'),
      width: mathWidth.bf16,
    }),
  ];
}

/** [hidden, embedding] → hidden, before a draft's block. */
export function draftProjection(context: PassContext): Plan {
  const { kase } = context;
  return linear({
    id: 'draft-in',
    title: { en: 'draft projection', zh: '草稿投影' },
    group: 'projections',
    tokens: context.tokens,
    inner: count(2 * kase.model.hidden, 'hidden state and embedding', '隐藏状态与嵌入'),
    outer: context.hidden,
    format: kase.formats.weights,
    pool: context.pool,
  });
}
