/** The text of a cell, the catalog and money. */

import { message, type Text } from './message';

export const cellMessages = {
  'engine.fault': message<{ reason: string }>(
    'error',
    (a) =>
      `This is a fault of Chokepoint, not of yours: ${a.reason}. The other cells are not affected. Please report it`,
    (a) => `这是 Chokepoint 的故障，并非操作有误：${a.reason}。其他单元格不受影响。请反馈`,
  ),
  'yaml.syntax': message<{ en: string; zh: string }>(
    'error',
    (a) => a.en,
    (a) => a.zh,
  ),
  'yaml.alias': message<Record<never, never>>(
    'error',
    () => 'Anchors and aliases are not read here. Write the value out',
    () => '此处不读取锚点与别名。请把值直接写出来',
  ),
  'yaml.not-keys': message<{ example: string }>(
    'error',
    (a) => `Here belong keys with values, for example ${a.example}`,
    (a) => `此处应写键和值，例如 ${a.example}`,
  ),
  'yaml.unknown-key': message<{ key: string; near: string | undefined; known: string }>(
    'error',
    (a) =>
      a.near
        ? `There is no field "${a.key}". Did you mean ${a.near}?`
        : `There is no field "${a.key}" here. There are ${a.known}`,
    (a) => (a.near ? `没有字段 “${a.key}”。是否为 ${a.near}？` : `此处没有字段 “${a.key}”。可用的有 ${a.known}`),
  ),
  'value.missing': message<{ key: string }>(
    'error',
    (a) => `${a.key} has no value. Write one after the colon, or remove the line`,
    (a) => `${a.key} 没有值。请在冒号后写上，或删去此行`,
  ),
  'value.not-text': message<{ example: string }>(
    'error',
    (a) => `Here belongs one value, for example ${a.example}`,
    (a) => `此处应写一个值，例如 ${a.example}`,
  ),
  'value.not-a-list': message<{ example: string }>(
    'error',
    (a) => `Here belongs a list, for example ${a.example}`,
    (a) => `此处应写一个列表，例如 ${a.example}`,
  ),
  'value.not-one-of': message<{ text: string; choices: string; near: string | undefined }>(
    'error',
    (a) =>
      a.near
        ? `"${a.text}" is not possible here. Did you mean ${a.near}?`
        : `"${a.text}" is not possible here. Write one of ${a.choices}`,
    (a) => (a.near ? `此处不能写 “${a.text}”。是否为 ${a.near}？` : `此处不能写 “${a.text}”。可写 ${a.choices}`),
  ),
  'value.not-whole': message<{ text: string }>(
    'error',
    (a) => `"${a.text}" must be a whole number`,
    (a) => `“${a.text}” 必须是整数`,
  ),
  'value.out-of-range': message<{ text: string; least: string; most: string }>(
    'error',
    (a) =>
      a.most === ''
        ? `"${a.text}" is too small: at least ${a.least}`
        : `"${a.text}" must lie between ${a.least} and ${a.most}`,
    (a) => (a.most === '' ? `“${a.text}” 太小：至少为 ${a.least}` : `“${a.text}” 必须在 ${a.least} 与 ${a.most} 之间`),
  ),
  'value.not-positive': message<{ text: string }>(
    'error',
    (a) => `"${a.text}" must be more than zero`,
    (a) => `“${a.text}” 必须大于零`,
  ),
  'value.pick-one': message<{ first: string; second: string }>(
    'error',
    (a) => `${a.first} and ${a.second} say the same thing twice. Keep one of them`,
    (a) => `${a.first} 与 ${a.second} 重复。请只保留一个`,
  ),
  'build.later': message<{ what: Text; write: Text }>(
    'error',
    (a) => `This build does not read ${a.what.en} yet. ${a.write.en}`,
    (a) => `此版本尚不支持${a.what.zh}。${a.write.zh}`,
  ),
  'catalog.unknown': message<{ what: Text; id: string; near: string | undefined; command: string }>(
    'error',
    (a) =>
      `The catalog has no ${a.what.en} "${a.id}". ${a.near ? `Did you mean ${a.near}?` : `List what it has with: chokepoint catalog ${a.command}`}`,
    (a) =>
      `资料库中没有${a.what.zh} “${a.id}”。${a.near ? `是否为 ${a.near}？` : `可用 chokepoint catalog ${a.command} 列出`}`,
  ),
  'catalog.not-json': message<{ path: string; reason: string }>(
    'error',
    (a) => `${a.path} is not JSON: ${a.reason}. The entry was left out`,
    (a) => `${a.path} 不是 JSON：${a.reason}。此条目未采用`,
  ),
  'catalog.not-an-entry': message<{ path: string }>(
    'warning',
    (a) =>
      `${a.path} was left out: entries are chips/<id>.json, models/<id>.json, prices/<id>.json, calibrations/<name>.json and sources/<name>.json`,
    (a) =>
      `${a.path} 未采用：条目应为 chips/<id>.json、models/<id>.json、prices/<id>.json、calibrations/<name>.json 或 sources/<name>.json`,
  ),
  'catalog.field-wrong': message<{ path: string; field: string; reason: Text }>(
    'error',
    (a) => `${a.path}: ${a.field === '' ? '' : `${a.field}: `}${a.reason.en}. The entry was left out`,
    (a) => `${a.path}：${a.field === '' ? '' : `${a.field}：`}${a.reason.zh}。此条目未采用`,
  ),
  'catalog.not-positive': message<{ value: string }>(
    'error',
    (a) => `${a.value} must be above 0; where nobody knows the figure, write {"unknown": …}`,
    (a) => `${a.value} 必须大于 0；若无人公布，请写 {"unknown": …}`,
  ),
  'catalog.below-zero': message<{ value: string }>(
    'error',
    (a) => `${a.value} cannot be below 0`,
    (a) => `${a.value} 不能小于 0`,
  ),
  'catalog.not-a-share': message<{ value: string }>(
    'error',
    (a) => `${a.value} must be a share above 0 and at most 1: no kernel is faster than its chip`,
    (a) => `${a.value} 应为大于 0 且不超过 1 的比例：核函数不会快于芯片`,
  ),
  'catalog.above-peak': message<{ measured: string; peak: string }>(
    'error',
    (a) => `measured ${a.measured} is above the peak of ${a.peak}: one of the two is wrong`,
    (a) => `实测 ${a.measured} 高于峰值 ${a.peak}：其中必有一个有误`,
  ),
  'catalog.contradiction': message<{ what: Text }>(
    'error',
    (a) => `this cannot be: ${a.what.en}`,
    (a) => `自相矛盾：${a.what.zh}`,
  ),
  'catalog.name-taken': message<{ path: string; name: string; by: string }>(
    'error',
    (a) => `${a.path}: the name "${a.name}" is taken by ${a.by}. The entry was left out`,
    (a) => `${a.path}：名字 “${a.name}” 已被 ${a.by} 使用。此条目未采用`,
  ),
  'catalog.source-unknown': message<{ path: string; source: string }>(
    'warning',
    (a) => `${a.path} cites "${a.source}", which no sources/*.json describes`,
    (a) => `${a.path} 引用了 “${a.source}”，但 sources/*.json 中没有说明`,
  ),
  'catalog.chip-unknown': message<{ path: string; chip: string; near: string | undefined }>(
    'error',
    (a) =>
      `${a.path} was measured on "${a.chip}", which the catalog lacks.${a.near === undefined ? '' : ` Did you mean ${a.near}?`} The calibration was left out`,
    (a) =>
      `${a.path} 的测量芯片 “${a.chip}” 不在资料库中。${a.near === undefined ? '' : `是否指 ${a.near}？`}此校准未采用`,
  ),
  'catalog.replaces': message<{ path: string; id: string }>(
    'info',
    (a) => `${a.path} replaces the catalog's own ${a.id}`,
    (a) => `${a.path} 取代了资料库自带的 ${a.id}`,
  ),
  'lever.unknown': message<{ id: string; near: string | undefined; known: string }>(
    'error',
    (a) =>
      a.near
        ? `There is no optimization "${a.id}". Did you mean ${a.near}?`
        : `There is no optimization "${a.id}". There are ${a.known}`,
    (a) => (a.near ? `没有优化项 “${a.id}”。是否为 ${a.near}？` : `没有优化项 “${a.id}”。可用的有 ${a.known}`),
  ),
  'workload.concurrency': message<{ text: string }>(
    'error',
    (a) => `"${a.text}" does not say of what. Write for example 32 per card, 8 in total, or best`,
    (a) => `“${a.text}” 没有写明按什么计。例如写作 32 per card、8 in total 或 best`,
  ),
  'cost.needs': message<{ what: Text }>(
    'error',
    (a) => `Ownership needs ${a.what.en.toLowerCase()} too`,
    (a) => `自购还需写明${a.what.zh}`,
  ),
  'money.form': message<{ text: string; example: string }>(
    'error',
    (a) => `"${a.text}" is not a price that fits here. Write for example ${a.example}`,
    (a) => `“${a.text}” 不是此处可用的价格。例如写作 ${a.example}`,
  ),
  'money.absurd': message<{ text: string; most: string }>(
    'error',
    (a) =>
      `"${a.text}" is beyond any price of its kind (${a.most} at most). Check the unit: a card-hour, or a million tokens`,
    (a) => `“${a.text}” 超出此类价格的可能范围（最多 ${a.most}）。请检查单位：每卡时，或每百万 token`,
  ),
  'money.rate-self': message<{ currency: string }>(
    'error',
    (a) => `${a.currency} is the currency of the notebook: its rate is 1. Remove the line, or change currency:`,
    (a) => `${a.currency} 就是笔记本的货币，汇率为 1。请删去此行，或修改 currency:`,
  ),
  'money.rate-date': message<{ text: string }>(
    'error',
    (a) => `"${a.text}" is not a day. Write for example 2026-11-01`,
    (a) => `“${a.text}” 不是日期。例如写作 2026-11-01`,
  ),
  'money.rate-missing': message<{ currency: string; base: string }>(
    'error',
    (a) =>
      `The notebook counts in ${a.base} and has no rate for ${a.currency}. Add to the front matter  fx: {${a.currency}: <number> per ${a.base}, date: <day>}`,
    (a) =>
      `笔记本以 ${a.base} 计价，没有 ${a.currency} 的汇率。请在文件头加上  fx: {${a.currency}: <数值> per ${a.base}, date: <日期>}`,
  ),
  'money.rate-form': message<{ text: string; base: string }>(
    'error',
    (a) => `"${a.text}" is not a rate. Write for example 7.1 per ${a.base}`,
    (a) => `“${a.text}” 不是汇率。例如写作 7.1 per ${a.base}`,
  ),
  'money.rate-undated': message<Record<never, never>>(
    'warning',
    () => 'The rate has no date. Add for example date: 2026-11-01',
    () => '汇率没有日期。请加上例如 date: 2026-11-01',
  ),
  'money.currency': message<{ text: string }>(
    'error',
    (a) => `"${a.text}" is not a currency code. Write three capital letters, for example USD or CNY`,
    (a) => `“${a.text}” 不是货币代码。请写三个大写字母，例如 USD 或 CNY`,
  ),
  'article.no-case': message<{ text: string; near: string | undefined }>(
    'error',
    (a) =>
      `The article has no figure "${a.text}". ${a.near ? `Did you mean ${a.near}?` : 'Write all, a table such as t9, or one figure such as t9.ep8.total'}`,
    (a) =>
      `原文没有数值 “${a.text}”。${a.near ? `是否为 ${a.near}？` : '可写 all、某个表（如 t9）或某个数值（如 t9.ep8.total）'}`,
  ),
  'article.out-of-tolerance': message<{ id: string; predicted: string; printed: string }>(
    'warning',
    (a) => `${a.id} comes out at ${a.predicted}; the article has ${a.printed}`,
    (a) => `${a.id} 计算得 ${a.predicted}，原文为 ${a.printed}`,
  ),
  'article.beside-incomplete': message<{ id: string }>(
    'info',
    (a) => `${a.id} is not a whole design yet, so no design is shown beside the article`,
    (a) => `${a.id} 尚不是完整的设计，故未在原文旁显示`,
  ),
  'design.lacks': message<{ what: Text }>(
    'info',
    (a) => `No result yet. Still needed: ${a.what.en}`,
    (a) => `尚无结果，还需写明：${a.what.zh}`,
  ),
} as const;
