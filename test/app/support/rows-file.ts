/** The lines of a file of rows, made without running a sweep. */

import { createHash } from 'node:crypto';
import type { RowsHeader } from '../../../app/sweep/rows';

export interface RowsAsked {
  readonly points: number;
  /** One shard of how many; unsaid: all of it. */
  readonly from?: number;
  readonly to?: number;
  /** The cost of a point; the lowest is the best. */
  readonly cost?: (point: number) => number;
}

export function linesOfRows({ points, from = 0, to = points, cost = (point) => point + 1 }: RowsAsked): string[] {
  const header: RowsHeader = {
    chokepointSweep: 1,
    id: `a sweep of ${points}`,
    engine: '0.1.0',
    title: 'a sweep',
    cell: 'cards',
    fidelity: 'roofline',
    currency: 'USD',
    text: '# a sweep\n',
    points,
    from,
    to,
    shard: [1, 1],
    axes: ['concurrency'],
    columns: [{ id: 'cost.per_token', unit: 'money', better: 'lower' }],
    best: 'cost.per_token',
  };
  const rows = Array.from({ length: to - from }, (_, i) =>
    JSON.stringify([from + i, `${from + i} per card`, cost(from + i), null]),
  );
  const hash = createHash('sha256');
  for (const row of rows) hash.update(`${row}\n`);
  return [JSON.stringify(header), ...rows, JSON.stringify({ end: rows.length, sha256: hash.digest('hex') })];
}
