/** Sweeps over designs. */

import { message, type Text } from './message';

export const sweepMessages = {
  'sweep.unknown-field': message<{ key: string; near: string | undefined }>(
    'error',
    (a) =>
      `Nothing called "${a.key}" can be varied. ${a.near ? `Did you mean ${a.near}?` : 'Write a field of a design cell, for example hardware, decode.ep, concurrency, mtp.drafts or rent'}`,
    (a) =>
      `没有可变的字段 “${a.key}”。${a.near ? `是否为 ${a.near}？` : '请写设计单元的字段，例如 hardware、decode.ep、concurrency、mtp.drafts 或 rent'}`,
  ),
  'sweep.ambiguous-field': message<{ key: string; choices: string }>(
    'error',
    (a) => `"${a.key}" stands in several cells: write ${a.choices}`,
    (a) => `“${a.key}” 出现在多种单元中：请写 ${a.choices}`,
  ),
  'sweep.no-values': message<{ key: string }>(
    'error',
    (a) => `${a.key} has no values to try. Write for example ${a.key}: [a, b]`,
    (a) => `${a.key} 没有可试的值。例如写作 ${a.key}: [a, b]`,
  ),
  'sweep.range': message<{ text: string }>(
    'error',
    (a) => `"${a.text}" is not a range. Write for example {from: 8 per card, to: 64 per card, step: 8 per card}`,
    (a) => `“${a.text}” 不是范围。例如写作 {from: 8 per card, to: 64 per card, step: 8 per card}`,
  ),
  'sweep.long-range': message<{ text: string; values: string; most: string }>(
    'error',
    (a) => `${a.text} has ${a.values} values; a range has at most ${a.most}. Take a larger step`,
    (a) => `${a.text} 有 ${a.values} 个值，每个范围最多 ${a.most} 个。请加大步长`,
  ),
  'sweep.too-many': message<{ points: string; most: string; axes: string }>(
    'error',
    (a) => `${a.axes} = ${a.points} points; at most ${a.most} can be run. Vary fewer fields, or fewer values of each`,
    (a) => `${a.axes} = ${a.points} 个点，最多可运行 ${a.most} 个。请减少字段或取值`,
  ),
  'sweep.large': message<{ points: string; axes: string; time: Text; cell: string }>(
    'info',
    (a) =>
      `${a.axes} = ${a.points} points, ${a.time.en}: too many to run with every edit. Start it here, or with: chokepoint sweep FILE ${a.cell}`,
    (a) =>
      `${a.axes} = ${a.points} 个点，${a.time.zh}：过多，不随编辑运行。请在此启动，或用 chokepoint sweep FILE ${a.cell}`,
  ),
  'sweep.one-price': message<{ price: string }>(
    'info',
    (a) =>
      `Every chip is counted at ${a.price} here, which says nothing of what they cost. Vary rent too, or compare designs with their own cost cells`,
    (a) => `此处各芯片均按 ${a.price} 计价，不反映实际成本差异。请同时改变 rent，或比较各有成本单元的设计`,
  ),
  'sweep.nothing': message<{ points: string; reason: Text; count: string }>(
    'warning',
    (a) => `None of the ${a.points} points will do; ${a.count} of them: ${a.reason.en}`,
    (a) => `${a.points} 个点均不可行；其中 ${a.count} 个：${a.reason.zh}`,
  ),
  'sweep.no-figure': message<{ metric: string }>(
    'warning',
    (a) => `No point has ${a.metric}, so none is the best. A cost cell before it gives money; an SLO gives limits`,
    (a) => `没有任何点具有 ${a.metric}，因此无从选优。成本单元给出金额，SLO 给出上限`,
  ),
  'sweep.base-incomplete': message<{ id: string; what: Text }>(
    'warning',
    (a) => `${a.id} is not a whole design. Still needed: ${a.what.en}. Say it there, or vary it here`,
    (a) => `${a.id} 尚不完整，还需写明：${a.what.zh}。请在该单元补充，或在此作为变量`,
  ),
} as const;
