/** Why a lever is skipped. */

import { message } from './message';

export const leverMessages = {
  'lever.excluded': message<{ lever: string; other: string }>(
    'info',
    (a) => `${a.lever} and ${a.other} exclude each other; ${a.other} is on`,
    (a) => `${a.lever} 与 ${a.other} 互斥；已启用 ${a.other}`,
  ),
  'lever.needs-moe': message<{ lever: string; model: string }>(
    'info',
    (a) => `${a.lever} works on experts; ${a.model} has none`,
    (a) => `${a.lever} 作用于专家；${a.model} 没有专家`,
  ),
  'lever.needs-8-bit': message<{ lever: string; chip: string }>(
    'info',
    (a) => `${a.lever} multiplies in 8 bits; ${a.chip} has no FP8 or INT8 units in use`,
    (a) => `${a.lever} 以 8 位相乘；${a.chip} 无可用的 FP8 或 INT8 单元`,
  ),
  'lever.needs-mla': message<{ lever: string; model: string }>(
    'info',
    (a) => `${a.lever} is built on MLA; ${a.model} has another attention`,
    (a) => `${a.lever} 以 MLA 为基础；${a.model} 采用其他注意力`,
  ),
  'lever.needs-exchange': message<{ lever: string }>(
    'info',
    (a) => `${a.lever} hides communication between cards; this layout has none`,
    (a) => `${a.lever} 用于隐藏卡间通信；此布局没有卡间通信`,
  ),
  'lever.no-draft-layer': message<{ model: string }>(
    'info',
    (a) => `${a.model} has no trained draft layer, and none can be assumed`,
    (a) => `${a.model} 没有训练好的草稿层，也无法假设`,
  ),
} as const;
