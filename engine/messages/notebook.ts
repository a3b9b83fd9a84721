/** The notebook file and its cells. */

import { message, type Text } from './message';

export const notebookMessages = {
  'front.version-missing': message<Record<never, never>>(
    'warning',
    () => 'The front matter does not say which format this is. Add the line chokepoint: 1',
    () => '文件头没有写明格式版本。请加上一行 chokepoint: 1',
  ),
  'front.version': message<{ text: string }>(
    'error',
    (a) =>
      `This build reads notebooks of version 1, not "${a.text}". Write chokepoint: 1, or open it in a newer Chokepoint`,
    (a) => `此版本只读取第 1 版笔记本，而这里写的是 “${a.text}”。请改为 chokepoint: 1，或用更新的 Chokepoint 打开`,
  ),
  'front.condition': message<{ text: string }>(
    'error',
    (a) =>
      `"${a.text}" is no condition. Write a cell, a metric and a bound, for example ep16 serving.tpot < 20 ms, or ep16 decode = compute`,
    (a) => `“${a.text}” 不是条件。请写单元、指标和界限，例如 ep16 serving.tpot < 20 ms，或 ep16 decode = compute`,
  ),
  'front.verdict-broken': message<{ condition: string; instead: Text }>(
    'warning',
    (a) => `The verdict no longer stands: it rests on ${a.condition}, but ${a.instead.en}`,
    (a) => `结论不再成立：它以 ${a.condition} 为条件，但${a.instead.zh}`,
  ),
  'fence.unterminated': message<{ fence: string }>(
    'error',
    (a) => `This cell is not closed. Add a line ${a.fence} below it`,
    (a) => `此单元没有结束。请在其下方加上一行 ${a.fence}`,
  ),
  'fence.unterminated-prose': message<{ fence: string; line: number }>(
    'warning',
    (a) => `The fence opened on line ${a.line} is not closed, so all below it is prose. Add a line ${a.fence}`,
    (a) => `第 ${a.line} 行打开的代码块没有结束，其下全部成了正文。请加上一行 ${a.fence}`,
  ),
  'cell.kind-unknown': message<{ kind: string; known: string; near: string | undefined }>(
    'error',
    (a) =>
      a.near
        ? `There is no cell kind "${a.kind}". Did you mean ${a.near}?`
        : `There is no cell kind "${a.kind}". There are ${a.known}`,
    (a) =>
      a.near ? `没有 “${a.kind}” 这种单元。是否为 ${a.near}？` : `没有 “${a.kind}” 这种单元。可用的有 ${a.known}`,
  ),
  'cell.id-missing': message<{ kind: string }>(
    'error',
    (a) => `This cell has no name. Write one after its kind: yaml ${a.kind} my-${a.kind}`,
    (a) => `此单元没有名字。请写在种类之后：yaml ${a.kind} my-${a.kind}`,
  ),
  'cell.id-form': message<{ id: string }>(
    'error',
    (a) => `"${a.id}" cannot name a cell. Use small letters, digits and hyphens, beginning with a letter`,
    (a) => `“${a.id}” 不能作为单元名。请用小写字母、数字和连字符，并以字母开头`,
  ),
  'cell.id-taken': message<{ id: string; line: number }>(
    'error',
    (a) => `The name ${a.id} is taken by the cell on line ${a.line}. Give this one another`,
    (a) => `名字 ${a.id} 已被第 ${a.line} 行的单元使用。请给此单元换一个名字`,
  ),
  'cell.id-shared': message<{ id: string; line: number }>(
    'warning',
    (a) => `The cell on line ${a.line} is named ${a.id} too. Whatever reads ${a.id} reads this one`,
    (a) => `第 ${a.line} 行的单元也叫 ${a.id}。读取 ${a.id} 时读到的是此单元`,
  ),
  'cell.info-unknown': message<{ word: string }>(
    'error',
    (a) => `"${a.word}" means nothing here. After kind and name only from=<cell> may follow`,
    (a) => `此处的 “${a.word}” 没有意义。种类和名字之后只能写 from=<单元>`,
  ),
  'cell.missing': message<{ id: string; near: string | undefined }>(
    'error',
    (a) => (a.near ? `There is no cell ${a.id}. Did you mean ${a.near}?` : `There is no cell ${a.id}`),
    (a) => (a.near ? `没有名为 ${a.id} 的单元。是否为 ${a.near}？` : `没有名为 ${a.id} 的单元`),
  ),
  'cell.not-a-design': message<{ id: string; kind: string }>(
    'error',
    (a) =>
      `${a.id} is a cell of kind ${a.kind}, which changes no design. Name a hardware, model, workload, parallelism, optimizations or cost cell`,
    (a) =>
      `${a.id} 是 ${a.kind} 单元，不改变设计。请指定 hardware、model、workload、parallelism、optimizations 或 cost 单元`,
  ),
  'cell.from-reader': message<{ kind: string }>(
    'error',
    (a) => `A cell of kind ${a.kind} starts from no other. Remove from=`,
    (a) => `${a.kind} 单元不从其他单元出发。请去掉 from=`,
  ),
  'cell.cycle': message<{ path: string }>(
    'error',
    (a) => `These cells start from one another: ${a.path}. Let one of them start elsewhere`,
    (a) => `这些单元互为起点：${a.path}。请让其中一个从别处出发`,
  ),
  'cell.blocked': message<{ id: string; line: number | undefined }>(
    'info',
    (a) => (a.line === undefined ? `Waits for ${a.id}` : `Waits for ${a.id}, which fails on line ${a.line}`),
    (a) => (a.line === undefined ? `等待 ${a.id}` : `等待 ${a.id}：其第 ${a.line} 行有错`),
  ),
} as const;
