/** What is told of a run over time: queues, batch, cache and what the cards were busy with. */

import type { Text } from '../diagnostics';
import type { Resource } from '../types';
import type { Answer, SeriesRow } from './answer';

export interface TimelineRow {
  readonly id: string;
  readonly title: Text;
  readonly unit: Text;
  /** Requests, or a share of the cards. */
  readonly kind: 'count' | 'share';
  readonly resource?: Resource;
  readonly of: (row: SeriesRow, cards: Cards) => number;
}

/** A run as far as it went, over time. */
export interface OverTime {
  readonly series: readonly SeriesRow[];
  readonly cards: Cards;
}

export interface Cards {
  readonly all: number;
  /** That hold caches. */
  readonly decode: number;
}

const prompts: Text = { en: 'prompts', zh: 'prompt 数' };
const requests: Text = { en: 'requests', zh: '请求数' };
const busy: Text = { en: 'of all cards, busy', zh: '占全部卡' };

export const timelineRows: readonly TimelineRow[] = [
  {
    id: 'queued',
    title: { en: 'Prefill queue', zh: 'Prefill 队列' },
    unit: prompts,
    kind: 'count',
    of: (row) => row.queued,
  },
  {
    id: 'waiting',
    title: { en: 'In prefill or on the way', zh: 'Prefill 中或传输中' },
    unit: requests,
    kind: 'count',
    of: (row) => Math.max(0, row.waiting - row.queued),
  },
  {
    id: 'running',
    title: { en: 'Decode batch', zh: 'Decode 批量' },
    unit: requests,
    kind: 'count',
    of: (row) => row.running,
  },
  {
    id: 'kv',
    title: { en: 'KV cache', zh: 'KV cache' },
    unit: { en: 'of its room', zh: '占可用空间' },
    kind: 'share',
    resource: 'memory-capacity',
    of: (row, { decode }) => row.kv / decode,
  },
  {
    id: 'compute',
    title: { en: 'Compute', zh: '算力' },
    unit: busy,
    kind: 'share',
    resource: 'compute',
    of: (row, { all }) => row.compute / all,
  },
  {
    id: 'memory',
    title: { en: 'Memory bandwidth', zh: '显存带宽' },
    unit: busy,
    kind: 'share',
    resource: 'memory-bandwidth',
    of: (row, { all }) => row.memory / all,
  },
  {
    id: 'communication',
    title: { en: 'Communication', zh: '通信带宽' },
    unit: busy,
    kind: 'share',
    resource: 'communication',
    of: (row, { all }) => row.communication / all,
  },
];

export function overTime(answer: Pick<Answer, 'ranks' | 'series'>): OverTime {
  return { series: answer.series, cards: cardsOf(answer) };
}

export function cardsOf({ ranks }: Pick<Answer, 'ranks'>): Cards {
  const sum = (pool?: 'decode'): number =>
    ranks.reduce((all, rank) => (pool === undefined || rank.pool === pool ? all + rank.cards : all), 0);
  return { all: sum(), decode: sum('decode') };
}
