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
  'layout.not-yet': message<{ what: string }>(
    'error',
    (a) => `${a.what} above 1 cannot be evaluated in this build. Leave it out, or set it to 1`,
    (a) => `当前版本无法评估大于 1 的 ${a.what}。请去掉或设为 1`,
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
