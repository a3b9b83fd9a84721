/** Ids → edges: which design each cell starts from, which cells a view reads, in which order they run. */

import { diagnostic, nearest, type Diagnostic, type Span } from '../diagnostics';
import type { Reference } from './kind';
import { useInstead } from './shape';

/** What the graph needs to know of a cell. */
export interface Node {
  readonly id: string;
  readonly kind: string;
  /** True for a cell that stands in the chain of changes, readable or not. */
  readonly defines: boolean;
  readonly from?: string;
  readonly fromAt?: Span;
  readonly reads: readonly Reference[];
}

export interface Edges {
  /** The cell whose design this one starts from; undefined at the head of the chain. */
  readonly start?: string;
  readonly reads: readonly string[];
  readonly problems: readonly Diagnostic[];
}

export interface Graph {
  readonly edges: ReadonlyMap<string, Edges>;
  /** Every id, each behind all it needs; cells of a cycle in the order of the text. */
  readonly order: readonly string[];
}

/** Draws the edges; a name that leads nowhere is a problem of the cell that says it, and of no other. */
export function graphOf(nodes: readonly Node[]): Graph {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const edges = new Map<string, Edges>();
  let above: string | undefined;
  for (const node of nodes) {
    edges.set(node.id, edgesOf({ node, above, byId }));
    if (node.defines) above = node.id;
  }
  for (const cycle of cyclesOf(edges)) {
    const path = [...cycle, cycle[0] ?? ''].join(' → ');
    for (const id of cycle) {
      const own = edges.get(id);
      const at = byId.get(id)?.fromAt;
      if (own)
        edges.set(id, { ...own, problems: [...own.problems, diagnostic('cell.cycle', { path }, at ? { at } : {})] });
    }
  }
  return { edges, order: orderOf(nodes, edges) };
}

function edgesOf(at: { node: Node; above: string | undefined; byId: ReadonlyMap<string, Node> }): Edges {
  const { node, above, byId } = at;
  const problems: Diagnostic[] = [];
  const find = (id: string, span: Span | undefined): string | undefined => {
    const problem = unfit({ id, byId, span });
    if (problem) problems.push(problem);
    return problem ? undefined : id;
  };
  const place = node.fromAt ? { at: node.fromAt } : {};
  if (!node.defines && node.from !== undefined)
    problems.push(diagnostic('cell.from-reader', { kind: node.kind }, place));
  const start = !node.defines ? undefined : node.from === undefined ? above : find(node.from, node.fromAt);
  const reads = node.reads.flatMap((read) => find(read.id, read.at) ?? []);
  return { ...(start === undefined ? {} : { start }), reads, problems };
}

function unfit(wanted: {
  id: string;
  byId: ReadonlyMap<string, Node>;
  span: Span | undefined;
}): Diagnostic | undefined {
  const { id, byId, span } = wanted;
  const found = byId.get(id);
  if (found?.defines) return undefined;
  const place = span ? { at: span } : {};
  if (found) return diagnostic('cell.not-a-design', { id, kind: found.kind }, place);
  const designs = [...byId.values()].filter((node) => node.defines).map((node) => node.id);
  const near = nearest(id, designs);
  return diagnostic(
    'cell.missing',
    { id, near },
    { ...place, ...(span && span.line > 0 ? useInstead(near, span) : {}) },
  );
}

/** Each cell starts from one other at most, so a cycle is found by walking on until a cell comes twice. */
function cyclesOf(edges: ReadonlyMap<string, Edges>): string[][] {
  const done = new Set<string>();
  const cycles: string[][] = [];
  for (const first of edges.keys()) {
    const walked: string[] = [];
    let id: string | undefined = first;
    while (id !== undefined && !done.has(id) && !walked.includes(id)) {
      walked.push(id);
      id = edges.get(id)?.start;
    }
    if (id !== undefined && walked.includes(id)) cycles.push(walked.slice(walked.indexOf(id)));
    for (const each of walked) done.add(each);
  }
  return cycles;
}

function orderOf(nodes: readonly Node[], edges: ReadonlyMap<string, Edges>): string[] {
  const order = new Set<string>();
  const visiting = new Set<string>();
  const visit = (id: string): void => {
    if (order.has(id) || visiting.has(id)) return;
    visiting.add(id);
    const own = edges.get(id);
    if (own?.start !== undefined) visit(own.start);
    own?.reads.forEach(visit);
    order.add(id);
  };
  for (const node of nodes) visit(node.id);
  return [...order];
}

/** A cell and all that it needs. */
export function neededFor(
  id: string,
  edges: ReadonlyMap<string, Edges>,
  needed = new Set<string>(),
): ReadonlySet<string> {
  if (needed.has(id)) return needed;
  needed.add(id);
  const own = edges.get(id);
  for (const each of [...(own?.start === undefined ? [] : [own.start]), ...(own?.reads ?? [])])
    neededFor(each, edges, needed);
  return needed;
}
