/** Serving simulation and request traces. */

import { message, type Text } from './message';

export const simulateMessages = {
  'simulate.unknown': message<{ fields: string }>(
    'warning',
    (a) => `Not simulated: ${a.fields} is unknown`,
    (a) => `未仿真：${a.fields} 未知`,
  ),
  'simulate.not-one': message<{ cell: string }>(
    'error',
    (a) => `${a.cell} holds no simulation that can be run: see its problems`,
    (a) => `${a.cell} 中没有可运行的仿真：请查看其问题`,
  ),
  'simulate.no-room': message<{ tokens: string; held: string }>(
    'warning',
    (a) =>
      `Not simulated: one request of ${a.tokens} tokens needs more cache than a DP rank has left (${a.held} tokens)`,
    (a) => `未仿真：单个请求的 ${a.tokens} 个 token 超过一个 DP rank 剩余的缓存（${a.held} 个 token）`,
  ),
  'simulate.incomplete': message<{ id: string; what: Text }>(
    'warning',
    (a) => `Not simulated: ${a.id} still lacks ${a.what.en}`,
    (a) => `未仿真：${a.id} 还缺少${a.what.zh}`,
  ),
  'simulate.undivided': message<{ nodes: number }>(
    'warning',
    (a) =>
      `Not simulated: no whole share of ${String(a.nodes)} nodes holds both layouts. Write pools, or serving: shared`,
    (a) => `未仿真：${String(a.nodes)} 个节点无法整分给两种布局。请写 pools，或 serving: shared`,
  ),
  'simulate.divided': message<{ prefill: string; decode: string; ratio: string }>(
    'info',
    (a) =>
      `Without pools the nodes are divided as the phases balance (${a.ratio} prefill cards a decode card): ${a.prefill} for prefill, ${a.decode} for decode`,
    (a) =>
      `未写 pools，按两阶段平衡（每张 Decode 卡配 ${a.ratio} 张 Prefill 卡）划分：Prefill ${a.prefill}，Decode ${a.decode}`,
  ),
  'simulate.refused': message<{ requests: number }>(
    'warning',
    (a) => `${String(a.requests)} requests are longer than any DP rank can hold and were turned away`,
    (a) => `${String(a.requests)} 个请求超过任一 DP rank 的缓存容量，已拒绝`,
  ),
  'simulate.overload': message<{ waiting: number; share: string }>(
    'warning',
    (a) =>
      `The load is more than the design serves: ${String(a.waiting)} requests were still waiting (${a.share} of all) when the last one came. Waiting times depend on the length of the run`,
    (a) =>
      `负载超出设计能力：最后一个请求到达时仍有 ${String(a.waiting)} 个请求在排队（占全部的 ${a.share}）。排队时间取决于运行长度`,
  ),
  'simulate.large': message<{ requests: string; most: number; cell: string }>(
    'info',
    (a) =>
      `${a.requests} requests are not simulated while you type (at most ${String(a.most)}). Run it: chokepoint run FILE --cell ${a.cell}`,
    (a) =>
      `编辑时不仿真 ${a.requests} 个请求（最多 ${String(a.most)} 个）。请运行：chokepoint run FILE --cell ${a.cell}`,
  ),
  'simulate.rate': message<{ arrivals: string }>(
    'error',
    (a) => `arrivals: ${a.arrivals} needs a rate: here, for example rate: 4 req/s, or in the workload`,
    (a) => `arrivals: ${a.arrivals} 需要速率：在此写 rate: 4 req/s，或写在负载中`,
  ),
  'simulate.arrivals': message<{ text: string }>(
    'error',
    (a) =>
      `“${a.text}” is no arrival process: write poisson, regular, closed, gamma 4, on-off 30 s 90 s or diurnal 0.5 24 h`,
    (a) => `“${a.text}”不是到达过程：请写 poisson、regular、closed、gamma 4、on-off 30 s 90 s 或 diurnal 0.5 24 h`,
  ),
  'simulate.lengths': message<{ text: string }>(
    'error',
    (a) => `“${a.text}” is no spread of lengths: write fixed, exponential, lognormal 0.8 or a list of tokens`,
    (a) => `“${a.text}”不是长度分布：请写 fixed、exponential、lognormal 0.8 或 token 数列表`,
  ),
  'simulate.until': message<Record<never, never>>(
    'error',
    () => 'Say how long: requests: 4000, or duration: 600 s',
    () => '请写明长度：requests: 4000 或 duration: 600 s',
  ),
  'trace.unread': message<{ path: string }>(
    'error',
    (a) => `${a.path} cannot be read: there is no such file here, or it may not be opened`,
    (a) => `无法读取 ${a.path}：文件不存在或无权打开`,
  ),
  'trace.columns': message<{ line: number; missing: string; found: string }>(
    'error',
    (a) => `Line ${String(a.line)} of the trace has no column for ${a.missing}; its columns are ${a.found}`,
    (a) => `请求记录第 ${String(a.line)} 行缺少列：${a.missing}；现有列为 ${a.found}`,
  ),
  'trace.encoding': message<{ line: number }>(
    'error',
    (a) => `Line ${String(a.line)} of the trace is not UTF-8 text`,
    (a) => `请求记录第 ${String(a.line)} 行不是 UTF-8 文本`,
  ),
  'trace.value': message<{ line: number; column: string; text: string; wanted: Text }>(
    'error',
    (a) =>
      `Line ${String(a.line)} of the trace: ${a.column} is ${a.text === '' ? 'missing' : `“${a.text}”`}; expected ${a.wanted.en}`,
    (a) =>
      `请求记录第 ${String(a.line)} 行：${a.column} ${a.text === '' ? '缺失' : `为“${a.text}”`}，应为${a.wanted.zh}`,
  ),
  'trace.order': message<{ line: number; time: string; before: string }>(
    'error',
    (a) =>
      `Line ${String(a.line)} of the trace arrives at ${a.time}, before the line above it (${a.before}): sort it by time`,
    (a) => `请求记录第 ${String(a.line)} 行到达时间 ${a.time} 早于上一行（${a.before}）：请按时间排序`,
  ),
  'trace.json': message<{ line: number }>(
    'error',
    (a) => `Line ${String(a.line)} of the trace is not a JSON object`,
    (a) => `请求记录第 ${String(a.line)} 行不是 JSON 对象`,
  ),
  'trace.empty': message<Record<never, never>>(
    'error',
    () => 'The trace holds no requests',
    () => '请求记录中没有请求',
  ),
} as const;
