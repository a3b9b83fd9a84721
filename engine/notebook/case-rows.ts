/** A case as a person would say it, a line an input: for setting designs side by side. */

import type { Text } from '../diagnostics';
import type { Q } from '../quantity';
import { format, show } from '../quantity-text';
import type { Case, Pool } from '../types';
import { leverSettings, leverTitle } from './show';

export interface CaseRow {
  readonly id: string;
  readonly title: Text;
  readonly text: Text;
}

/** The inputs of a case; a line that does not apply is left out. */
export function caseRows(kase: Case): readonly CaseRow[] {
  const { workload, formats, model } = kase;
  const lines: (readonly [id: string, en: string, zh: string, text: Text | string | undefined])[] = [
    ['model', 'Model', '模型', model.title],
    ['formats', 'Formats', '数值格式', `${formats.weights} · experts ${formats.experts} · KV ${formats.kv}`],
    ['prefill.pool', 'Prefill pool', 'Prefill 池', poolText(kase.prefill)],
    ['decode.pool', 'Decode pool', 'Decode 池', poolText(kase.decode)],
    ['prefill.layout', 'Prefill layout', 'Prefill 布局', layoutText(kase.prefill)],
    ['decode.layout', 'Decode layout', 'Decode 布局', layoutText(kase.decode)],
    [
      'lengths',
      'Input, output',
      '输入、输出',
      {
        en: `${plain(workload.input)}, ${plain(workload.output)} tokens`,
        zh: `${plain(workload.input)}，${plain(workload.output)} token`,
      },
    ],
    ['concurrency', 'Concurrency', '并发', { en: format(workload.perCard), zh: `每卡 ${plain(workload.perCard)}` }],
    ['prefixHit', 'Prefix hit', '前缀命中率', workload.prefixHit.value === 0 ? undefined : format(workload.prefixHit)],
    ['slo.ttft', 'TTFT at most', 'TTFT 上限', workload.sloTtft && format(workload.sloTtft)],
    ['slo.tpot', 'TPOT at most', 'TPOT 上限', workload.sloTpot && format(workload.sloTpot)],
    ['levers', 'Optimizations', '优化', leversText(kase)],
    ['fidelity', 'Fidelity', '精度', kase.fidelity],
    ['runtime', 'Runtime', '运行时', kase.runtime],
    [
      'price',
      'Card-hour',
      '卡时价',
      kase.prices && `${show(kase.prices.cardHour.decode.value, 'money/h').text} ${kase.prices.currency}/h`,
    ],
  ];
  return lines.flatMap(([id, en, zh, text]) =>
    text === undefined
      ? []
      : [{ id, title: { en, zh }, text: typeof text === 'string' ? { en: text, zh: text } : text }],
  );
}

function plain(q: Q): string {
  return show(q.value, q.unit).text;
}

function poolText({ chip, cards }: Pool): string {
  return `${chip.title} × ${cards.value}`;
}

/** Ways of one are not worth the ink, but tp, dp and ep always are. */
function layoutText({ layout }: Pool): string {
  const { tp, dp, pp, cp, ep, sp, redundantExperts, replicas } = layout;
  const more = [
    pp > 1 ? `pp ${pp}` : '',
    cp > 1 ? `cp ${cp}` : '',
    sp ? 'sp' : '',
    redundantExperts > 0 ? `+${redundantExperts} experts` : '',
    replicas > 1 ? `× ${replicas}` : '',
  ];
  return [`tp ${tp}`, `dp ${dp}`, `ep ${ep}`, ...more.filter((each) => each !== '')].join(' · ');
}

function leversText(kase: Case): Text {
  const said = kase.applied.filter((lever) => !lever.stands);
  const removed = kase.removed ?? [];
  if (said.length + removed.length === 0) return { en: 'none', zh: '无' };
  const list = (language: keyof Text): string =>
    [
      ...said.map((lever) => {
        const settings = leverSettings(lever).map(({ name, text }) => `${name} ${text}`);
        return [leverTitle(lever.id)[language], ...settings].join(' ');
      }),
      ...removed.map((id) => `${leverTitle(id)[language]} ${language === 'en' ? 'off' : '关'}`),
    ].join(language === 'en' ? ', ' : '、');
  return { en: list('en'), zh: list('zh') };
}
