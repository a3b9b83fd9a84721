/** A fleet for a load: how many instances, nodes and cards, what they cost, what they earn. */

import { formula, input } from '../formula';

const secondsAnHour = 3600;

const load = input('lambda', '1/s', 'requests a second to serve', '需服务的每秒请求数');

export const instancesFor = formula({
  id: 'fleet.instances',
  title: { en: 'Whole instances that keep up with the load', zh: '跟得上负载的完整实例数' },
  symbol: 'n',
  unit: '1',
  inputs: {
    load,
    tokens: input('s', 'token', 'tokens of a request in this phase', '该阶段每请求 token 数'),
    rate: input('X', 'token/s', 'tokens a second a card', '单卡每秒 token 数'),
    cards: input('c', 'card', 'cards an instance', '每实例卡数'),
  },
  // A need of 2.0000000001 instances is float dust, not a third one.
  compute: (i) => Math.max(1, Math.ceil((i.load.value * i.tokens.value) / (i.rate.value * i.cards.value) - 1e-9)),
  write: (i) => `max(1, |~ ${i.load} * ${i.tokens} / (${i.rate} * ${i.cards}) ~|)`,
});

/** Small instances share a node, a large one spans several; none shares a node with half of another. */
export const nodesFor = formula({
  id: 'fleet.nodes',
  title: { en: 'Whole nodes', zh: '完整节点数' },
  symbol: 'N',
  unit: '1',
  inputs: {
    instances: input('n', '1', 'instances', '实例数'),
    cards: input('c', 'card', 'cards an instance', '每实例卡数'),
    node: input('k', 'card', 'cards a node', '每节点卡数'),
  },
  compute: (i) =>
    i.cards.value <= i.node.value
      ? Math.ceil(i.instances.value / Math.floor(i.node.value / i.cards.value))
      : i.instances.value * Math.ceil(i.cards.value / i.node.value),
  write: (i) => `|~ ${i.instances} / max(1, |__ ${i.node} / ${i.cards} __|) ~| * |~ ${i.cards} / ${i.node} ~|`,
});

export const cardsOfNodes = formula({
  id: 'fleet.cards',
  title: { en: 'Cards paid for', zh: '付费卡数' },
  symbol: 'c',
  unit: 'card',
  inputs: {
    nodes: input('N', '1', 'whole nodes', '完整节点数'),
    node: input('k', 'card', 'cards a node', '每节点卡数'),
  },
  compute: (i) => i.nodes.value * i.node.value,
  write: (i) => `${i.nodes} * ${i.node}`,
});

export const fleetHour = formula({
  id: 'fleet.hour',
  title: { en: 'Cost of the fleet an hour', zh: '机群每小时成本' },
  symbol: 'K',
  unit: 'money/h',
  inputs: {
    prefillCards: input('c_P', 'card', 'prefill cards', 'Prefill 卡数'),
    prefillPrice: input('p_P', 'money/h', 'price of a prefill card-hour', 'Prefill 卡时价'),
    decodeCards: input('c_D', 'card', 'decode cards', 'Decode 卡数'),
    decodePrice: input('p_D', 'money/h', 'price of a decode card-hour', 'Decode 卡时价'),
  },
  compute: (i) => i.prefillCards.value * i.prefillPrice.value + i.decodeCards.value * i.decodePrice.value,
  write: (i) => `${i.prefillCards} * ${i.prefillPrice} + ${i.decodeCards} * ${i.decodePrice}`,
});

export const requestOfFleet = formula({
  id: 'fleet.request',
  title: { en: 'Cost of a request, whole nodes paid', zh: '按整节点付费的每请求成本' },
  symbol: 'k_"req"',
  unit: 'money',
  inputs: {
    hour: input('K', 'money/h', 'cost of the fleet an hour', '机群每小时成本'),
    load,
    busy: input('u', '1', 'share of the paid hours that serve this load', '付费时段中用于服务的比例'),
  },
  compute: (i) => i.hour.value / (secondsAnHour * i.load.value * i.busy.value),
  write: (i) => `${i.hour} / (3600 * ${i.load} * ${i.busy})`,
});

export const earnings = formula({
  id: 'roi.earnings',
  title: { en: 'Earned by a request', zh: '每请求收入' },
  symbol: 'e_"req"',
  unit: 'money',
  inputs: {
    input: input('s_"in"', 'token', 'prompt tokens', '输入 token 数'),
    hit: input('h', '1', 'prefix-cache hit ratio', '前缀缓存命中率'),
    output: input('s_"out"', 'token', 'output tokens', '输出 token 数'),
    inputPrice: input('q_"in"', 'money', 'selling price of an input token', '输入 token 售价'),
    cachedPrice: input('q_"hit"', 'money', 'selling price of a cached input token', '缓存命中输入 token 售价'),
    outputPrice: input('q_"out"', 'money', 'selling price of an output token', '输出 token 售价'),
  },
  compute: (i) =>
    i.input.value * ((1 - i.hit.value) * i.inputPrice.value + i.hit.value * i.cachedPrice.value) +
    i.output.value * i.outputPrice.value,
  write: (i) =>
    `${i.input} * ((1 - ${i.hit}) * ${i.inputPrice} + ${i.hit} * ${i.cachedPrice}) + ${i.output} * ${i.outputPrice}`,
});

export const margin = formula({
  id: 'roi.margin',
  title: { en: 'Margin: what is left of the earnings', zh: '毛利率' },
  symbol: 'm',
  unit: '1',
  isShare: true,
  inputs: {
    earned: input('e_"req"', 'money', 'earned by a request', '每请求收入'),
    cost: input('k_"req"', 'money', 'cost of a request', '每请求成本'),
  },
  compute: (i) => 1 - i.cost.value / i.earned.value,
  write: (i) => `1 - ${i.cost} / ${i.earned}`,
});

/** What is left an hour once everything that recurs is paid; what was invested is not in the costs. */
export const cashAnHour = formula({
  id: 'roi.cash',
  title: { en: 'Cash an hour, what was invested left out', zh: '每小时现金流（不含投资）' },
  symbol: 'f',
  unit: 'money/h',
  inputs: {
    earned: input('e_"req"', 'money', 'earned by a request', '每请求收入'),
    load,
    busy: input('u', '1', 'share of the paid hours that serve this load', '付费时段中用于服务的比例'),
    running: input('K_"run"', 'money/h', 'cost of running the fleet an hour', '机群每小时运行成本'),
  },
  compute: (i) => i.earned.value * i.load.value * i.busy.value * secondsAnHour - i.running.value,
  write: (i) => `3600 * ${i.earned} * ${i.load} * ${i.busy} - ${i.running}`,
});

const invested = input('I', 'money', 'invested at the start', '期初投资');
const cash = input('f', 'money/h', 'cash an hour', '每小时现金流');

export const payback = formula({
  id: 'roi.payback',
  title: { en: 'Time until the investment is earned back', zh: '投资回收期' },
  symbol: 't_"back"',
  unit: 's',
  inputs: { invested, cash },
  compute: (i) => (i.invested.value / i.cash.value) * secondsAnHour,
  write: (i) => `${i.invested} / ${i.cash}`,
});

/** Cash is counted at the end of each year; what is left of the investment is sold at the end of the last. */
export const presentValue = formula({
  id: 'roi.npv',
  title: { en: 'Net present value', zh: '净现值' },
  symbol: '"NPV"',
  unit: 'money',
  inputs: {
    invested,
    cash,
    year: input('Y', 's', 'a year', '一年'),
    years: input('n', '1', 'years', '年数'),
    discount: input('d', '1', 'discount rate a year', '年折现率'),
    residual: input('r', '1', 'share of the investment that is left at the end', '期末残值比例'),
  },
  compute: (i) => {
    const n = i.years.value;
    const logGrowth = Math.log1p(i.discount.value);
    const yearly = (i.cash.value * i.year.value) / secondsAnHour;
    // expm1 and log1p keep a rate near zero exact.
    const factor = logGrowth === 0 ? n : -Math.expm1(-n * logGrowth) / i.discount.value;
    return yearly * factor + i.invested.value * (i.residual.value * Math.exp(-n * logGrowth) - 1);
  },
  write: (i) =>
    `${i.cash} * ${i.year} * (1 - (1 + ${i.discount})^(-${i.years})) / ${i.discount} - ${i.invested} * (1 - ${i.residual} / (1 + ${i.discount})^(${i.years}))`,
});

export const evenPrice = formula({
  id: 'roi.break-even',
  title: { en: 'Card-hour at which both fleets cost the same', zh: '两个机群成本相等的卡时价' },
  symbol: 'p^"*"',
  unit: 'money/h',
  inputs: {
    rival: input('K_"rival"', 'money/h', 'cost of the other fleet an hour', '对方机群每小时成本'),
    fixed: input('K_"fixed"', 'money/h', 'cost of cards that keep their price', '价格不变的卡的成本'),
    cards: input('c', 'card', 'cards whose price is sought', '待求价格的卡数'),
  },
  compute: (i) => (i.rival.value - i.fixed.value) / i.cards.value,
  write: (i) => `(${i.rival} - ${i.fixed}) / ${i.cards}`,
});

export const dearerThan = formula({
  id: 'roi.cost-against-rival',
  title: { en: 'Own cost of a request against the cheapest rival', zh: '每请求成本相对最便宜的对手' },
  symbol: 'delta',
  unit: '1',
  isShare: true,
  inputs: {
    own: input('k', 'money', 'own cost of a request', '本方每请求成本'),
    rival: input('k_"rival"', 'money', 'the rival’s cost of a request', '对手每请求成本'),
  },
  compute: (i) => i.own.value / i.rival.value - 1,
  write: (i) => `${i.own} / ${i.rival} - 1`,
});

/** Card-hours that are paid whether or not a rival's serve longer: its own cost brought to this fleet's share of busy hours. */
export const busyAlike = formula({
  id: 'roi.busy-alike',
  title: { en: 'Cost of the other fleet for as much served', zh: '同等服务量下对方机群成本' },
  symbol: 'K_"rival"',
  unit: 'money/h',
  inputs: {
    hour: input('K', 'money/h', 'cost of the other fleet an hour', '对方机群每小时成本'),
    own: input('u', '1', 'busy share of this fleet', '本机群利用率'),
    other: input('u_"rival"', '1', 'busy share of the other fleet', '对方机群利用率'),
  },
  compute: (i) => (i.hour.value * i.own.value) / i.other.value,
  write: (i) => `${i.hour} * ${i.own} / ${i.other}`,
});

/** Running costs alone: what is left of a card-hour without the repayment of the card. */
export const runningHour = formula({
  id: 'roi.running',
  title: { en: 'Running an owned card an hour', zh: '自有卡每小时运行成本' },
  symbol: 'k_"run"',
  unit: 'money/h',
  inputs: {
    power: input('e', 'money/h', 'electricity of a card-hour', '卡时电费'),
    hosting: input('H', 'money', 'hosting a card a year', '每卡每年托管费'),
    network: input('W', 'money', 'network a card a year', '每卡每年网络费'),
    failure: input('f', '1', 'share of the year that a card is out of order', '故障停机比例'),
    year: input('Y', 's', 'a year', '一年'),
  },
  compute: (i) =>
    ((i.hosting.value + i.network.value) * secondsAnHour) / (i.year.value * (1 - i.failure.value)) + i.power.value,
  write: (i) => `(${i.hosting} + ${i.network}) / (${i.year} * (1 - ${i.failure})) + ${i.power}`,
});

/** Spares are bought too, and cards out of order are replaced by more of them. */
export const investedIn = formula({
  id: 'roi.invested',
  title: { en: 'Invested in cards', zh: '购卡投资' },
  symbol: 'I',
  unit: 'money',
  inputs: {
    purchase: input('C', 'money', 'purchase a card, its share of the server counted in', '单卡购置价（含服务器分摊）'),
    cards: input('c', 'card', 'cards in use', '使用中的卡数'),
    spare: input('s', '1', 'spare cards a card in use', '备件比例'),
    failure: input('f', '1', 'share of the year that a card is out of order', '故障停机比例'),
  },
  compute: (i) => (i.purchase.value * i.cards.value * (1 + i.spare.value)) / (1 - i.failure.value),
  write: (i) => `${i.purchase} * ${i.cards} * (1 + ${i.spare}) / (1 - ${i.failure})`,
});
