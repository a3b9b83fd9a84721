/** Why a lever is skipped. */

import { message, type Text } from './message';

interface OfModel {
  readonly lever: Text;
  readonly model: string;
}

interface OfChip {
  readonly lever: Text;
  readonly format: string;
  readonly chip: string;
}

export const leverMessages = {
  'lever.excluded': message<{ lever: Text; other: Text }>(
    'info',
    (a) => `${a.lever.en} and ${a.other.en} exclude each other; ${a.other.en} is on`,
    (a) => `${a.lever.zh} 与 ${a.other.zh} 互斥；已启用 ${a.other.zh}`,
  ),
  'lever.needs-moe': message<OfModel>(
    'info',
    (a) => `${a.lever.en} works on experts; ${a.model} has none`,
    (a) => `${a.lever.zh} 作用于专家；${a.model} 没有专家`,
  ),
  'lever.needs-8-bit': message<{ lever: Text; chip: string }>(
    'info',
    (a) => `${a.lever.en} multiplies in 8 bits; ${a.chip} has no FP8 or INT8 units in use`,
    (a) => `${a.lever.zh} 以 8 位相乘；${a.chip} 无可用的 FP8 或 INT8 单元`,
  ),
  'lever.needs-unit': message<OfChip>(
    'info',
    (a) => `${a.lever.en} multiplies in ${a.format}; ${a.chip} has no ${a.format} units`,
    (a) => `${a.lever.zh} 以 ${a.format} 相乘；${a.chip} 没有 ${a.format} 单元`,
  ),
  'lever.needs-mla': message<OfModel>(
    'info',
    (a) => `${a.lever.en} is built on MLA; ${a.model} has another attention`,
    (a) => `${a.lever.zh} 以 MLA 为基础；${a.model} 采用其他注意力`,
  ),
  'lever.no-attention': message<OfModel>(
    'info',
    (a) => `${a.lever.en} changes full attention; ${a.model} has none it could change`,
    (a) => `${a.lever.zh} 作用于全注意力；${a.model} 没有可改的注意力`,
  ),
  'lever.needs-exchange': message<{ lever: Text }>(
    'info',
    (a) => `${a.lever.en} is about communication between cards; this layout has none`,
    (a) => `${a.lever.zh} 作用于卡间通信；此布局没有卡间通信`,
  ),
  'lever.needs-ep': message<{ lever: Text }>(
    'info',
    (a) => `${a.lever.en} is about rows that travel to experts; here every card has every row (ep no larger than tp)`,
    (a) => `${a.lever.zh} 作用于跨卡送往专家的行；此处每张卡都有全部行（ep 不大于 tp）`,
  ),
  'lever.needs-scale-out': message<{ lever: Text }>(
    'info',
    (a) => `${a.lever.en} is about the network between nodes; nothing leaves a node here`,
    (a) => `${a.lever.zh} 作用于节点间网络；此处没有跨节点流量`,
  ),
  'lever.needs-pools': message<{ lever: Text }>(
    'info',
    (a) => `${a.lever.en} moves the cache between pools; the phases share their cards. Give each phase a pool`,
    (a) => `${a.lever.zh} 作用于两池间的缓存传输；此处两阶段共用卡。请为各阶段设置独立的池`,
  ),
  'lever.one-pool': message<{ lever: Text; cards: number; instance: number }>(
    'info',
    (a) =>
      `${a.lever.en} needs a whole instance on each side; ${String(a.cards)} cards hold fewer than two of ${String(a.instance)}`,
    (a) => `${a.lever.zh} 需两侧各有完整实例；${String(a.cards)} 张卡不足两个 ${String(a.instance)} 卡的实例`,
  ),
  'lever.needs-ranks': message<{ lever: Text }>(
    'info',
    (a) => `${a.lever.en} shares requests out to DP ranks that wait for each other; here there is one`,
    (a) => `${a.lever.zh} 在相互等待的 DP rank 间分配请求；此处只有一个`,
  ),
  'lever.nothing-quantized': message<{ lever: Text }>(
    'info',
    (a) => `${a.lever.en} fuses the quantization of activations; here they stay in BF16`,
    (a) => `${a.lever.zh} 融合激活值量化；此处激活值为 BF16`,
  ),
  'lever.layout': message<{ lever: Text; why: Text }>(
    'info',
    (a) => `${a.lever.en} does not fit the prefill pool: ${a.why.en}`,
    (a) => `${a.lever.zh} 与 Prefill 池不符：${a.why.zh}`,
  ),
  'lever.experts-divide': message<{ lever: Text; experts: number; ep: number }>(
    'info',
    (a) => `${a.lever.en}: ${String(a.experts)} experts, copies counted in, do not divide over ep ${String(a.ep)}`,
    (a) => `${a.lever.zh}：${String(a.experts)} 个专家（含副本）不能均分到 ep ${String(a.ep)}`,
  ),
  'lever.no-draft-layer': message<{ model: string }>(
    'info',
    (a) => `${a.model} has no trained draft layer, and none can be assumed`,
    (a) => `${a.model} 没有训练好的草稿层，也无法假设`,
  ),
  'lever.no-curve': message<{ lever: Text; model: string }>(
    'info',
    (a) =>
      `${a.lever.en}: nobody has published the accepted lengths of ${a.model} at so many drafts; give an acceptance instead`,
    (a) => `${a.lever.zh}：${a.model} 在此草稿数下没有公开的接受长度；请改为给出接受率`,
  ),
} as const;
