/** The metrics of contract.md: name, unit, words, and which way is better. */

import type { Text } from './diagnostics';
import { asShare, question, type Q, type Unit } from './quantity';

export type Better = 'lower' | 'higher' | 'neither';

export interface MetricInfo {
  readonly unit: Unit;
  /** The unit in which it is read: a part of a whole in per cent. */
  readonly reads: Unit;
  readonly title: Text;
  readonly better: Better;
  /** Without which a design does not have it. */
  readonly needs?: Text;
}

function metric(unit: Unit, better: Better, en: string, zh: string): MetricInfo {
  return { unit, reads: unit, better, title: { en, zh } };
}

function share(better: Better, en: string, zh: string): MetricInfo {
  return { unit: '1', reads: '%', better, title: { en, zh } };
}

function phaseMetrics(phase: 'prefill' | 'decode', en: string): Record<string, MetricInfo> {
  const pass =
    phase === 'prefill' ? { en: 'a prefill pass', zh: '每次 Prefill' } : { en: 'a decode step', zh: '每步 Decode' };
  const named = (suffix: string, info: MetricInfo): [string, MetricInfo] => [
    `${phase}.${suffix}`,
    { ...info, title: { en: `${en}: ${info.title.en}`, zh: `${en}：${info.title.zh}` } },
  ];
  return Object.fromEntries([
    named('flops', metric('FLOP', 'lower', `arithmetic a card, ${pass.en}`, `单卡计算量，${pass.zh}`)),
    named('hbm_bytes', metric('B', 'lower', `memory traffic a card, ${pass.en}`, `单卡显存读写量，${pass.zh}`)),
    named('hbm_bytes.weights', metric('B', 'lower', 'weights read a card', '单卡读取的权重')),
    named('hbm_bytes.kv', metric('B', 'lower', 'KV cache read and written a card', '单卡读写的 KV cache')),
    named('hbm_bytes.activations', metric('B', 'lower', 'activations read and written a card', '单卡读写的激活值')),
    named('link_bytes', metric('B', 'lower', `traffic sent a card, ${pass.en}`, `单卡通信量，${pass.zh}`)),
    named('link_bytes.scale_up', metric('B', 'lower', 'sent over the scale-up fabric a card', '单卡机内互联通信量')),
    named('link_bytes.scale_out', metric('B', 'lower', 'sent over the scale-out network a card', '单卡机间网络通信量')),
    named('time', metric('s', 'lower', `time of ${pass.en}`, `${pass.zh}的时间`)),
    named('time.compute', metric('s', 'lower', 'time the tensor cores are busy', '算力占用时间')),
    named('time.memory', metric('s', 'lower', 'time the memory is busy', '显存带宽占用时间')),
    named('time.communication', metric('s', 'lower', 'time the links are busy', '通信占用时间')),
    named('time.launch', metric('s', 'lower', 'launch and host time that nothing hides', '未被隐藏的启动与主机时间')),
    named(
      'time.overlapped',
      metric('s', 'neither', 'busy time hidden behind another resource', '被其他资源隐藏的占用时间'),
    ),
    named('mfu', share('higher', 'MFU', 'MFU')),
    named('mbu', share('neither', 'MBU', 'MBU')),
    named('link_utilisation', share('neither', 'link utilisation', '链路利用率')),
    named('memory_ratio', metric('1', 'lower', 'memory time ÷ compute time', '显存时间 ÷ 计算时间')),
    named('communication_ratio', metric('1', 'lower', 'communication time ÷ compute time', '通信时间 ÷ 计算时间')),
    named('throughput_per_card', metric('token/s', 'higher', 'throughput a card', '单卡吞吐')),
    named(
      'distinct_experts',
      metric('1', 'neither', 'distinct routed experts a card touches a layer', '单卡每层命中的路由专家数'),
    ),
    named('imbalance', metric('1', 'lower', 'busiest card ÷ mean card', '最忙卡 ÷ 平均卡')),
  ]);
}

/** What a simulation answers: figures of the window that counts, but for the first four. */
function simulationMetrics(): Record<string, MetricInfo> {
  const named: [string, MetricInfo][] = [
    ['arrived', metric('1', 'neither', 'requests that arrived', '到达请求数')],
    ['finished', metric('1', 'neither', 'requests finished', '完成请求数')],
    ['in_flight', metric('1', 'neither', 'requests under way at the end', '结束时未完成的请求数')],
    ['preempted', metric('1', 'lower', 'preemptions', '抢占次数')],
    ['mean_in_system', metric('1', 'neither', 'mean number of requests in the system', '系统内平均请求数')],
    ['throughput_requests', metric('1/s', 'higher', 'requests finished a second', '每秒完成请求数')],
    ['throughput_per_card', metric('token/s', 'higher', 'output tokens a second a card', '单卡每秒输出 token 数')],
    ['goodput', metric('1/s', 'higher', 'requests a second that meet the SLO', '每秒满足 SLO 的请求数')],
  ];
  const latencies: [string, string, string][] = [
    ['ttft', 'TTFT', 'TTFT'],
    ['tpot', 'TPOT', 'TPOT'],
    ['itl', 'time between tokens', 'token 间隔'],
    ['e2e', 'end-to-end time', '端到端时间'],
  ];
  for (const [id, en, zh] of latencies)
    for (const [statistic, enOf, zhOf] of [
      ['mean', 'mean', '均值'],
      ['p50', 'median', '中位数'],
      ['p90', '90th percentile', 'P90'],
      ['p99', '99th percentile', 'P99'],
    ] as const)
      named.push([`${id}.${statistic}`, metric('s', 'lower', `${en}, ${enOf}`, `${zh} ${zhOf}`)]);
  const shares: [string, Better, string, string][] = [
    ['utilisation.compute', 'higher', 'time that tensor cores are busy', '算力忙碌时间占比'],
    ['utilisation.memory', 'neither', 'time that memory is busy', '显存带宽忙碌时间占比'],
    ['utilisation.link', 'neither', 'time that links are busy', '链路忙碌时间占比'],
    ['utilisation.kv', 'neither', 'cache in use of what there is', 'KV cache 占用率'],
    ['waste.imbalance', 'lower', 'card time waiting on the slowest rank', '等待最慢 rank 的卡时占比'],
    ['waste.idle', 'lower', 'card time with nothing to do', '空闲卡时占比'],
    ['waste.host', 'lower', 'card time in launches and host gaps', '启动与主机间隙卡时占比'],
    ['waste.preemption', 'lower', 'card time spent on what was computed before', '重复计算卡时占比'],
  ];
  for (const [id, better, en, zh] of shares) named.push([id, share(better, en, zh)]);
  return Object.fromEntries(
    named.map(([id, info]) => [
      `sim.${id}`,
      { ...info, title: { en: `Simulated: ${info.title.en}`, zh: `仿真：${info.title.zh}` } },
    ]),
  );
}

function costMetrics(): Record<string, MetricInfo> {
  const price: Text = { en: 'a price: a cost cell says what a card-hour costs', zh: '价格：由成本单元给出卡时价' };
  const hits: Text = {
    en: 'a price, and a workload with prefix hits (prefixHit above 0)',
    zh: '价格，以及带前缀命中的负载（prefixHit 大于 0）',
  };
  const named = (name: string, unit: Unit, en: string, zh: string, needs = price): [string, MetricInfo] => [
    `cost.${name}`,
    { ...metric(unit, 'lower', en, zh), needs },
  ];
  return Object.fromEntries([
    named('card_hour', 'money/h', 'price of a card-hour', '卡时价'),
    named('per_input_token', 'money', 'cost of an input token', '每输入 token 成本'),
    named('per_cached_input_token', 'money', 'cost of a cached input token', '每缓存命中输入 token 成本', hits),
    named('per_output_token', 'money', 'cost of an output token', '每输出 token 成本'),
    named('per_token', 'money', 'cost of a token, input and output alike', '输入输出混合的单 token 成本'),
    named('per_request', 'money', 'cost of a request', '每请求成本'),
    named('per_month', 'money', 'cost of a month at this load', '此负载下每月成本'),
  ]);
}

export const metrics: Readonly<Record<string, MetricInfo>> = {
  ...phaseMetrics('prefill', 'Prefill'),
  ...phaseMetrics('decode', 'Decode'),
  'moe.distinct_experts': metric(
    '1',
    'neither',
    'distinct routed experts a card touches a layer, decode',
    'Decode 单卡每层命中的路由专家数',
  ),
  'mtp.tokens_per_step': metric(
    '1',
    'higher',
    'tokens a decode step yields a request',
    '每步 Decode 每个请求产出的 token 数',
  ),
  'serving.ttft': metric('s', 'lower', 'TTFT', 'TTFT'),
  'serving.tpot': metric('s', 'lower', 'TPOT', 'TPOT'),
  'serving.e2e': metric('s', 'lower', 'end-to-end time a request', '单请求端到端时间'),
  'serving.throughput_per_card': metric(
    'token/s',
    'higher',
    'output throughput a card, prefill counted in',
    '含 Prefill 的单卡输出吞吐',
  ),
  'serving.requests_per_second': metric('1/s', 'higher', 'requests a second', '每秒请求数'),
  'serving.requests_per_minute': metric('1/min', 'higher', 'requests a minute', '每分钟请求数 (QPM)'),
  'serving.pd_ratio': metric('1', 'neither', 'prefill ÷ decode cards that balance', '平衡时 Prefill ÷ Decode 卡数'),
  'serving.kv_transfer_bandwidth': metric(
    'B/s',
    'lower',
    'KV transfer bandwidth a decode card needs',
    '单张 Decode 卡需要的 KV 传输带宽',
  ),
  'serving.max_concurrency_at_slo': metric(
    'per card',
    'higher',
    'largest batch a card that fits and meets the SLO',
    '满足 SLO 且放得下的单卡最大并发',
  ),
  'serving.max_rate_at_slo': metric(
    '1/s',
    'higher',
    'most requests a second within the SLO',
    '满足 SLO 的最大请求速率',
  ),
  'memory.total': metric('B', 'lower', 'memory used a card', '单卡显存占用'),
  'memory.weights': metric('B', 'lower', 'weights a card', '单卡权重'),
  'memory.kv': metric('B', 'lower', 'KV cache a card', '单卡 KV cache'),
  'memory.activations': metric('B', 'lower', 'activations a card', '单卡激活值'),
  'memory.runtime': metric('B', 'lower', 'runtime reserve a card', '单卡运行时预留'),
  'memory.capacity': metric('B', 'higher', 'usable memory a card', '单卡可用显存'),
  'memory.headroom': metric('B', 'higher', 'memory left a card', '单卡剩余显存'),
  'memory.fill': share('lower', 'memory used ÷ usable', '显存占用率'),
  'memory.max_concurrency': metric('per card', 'higher', 'largest batch a card that fits', '单卡可容纳的最大并发'),
  ...costMetrics(),
  'roi.margin': share('higher', 'margin at the selling prices', '按售价计的毛利率'),
  'roi.payback': metric('s', 'lower', 'time until the investment is earned back', '投资回收期'),
  'roi.npv': metric('money', 'higher', 'net present value', '净现值'),
  'roi.break_even_card_hour': metric(
    'money/h',
    'higher',
    'card-hour under which it is the cheapest',
    '低于此卡时价则最便宜',
  ),
  'roi.cards': metric('card', 'lower', 'cards paid for', '付费卡数'),
  'roi.cost_per_request': metric('money', 'lower', 'cost of a request on the fleet', '机群的每请求成本'),
  'roi.cost_against_rival': share(
    'lower',
    'own cost of a request ÷ the cheapest rival’s − 1',
    '每请求成本 ÷ 最便宜对手 − 1',
  ),
  'roi.odds': share('higher', 'share of the draws in which it is the cheaper', '抽样中更便宜的比例'),
  'power.per_card': metric('W', 'lower', 'power of a decode card', '单张 Decode 卡功耗'),
  'energy.per_output_token': metric('J', 'lower', 'energy of an output token', '每输出 token 能耗'),
  'model.parameters': metric('parameter', 'neither', 'parameters', '参数量'),
  'model.active_parameters': metric('parameter', 'neither', 'parameters active a token', '每 token 激活参数量'),
  'model.kv_bytes_per_token': metric('B', 'lower', 'KV cache a token', '每 token 的 KV cache'),
  ...simulationMetrics(),
};

/** A bare value of a metric as a figure, to be written as that metric is. */
export function metricFigure(name: string, value: number): Q {
  const { unit, reads, title } = metrics[name] ?? metric('1', 'neither', name, name);
  const q = question(value, unit, title);
  return reads === '%' ? asShare(q) : q;
}
