/**
 * The money's formulas as a spreadsheet writes them (engine/formulas/cost.ts, fleet.ts). Each is given the cells of its inputs; values stand
 * in the unit of the ledger, so no factor but those of the formula itself occurs. A test holds each against the engine's own.
 */

type Cells = Readonly<Record<string, string>>;
type Translation = (cells: Cells) => string;

const growth = (c: Cells): string => `(1+${c.discount})^${c.years}`;
/** Of n yearly payments; n itself where money costs nothing. */
const payments = (c: Cells): string =>
  `IF(${c.discount}=0,${c.years},(1-(1+${c.discount})^(-${c.years}))/${c.discount})`;

export const spreadsheetFormulas: Readonly<Record<string, Translation>> = {
  'cost.annuity': (c) => `${c.purchase}*(1+${c.spare})*(1-${c.residual}/${growth(c)})/${payments(c)}`,
  'cost.power': (c) => `${c.power}*${c.pue}*${c.tariff}*3600`,
  'cost.owned-hour': (c) => `(${c.annuity}+${c.hosting}+${c.network})*3600/(${c.year}*(1-${c.failure}))+${c.power}`,
  'cost.token': (c) => `${c.cardHour}/(3600*${c.rate}*${c.busy})`,
  'cost.cached-token': (c) => `${c.cardHour}/(3600*${c.busy})*(1/${c.rate}-1/${c.alone})*(1-${c.hit})/${c.hit}`,
  'cost.request': (c) => `${c.input}*${c.perInput}+${c.output}*${c.perOutput}`,
  'cost.request-cached': (c) =>
    `${c.input}*((1-${c.hit})*${c.perInput}+${c.hit}*${c.perCached})+${c.output}*${c.perOutput}`,
  'cost.month': (c) => `${c.load}*${c.busy}*${c.month}*${c.request}`,
  'cost.blended': (c) => `${c.request}/(${c.input}+${c.output})`,
  'fleet.instances': (c) => `MAX(1,ROUNDUP(${c.load}*${c.tokens}/(${c.rate}*${c.cards})-0.000000001,0))`,
  'fleet.nodes': (c) =>
    `IF(${c.cards}<=${c.node},ROUNDUP(${c.instances}/ROUNDDOWN(${c.node}/${c.cards},0),0),${c.instances}*ROUNDUP(${c.cards}/${c.node},0))`,
  'fleet.cards': (c) => `${c.nodes}*${c.node}`,
  'fleet.cards.all': (c) => `${c.prefill}+${c.decode}`,
  'fleet.hour': (c) => `${c.prefillCards}*${c.prefillPrice}+${c.decodeCards}*${c.decodePrice}`,
  'fleet.request': (c) => `${c.hour}/(3600*${c.load}*${c.busy})`,
  'roi.earnings': (c) =>
    `${c.input}*((1-${c.hit})*${c.inputPrice}+${c.hit}*${c.cachedPrice})+${c.output}*${c.outputPrice}`,
  'roi.margin': (c) => `1-${c.cost}/${c.earned}`,
  'roi.cash': (c) => `${c.earned}*${c.load}*${c.busy}*3600-${c.running}`,
  'roi.payback': (c) => `${c.invested}/${c.cash}*3600`,
  'roi.npv': (c) => `${c.cash}*${c.year}/3600*${payments(c)}+${c.invested}*(${c.residual}/${growth(c)}-1)`,
  'roi.break-even': (c) => `(${c.rival}-${c.fixed})/${c.cards}`,
  'roi.busy-alike': (c) => `${c.hour}*${c.own}/${c.other}`,
  'roi.running': (c) => `(${c.hosting}+${c.network})*3600/(${c.year}*(1-${c.failure}))+${c.power}`,
  'roi.invested': (c) => `${c.purchase}*${c.cards}*(1+${c.spare})/(1-${c.failure})`,
};
