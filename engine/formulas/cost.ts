/** Money: what a card-hour costs when owned, what a token costs, what a request costs. */

import { formula, input } from '../formula';
import { hit, inputTokens, outputTokens } from './shares';

const cardHour = input('p', 'money/h', 'price of a card-hour', '卡时价');
const secondsAnHour = 3600;
/** A twelfth of a year of 8 760 hours. */
export const hoursAMonth = 730;

/** Straight payments over the years that repay the purchase less its residual value at the discount rate. */
export const annuity = formula({
  id: 'cost.annuity',
  title: { en: 'Yearly payment that repays the card', zh: '摊还购置成本的年付额' },
  symbol: 'A',
  unit: 'money',
  inputs: {
    purchase: input('C', 'money', 'purchase a card, its share of the server counted in', '单卡购置价（含服务器分摊）'),
    spare: input('s', '1', 'spare cards a card in use', '备件比例'),
    residual: input('r', '1', 'share of the purchase that is left at the end', '期末残值比例'),
    discount: input('d', '1', 'discount rate a year', '年折现率'),
    years: input('n', '1', 'years of use', '使用年限'),
  },
  compute: (i) => {
    const price = i.purchase.value * (1 + i.spare.value);
    const left = price * i.residual.value;
    const n = i.years.value;
    // expm1 and log1p keep a discount rate near zero exact.
    const logGrowth = n * Math.log1p(i.discount.value);
    const factor = logGrowth === 0 ? 1 / n : i.discount.value / -Math.expm1(-logGrowth);
    return (price - left * Math.exp(-logGrowth)) * factor;
  },
  write: (i) =>
    `${i.purchase} * (1 + ${i.spare}) * (1 - ${i.residual} / (1 + ${i.discount})^(${i.years})) * ${i.discount} / (1 - (1 + ${i.discount})^(-${i.years}))`,
});

export const powerHour = formula({
  id: 'cost.power',
  title: { en: 'Electricity of a card-hour', zh: '单卡时电费' },
  symbol: 'e',
  unit: 'money/h',
  inputs: {
    power: input('P', 'W', 'power a card, its share of the server counted in', '单卡功耗（含服务器分摊）'),
    pue: input('"PUE"', '1', 'power usage effectiveness', '能源使用效率 PUE'),
    tariff: input('t', 'money/kWh', 'price of a kilowatt-hour', '电价'),
  },
  // 1 kWh = 3.6 MJ; the tariff is held a joule.
  compute: (i) => i.power.value * i.pue.value * i.tariff.value * secondsAnHour,
  write: (i) => `${i.power} * ${i.pue} * ${i.tariff}`,
});

export const ownedHour = formula({
  id: 'cost.owned-hour',
  title: { en: 'Card-hour of an owned card', zh: '自购卡的卡时成本' },
  symbol: 'p',
  unit: 'money/h',
  inputs: {
    annuity: input('A', 'money', 'yearly payment that repays the card', '年付额'),
    power: input('e', 'money/h', 'electricity of a card-hour', '卡时电费'),
    hosting: input('H', 'money', 'hosting a card a year', '每卡每年托管费'),
    network: input('N', 'money', 'network a card a year', '每卡每年网络费'),
    failure: input('f', '1', 'share of the year that a card is out of order', '故障停机比例'),
    year: input('Y', 's', 'a year', '一年'),
  },
  compute: (i) =>
    ((i.annuity.value + i.hosting.value + i.network.value) * secondsAnHour) / (i.year.value * (1 - i.failure.value)) +
    i.power.value,
  write: (i) => `(${i.annuity} + ${i.hosting} + ${i.network}) / (${i.year} * (1 - ${i.failure})) + ${i.power}`,
});

const busy = input('u', '1', 'share of the paid hours that serve this load', '付费时段中用于服务的比例');

export const tokenCost = formula({
  id: 'cost.token',
  title: { en: 'Cost of a token', zh: '单 token 成本' },
  symbol: 'k',
  unit: 'money',
  inputs: {
    cardHour,
    rate: input('X', 'token/s', 'tokens a second a card', '单卡每秒 token 数'),
    busy,
  },
  compute: (i) => i.cardHour.value / secondsAnHour / i.rate.value / i.busy.value,
  write: (i) => `${i.cardHour} / (3600 * ${i.rate} * ${i.busy})`,
});

/**
 * What the prompts of a pass take beyond the same tokens with nothing before them: loading and reading the cache that was found, and the
 * attention over it. Shared among the tokens found, so that input and cached input together are the pass.
 */
export const cachedTokenCost = formula({
  id: 'cost.cached-token',
  title: { en: 'Cost of an input token found in the cache', zh: '缓存命中的每输入 token 成本' },
  symbol: 'k_"hit"',
  unit: 'money',
  inputs: {
    cardHour,
    rate: input(
      'X',
      'token/s',
      'prompt tokens computed a second a card, the cached prefix before them',
      '带缓存前缀时单卡每秒计算的输入 token 数',
    ),
    alone: input('X_0', 'token/s', 'the same with nothing before them', '没有缓存前缀时的同一数值'),
    hit,
    busy,
  },
  compute: (i) =>
    ((i.cardHour.value / secondsAnHour / i.busy.value) * (1 / i.rate.value - 1 / i.alone.value) * (1 - i.hit.value)) /
    i.hit.value,
  write: (i) => `${i.cardHour} / (3600 * ${i.busy}) * (1 / ${i.rate} - 1 / ${i.alone}) * (1 - ${i.hit}) / ${i.hit}`,
});

const perInput = input('k_"in"', 'money', 'cost of an input token', '每输入 token 成本');
const perOutput = input('k_"out"', 'money', 'cost of an output token', '每输出 token 成本');
const request = input('k_"req"', 'money', 'cost of a request', '单请求成本');
const requestCosts = {
  title: { en: 'Cost of a request', zh: '单请求成本' },
  symbol: 'k_"req"',
  unit: 'money',
} as const;

export const requestCost = formula({
  id: 'cost.request',
  ...requestCosts,
  inputs: { input: inputTokens, output: outputTokens, perInput, perOutput },
  compute: (i) => i.input.value * i.perInput.value + i.output.value * i.perOutput.value,
  write: (i) => `${i.input} * ${i.perInput} + ${i.output} * ${i.perOutput}`,
});

/** The same where part of the input is found in the cache. */
export const cachedRequestCost = formula({
  id: 'cost.request-cached',
  ...requestCosts,
  inputs: {
    input: inputTokens,
    hit,
    output: outputTokens,
    perInput,
    perCached: input('k_"hit"', 'money', 'cost of an input token found in the cache', '缓存命中的每输入 token 成本'),
    perOutput,
  },
  compute: (i) =>
    i.input.value * ((1 - i.hit.value) * i.perInput.value + i.hit.value * i.perCached.value) +
    i.output.value * i.perOutput.value,
  write: (i) =>
    `${i.input} * ((1 - ${i.hit}) * ${i.perInput} + ${i.hit} * ${i.perCached}) + ${i.output} * ${i.perOutput}`,
});

/** What the cards cost that serve it: equal to their card-hours where both phases are busy alike. */
export const monthCost = formula({
  id: 'cost.month',
  title: { en: 'Cost of a month at this load', zh: '此负载下每月成本' },
  symbol: 'K_"month"',
  unit: 'money',
  inputs: {
    load: input('lambda', '1/s', 'requests a second', '每秒请求数'),
    busy,
    month: input('T', 's', 'a month', '一个月'),
    request,
  },
  compute: (i) => i.load.value * i.busy.value * i.month.value * i.request.value,
  write: (i) => `${i.load} * ${i.busy} * ${i.month} * ${i.request}`,
});

/** All tokens of a request share its cost alike. */
export const blendedCost = formula({
  id: 'cost.blended',
  title: { en: 'Cost of a token, input and output alike', zh: '输入输出混合的单 token 成本' },
  symbol: 'k_"mix"',
  unit: 'money',
  inputs: {
    request,
    input: inputTokens,
    output: outputTokens,
  },
  compute: (i) => i.request.value / (i.input.value + i.output.value),
  write: (i) => `${i.request} / (${i.input} + ${i.output})`,
});

export const cardPower = formula({
  id: 'power.card',
  title: { en: 'Power of a card', zh: '单卡功耗' },
  symbol: 'P',
  unit: 'W',
  inputs: {
    tdp: input('"TDP"', 'W', 'thermal design power', '热设计功耗'),
    idle: input('i', '1', 'share of the TDP drawn when idle', '空闲功耗占 TDP 的比例'),
    compute: input('u_c', '1', 'share of the pass that the tensor cores are busy', '算力占用比例'),
    memory: input('u_m', '1', 'share of the pass that the memory is busy', '显存占用比例'),
  },
  compute: (i) =>
    i.tdp.value * (i.idle.value + (1 - i.idle.value) * Math.min(1, Math.max(i.compute.value, i.memory.value))),
  write: (i) => `${i.tdp} * (${i.idle} + (1 - ${i.idle}) * max(${i.compute}, ${i.memory}))`,
});

export const tokenEnergy = formula({
  id: 'energy.token',
  title: { en: 'Energy of an output token', zh: '每输出 token 能耗' },
  symbol: 'E',
  unit: 'J',
  inputs: {
    power: input('P', 'W', 'power of a card', '单卡功耗'),
    rate: input('X', 'token/s', 'tokens a second a card', '单卡每秒 token 数'),
  },
  compute: (i) => i.power.value / i.rate.value,
  write: (i) => `${i.power} / ${i.rate}`,
});
