/** Does it pay: fleets, prices, comparisons. */

import { message, type Text } from './message';

export const roiMessages = {
  'roi.impossible': message<{ id: string; reason: Text }>(
    'warning',
    (a) => `${a.id}: ${a.reason.en}`,
    (a) => `${a.id}：${a.reason.zh}`,
  ),
  'roi.unclear': message<{ id: string; reason: Text }>(
    'warning',
    (a) => `${a.id} cannot be sized: ${a.reason.en}`,
    (a) => `${a.id} 无法确定规模：${a.reason.zh}`,
  ),
  'roi.no-price': message<{ id: string }>(
    'warning',
    (a) =>
      `${a.id} has no card-hour price, so it cannot be compared. Add a cost cell before it, for example rent: $2/h`,
    (a) => `${a.id} 没有卡时价，无法比较。请在其前添加成本单元，例如 rent: $2/h`,
  ),
  'roi.no-slo': message<{ id: string }>(
    'info',
    (a) => `${a.id} states no SLO: its batch is as large as memory allows, whatever a user feels`,
    (a) => `${a.id} 未设 SLO：批量取显存允许的最大值，不考虑用户感受`,
  ),
  'roi.layout': message<{ id: string; taken: string | undefined; tried: number }>(
    'info',
    (a) =>
      a.taken === undefined
        ? `${a.id} serves the load at the least cost in its own layout; ${String(a.tried)} others were tried`
        : `${a.id} serves the load at the least cost with ${a.taken}, of ${String(a.tried)} layouts tried beside its own`,
    (a) =>
      a.taken === undefined
        ? `${a.id} 以自身布局承载该负载成本最低；另试了 ${String(a.tried)} 种`
        : `${a.id} 以 ${a.taken} 承载该负载成本最低（除自身布局外试了 ${String(a.tried)} 种）`,
  ),
  'roi.many-layouts': message<{ layouts: string; most: string; axes: string }>(
    'error',
    (a) => `${a.axes} make ${a.layouts} layouts; each candidate can try ${a.most} of them. A sweep cell tries more`,
    (a) => `${a.axes} 共 ${a.layouts} 种布局；每个候选最多试 ${a.most} 种。更多请用扫描单元`,
  ),
  'roi.currencies': message<{ id: string; own: string; other: string }>(
    'warning',
    (a) => `${a.id} is priced in ${a.other}, this notebook in ${a.own}`,
    (a) => `${a.id} 以 ${a.other} 计价，本笔记本以 ${a.own} 计价`,
  ),
  'roi.no-list-price': message<{ model: string }>(
    'warning',
    (a) =>
      `The catalog has no API price of ${a.model} that can be told in this currency. Write price: {input: $0.28/M, output: $0.42/M}`,
    (a) => `资料库没有可按此货币换算的 ${a.model} API 价格。请写 price: {input: $0.28/M, output: $0.42/M}`,
  ),
  'roi.range': message<{ id: string; known: string; near: string | undefined }>(
    'error',
    (a) => `Nothing called "${a.id}" is assumed here. ${a.near ? `Did you mean ${a.near}?` : `There are ${a.known}`}`,
    (a) => `此处没有名为 “${a.id}” 的假设。${a.near ? `是否为 ${a.near}？` : `可用的有 ${a.known}`}`,
  ),
  'roi.range-form': message<{ id: string; example: string }>(
    'error',
    (a) => `The range of ${a.id} is two values, the lower first, for example ${a.example}`,
    (a) => `${a.id} 的范围为两个值，小的在前，例如 ${a.example}`,
  ),
} as const;
