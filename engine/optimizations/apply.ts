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
  const removed: string[] = [];
  const taken = new Map<string, Optimization>();
  let kase = start;
  for (const lever of registry) {
    const setting = settings[lever.id];
    const stands = standsIn(lever, start);
    if (setting?.on === false) {
      if (!stands || !lever.without) continue;
      kase = lever.without(kase);
      removed.push(lever.id);
      continue;
    }
    if (!setting && (!stands || isReplaced(lever, settings))) continue;
    const parameters = parametersOf(lever, start, setting?.parameters ?? {});
    const conflict = lever.excludes.map((id) => taken.get(id)).find((other) => other !== undefined);
    const answer = conflict
      ? diagnostic('lever.excluded', { lever: lever.title, other: conflict.title })
      : lever.requires(kase, parameters);
    if (answer !== true) {
      if (setting) skipped.push({ id: lever.id, reason: answer });
      continue;
    }
    const whatIf = lever.isWhatIf?.(kase) ?? false;
    // What stands already is in the case; a setting over it changes its parameters.
    if (setting) kase = lever.rewrite(kase, parameters);
    applied.push({ id: lever.id, parameters, whatIf, stands: setting === undefined });
    taken.set(lever.id, lever);
  }
  return { ...kase, applied, skipped, ...(removed.length > 0 ? { removed } : {}) };
}

/** What is said stands over what merely stands. */
function isReplaced(lever: Optimization, settings: Readonly<Record<string, LeverSetting>>): boolean {
  return lever.excludes.some((id) => settings[id]?.on === true);
}

/** On before any cell says so, and possible here. */
export function standsIn(lever: Optimization, kase: Case): boolean {
  return (lever.standing?.(kase) ?? false) && lever.requires(kase, parametersOf(lever, kase, {})) === true;
}

/** What is said, else what stands already, else the registry's standards. */
export function parametersOf(lever: Optimization, kase: Case, said: Parameters): Parameters {
  const all: Record<string, Parameters[string]> = {};
  for (const [name, spec] of Object.entries(lever.parameters))
    all[name] = said[name] ?? spec.stands?.(kase) ?? spec.standard;
  return all;
}
