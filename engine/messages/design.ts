/** Chips, layouts, formats, memory and objectives. */

import { message, type Text } from './message';

export const designMessages = {
  'hardware.cards-unknown': message<{ chip: string }>(
    'error',
    (a) => `The catalog does not know how many ${a.chip} make a node. Write  cards: 8  instead of nodes`,
    (a) => `资料库没有 ${a.chip} 每节点的卡数。请写 cards: 8 代替 nodes`,
  ),
  'model.blocked': message<{ model: string; field: string; reason: Text }>(
    'error',
    (a) => `${a.model} cannot be evaluated yet: ${a.reason.en} (${a.field})`,
    (a) => `暂时无法评估 ${a.model}：${a.reason.zh}（${a.field}）`,
  ),
  'layout.assumed': message<{ phase: string; tp: number; ep: number }>(
    'info',
    (a) => `Layout of ${a.phase} not said yet: shown at tp ${String(a.tp)}, ep ${String(a.ep)}`,
    (a) => `尚未指定 ${a.phase} 的并行：按 tp ${String(a.tp)}、ep ${String(a.ep)} 估计`,
  ),
  'layout.stages': message<{ pp: number; layers: number; model: string }>(
    'error',
    (a) => `pp ${String(a.pp)} is more than the ${String(a.layers)} layers of ${a.model}`,
    (a) => `pp ${String(a.pp)} 超过 ${a.model} 的 ${String(a.layers)} 层`,
  ),
  'layout.stages-uneven': message<{ layers: number; pp: number; longest: number }>(
    'info',
    (a) =>
      `${String(a.layers)} layers on ${String(a.pp)} stages: the longest has ${String(a.longest)}; figures are of the mean stage`,
    (a) => `${String(a.layers)} 层分为 ${String(a.pp)} 级：最长的一级有 ${String(a.longest)} 层；数字为各级平均`,
  ),
  'layout.decode-cp': message<Record<string, never>>(
    'error',
    () => 'cp shares the tokens of a prompt: a decode step has none to share. Use dp or tp',
    () => 'cp 分摊的是输入 token，Decode 每步没有可分摊的。请用 dp 或 tp',
  ),
  'workload.routing': message<{ text: string }>(
    'error',
    (a) => `${a.text} is no popularity. Write uniform, zipf 1.0, or a list with a count for each expert`,
    (a) => `${a.text} 不是热度。请写 uniform、zipf 1.0，或每个专家一个计数的列表`,
  ),
  'workload.histogram': message<{ experts: number; counts: number; model: string }>(
    'error',
    (a) => `routing counts ${String(a.counts)} experts, ${a.model} has ${String(a.experts)}`,
    (a) => `routing 给出 ${String(a.counts)} 个专家的计数，而 ${a.model} 有 ${String(a.experts)} 个`,
  ),
  'layout.instance': message<{ phase: string; tp: number; dp: number; size: number; cards: number }>(
    'error',
    (a) =>
      `tp ${String(a.tp)} × dp ${String(a.dp)} = ${String(a.size)} cards do not divide the ${a.phase} pool: it has ${String(a.cards)}`,
    (a) =>
      `tp ${String(a.tp)} × dp ${String(a.dp)} = ${String(a.size)} 张卡无法整除 ${a.phase} 池：池中有 ${String(a.cards)} 张卡`,
  ),
  'layout.heads': message<{ tp: number; heads: number; model: string }>(
    'error',
    (a) => `tp ${String(a.tp)} does not divide the ${String(a.heads)} query heads of ${a.model}`,
    (a) => `tp ${String(a.tp)} 不能整除 ${a.model} 的 ${String(a.heads)} 个查询头`,
  ),
  'layout.experts': message<{ ep: number; experts: number; model: string }>(
    'error',
    (a) =>
      `ep ${String(a.ep)} does not divide the ${String(a.experts)} routed experts of ${a.model}, redundant ones counted in`,
    (a) => `ep ${String(a.ep)} 不能整除 ${a.model} 的 ${String(a.experts)} 个路由专家（含冗余）`,
  ),
  'layout.no-experts': message<{ model: string }>(
    'error',
    (a) => `${a.model} has no experts to spread: leave ep out`,
    (a) => `${a.model} 没有专家可分：请去掉 ep`,
  ),
  'layout.ep': message<{ phase: string; ep: number; tp: number; dp: number; cards: number }>(
    'error',
    (a) =>
      `ep ${String(a.ep)} does not fit the ${a.phase} instance of tp ${String(a.tp)} × dp ${String(a.dp)} = ${String(a.tp * a.dp)} cards: it must divide ${String(a.tp * a.dp)} and be a multiple or a divisor of tp`,
    (a) =>
      `ep ${String(a.ep)} 与 ${a.phase} 实例（tp ${String(a.tp)} × dp ${String(a.dp)} = ${String(a.tp * a.dp)} 张卡）不符：须整除 ${String(a.tp * a.dp)}，且为 tp 的倍数或约数`,
  ),
  'formats.widened': message<{ format: string; chip: string }>(
    'info',
    (a) => `${a.chip} does not multiply ${a.format}: those weights are widened to bf16 first`,
    (a) => `${a.chip} 不能以 ${a.format} 相乘：这些权重先展开为 bf16`,
  ),
  'formats.no-unit': message<{ format: string; chip: string }>(
    'warning',
    (a) => `${a.chip} has no ${a.format} units: activations stay at what it can multiply`,
    (a) => `${a.chip} 没有 ${a.format} 单元：激活值按其可用格式计算`,
  ),
  'memory.does-not-fit': message<{ phase: string; need: string; have: string; chip: string }>(
    'warning',
    (a) => `Does not fit, ${a.phase}: ${a.need} needed a card, ${a.chip} has ${a.have} usable`,
    (a) => `${a.phase} 放不下：每卡需 ${a.need}，${a.chip} 可用 ${a.have}`,
  ),
  'slo.missed': message<{ metric: string; reached: string; slo: string }>(
    'warning',
    (a) => `${a.metric} misses its objective: ${a.reached}, wanted at most ${a.slo}`,
    (a) => `${a.metric} 未达目标：${a.reached}，要求不超过 ${a.slo}`,
  ),
  'fidelity.not-yet': message<{ fidelity: string }>(
    'warning',
    (a) => `This build has no ${a.fidelity} rates yet: shown at roofline`,
    (a) => `当前版本尚无 ${a.fidelity} 速率：按屋顶线显示`,
  ),
} as const;
