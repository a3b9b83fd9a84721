/** The point at which a design is run: the largest batch, an arrival rate. */

import { message, type Text } from './message';

export const operatingMessages = {
  'operating.best': message<{ batch: number; perCard: string; stop: Text }>(
    'info',
    (a) => `Largest batch: ${a.perCard} a card, ${String(a.batch)} a DP rank. ${a.stop.en}`,
    (a) => `最大批量：每张卡 ${a.perCard} 个请求，每个 DP rank ${String(a.batch)} 个。${a.stop.zh}`,
  ),
  'operating.packing': message<{ prompts: string; usual: string; tokens: string }>(
    'info',
    (a) =>
      `A prefill pass packs ${a.prompts} prompts instead of ${a.usual}, the most that meet TTFT: as with prefill: {tokens: ${a.tokens}}`,
    (a) =>
      `每趟 Prefill 打包 ${a.prompts} 个提示（而非 ${a.usual} 个），为满足 TTFT 的最大值：相当于 prefill: {tokens: ${a.tokens}}`,
  ),
  'operating.none': message<{ stop: Text }>(
    'warning',
    (a) => `No batch will do: ${a.stop.en} already at one request a DP rank, which is shown`,
    (a) => `没有可行的批量：每个 DP rank 只有 1 个请求时（如所示），${a.stop.zh}`,
  ),
  'operating.unknown': message<{ fields: string }>(
    'warning',
    (a) => `The largest batch cannot be told without ${a.fields}: shown at one request a DP rank`,
    (a) => `缺少 ${a.fields}，无法求最大批量：按每个 DP rank 1 个请求显示`,
  ),
  'compare.one-batch': message<{ chips: readonly string[]; batch: string }>(
    'info',
    (a) =>
      `${a.chips.join(', ')} stand at one batch, ${a.batch} a card, whatever each could carry; concurrency: best gives each its own`,
    (a) =>
      `${a.chips.join('、')} 按同一批量比较：每张卡 ${a.batch} 个请求，未必是各自的最大值；写 concurrency: best 则各取其最大批量`,
  ),
  'rate.overload': message<{ phase: string; rate: string; most: string; times: string }>(
    'warning',
    (a) => `${a.rate} is ${a.times}× what the ${a.phase} pool can do: at most ${a.most}`,
    (a) => `${a.rate} 是 ${a.phase} 池能力的 ${a.times} 倍：最多 ${a.most}`,
  ),
} as const;
