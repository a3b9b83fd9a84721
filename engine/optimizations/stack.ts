/** Ways to change what the serving stack does, and what layouts it finds. */

import { rowsTravel } from '../plan/context';
import type { Case, MoeSpec, PhaseName, Pool, Stack } from '../types';

export function withStack(kase: Case, change: Partial<Stack>): Case {
  return { ...kase, stack: { ...kase.stack, ...change } };
}

export function hasMoe(kase: Case): boolean {
  return kase.model.layers.some((group) => group.ffn.kind === 'moe');
}

export function hasMla(kase: Case): boolean {
  return kase.model.layers.some((group) => group.attention.kind === 'mla');
}

/** Do routed rows travel between cards in this phase? */
export function exchangesRows(kase: Case, phase: PhaseName): boolean {
  return hasMoe(kase) && rowsTravel(kase[phase]);
}

export function exchangesAny(kase: Case): boolean {
  return exchangesRows(kase, 'prefill') || exchangesRows(kase, 'decode');
}

/** Does anything leave a scale-up domain? */
export function spansDomains({ layout, chip }: Pool): boolean {
  return layout.tp * layout.dp * layout.pp * layout.cp > chip.scaleUpDomain.value;
}

export function withMoe(kase: Case, change: (spec: MoeSpec) => MoeSpec): Case {
  const layers = kase.model.layers.map((group) =>
    group.ffn.kind === 'moe' ? { ...group, ffn: change(group.ffn) } : group,
  );
  return { ...kase, model: { ...kase.model, layers } };
}
