/** What a reader does with the verdict: what to buy, and at which value of what it turns. */

import type { Fleet } from '../decide/fleet';
import type { Candidate, Roi } from '../decide/roi';
import type { Text } from '../diagnostics';
import { hoursAMonth } from '../formulas/cost';
import { shownName } from '../notebook/roi-charts';
import { nameOf, money, percent } from '../notebook/roi-words';
import type { ShownRoi } from '../notebook/result';
import type { Q } from '../quantity';
import { figures, format } from '../quantity-text';

/** The fleet of the cheapest candidate, and of the design argued for where that is another. */
export function whatToBuy(roi: Roi, load: Q, currency: string): readonly Text[] {
  const all = [roi.own, ...roi.against];
  const priced = all.filter(({ answer }) => answer.kind === 'fleet' && answer.money);
  const [first] = priced;
  if (!first) return [];
  const cheapest = priced.reduce((best, each) => (hourOf(each) < hourOf(best) ? each : best), first);
  const told = [cheapest, roi.own].filter((each, i, list) => list.indexOf(each) === i && each.answer.kind === 'fleet');
  return told.flatMap((each) => {
    if (each.answer.kind !== 'fleet') return [];
    const fleet = fleetText(each.answer, currency);
    const name = nameOf(each, all);
    return each === cheapest
      ? [
          {
            en: `Cheapest of the candidates for ${format(load)}: ${name}, ${fleet.en}.`,
            zh: `承载 ${format(load)} 最便宜的候选：${name}，${fleet.zh}。`,
          },
        ]
      : [{ en: `With ${name}: ${fleet.en}.`, zh: `若用 ${name}：${fleet.zh}。` }];
  });
}

function hourOf({ answer }: Candidate): number {
  return answer.kind === 'fleet' ? (answer.money?.hour.value ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
}

function fleetText({ pools, money: cost }: Fleet, currency: string): Text {
  const { prefill, decode } = pools;
  const count = (q: Q): string => figures(q.value, 6);
  const cards = figures(prefill.cards.value + decode.cards.value, 6);
  const month = cost ? money(cost.hour.value * hoursAMonth, currency) : '';
  return {
    en: `${count(prefill.nodes)} nodes for prefill and ${count(decode.nodes)} for decode, ${cards} cards${month === '' ? '' : `, ${month} a month`}`,
    zh: `Prefill ${count(prefill.nodes)} 个节点，Decode ${count(decode.nodes)} 个节点，共 ${cards} 张卡${month === '' ? '' : `，每月 ${month}`}`,
  };
}

/** Every value at which the verdict turns, the price first. */
export function whatTurns({ own, against, sure, currency }: ShownRoi): readonly Text[] {
  const name = shownName(own, against);
  if (!sure || sure.against === 'itself') return [];
  const rival = against.find(({ id }) => id === sure.rival);
  const other = rival ? shownName(rival, [own, ...against]) : '';
  const even = rival?.breakEven?.value;
  const flips = sure.bars.flatMap(({ title, flip }): Text[] =>
    flip === undefined ? [] : [{ en: `${title.en} reaches ${flip}`, zh: `${title.zh}达到 ${flip}` }],
  );
  const alone = flips.length === 0;
  const price: Text[] =
    even === undefined || even === null
      ? []
      : even > 0
        ? [
            {
              en: `It turns where the card-hour of ${name} ${sure.now < 0 ? 'rises' : 'falls'} to ${money(even, currency)}.`,
              zh: `${name} 的卡时价${sure.now < 0 ? '升' : '降'}到 ${money(even, currency)} 时结论反转。`,
            },
          ]
        : [{ en: `No card-hour of ${name} would turn it.`, zh: `${name} 的任何卡时价都不会使结论反转。` }];
  const others: Text[] = alone
    ? [
        {
          en: 'No other assumption turns it by itself within its range.',
          zh: '其他任一假设在其范围内单独变化均不改变结论。',
        },
      ]
    : [
        {
          en: `It also turns where ${flips.map(({ en }) => en).join(', or where ')}.`,
          zh: `${flips.map(({ zh }) => zh).join('，或')}时结论也会反转。`,
        },
      ];
  const levers = sure.alsoRuns.map(({ title, outcome, breakEven }): Text => ({
    en: `If ${other} also runs ${title.en}, ${name} is ${told(outcome).en}; it then breaks even at ${breakEven.text} ${breakEven.unit}.`,
    zh: `若 ${other} 也启用${title.zh}，${name} ${told(outcome).zh}；盈亏平衡卡时价为 ${breakEven.text} ${breakEven.unit}。`,
  }));
  return [...price, ...others, ...levers];
}

function told(outcome: number): Text {
  const share = percent(Math.abs(outcome));
  return outcome < 0 ? { en: `${share} cheaper`, zh: `便宜 ${share}` } : { en: `${share} dearer`, zh: `贵 ${share}` };
}
