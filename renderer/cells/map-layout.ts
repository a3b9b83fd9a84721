/** The cells as a graph: which starts from which, which reads which, laid out from left to right. */

import type { CellResult, SourceCell } from '../../app/contract';

export interface MapNode {
  readonly id: string;
  readonly kind: string;
  readonly status: CellResult['status'] | undefined;
  readonly column: number;
  readonly row: number;
}

export interface MapEdge {
  readonly from: string;
  readonly to: string;
  /** A view reads a design; a design starts from another. */
  readonly kind: 'starts' | 'reads';
}

export interface CellMap {
  readonly nodes: readonly MapNode[];
  readonly edges: readonly MapEdge[];
  readonly columns: number;
  readonly rows: number;
}

/** A chain keeps its row; a branch opens one below. Each cell stands right of all it needs. */
export function mapOf(cells: readonly SourceCell[], results: readonly CellResult[]): CellMap {
  const byId = new Map(results.map((result) => [result.id, result]));
  const shown = cells.filter((cell) => cell.kind !== 'prose' && cell.kind !== 'front');
  const ids = new Set(shown.map((cell) => cell.id));
  const edges = shown.flatMap(({ id, from }): MapEdge[] => {
    const result = byId.get(id);
    const start = result?.from ?? from;
    return [
      ...(start !== undefined && ids.has(start) ? [{ from: start, to: id, kind: 'starts' as const }] : []),
      ...[...new Set(result?.reads ?? [])]
        .filter((read) => ids.has(read))
        .map((read) => ({ from: read, to: id, kind: 'reads' as const })),
    ];
  });
  const columns = columnsOf(
    shown.map((cell) => cell.id),
    edges,
  );
  const rows = new Map<string, number>();
  /** The last column taken of each row. */
  const ends: number[] = [];
  const ordered = [...shown].sort((a, b) => (columns.get(a.id) ?? 0) - (columns.get(b.id) ?? 0));
  for (const { id } of ordered) {
    const column = columns.get(id) ?? 0;
    const start = edges.find((edge) => edge.to === id && edge.kind === 'starts')?.from;
    const near = start ?? edges.find((edge) => edge.to === id)?.from;
    const own = near === undefined ? 0 : (rows.get(near) ?? 0);
    const goesOn = start !== undefined && ends[own] === (columns.get(start) ?? -1);
    let row = goesOn ? own : near === undefined ? 0 : own + 1;
    while ((ends[row] ?? -1) >= column) row++;
    ends[row] = column;
    rows.set(id, row);
  }
  return {
    nodes: shown.map(({ id, kind }) => ({
      id,
      kind,
      status: byId.get(id)?.status,
      column: columns.get(id) ?? 0,
      row: rows.get(id) ?? 0,
    })),
    edges,
    columns: Math.max(0, ...columns.values()) + 1,
    rows: Math.max(0, ...rows.values()) + 1,
  };
}

/** The longest way from a cell that needs nothing; a circle stops where it began. */
function columnsOf(ids: readonly string[], edges: readonly MapEdge[]): ReadonlyMap<string, number> {
  const needs = Map.groupBy(edges, (edge) => edge.to);
  const columns = new Map<string, number>();
  const visit = (id: string, path: ReadonlySet<string>): number => {
    const known = columns.get(id);
    if (known !== undefined) return known;
    if (path.has(id)) return 0;
    const below = new Set([...path, id]);
    const column = Math.max(-1, ...(needs.get(id) ?? []).map((edge) => visit(edge.from, below))) + 1;
    columns.set(id, column);
    return column;
  };
  for (const id of ids) visit(id, new Set());
  return columns;
}

/** All that a cell needs and all that needs it, itself among them. */
export function relativesOf(id: string, edges: readonly MapEdge[]): ReadonlySet<string> {
  const walk = (step: (edge: MapEdge, at: string) => string | undefined): Set<string> => {
    const found = new Set([id]);
    for (const at of found) {
      for (const edge of edges) {
        const next = step(edge, at);
        if (next !== undefined) found.add(next);
      }
    }
    return found;
  };
  const up = walk((edge, at) => (edge.to === at ? edge.from : undefined));
  const down = walk((edge, at) => (edge.from === at ? edge.to : undefined));
  return new Set([...up, ...down]);
}
