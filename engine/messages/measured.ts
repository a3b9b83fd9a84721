/** A person's own measurements. */

import { message } from './message';

export const measuredMessages = {
  'measured.not-json': message<{ file: string; reason: string }>(
    'error',
    (a) => `${a.file} is not JSON: ${a.reason}`,
    (a) => `${a.file} 不是 JSON：${a.reason}`,
  ),
  'measured.neither': message<{ file: string }>(
    'error',
    (a) => `${a.file} holds no measurements: it needs "series" (kernels) or "decode" and "prefill" (stacks)`,
    (a) => `${a.file} 没有测量数据：需要 "series"（算子），或 "decode" 与 "prefill"（整栈）`,
  ),
  'measured.no-kernels': message<{ file: string }>(
    'error',
    (a) => `${a.file} holds whole stacks: rates are fitted to single kernels ("series")`,
    (a) => `${a.file} 为整栈数据：校准需要单个算子的数据（"series"）`,
  ),
  'measured.field-wrong': message<{ file: string; field: string; reason: string }>(
    'error',
    (a) => `${a.file}: ${a.field} is wrong: ${a.reason}`,
    (a) => `${a.file}：${a.field} 有误：${a.reason}`,
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
} as const;
