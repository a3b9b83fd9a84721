/** Answers of simulations as tables: percentiles beside the closed form, where time went, policies on the same arrivals. */

import { spentTitles } from '../charts';
import type { Text } from '../diagnostics';
import { narrowSpace, question, show, type Unit } from '../quantity';
import { latencies, statistics, type Answer } from '../simulate/answer';
import type { RateLimit } from '../simulate/limit';
import { spentOn } from '../simulate/statistics/account';
import type { Differences } from '../simulate/paired';
import { preemptions, prefillOrders, routingPolicies } from '../simulate/policies';
import type { Setup } from '../simulate/setup';
import type { Estimate } from '../simulate/statistics/batch-means';
import type { Evaluation } from '../types';
import type { ShownTable, TableCell } from './result';
import type { PolicyRecord } from './simulate-run';
import { shownNumber } from './show';

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
  const mean = (of: (row: Answer['requests'][number]) => number): number =>
    counted.reduce((sum, row) => sum + of(row), 0) / counted.length;
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
      mean((row) => (row.output > 1 ? (row.finished - row.first) / (row.output - 1) : 0)),
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
      { id: 'why', title: { en: 'what makes the difference', zh: '差异来源' }, align: 'text' },
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

type Row = Pick<PolicyRecord, 'latency' | 'goodput' | 'spent' | 'preempted'>;

interface PolicyFigure {
  readonly id: string;
  readonly title: Text;
  readonly unit: Unit;
  readonly better: 'lower' | 'higher';
  readonly of: (row: Row) => number;
  /** The same, request by request, where there is such a thing. */
  readonly paired?: (of: Differences) => Estimate;
}

const policyFigures: readonly PolicyFigure[] = [
  {
    id: 'ttft',
    title: { en: 'TTFT mean', zh: 'TTFT 均值' },
    unit: 's',
    better: 'lower',
    of: ({ latency }) => latency.ttft.mean.value,
    paired: ({ ttft }) => ttft,
  },
  {
    id: 'ttft99',
    title: { en: 'TTFT p99', zh: 'TTFT P99' },
    unit: 's',
    better: 'lower',
    of: ({ latency }) => latency.ttft.p99.value,
  },
  {
    id: 'tpot',
    title: { en: 'TPOT mean', zh: 'TPOT 均值' },
    unit: 's',
    better: 'lower',
    of: ({ latency }) => latency.tpot.mean.value,
    paired: ({ tpot }) => tpot,
  },
  {
    id: 'tpot99',
    title: { en: 'TPOT p99', zh: 'TPOT P99' },
    unit: 's',
    better: 'lower',
    of: ({ latency }) => latency.tpot.p99.value,
  },
  {
    id: 'goodput',
    title: { en: 'goodput', zh: '有效吞吐' },
    unit: '1/s',
    better: 'higher',
    of: ({ goodput }) => goodput,
  },
  {
    id: 'wait',
    title: { en: 'waiting on the slowest', zh: '等待最慢 rank' },
    unit: '1',
    better: 'lower',
    of: ({ spent }) => spent.imbalance,
  },
];

/** Each policy in place of the cell's own of its kind; what it changes is told request by request, with 95 % confidence. */
function policyTable(answer: Answer, own: Setup['policies'], others: readonly PolicyRecord[]): ShownTable {
  const all: readonly Row[] = [answer, ...others];
  const best = policyFigures.map(({ better, of }) => {
    const values = all.map(of).filter((each) => !Number.isNaN(each));
    return better === 'lower' ? Math.min(...values) : Math.max(...values);
  });
  const cellsOf = (row: Row, paired?: Differences): Record<string, TableCell> =>
    Object.fromEntries(
      policyFigures.map((figure, at) => {
        const value = figure.of(row);
        const cell = figure.unit === '1' ? percent(value) : number(value, figure.unit);
        if (cell.kind !== 'number') return [figure.id, cell];
        const change = paired && figure.paired ? changed(figure.paired(paired)) : {};
        return [figure.id, { ...cell, ...change, ...(value === best[at] ? { best: true } : {}) }];
      }),
    );
  return {
    id: 'simulated-policies',
    title: { en: 'Policies on the same arrivals', zh: '相同到达下的策略对比' },
    columns: [
      { id: 'policy', title: { en: 'policy', zh: '策略' }, align: 'text' },
      ...policyFigures.map(({ id, title }) => ({ id, title, align: 'number' as const })),
    ],
    rows: [
      { id: 'this', cells: { policy: { kind: 'text', text: ownTitle(own) }, ...cellsOf(answer) } },
      ...others.map((row) => ({
        id: row.policy,
        cells: { policy: { kind: 'text' as const, text: policyTitle(row.policy) }, ...cellsOf(row, row.differences) },
      })),
    ],
  };
}

const preemptionTitles = {
  recompute: { en: 'compute again', zh: '重算' },
  swap: { en: 'swap to the host', zh: '换出到主机' },
};

function ownTitle({ routing, prefill, preemption }: Setup['policies']): Text {
  const third = preemptionTitles[preemption];
  return {
    en: `${routing.title.en}, ${prefill.title.en}, ${third.en}`,
    zh: `${routing.title.zh}，${prefill.title.zh}，${third.zh}`,
  };
}

function policyTitle(id: string): Text {
  const found = [...routingPolicies, ...prefillOrders].find((each) => each.id === id)?.title;
  const preemption = preemptions.find((each) => each === id);
  return found ?? (preemption ? preemptionTitles[preemption] : { en: id, zh: id });
}

/** A difference within chance is told as such, and is neither better nor worse. */
function changed({ value, half }: Estimate): Pick<Extract<TableCell, { kind: 'number' }>, 'change' | 'note'> {
  if (!Number.isFinite(value) || value === 0) return {};
  const isSure = Math.abs(value) > half;
  const change = shownNumber(question(value, 's', label), '');
  const range = shownNumber(question(half, 's', label), '');
  const told = `± ${range.text}${narrowSpace}${range.unit}`;
  return {
    change: isSure ? { ...change, better: value < 0 } : change,
    ...(Number.isFinite(half)
      ? { note: isSure ? { en: told, zh: told } : { en: `${told}, within chance`, zh: `${told}，在随机误差内` } }
      : {}),
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

function withBest(cell: TableCell, isBest: boolean): TableCell {
  return cell.kind === 'number' && isBest ? { ...cell, best: true } : cell;
}

const label = { en: 'simulated', zh: '仿真' };

function number(value: number, unit: Unit): TableCell {
  return Number.isFinite(value)
    ? { kind: 'number', number: shownNumber(question(value, unit, label), '') }
    : { kind: 'empty' };
}

function percent(share: number): TableCell {
  if (!Number.isFinite(share)) return { kind: 'empty' };
  const { text } = show(100 * share, '1');
  return {
    kind: 'number',
    number: { ...shownNumber(question(share, '1', label), ''), text, unit: '%' },
  };
}
