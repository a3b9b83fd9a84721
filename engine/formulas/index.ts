/** Every formula of the engine, found by its export: for the laws they all obey, and for lists. */

import type { Input } from '../formula';
import type { Derivation, Q } from '../quantity';

/** Any formula; methods, so that formulas of different inputs may stand in one list. */
export interface AnyFormula {
  readonly spec: Omit<Derivation, 'inputs' | 'write'> & {
    readonly inputs: Readonly<Record<string, Input>>;
    compute(given: Readonly<Record<string, Q>>): number;
    write(names: Readonly<Record<string, string>>): string;
  };
}

const families = import.meta.glob<Record<string, unknown>>(['./**/*.ts', '!./index.ts'], { eager: true });

/** In the order of their ids; a formula exported twice counts once. */
export const formulas: readonly AnyFormula[] = [
  ...new Set(Object.values(families).flatMap((family) => Object.values(family).filter(isFormula))),
].sort((a, b) => a.spec.id.localeCompare(b.spec.id));

function isFormula(value: unknown): value is AnyFormula {
  return typeof value === 'function' && 'spec' in value;
}
