/** Puts a design's levers into a case, in canonical order: on, skipped with a reason, or taken out. */

import { diagnostic } from '../diagnostics';
import type { AppliedLever, Case, LeverSetting, Parameters, SkippedLever } from '../types';
import { optimizations } from './index';
import type { Optimization } from './optimization';

export function applyLevers(
  start: Case,
  settings: Readonly<Record<string, LeverSetting>>,
  registry: readonly Optimization[] = optimizations,
): Case {
  const applied: AppliedLever[] = [];
  const skipped: SkippedLever[] = [];
  let kase = start;
  for (const lever of registry) {
    const setting = settings[lever.id];
    const stands = lever.standing?.(start) ?? false;
    if (setting?.on === false) {
      if (stands && lever.without) kase = lever.without(kase);
      continue;
    }
    if (!setting && !stands) continue;
    const parameters = withStandards(lever, setting?.parameters ?? {});
    const conflict = applied.find((other) => lever.excludes.includes(other.id));
    const answer = conflict
      ? diagnostic('lever.excluded', { lever: lever.id, other: conflict.id })
      : lever.requires(kase, parameters);
    if (answer !== true) {
      skipped.push({ id: lever.id, reason: answer });
      continue;
    }
    // What stands already is in the case; a setting over it changes its parameters.
    const whatIf = lever.isWhatIf?.(kase) ?? false;
    if (setting) kase = lever.rewrite.case?.(kase, parameters) ?? kase;
    applied.push({ id: lever.id, parameters, whatIf });
  }
  return { ...kase, applied, skipped };
}

function withStandards(lever: Optimization, said: Parameters): Parameters {
  const all: Record<string, Parameters[string]> = {};
  for (const [name, spec] of Object.entries(lever.parameters)) all[name] = said[name] ?? spec.standard;
  return all;
}
