/** Prices of the catalog's lists: what they say of one another, of the calendar and of the chip. */

import { message } from './message';

export const priceMessages = {
  'price.unknown': message<{ text: string; near: string | undefined }>(
    'error',
    (a) =>
      `No price list of the catalog has "${a.text}".${a.near === undefined ? ' Write for example $2/h' : ` Did you mean ${a.near}?`}`,
    (a) => `资料库的价目中没有 “${a.text}”。${a.near === undefined ? '例如写作 $2/h' : `是否指 ${a.near}？`}`,
  ),
  'price.ends-first': message<{ from: string; until: string }>(
    'error',
    (a) => `valid until ${a.until}, which is before ${a.from}, from when it holds`,
    (a) => `有效期至 ${a.until}，早于起始日期 ${a.from}`,
  ),
  'price.before-chip': message<{ date: string; chip: string; since: string }>(
    'error',
    (a) => `a price of ${a.date} for ${a.chip}, which came out in ${a.since}`,
    (a) => `价格日期为 ${a.date}，但 ${a.chip} 于 ${a.since} 年才发布`,
  ),
  'price.range': message<{ low: string; high: string }>(
    'error',
    (a) => `the lower price ${a.low} is above the higher, ${a.high}`,
    (a) => `低价 ${a.low} 高于高价 ${a.high}`,
  ),
  'price.not-yet': message<{ id: string; from: string; today: string }>(
    'warning',
    (a) => `${a.id} holds from ${a.from}, and today is ${a.today}`,
    (a) => `${a.id} 自 ${a.from} 起有效，而今天是 ${a.today}`,
  ),
  'price.expired': message<{ id: string; until: string; today: string }>(
    'warning',
    (a) => `${a.id} held until ${a.until}, and today is ${a.today}: look for a newer one`,
    (a) => `${a.id} 有效期至 ${a.until}，而今天是 ${a.today}：请查找更新的价格`,
  ),
  'price.other-chip': message<{ name: string; chip: string }>(
    'warning',
    (a) => `The card-hour is the price of ${a.name}, and this design runs on ${a.chip}`,
    (a) => `卡时价为 ${a.name} 的价格，而此设计运行在 ${a.chip} 上`,
  ),
  'money.rate-future': message<{ date: string; today: string }>(
    'warning',
    (a) => `The rate is of ${a.date}, and today is ${a.today}: a rate to come is a guess`,
    (a) => `汇率日期为 ${a.date}，而今天是 ${a.today}：未来的汇率只是猜测`,
  ),
} as const;
