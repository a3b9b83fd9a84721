/** A person's own measurements. */

import { message, type Text } from './message';

export const measuredMessages = {
  'measured.not-json': message<{ file: string; reason: string }>(
    'error',
    (a) => `${a.file} is not JSON: ${a.reason}`,
    (a) => `${a.file} 不是 JSON：${a.reason}`,
  ),
  'measured.neither': message<{ file: string }>(
    'error',
    (a) =>
      `${a.file} holds no measurements: it needs "series" (kernels), "decode" and "prefill" (stacks), or a result of vLLM, SGLang or GenAI-Perf`,
    (a) =>
      `${a.file} 没有测量数据：需要 "series"（算子）、"decode" 与 "prefill"（整栈），或 vLLM、SGLang、GenAI-Perf 的结果`,
  ),
  'measured.no-kernels': message<{ file: string }>(
    'error',
    (a) => `${a.file} holds whole stacks or serving runs: rates are fitted to single kernels ("series")`,
    (a) => `${a.file} 为整栈或在线运行数据：校准需要单个算子的数据（"series"）`,
  ),
  'measured.field-wrong': message<{ file: string; field: string; reason: Text }>(
    'error',
    (a) => `${a.file}: ${a.field} is wrong: ${a.reason.en}`,
    (a) => `${a.file}：${a.field} 有误：${a.reason.zh}`,
  ),
  'measured.device-unknown': message<{ file: string; device: string; near: string | undefined }>(
    'error',
    (a) =>
      `${a.file}: no chip of the catalog is called "${a.device}" by its driver.${a.near === undefined ? '' : ` Did you mean ${a.near}?`} Add it to the chip's deviceNames`,
    (a) =>
      `${a.file}：资料库没有驱动名为 “${a.device}” 的芯片。${a.near === undefined ? '' : `是否指 ${a.near}？`}可加到该芯片的 deviceNames`,
  ),
  'measured.model-unknown': message<{ file: string; model: string; near: string | undefined }>(
    'error',
    (a) => `${a.file}: the catalog has no model "${a.model}".${a.near === undefined ? '' : ` Did you mean ${a.near}?`}`,
    (a) => `${a.file}：资料库没有模型 “${a.model}”。${a.near === undefined ? '' : `是否指 ${a.near}？`}`,
  ),
  'measured.no-unit': message<{ format: string; chip: string }>(
    'warning',
    (a) => `${a.chip} does not multiply ${a.format}: those kernels have no prediction`,
    (a) => `${a.chip} 不能以 ${a.format} 相乘：相关算子没有预测`,
  ),
  'measured.figure-missing': message<{ file: string; field: string }>(
    'warning',
    (a) => `${a.file} has no ${a.field}: that figure is not compared`,
    (a) => `${a.file} 没有 ${a.field}：不比较该项`,
  ),
  'measured.requests-failed': message<{ file: string; failed: number }>(
    'warning',
    (a) => `${a.file}: ${a.failed} requests failed; the figures are of the others`,
    (a) => `${a.file}：${a.failed} 个请求失败；数字只含其余请求`,
  ),
  'measured.model-differs': message<{ file: string; model: string; design: string }>(
    'warning',
    (a) => `${a.file} served ${a.model}, the design has ${a.design}`,
    (a) => `${a.file} 运行的是 ${a.model}，而设计为 ${a.design}`,
  ),
  'measured.drafts-unsaid': message<{ file: string; accepted: number }>(
    'warning',
    (a) =>
      `${a.file}: the server gave ${a.accepted} tokens a step with drafts, the design has none. Add  mtp: {drafts: …, acceptance: …}`,
    (a) => `${a.file}：服务端以草稿每步产出 ${a.accepted} 个 token，而设计没有。请加  mtp: {drafts: …, acceptance: …}`,
  ),
  'measured.no-notebook': message<{ file: string; tool: string }>(
    'error',
    (a) =>
      `${a.file} is a result of ${a.tool}: it does not say on which cards, in which layout and formats it ran. Open a notebook whose cells describe that server`,
    (a) => `${a.file} 是 ${a.tool} 的结果：其中没有芯片、布局与精度格式。请打开描述该服务的笔记本`,
  ),
  'measured.design-incomplete': message<{ file: string; lacks: Text }>(
    'error',
    (a) => `${a.file} cannot be predicted: the design still lacks ${a.lacks.en}`,
    (a) => `${a.file} 无法预测：设计仍缺少${a.lacks.zh}`,
  ),
} as const;
