/** What the cost of a design, or a comparison of two, rests on: each assumption with its range, and what it does to either side. */

import type { Catalog } from '../catalog';
import type { Text } from '../diagnostics';
import { optimizations } from '../optimizations';
import { fact, question, type Q } from '../quantity';
import { format, show } from '../quantity-text';
import type { Design, Evaluation } from '../types';
import { modelError } from './model-error';

/** The design that is argued for, or the one it is set against. */
export type Side = 'own' | 'rival';

export interface Contender {
  readonly id: string;
  readonly design: Design;
  readonly evaluation: Evaluation;
}

interface About {
  readonly id: string;
  readonly title: Text;
  /** The range: of an even spread all of it, of a log-normal one 80 %, about a middle that need not be the value now. */
  readonly low: number;
  readonly high: number;
  readonly now: number;
  readonly shown: (value: number) => string;
  /** Where the range comes from. */
  readonly basis: Text;
}

/** Multiplies the cost of one side, its work unchanged: a price, a utilisation, an error of the model. */
export interface Factor extends About {
  readonly kind: 'factor';
  readonly side: Side;
  readonly factor: (value: number) => number;
  readonly spread: 'even' | 'log-normal';
}

/** Changes the question of both sides: each is evaluated again. */
export interface Shift extends About {
  readonly kind: 'shift';
  readonly change: (design: Design, value: number) => Design;
  readonly spread: 'even';
}

export type Assumption = Factor | Shift;

/** z of a normal distribution at 10 % and 90 %. */
const z80 = 1.2816;

export interface Setting {
  readonly own: Contender;
  /** Unsaid, the design is looked at alone. */
  readonly rival?: Contender;
  readonly catalog: Catalog;
  /** Ranges that the person gave, by id. */
  readonly said: ReadonlyMap<string, readonly [low: number, high: number]>;
}

export function assumptionsOf(setting: Setting): readonly Assumption[] {
  const { own, rival, said } = setting;
  const all: (Assumption | undefined)[] = [
    priceOf('own', own, setting.catalog),
    rival && priceOf('rival', rival, setting.catalog),
    errorOf('own', own, setting.catalog),
    rival && errorOf('rival', rival, setting.catalog),
    busyOf(own),
    acceptanceOf(own, rival),
    hitOf(own),
    lengthOf(own, 'input'),
    lengthOf(own, 'output'),
  ];
  return all.flatMap((each) => {
    if (!each) return [];
    const range = said.get(each.id);
    const told = range ? { ...each, low: range[0], high: range[1], basis: given } : each;
    return told.low < told.high ? [told] : [];
  });
}

const given: Text = { en: 'given in this cell', zh: '本单元给定' };

function chipOf({ evaluation }: Contender): { readonly id: string; readonly title: string } {
  return evaluation.case.decode.chip;
}

/** Published rents of the chip in the notebook's currency, else a fifth either way. */
function priceOf(side: Side, contender: Contender, catalog: Catalog): Factor | undefined {
  const prices = contender.evaluation.case.prices;
  if (!prices) return undefined;
  const { currency } = prices;
  const now = prices.cardHour.decode.value;
  const chip = chipOf(contender);
  const quoted = catalog.prices.flatMap((price) =>
    price.per === 'card-hour' &&
    price.chip === chip.id &&
    price.currency === currency &&
    price.basis.startsWith('rented')
      ? [price.low.value, price.high.value]
      : [],
  );
  const isQuoted = quoted.length >= 2;
  const [low, high] = isQuoted ? [Math.min(now, ...quoted), Math.max(now, ...quoted)] : [0.8 * now, 1.2 * now];
  return {
    kind: 'factor',
    side,
    id: `price.${contender.id}`,
    title: { en: `card-hour of ${chip.title}`, zh: `${chip.title} 卡时价` },
    low,
    high,
    now,
    shown: (value) => `${show(value, 'money/h').text} ${currency}/h`,
    basis: isQuoted
      ? { en: 'rents published for this chip', zh: '该芯片公开的租价' }
      : { en: 'a fifth either way: no rent of this chip is published', zh: '上下各 20%：该芯片没有公开租价' },
    spread: 'even',
    // With a price of its own the prefill pool keeps it.
    factor: (value) => pricedFactor(contender, value / now),
  };
}

function pricedFactor({ evaluation }: Contender, ratio: number): number {
  const { case: kase, metrics } = evaluation;
  const value = (name: string): number => metrics.get(name)?.value ?? Number.NaN;
  const decode = kase.workload.output.value * value('cost.per_output_token');
  const whole = value('cost.per_request');
  const isOne = kase.prices?.cardHour.prefill === kase.prices?.cardHour.decode;
  return isOne ? ratio : 1 + (decode / whole) * (ratio - 1);
}

function errorOf(side: Side, contender: Contender, catalog: Catalog): Factor {
  const { bias, sigma, basis } = modelError(contender.evaluation.case, catalog);
  const usual = show(Math.exp(bias), '1').text;
  return {
    kind: 'factor',
    side,
    id: `model.${contender.id}`,
    title: { en: `time of ${contender.id} as run ÷ as modelled`, zh: `${contender.id} 实际时间 ÷ 模型时间` },
    low: Math.exp(bias - z80 * sigma),
    high: Math.exp(bias + z80 * sigma),
    now: 1,
    shown: (value) => `${format({ value, unit: '1' })}×`,
    basis: { en: `${basis.en}, ${usual}× in the middle`, zh: `${basis.zh}，中位数 ${usual}×` },
    spread: 'log-normal',
    factor: (value) => value,
  };
}

function busyOf(own: Contender): Factor | undefined {
  const busy = own.evaluation.case.prices?.busy.value;
  if (busy === undefined) return undefined;
  return {
    kind: 'factor',
    side: 'own',
    id: `busy.${own.id}`,
    title: { en: `busy share of ${own.id}`, zh: `${own.id} 利用率` },
    low: Math.max(0.1, busy - 0.15),
    high: Math.min(1, busy + 0.15),
    now: busy,
    shown: (value) => `${format({ value: 100 * value, unit: '1' })} %`,
    basis: { en: '15 points either way', zh: '上下各 15 个百分点' },
    spread: 'even',
    factor: (value) => busy / value,
  };
}

/** Of drafts, where either side speculates. */
function acceptanceOf(own: Contender, rival: Contender | undefined): Shift | undefined {
  const now = (own.evaluation.case.speculation ?? rival?.evaluation.case.speculation)?.acceptance.value;
  if (now === undefined) return undefined;
  const label = { en: 'acceptance of a draft', zh: '草稿接受率' };
  return {
    kind: 'shift',
    id: 'acceptance',
    title: label,
    low: Math.max(0, now - 0.1),
    high: Math.min(0.98, now + 0.1),
    now,
    shown: (value) => format({ value, unit: '1' }),
    basis: { en: 'a tenth either way: other traffic', zh: '上下各 0.1：流量不同' },
    spread: 'even',
    change: (design, value) => ({ ...design, levers: acceptedAt(design, fact(value, '1', 'given', { label })) }),
  };
}

const accepting = new Set(optimizations.filter(({ parameters }) => 'acceptance' in parameters).map(({ id }) => id));

/** Whatever lever has an acceptance, and is on. */
function acceptedAt({ levers }: Design, acceptance: Q<'1'>): Design['levers'] {
  return Object.fromEntries(
    Object.entries(levers).map(([id, setting]) => [
      id,
      setting.on && accepting.has(id)
        ? { on: true as const, parameters: { ...setting.parameters, acceptance } }
        : setting,
    ]),
  );
}

function hitOf({ evaluation }: Contender): Shift {
  const label = { en: 'share of the input found in the prefix cache', zh: '输入命中前缀缓存的比例' };
  const now = evaluation.case.workload.prefixHit.value;
  return {
    kind: 'shift',
    id: 'prefixHit',
    title: label,
    low: Math.max(0, now - 0.15),
    high: Math.min(0.95, now + 0.15),
    now,
    shown: (value) => `${format({ value: 100 * value, unit: '1' })} %`,
    basis: { en: '15 points either way', zh: '上下各 15 个百分点' },
    spread: 'even',
    change: (design, value) => ({
      ...design,
      workload: { ...design.workload, prefixHit: question(value, '1', label) },
    }),
  };
}

function lengthOf({ evaluation }: Contender, key: 'input' | 'output'): Shift {
  const now = evaluation.case.workload[key].value;
  const label =
    key === 'input'
      ? { en: 'input tokens a request', zh: '每请求输入 token 数' }
      : { en: 'output tokens a request', zh: '每请求输出 token 数' };
  return {
    kind: 'shift',
    id: key,
    title: label,
    low: Math.max(1, Math.round(0.75 * now)),
    high: Math.round(1.25 * now),
    now,
    shown: (value) => format({ value: Math.round(value), unit: 'token' }, 6),
    basis: { en: 'a quarter either way', zh: '上下各 25%' },
    spread: 'even',
    change: (design, value) => ({
      ...design,
      workload: { ...design.workload, [key]: question(Math.max(1, Math.round(value)), 'token', label) },
    }),
  };
}
