/** The command line. */

import { message, type Text } from './message';

export const usageMessages = {
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
  'usage.no-design': message<{ file: string; tool: string }>(
    'error',
    (a) =>
      `${a.file} is a result of ${a.tool}: it does not say on which cards, in which layout and formats it ran. Name a design: --notebook FILE.bench.md [--cell ID]`,
    (a) =>
      `${a.file} 是 ${a.tool} 的结果：其中没有芯片、布局与精度格式。请指定设计：--notebook FILE.bench.md [--cell ID]`,
  ),
  'usage.unknown-design': message<{ name: string; known: string }>(
    'error',
    (a) => `Cell ${a.name} holds no design that can be read. The notebook has: ${a.known}`,
    (a) => `单元格 ${a.name} 没有可读的设计。现有：${a.known}`,
  ),
  'usage.design-unused': message<{ file: string }>(
    'error',
    (a) => `${a.file} needs no design: it says which card was measured. Leave --notebook and --cell away`,
    (a) => `${a.file} 无需指定设计：文件已注明所测的卡。请去掉 --notebook 与 --cell`,
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
  'usage.metric-needs': message<{ cell: string; name: string; needs: Text }>(
    'error',
    (a) => `Cell ${a.cell} has no ${a.name}: it needs ${a.needs.en}`,
    (a) => `单元格 ${a.cell} 没有 ${a.name}：需要${a.needs.zh}`,
  ),
  'usage.unknown-entry': message<{ kind: string; name: string; near?: string }>(
    'error',
    (a) =>
      `The catalog has no ${a.name} among its ${a.kind}. ${a.near ? `Did you mean ${a.near}?` : `catalog ${a.kind} lists them`}`,
    (a) => `资料库的 ${a.kind} 中没有 ${a.name}。${a.near ? `是否指 ${a.near}？` : `catalog ${a.kind} 可列出全部`}`,
  ),
  'usage.not-a-sweep': message<{ name: string; kind: string; known: string }>(
    'error',
    (a) =>
      `${a.name} is a ${a.kind} cell, not a sweep. ${a.known === '' ? 'The notebook has none' : `Sweeps here: ${a.known}`}`,
    (a) => `${a.name} 是 ${a.kind} 单元格，不是扫描。${a.known === '' ? '笔记本中没有扫描' : `此处的扫描：${a.known}`}`,
  ),
  'usage.shard': message<{ text: string }>(
    'error',
    (a) => `"${a.text}" is not a shard. Write for example --shard 3/8: the third of eight`,
    (a) => `“${a.text}” 不是分片。例如写作 --shard 3/8：八份中的第三份`,
  ),
  'usage.shards-unknown': message<{ variable: string }>(
    'error',
    (a) => `${a.variable} tells which part this is, not of how many. Add --shards N, or --shard 1/1 for all of it`,
    (a) => `${a.variable} 只说明是第几份，未说明共几份。请加 --shards N；若要全部，请用 --shard 1/1`,
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
  'app.no-job': message<{ id: number }>(
    'error',
    (a) => `There is no job ${a.id}: the calculation process was started again since. Start it once more`,
    (a) => `没有任务 ${a.id}：计算进程已重新启动。请再次启动该任务`,
  ),
  'app.job-open': message<{ id: number; state: string }>(
    'error',
    (a) => `Job ${a.id} has no result: it is ${a.state}`,
    (a) => `任务 ${a.id} 没有结果：状态为 ${a.state}`,
  ),
  'app.fault': message<{ reason: string }>(
    'error',
    (a) => `This is a fault of Chokepoint, not of yours. Please report it with this text:\n${a.reason}`,
    (a) => `这是 Chokepoint 的故障，并非操作有误。请附上以下内容反馈：\n${a.reason}`,
  ),
} as const;
