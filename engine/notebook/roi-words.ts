/** What an ROI case says, in plain words: who is cheaper and by how much, at which price it turns, and how sure that is. */

import type { Text } from '../diagnostics';
import type { Against, Candidate, Roi } from '../decide/roi';
import { resourceNames, type Fleet } from '../decide/fleet';
import { inHundred, type SloOdds } from '../decide/slo-odds';
import type { Uncertainty } from '../decide/uncertainty';
import { million, units, type Q } from '../quantity';
import { figures, format, narrowSpace, show } from '../quantity-text';

const hundred = 100;

export interface Verdict {
  readonly verdict: Text;
  readonly detail: Text;
}

/** The chips of a candidate, its cell where two candidates share them. */
export function nameOf(candidate: Candidate, among: readonly Candidate[]): string {
  const chips = chipsOf(candidate);
  const isAlone = among.filter((each) => chipsOf(each) === chips).length < 2;
  return isAlone && chips !== '' ? chips : `${chips === '' ? '' : `${chips} `}(${candidate.id})`;
}

export function chipsOf({ answer }: Candidate): string {
  if (answer.kind !== 'fleet') return '';
  const { prefill, decode } = answer.pools;
  return prefill.chip.id === decode.chip.id ? decode.chip.title : `${prefill.chip.title} + ${decode.chip.title}`;
}

export function verdictOf(roi: Roi, load: Q<'1/s'>, currency: string): Verdict {
  const { own, verdict } = roi;
  const all = [own, ...roi.against];
  const subject = nameOf(own, all);
  if (own.answer.kind !== 'fleet')
    return {
      verdict: { en: `${own.id}: ${own.answer.text.en}`, zh: `${own.id}：${own.answer.text.zh}` },
      detail: none,
    };
  const { prefill, decode } = own.answer.pools;
  const cards = prefill.cards.value + decode.cards.value;
  const fleet = {
    en: `${subject} serves ${format(load)} on ${figures(cards, 6)} cards`,
    zh: `${subject} 以 ${figures(cards, 6)} 张卡承载 ${format(load)}`,
  };
  if (!verdict?.rival.compared) return aloneOf(roi, own.answer, fleet, currency);
  const rival = nameOf(verdict.rival, all);
  const { dearer, breakEven } = verdict.rival.compared;
  const price = money(breakEven.value, currency);
  const share = percent(Math.abs(dearer));
  const sentence: Text =
    dearer < 0
      ? {
          en: `${subject} serves ${format(load)} for ${share} less than ${rival} while its card-hour stays under ${price}`,
          zh: `卡时价低于 ${price} 时，${subject} 承载 ${format(load)} 比 ${rival} 便宜 ${share}`,
        }
      : breakEven.value > 0
        ? {
            en: `${subject} costs ${share} more than ${rival} for ${format(load)}: its card-hour would have to fall under ${price}`,
            zh: `承载 ${format(load)}，${subject} 比 ${rival} 贵 ${share}：卡时价须降到 ${price} 以下`,
          }
        : {
            en: `${subject} costs ${share} more than ${rival} for ${format(load)}, and no card-hour price would change that`,
            zh: `承载 ${format(load)}，${subject} 比 ${rival} 贵 ${share}，任何卡时价都无法改变`,
          };
  return {
    verdict: sentence,
    detail: joined([sureText(roi, verdict, currency), marginText(roi), impossibleText(roi.against)]),
  };
}

/** What it costs by itself, how sure that is, and what would turn it. */
function aloneOf(roi: Roi, { money: paid, evaluation }: Fleet, fleet: Text, currency: string): Verdict {
  const { alone, against } = roi;
  const rest = [marginText(roi), impossibleText(against)];
  if (!alone || !paid) return { verdict: fleet, detail: joined(rest) };
  const perToken = paid.request.value / evaluation.case.workload.output.value;
  const cost = (times: number): string => perMillion(times * perToken, currency);
  const { uncertainty } = alone;
  const { now, draws } = uncertainty;
  const [low, high] = [draws.ownDots[5] ?? 1, draws.ownDots[44] ?? 1];
  const share = percent(Math.abs(now));
  const sold: Text =
    alone.against === 'itself'
      ? none
      : now < 0
        ? { en: `, ${share} under the selling price`, zh: `，比售价低 ${share}` }
        : { en: `, ${share} above the selling price`, zh: `，比售价高 ${share}` };
  const interval: Text = {
    en: `80 % interval: ${cost(low)} to ${cost(high)} a million output tokens, input counted in.`,
    zh: `80% 区间：每百万输出 token ${cost(low)} 至 ${cost(high)}（含输入）。`,
  };
  return {
    verdict: {
      en: `${fleet.en}, at ${cost(1)} a million output tokens${sold.en}`,
      zh: `${fleet.zh}，每百万输出 token ${cost(1)}${sold.zh}`,
    },
    detail: joined([
      interval,
      ...(alone.against === 'price'
        ? [coveredText(uncertainty), ...turnsText(uncertainty)]
        : [widestText(uncertainty)]),
      ...alone.slo.map(objectiveText),
      ...rest,
    ]),
  };
}

function perMillion(perToken: number, currency: string): string {
  return money(million * perToken, currency);
}

function coveredText({ draws }: Uncertainty): Text {
  const count = Math.round(hundred * draws.cheaper);
  return {
    en: `It stays under the selling price in ${count} of 100 draws.`,
    zh: `100 次抽样中 ${count} 次低于售价。`,
  };
}

/** Where nothing decides, what moves it most. */
function widestText({ bars }: Uncertainty): Text {
  const [widest] = bars;
  if (!widest) return none;
  const { title, low, high, shown } = widest.assumption;
  return {
    en: `${title.en}, from ${shown(low)} to ${shown(high)}, moves it most.`,
    zh: `影响最大的是${title.zh}（${shown(low)} 至 ${shown(high)}）。`,
  };
}

function objectiveText({ name, most, odds, flip }: SloOdds): Text {
  const times = figures(flip);
  return {
    en: `${name} stays within ${format(most)} in ${inHundred(odds)} of 100, as long as runs take under ${times}× the time of the model.`,
    zh: `100 次中 ${inHundred(odds)} 次 ${name} 不超过 ${format(most)}：实际时间须低于模型的 ${times} 倍。`,
  };
}

const none: Text = { en: '', zh: '' };

type Sure = NonNullable<Roi['verdict']>;

function sureText(roi: Roi, { uncertainty, alsoRuns, rival }: Sure, currency: string): Text {
  const { draws, bars } = uncertainty;
  const [low, high] = draws.interval;
  const holds = uncertainty.now < 0 ? draws.cheaper : 1 - draws.cheaper;
  const count = Math.round(hundred * holds);
  const cheaper = uncertainty.now < 0 ? { en: 'cheaper', zh: '更便宜' } : { en: 'dearer', zh: '更贵' };
  const interval: Text = {
    en: `80 % interval: ${told(low).en} to ${told(high).en}; ${cheaper.en} in ${count} of 100 draws.`,
    zh: `80% 区间：${told(low).zh}至${told(high).zh}；100 次抽样中 ${count} 次${cheaper.zh}。`,
  };
  const all = [roi.own, ...roi.against];
  const turning = alsoRuns.find(({ dearer }) => dearer < 0 !== uncertainty.now < 0);
  const turns: Text[] = [];
  if (turning) {
    const price = money(turning.breakEven.value, currency);
    const [own, other] = [nameOf(roi.own, all), nameOf(rival, all)];
    turns.push({
      en: `It turns if ${other} also runs ${turning.title.en}: then ${own} must cost under ${price} a card-hour.`,
      zh: `若 ${other} 也启用${turning.title.zh}则结论反转：${own} 卡时价须低于 ${price}。`,
    });
  }
  const flips = turnsText(uncertainty);
  return joined([interval, ...turns, ...(turning && !bars.some(({ flip }) => flip !== undefined) ? [] : flips)]);
}

/** The widest assumption that turns it within its range, and where. */
function turnsText({ bars }: Uncertainty): readonly Text[] {
  for (const { assumption, flip } of bars) {
    if (flip === undefined) continue;
    return [
      {
        en: `It turns where ${assumption.title.en} reaches ${assumption.shown(flip)}.`,
        zh: `${assumption.title.zh}达到 ${assumption.shown(flip)} 时结论反转。`,
      },
    ];
  }
  return [
    {
      en: 'No single assumption turns it within its range.',
      zh: '任一假设在其范围内单独变化均不改变结论。',
    },
  ];
}

/** "36 % cheaper". */
function told(dearer: number): Text {
  const share = percent(Math.abs(dearer));
  return dearer < 0 ? { en: `${share} cheaper`, zh: `便宜 ${share}` } : { en: `${share} dearer`, zh: `贵 ${share}` };
}

function marginText({ metrics }: Roi): Text {
  const margin = metrics.get('roi.margin')?.value;
  if (margin === undefined || Number.isNaN(margin)) return none;
  const back = metrics.get('roi.payback')?.value ?? 0;
  const paid = back > 0 ? daysText(back) : none;
  return joined([
    { en: `Margin ${percent(margin)} at the selling prices.`, zh: `按售价计毛利率 ${percent(margin)}。` },
    paid,
  ]);
}

const { d: day, yr: year } = units.s.written;

function daysText(seconds: number): Text {
  const [en, zh] =
    seconds < 2 * year
      ? [`${figures(seconds / day)} days`, `${figures(seconds / day)} 天`]
      : [`${figures(seconds / year)} years`, `${figures(seconds / year)} 年`];
  return { en: `The investment is earned back in ${en}.`, zh: `投资回收期 ${zh}。` };
}

function impossibleText(against: readonly Against[]): Text {
  return joined(
    against.flatMap(({ id, answer }) => {
      if (answer.kind !== 'impossible' || !answer.resource) return [];
      const resource = resourceNames[answer.resource];
      return [
        { en: `${id} is out: ${resource.en} forbids the SLO.`, zh: `${id} 出局：${resource.zh}使其无法满足 SLO。` },
      ];
    }),
  );
}

function joined(texts: readonly Text[]): Text {
  const said = texts.filter(({ en }) => en !== '');
  return { en: said.map(({ en }) => en).join(' '), zh: said.map(({ zh }) => zh).join('') };
}

export function percent(share: number): string {
  return `${figures(100 * share, 2)}${narrowSpace}%`;
}

const signs: Readonly<Record<string, string>> = { USD: '$', CNY: '¥', EUR: '€', GBP: '£' };

/** "$1.04". */
export function money(value: number, currency: string): string {
  return signed(show(value, 'money/h').text, currency);
}

/** "$1.04", or "1.04 SEK" where the currency has no sign of its own. */
export function signed(text: string, currency: string): string {
  const sign = signs[currency];
  return sign ? `${sign}${text}` : `${text} ${currency}`;
}
