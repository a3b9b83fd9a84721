/** The requests of a simulation one by one: for a table, and for a file. */

import type { Text } from '../diagnostics';
import { figures, format } from '../quantity-text';
import { e2eOf, tpotOf, ttftOf, type Answer, type RequestRow } from '../simulate/answer';

interface RequestColumn {
  readonly id: string;
  readonly title: Text;
  readonly unit: 's' | 'token' | '1';
  readonly of: (row: RequestRow) => number;
}

const columns: readonly RequestColumn[] = [
  { id: 'number', title: { en: 'request', zh: '请求' }, unit: '1', of: (row) => row.number },
  { id: 'arrival', title: { en: 'arrives', zh: '到达' }, unit: 's', of: (row) => row.arrival },
  { id: 'input', title: { en: 'input', zh: '输入' }, unit: 'token', of: (row) => row.input },
  { id: 'output', title: { en: 'output', zh: '输出' }, unit: 'token', of: (row) => row.output },
  { id: 'cached', title: { en: 'cached', zh: '命中' }, unit: 'token', of: (row) => row.cached },
  { id: 'queue', title: { en: 'queue', zh: '排队' }, unit: 's', of: (row) => row.started - row.arrival },
  { id: 'prefill', title: { en: 'prefill', zh: 'Prefill' }, unit: 's', of: (row) => row.prefilled - row.started },
  {
    id: 'transfer',
    title: { en: 'transfer, room', zh: '传输与等位' },
    unit: 's',
    of: (row) => row.joined - row.prefilled,
  },
  { id: 'ttft', title: { en: 'TTFT', zh: 'TTFT' }, unit: 's', of: ttftOf },
  {
    id: 'tpot',
    title: { en: 'TPOT', zh: 'TPOT' },
    unit: 's',
    of: tpotOf,
  },
  { id: 'e2e', title: { en: 'end to end', zh: '端到端' }, unit: 's', of: e2eOf },
  { id: 'rank', title: { en: 'decode rank', zh: 'Decode rank' }, unit: '1', of: (row) => row.rank },
  { id: 'preempted', title: { en: 'preempted', zh: '被抢占' }, unit: '1', of: (row) => row.preempted },
];

export interface ShownRequests {
  readonly columns: readonly { readonly id: string; readonly title: Text }[];
  readonly rows: readonly {
    readonly id: string;
    /** Null where there is none. By column. */
    readonly values: readonly (number | null)[];
    readonly texts: readonly string[];
  }[];
  /** All of them as CSV, SI units in the names of the columns. */
  readonly csv: string;
  /** Requests that finished: more than a table keeps are picked evenly. */
  readonly of: number;
}

export function requestTable({ requests, finished }: Answer): ShownRequests {
  const rows = requests.map((row) => {
    const values = columns.map(({ of }) => known(of(row)));
    return {
      id: String(row.number),
      values,
      texts: columns.map(({ unit }, at) => written(values[at] ?? null, unit)),
    };
  });
  const suffix = { s: '_s', token: '_tokens', '1': '' } as const;
  const lines = [
    columns.map(({ id, unit }) => `${id}${suffix[unit]}`),
    ...rows.map(({ values }) => values.map((value) => (value === null ? '' : String(value)))),
  ];
  return {
    columns: columns.map(({ id, title }) => ({ id, title })),
    rows,
    csv: `${lines.map((line) => line.join(',')).join('\n')}\n`,
    of: finished,
  };
}

function known(value: number): number | null {
  // A step that a clock of doubles cannot tell from nothing.
  return Number.isFinite(value) ? (Math.abs(value) < 1e-9 ? 0 : value) : null;
}

function written(value: number | null, unit: RequestColumn['unit']): string {
  if (value === null) return '—';
  if (unit === 's') return format({ value, unit });
  return unit === '1' ? String(value) : figures(value, 6);
}
