/** Policies on the same arrivals: what each made of them, and what it changed request by request. */

import type { Text } from '../diagnostics';
import type { Unit } from '../quantity';
import { narrowSpace } from '../quantity-text';
import type { Answer } from '../simulate/answer';
import type { Differences } from '../simulate/paired';
import { preemptions, prefillOrders, routingPolicies } from '../simulate/policies';
import type { Setup } from '../simulate/setup';
import type { Estimate } from '../simulate/statistics/batch-means';
import type { ShownTable, TableCell } from './result';
import { number, percent, simulatedNumber } from './simulate-cells';
import type { PolicyRecord } from './simulate-run';

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
export function policyTable(answer: Answer, own: Setup['policies'], others: readonly PolicyRecord[]): ShownTable {
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
  const change = simulatedNumber(value, 's');
  const range = simulatedNumber(half, 's');
  const told = `± ${range.text}${narrowSpace}${range.unit}`;
  return {
    change: isSure ? { ...change, better: value < 0 } : change,
    ...(Number.isFinite(half)
      ? { note: isSure ? { en: told, zh: told } : { en: `${told}, within chance`, zh: `${told}，在随机误差内` } }
      : {}),
  };
}
