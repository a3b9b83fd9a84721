/** Every message that a person can cause, with a code, in English and Chinese. A throw, by contrast, is a bug. */

/** Text that a person reads, in both languages. */
export interface Text {
  readonly en: string;
  readonly zh: string;
}

export type Language = keyof Text;

export type Severity = 'error' | 'warning' | 'info';

/** 1-based position in the cell's own text (the fence's body), end exclusive. */
export interface Span {
  readonly line: number;
  readonly column: number;
  readonly endLine?: number;
  readonly endColumn?: number;
}

/** A replacement that mends the problem, offered as a quick fix. */
export interface Fix {
  readonly title: Text;
  readonly at: Span;
  readonly text: string;
}

export interface Diagnostic {
  readonly code: Code;
  readonly severity: Severity;
  readonly text: Text;
  /** Where in the cell; absent for a problem of the whole cell. */
  readonly at?: Span;
  /** Which field it is about, as a path into the cell's YAML; the notebook turns it into `at`. */
  readonly path?: readonly (string | number)[];
  readonly fixes?: readonly Fix[];
}

type Say<A> = { readonly severity: Severity; readonly en: (a: A) => string; readonly zh: (a: A) => string };

function message<A>(severity: Severity, en: (a: A) => string, zh: (a: A) => string): Say<A> {
  return { severity, en, zh };
}

const messages = {
  // quantities
  'quantity.not-a-number': message<{ text: string; example: string }>(
    'error',
    (a) => `"${a.text}" is not a number. Write for example ${a.example}`,
    (a) => `“${a.text}” 不是数字。例如写作 ${a.example}`,
  ),
  'quantity.unit-missing': message<{ text: string; example: string }>(
    'error',
    (a) => `"${a.text}" needs a unit. Write for example ${a.example}`,
    (a) => `“${a.text}” 缺少单位。例如写作 ${a.example}`,
  ),
  'quantity.unit-wrong': message<{ text: string; suffix: string; example: string }>(
    'error',
    (a) => `"${a.suffix}" is not a unit that fits here. Write for example ${a.example}`,
    (a) => `此处不能用单位 “${a.suffix}”。例如写作 ${a.example}`,
  ),

  // files (app)
  'file.missing': message<{ path: string }>(
    'error',
    (a) => `There is no file ${a.path}. Check the name and the folder`,
    (a) => `没有文件 ${a.path}。请检查文件名和文件夹`,
  ),
  'file.folder': message<{ path: string }>(
    'error',
    (a) => `${a.path} is a folder. Name a file in it`,
    (a) => `${a.path} 是文件夹。请给出其中的文件`,
  ),
  'file.no-folder': message<{ path: string }>(
    'error',
    (a) => `There is no folder ${a.path}. Check the name`,
    (a) => `没有文件夹 ${a.path}。请检查名称`,
  ),
  'file.not-text': message<{ path: string }>(
    'error',
    (a) => `${a.path} is not UTF-8 text. Save it as UTF-8, or choose another file`,
    (a) => `${a.path} 不是 UTF-8 文本。请另存为 UTF-8，或选择其他文件`,
  ),
  'file.too-large': message<{ path: string; megabytes: string; most: string }>(
    'error',
    (a) => `${a.path} has ${a.megabytes} MB; at most ${a.most} MB are read`,
    (a) => `${a.path} 有 ${a.megabytes} MB；最多读取 ${a.most} MB`,
  ),
  'file.unreadable': message<{ path: string; reason: string }>(
    'error',
    (a) => `${a.path} cannot be read: ${a.reason}`,
    (a) => `无法读取 ${a.path}：${a.reason}`,
  ),
  'file.unwritable': message<{ path: string; reason: string }>(
    'error',
    (a) => `${a.path} cannot be written: ${a.reason}. What was there is unchanged`,
    (a) => `无法写入 ${a.path}：${a.reason}。原有内容未变`,
  ),

  // history (app)
  'history.folder': message<{ path: string }>(
    'error',
    (a) => `${a.path} is a folder, not a history. Name a file with --db`,
    (a) => `${a.path} 是文件夹，不是历史记录。请用 --db 指定文件`,
  ),
  'history.newer': message<{ path: string; found: number; known: number }>(
    'error',
    (a) =>
      `The history ${a.path} was written by a newer Chokepoint (schema ${a.found}; this one knows ${a.known}). It was left as it is. Update Chokepoint, or choose another file with --db`,
    (a) =>
      `历史记录 ${a.path} 由更新版本的 Chokepoint 写成（结构 ${a.found}，本版本只到 ${a.known}）。文件未改动。请升级 Chokepoint，或用 --db 换一个文件`,
  ),
  'history.foreign': message<{ path: string }>(
    'error',
    (a) => `${a.path} is the database of another program. It was left as it is. Choose another file with --db`,
    (a) => `${a.path} 是其他程序的数据库。文件未改动。请用 --db 换一个文件`,
  ),
  'history.damaged': message<{ path: string; reason: string }>(
    'error',
    (a) =>
      `The history ${a.path} is damaged (${a.reason}). It was left as it is. Put a copy in its place, move it away to start afresh, or choose another file with --db`,
    (a) => `历史记录 ${a.path} 已损坏（${a.reason}）。文件未改动。请用备份替换，或移走后重新开始，或用 --db 换一个文件`,
  ),
  'history.locked': message<{ path: string }>(
    'error',
    (a) => `Another program is writing to the history ${a.path}. Try again when it is done, or close it`,
    (a) => `另一个程序正在写入历史记录 ${a.path}。请待其完成后重试，或将其关闭`,
  ),
  'history.read-only': message<{ path: string }>(
    'error',
    (a) =>
      `The history ${a.path} cannot be written. Allow writing to the file and its folder, or choose another file with --db`,
    (a) => `无法写入历史记录 ${a.path}。请允许写入该文件及其文件夹，或用 --db 换一个文件`,
  ),
  'history.disk-full': message<{ path: string }>(
    'error',
    (a) => `The disk that holds the history ${a.path} is full. Free some space and save again`,
    (a) => `历史记录 ${a.path} 所在磁盘已满。请腾出空间后再次保存`,
  ),
  'history.unreadable': message<{ path: string; reason: string }>(
    'error',
    (a) =>
      `The history ${a.path} cannot be opened: ${a.reason}. Check the folder and its permissions, or choose another file with --db`,
    (a) => `无法打开历史记录 ${a.path}：${a.reason}。请检查文件夹及权限，或用 --db 换一个文件`,
  ),
  'history.no-run': message<{ id: string }>(
    'error',
    (a) => `The history has no run #${a.id}. history list shows what there is`,
    (a) => `历史记录中没有运行 #${a.id}。history list 可列出现有运行`,
  ),
  'history.no-design': message<{ id: number; cell: string; known: string }>(
    'error',
    (a) => `Run #${a.id} has no design ${a.cell}. It has: ${a.known}`,
    (a) => `运行 #${a.id} 中没有设计 ${a.cell}。现有：${a.known}`,
  ),
  'history.import-damaged': message<{ path: string; where: string; reason: string }>(
    'error',
    (a) => `${a.path} is not a history export: ${a.where}: ${a.reason}. Nothing was imported`,
    (a) => `${a.path} 不是历史记录的导出文件：${a.where}：${a.reason}。未导入任何内容`,
  ),
  'history.import-altered': message<{ path: string; where: string }>(
    'error',
    (a) => `${a.path}: ${a.where} does not match its hash; the file was changed or cut. Nothing was imported`,
    (a) => `${a.path}：${a.where} 与其哈希不符，文件被改动或截断。未导入任何内容`,
  ),

  // the notebook file
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

  // the text of a cell
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
    (a) => `${a.path} was left out: entries are chips/<id>.json, models/<id>.json and sources/<name>.json`,
    (a) => `${a.path} 未采用：条目应为 chips/<id>.json、models/<id>.json 或 sources/<name>.json`,
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
    (a) => `"${a.text}" does not say of what. Write for example 32 per card, or 8 in total`,
    (a) => `“${a.text}” 没有写明按什么计。例如写作 32 per card 或 8 in total`,
  ),
  'money.form': message<{ text: string }>(
    'error',
    (a) => `"${a.text}" is not a price of a card-hour. Write for example $2/h`,
    (a) => `“${a.text}” 不是卡时价。例如写作 $2/h`,
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
    (a) => `Not complete yet: still to be said ${a.what.en}`,
    (a) => `尚不完整：还需写明${a.what.zh}`,
  ),

  // design: chips, layouts, formats
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

  // levers: why one is skipped
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

  // command line (app)
  'usage.no-command': message<{ known: string }>(
    'error',
    (a) => `Name a command: ${a.known}. --help tells more`,
    (a) => `请给出命令：${a.known}。用 --help 查看说明`,
  ),
  'usage.unknown-command': message<{ name: string; near?: string; known: string }>(
    'error',
    (a) => `There is no command ${a.name}. ${a.near ? `Did you mean ${a.near}?` : `There are: ${a.known}`}`,
    (a) => `没有命令 ${a.name}。${a.near ? `是否指 ${a.near}？` : `现有：${a.known}`}`,
  ),
  'usage.unknown-option': message<{ command: string; name: string; near?: string; known: string }>(
    'error',
    (a) => `${a.command} has no option ${a.name}. ${a.near ? `Did you mean ${a.near}?` : `It has: ${a.known}`}`,
    (a) => `${a.command} 没有选项 ${a.name}。${a.near ? `是否指 ${a.near}？` : `现有：${a.known}`}`,
  ),
  'usage.option-needs-value': message<{ name: string; value: string }>(
    'error',
    (a) => `${a.name} needs a value: ${a.name} ${a.value}`,
    (a) => `${a.name} 需要一个值：${a.name} ${a.value}`,
  ),
  'usage.option-takes-no-value': message<{ name: string }>(
    'error',
    (a) => `${a.name} takes no value`,
    (a) => `${a.name} 不带值`,
  ),
  'usage.bad-value': message<{ name: string; value: string; near?: string; known: string }>(
    'error',
    (a) => `${a.name} cannot be ${a.value}. ${a.near ? `Did you mean ${a.near}?` : `It is one of: ${a.known}`}`,
    (a) => `${a.name} 不能是 ${a.value}。${a.near ? `是否指 ${a.near}？` : `可选：${a.known}`}`,
  ),
  'usage.not-a-run': message<{ text: string }>(
    'error',
    (a) => `${a.text} is not a run's number. Write for example 12; history list shows them`,
    (a) => `${a.text} 不是运行编号。例如写作 12；history list 可列出编号`,
  ),
  'usage.arguments': message<{ usage: string }>(
    'error',
    (a) => `Write: ${a.usage}`,
    (a) => `写法：${a.usage}`,
  ),
  'usage.unknown-cell': message<{ name: string; near?: string; known: string }>(
    'error',
    (a) => `The notebook has no cell ${a.name}. ${a.near ? `Did you mean ${a.near}?` : `It has: ${a.known}`}`,
    (a) => `笔记本中没有单元格 ${a.name}。${a.near ? `是否指 ${a.near}？` : `现有：${a.known}`}`,
  ),
  'usage.unknown-metric': message<{ cell: string; name: string; near?: string; known: string }>(
    'error',
    (a) => `Cell ${a.cell} has no metric ${a.name}. ${a.near ? `Did you mean ${a.near}?` : `It has: ${a.known}`}`,
    (a) => `单元格 ${a.cell} 没有指标 ${a.name}。${a.near ? `是否指 ${a.near}？` : `现有：${a.known}`}`,
  ),
  'usage.unknown-entry': message<{ kind: string; name: string; near?: string }>(
    'error',
    (a) =>
      `The catalog has no ${a.name} among its ${a.kind}. ${a.near ? `Did you mean ${a.near}?` : `catalog ${a.kind} lists them`}`,
    (a) => `资料库的 ${a.kind} 中没有 ${a.name}。${a.near ? `是否指 ${a.near}？` : `catalog ${a.kind} 可列出全部`}`,
  ),
  'usage.assertion': message<{ text: string }>(
    'error',
    (a) => `"${a.text}" is not an assertion. Write for example 'int4 serving.tpot < 50 ms'`,
    (a) => `“${a.text}” 不是断言。例如写作 'int4 serving.tpot < 50 ms'`,
  ),
  'app.bad-call': message<{ method: string; reason: string }>(
    'error',
    (a) => `The call ${a.method} was not understood: ${a.reason}. Please report this with what you did`,
    (a) => `无法识别调用 ${a.method}：${a.reason}。请连同操作步骤一起反馈`,
  ),
  'app.engine-stopped': message<{ code: number }>(
    'error',
    (a) =>
      `The calculation process stopped (code ${a.code}) and is started again. The notebook is unchanged: run it again`,
    (a) => `计算进程已停止（代码 ${a.code}），将重新启动。笔记本未受影响，请重新运行`,
  ),
  'app.fault': message<{ reason: string }>(
    'error',
    (a) => `This is a fault of Chokepoint, not of yours. Please report it with this text:\n${a.reason}`,
    (a) => `这是 Chokepoint 的故障，并非操作有误。请附上以下内容反馈：\n${a.reason}`,
  ),

  // the article
  'article.needs-mla-moe': message<{ model: string }>(
    'error',
    (a) =>
      `The article's equations know models with MLA and MoE; ${a.model} is not one. Choose fidelity roofline or calibrated`,
    (a) => `原文公式只适用于 MLA 加 MoE 的模型，${a.model} 不是。请改用 fidelity: roofline 或 calibrated`,
  ),
  'article.layout': message<{ phase: string; pp: number; cp: number }>(
    'error',
    (a) =>
      `The article has no equation for ${a.phase} at pp ${String(a.pp)}, cp ${String(a.cp)}. Set both to 1, or choose another fidelity`,
    (a) => `原文没有 ${a.phase} 在 pp ${String(a.pp)}、cp ${String(a.cp)} 下的公式。请都设为 1，或改用其他 fidelity`,
  ),
  'article.leaves-out': message<{ what: Text }>(
    'info',
    (a) => `The article's equations leave out ${a.what.en}`,
    (a) => `原文公式未计入${a.what.zh}`,
  ),

  // measured files
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

export type Code = keyof typeof messages;
type Args<C extends Code> = Parameters<(typeof messages)[C]['en']>[0];

export interface Extra {
  readonly at?: Span;
  readonly path?: readonly (string | number)[];
  readonly fixes?: readonly Fix[];
}

/** Makes a diagnostic of a registered code; the compiler checks the arguments. */
export function diagnostic<C extends Code>(code: C, args: Args<C>, extra: Extra = {}): Diagnostic {
  // Each entry's two functions take exactly Args<C>; the table's union type cannot say so.
  const entry: { severity: Severity; en: (a: never) => string; zh: (a: never) => string } = messages[code];
  return {
    code,
    severity: entry.severity,
    text: { en: entry.en(args as never), zh: entry.zh(args as never) },
    ...extra,
  };
}

export function say(problem: Diagnostic, language: Language): string {
  return problem.text[language];
}

/** The known name nearest to a mistyped one (edit distance at most a third of its length), if any. */
export function nearest(name: string, known: Iterable<string>): string | undefined {
  let best: { name: string; distance: number } | undefined;
  for (const candidate of known) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (!best || distance < best.distance) best = { name: candidate, distance };
  }
  return best && best.distance <= Math.max(1, Math.ceil(name.length / 3)) ? best.name : undefined;
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      row.push(Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, swap));
    }
    previous = row;
  }
  return previous[b.length] ?? 0;
}
