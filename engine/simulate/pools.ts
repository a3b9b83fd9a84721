/** The case of a design that can be simulated: with pools of its own or one shared pool; else its nodes are divided. */

import type { Catalog } from '../catalog';
import { diagnostic, type Diagnostic } from '../diagnostics';
import { operate } from '../explore/operating-point';
import { figures } from '../quantity-text';
import type { Case, Design, Evaluation } from '../types';

export type Pooled =
  | { readonly ok: true; readonly case: Case; readonly evaluation: Evaluation; readonly notes: readonly Diagnostic[] }
  | { readonly ok: false; readonly problem: Diagnostic };

export function pooled(design: Design, evaluation: Evaluation, catalog: Catalog): Pooled {
  const { case: kase } = evaluation;
  if (kase.separatePools || kase.shared) return { ok: true, case: kase, evaluation, notes: [] };
  const nodes = Math.floor(kase.decode.cards.value / kase.decode.chip.cardsPerNode.value);
  const ratio = evaluation.metrics.get('serving.pd_ratio')?.value ?? 1;
  for (const prefill of sharesByNearness(nodes, ratio)) {
    const divided = dividedAt(design, catalog, prefill, nodes - prefill);
    if (!divided) continue;
    const told = (count: number): string => `${String(count)} ${count === 1 ? 'node' : 'nodes'}`;
    const words = { prefill: told(prefill), decode: told(nodes - prefill), ratio: figures(ratio) };
    return { ok: true, ...divided, notes: [diagnostic('simulate.divided', words)] };
  }
  return { ok: false, problem: diagnostic('simulate.undivided', { nodes }) };
}

/** Nodes of prefill, nearest the ratio first. */
export function sharesByNearness(nodes: number, ratio: number): readonly number[] {
  const off = (prefill: number): number => Math.abs(Math.log(prefill / (nodes - prefill) / ratio));
  return Array.from({ length: Math.max(0, nodes - 1) }, (_, at) => at + 1).sort((a, b) => off(a) - off(b));
}

/** The design with so many nodes a phase, if its layouts fill them and its weights fit. */
export function dividedAt(
  design: Design,
  catalog: Catalog,
  prefill: number,
  decode: number,
): { readonly case: Case; readonly evaluation: Evaluation } | undefined {
  const pools = { prefill: { size: { nodes: prefill } }, decode: { size: { nodes: decode } } };
  const { serving: _serving, ...parallelism } = design.parallelism;
  const found = operate({ ...design, parallelism: { ...parallelism, pools } }, catalog, { limits: false });
  if (found.kind !== 'case') return undefined;
  const fits = !found.evaluation.diagnostics.some((each) => each.code === 'memory.does-not-fit');
  return fits ? { case: found.case, evaluation: found.evaluation } : undefined;
}
