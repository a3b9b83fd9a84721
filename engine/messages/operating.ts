/** The point at which a design is run: the largest batch, an arrival rate. */

import { message, type Text } from './message';

export const operatingMessages = {
  'operating.best': message<{ batch: number; perCard: string; stop: Text }>(
    'info',
    (a) => `Largest batch: ${a.perCard}, ${String(a.batch)} a DP rank. ${a.stop.en}`,
    (a) => `最大批量：每个 DP rank ${String(a.batch)} 个请求（${a.perCard}）。${a.stop.zh}`,
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
  'rate.overload': message<{ phase: string; rate: string; most: string; times: string }>(
    'warning',
    (a) => `${a.rate} is ${a.times}× what the ${a.phase} pool can do: at most ${a.most}`,
    (a) => `${a.rate} 是 ${a.phase} 池能力的 ${a.times} 倍：最多 ${a.most}`,
  ),
} as const;
