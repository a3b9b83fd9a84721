/** Answers of simulations as tables: percentiles beside the closed form, where time went, policies on the same arrivals. */

import { spentTitles } from '../charts';
import type { Text } from '../diagnostics';
import { latencies, statistics, tpotOf, type Answer, type RequestRow } from '../simulate/answer';
import type { RateLimit } from '../simulate/limit';
import { spentOn } from '../simulate/statistics/account';
import type { Setup } from '../simulate/setup';
import type { Evaluation } from '../types';
import type { ShownTable, TableCell } from './result';
import type { PolicyRecord } from './simulate-run';
import { number, percent, withBest } from './simulate-cells';
import { policyTable } from './simulate-policies';

interface Simulated {
  readonly answer: Answer;
  /** The closed form of the design that was simulated. */
  readonly closed: Evaluation;
  /** The policies of this run, and what others made of the same arrivals. */
  readonly own: Setup['policies'];
  readonly others: readonly PolicyRecord[];
}

export function simulationTables({ answer, closed, own, others }: Simulated): readonly ShownTable[] {
  return [
    latencyTable(answer, closed),
    partsTable(answer, closed),
    spentTable(answer),
    countsTable(answer),
    ...(others.length > 0 ? [policyTable(answer, own, others)] : []),
  ];
}

const latencyTitles = {
  ttft: { en: 'TTFT', zh: 'TTFT' },
  tpot: { en: 'TPOT', zh: 'TPOT' },
  itl: { en: 'time between tokens', zh: 'token 间隔' },
  e2e: { en: 'end to end', zh: '端到端' },
};

function latencyTable({ latency, arrived }: Answer, closed: Evaluation): ShownTable {
  return {
    id: 'simulated-latency',
    title: { en: `What ${String(arrived)} requests felt`, zh: `${String(arrived)} 个请求的体验` },
    columns: [
      { id: 'latency', title: { en: 'time', zh: '时间' }, align: 'text' },
      { id: 'mean', title: { en: 'mean', zh: '均值' }, align: 'number' },
      { id: 'half', title: { en: '± 95 %', zh: '± 95%' }, align: 'number' },
      { id: 'p50', title: { en: 'median', zh: '中位数' }, align: 'number' },
      { id: 'p90', title: { en: 'p90', zh: 'P90' }, align: 'number' },
      { id: 'p99', title: { en: 'p99', zh: 'P99' }, align: 'number' },
      { id: 'closed', title: { en: 'closed form', zh: '闭式解' }, align: 'number' },
      { id: 'gap', title: { en: 'mean against it', zh: '均值与其之差' }, align: 'number' },
    ],
    rows: latencies.map((name) => {
      const steady = closed.metrics.get(`serving.${name}`)?.value ?? Number.NaN;
      const { mean } = latency[name];
      return {
        id: name,
        cells: {
          latency: { kind: 'text', text: latencyTitles[name] },
          half: number(mean.half, 's'),
          ...Object.fromEntries(statistics.map((each) => [each, number(latency[name][each].value, 's')])),
          closed: number(steady, 's'),
          gap: percent(mean.value / steady - 1),
        },
      };
    }),
  };
}

/** The parts of a request's time, so that the gap to the closed form can be seen where it arises. */
function partsTable({ requests, window }: Answer, closed: Evaluation): ShownTable {
  const counted = requests.filter(({ arrival, preempted }) => arrival >= window.from && preempted === 0);
  const mean = (of: (row: RequestRow) => number): number => {
    const values = counted.map(of).filter((each) => !Number.isNaN(each));
    return values.reduce((sum, each) => sum + each, 0) / values.length;
  };
  // The closed form's own sum, term by term.
  const origin = closed.metrics.get('serving.ttft')?.origin;
  const term = (name: string): number =>
    origin?.kind === 'derived' ? (origin.inputs[name]?.value ?? Number.NaN) : Number.NaN;
  const rows: readonly [string, Text, number, number, Text][] = [
    [
      'queue',
      { en: 'before prefill', zh: 'Prefill 前排队' },
      mean((row) => row.started - row.arrival),
      term('queue'),
      { en: 'the queue: prompts wait for a pass to end', zh: '排队：等待上一趟结束' },
    ],
    [
      'prefill',
      { en: 'prefill', zh: 'Prefill' },
      mean((row) => row.prefilled - row.started),
      term('prefill'),
      { en: 'fuller or emptier passes, other lengths', zh: '每趟打包多少不同，长度不同' },
    ],
    [
      'room',
      { en: 'transfer, and room on a rank', zh: '传输与等待 rank 空位' },
      mean((row) => row.joined - row.prefilled),
      term('transfer'),
      { en: 'busy links, full caches, the step under way', zh: '链路占用、缓存已满、当前步未结束' },
    ],
    [
      'first',
      { en: 'first step', zh: '首个 Decode 步' },
      mean((row) => row.first - row.joined),
      term('step'),
      { en: 'the batch of that moment', zh: '当时的批量' },
    ],
    [
      'token',
      { en: 'a further token', zh: '之后每个 token' },
      mean(tpotOf),
      closed.metrics.get('serving.tpot')?.value ?? Number.NaN,
      { en: 'the mean batch, and the slowest rank of each step', zh: '平均批量，以及每步最慢的 rank' },
    ],
  ];
  return {
    id: 'simulated-parts',
    title: { en: 'Where a request’s time goes', zh: '请求时间的去向' },
    columns: [
      { id: 'part', title: { en: 'part', zh: '部分' }, align: 'text' },
      { id: 'simulated', title: { en: 'simulated, mean', zh: '仿真均值' }, align: 'number' },
      { id: 'closed', title: { en: 'closed form', zh: '闭式解' }, align: 'number' },
      { id: 'why', title: { en: 'what makes the difference', zh: '差异来源' }, align: 'text', isRemark: true },
    ],
    rows: rows.map(([id, title, simulated, steady, why]) => ({
      id,
      cells: {
        part: { kind: 'text', text: title },
        simulated: number(simulated, 's'),
        closed: number(steady, 's'),
        why: { kind: 'text', text: why },
      },
    })),
  };
}

function spentTable({ spent }: Answer): ShownTable {
  return {
    id: 'simulated-spent',
    title: { en: 'Where the time of every card went', zh: '每张卡的时间去向' },
    columns: [
      { id: 'part', title: { en: 'bound by', zh: '受限于' }, align: 'text' },
      { id: 'share', title: { en: 'share', zh: '占比' }, align: 'number' },
    ],
    rows: spentOn.map((kind) => ({
      id: kind,
      cells: { part: { kind: 'text', text: spentTitles[kind] }, share: percent(spent[kind]) },
    })),
  };
}

/** Every request that came is somewhere. */
function countsTable({ arrived, finished, inFlight, preempted, refused, prefixHit }: Answer): ShownTable {
  const rows: readonly (readonly [string, Text, TableCell])[] = [
    ['arrived', { en: 'arrived', zh: '到达' }, number(arrived, '1')],
    ['finished', { en: 'finished', zh: '完成' }, number(finished, '1')],
    ['in-flight', { en: 'still waiting or running', zh: '仍在等待或运行' }, number(inFlight, '1')],
    [
      'refused',
      { en: 'turned away: longer than any rank holds', zh: '被拒绝：超过任一 rank 的容量' },
      number(refused, '1'),
    ],
    ['preempted', { en: 'times one gave way', zh: '被抢占次数' }, number(preempted, '1')],
    [
      'prefix',
      { en: 'of the prompts found in the prefix cache', zh: 'prompt 在前缀缓存中的命中占比' },
      percent(prefixHit),
    ],
  ];
  return {
    id: 'simulated-counts',
    title: { en: 'Nothing is lost', zh: '没有请求丢失' },
    columns: [
      { id: 'what', title: { en: 'requests', zh: '请求' }, align: 'text' },
      { id: 'count', title: { en: 'number', zh: '数量' }, align: 'number' },
    ],
    rows: rows.map(([id, text, count]) => ({ id, cells: { what: { kind: 'text', text }, count } })),
  };
}

export function limitTable(limit: RateLimit): ShownTable {
  return {
    id: 'simulated-limit',
    title: { en: 'Highest rate that keeps the SLO (nine requests in ten)', zh: '满足 SLO 的最高速率（九成请求达标）' },
    columns: [
      { id: 'rate', title: { en: 'keeps', zh: '达标' }, align: 'number' },
      { id: 'misses', title: { en: 'misses', zh: '不达标' }, align: 'number' },
      { id: 'closed', title: { en: 'closed form', zh: '闭式解' }, align: 'number' },
      { id: 'share', title: { en: 'of that', zh: '占比' }, align: 'number' },
      { id: 'runs', title: { en: 'runs', zh: '运行次数' }, align: 'number' },
    ],
    rows: [
      {
        id: 'limit',
        cells: {
          rate: number(limit.rate, '1/s'),
          misses: number(limit.misses, '1/s'),
          closed: number(limit.closed, '1/s'),
          share: percent(limit.rate / limit.closed),
          runs: number(limit.runs, '1'),
        },
      },
    ],
  };
}

export function ratioTable(
  rows: readonly { readonly prefill: number; readonly decode: number; readonly limit: RateLimit }[],
): ShownTable {
  const best = Math.max(...rows.map(({ limit }) => limit.rate));
  return {
    id: 'simulated-ratio',
    title: { en: 'Divisions of the nodes, by the rate that keeps the SLO', zh: '节点划分与满足 SLO 的速率' },
    columns: [
      { id: 'prefill', title: { en: 'prefill nodes', zh: 'Prefill 节点' }, align: 'number' },
      { id: 'decode', title: { en: 'decode nodes', zh: 'Decode 节点' }, align: 'number' },
      { id: 'rate', title: { en: 'highest rate', zh: '最高速率' }, align: 'number' },
    ],
    rows: rows.map(({ prefill, decode, limit }) => ({
      id: `${String(prefill)}-${String(decode)}`,
      cells: {
        prefill: number(prefill, '1'),
        decode: number(decode, '1'),
        rate: withBest(number(limit.rate, '1/s'), limit.rate === best),
      },
    })),
  };
}
