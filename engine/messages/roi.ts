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
