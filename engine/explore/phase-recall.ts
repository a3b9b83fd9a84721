/**
 * Points of a sweep share most of their work: the prefill of two points that differ in the decode layout alone is the same. Kept by the
 * content of all that a phase can read; what it cannot read is listed here, and a law holds the evaluator to it.
 */

import type { HeldPhase, PhaseSource } from '../evaluate';
import type { RolledPhase } from '../rollup';
import type { Case, PhaseName } from '../types';

/** Fields of a case that neither phase reads: they enter when the phases are put together. */
const neither: readonly (keyof Case)[] = ['prices', 'applied', 'skipped'];

/** Fields of a case that a phase does not read; nor does it read the other phase's pool. */
export const unread: Readonly<Record<PhaseName, readonly (keyof Case)[]>> = {
  prefill: [...neither, 'batch'],
  decode: [...neither, 'promptsPerPass'],
};

/** Of the workload neither reads these: the batch a rank holds is a field of its own. */
export const unreadOfWorkload: ReadonlySet<string> = new Set<keyof Case['workload']>([
  'perCard',
  'arrivals',
  'sloTtft',
  'sloTpot',
]);

/** So many phases are worth keeping; beyond, the memory of a worker would grow with the sweep. */
const most = 4096;
const mostThings = 256;
/** After so many phases of which hardly any came again, looking them up costs more than it saves. */
const patience = 1000;
const leastShare = 0.1;

/** Makes each phase once, and keeps it without its operators. A class because it lives through a sweep. */
export class PhaseRecall {
  readonly #phases = { prefill: new Kept(), decode: new Kept() };
  /** Of models and chips, which are the catalog's own objects over and over; those that a design changed come and go. */
  readonly #things = new Map<object, number>();
  readonly #contents = new Map<string, number>();

  readonly source: PhaseSource = (phase, kase, make) => {
    const kept = this.#phases[phase];
    if (kept.isIdle) return make(phase, kase);
    return kept.get(this.keyOf(phase, kase), () => make(phase, kase));
  };

  /** Equal for two cases of which the phase is the same. */
  keyOf(phase: PhaseName, kase: Case): string {
    const { model, workload } = kase;
    const pool = kase[phase];
    let key = `${this.#numberOf(model)}|${this.#numberOf(pool.chip)}|`;
    key += contentOf(pool, withoutChip) + contentOf(workload, unreadOfWorkload);
    return key + contentOf(kase, unreadHere[phase]);
  }

  /** A number for all that is in it: keys stay short. */
  #numberOf(thing: object): number {
    const known = this.#things.get(thing);
    if (known !== undefined) return known;
    const content = contentOf(thing, nothing);
    const number = this.#contents.get(content) ?? this.#contents.size;
    this.#contents.set(content, number);
    if (this.#things.size >= mostThings) this.#things.clear();
    this.#things.set(thing, number);
    return number;
  }
}

class Kept {
  readonly #made = new Map<string, HeldPhase>();
  #asked = 0;
  #found = 0;

  /** Other phases were asked for nearly every time. */
  get isIdle(): boolean {
    return this.#asked >= patience && this.#found < leastShare * this.#asked;
  }

  get(key: string, make: () => HeldPhase): HeldPhase {
    this.#asked++;
    const known = this.#made.get(key);
    if (known) {
      this.#found++;
      return known;
    }
    if (this.#made.size >= most) this.#made.clear();
    const made = light(make(), make);
    this.#made.set(key, made);
    return made;
  }
}

/** Times without operators, and no plan held on to: not after it was timed, nor where it does not fit, which nobody times. */
function light({ memory, warnings, rolled }: HeldPhase, again: () => HeldPhase): HeldPhase {
  let known: RolledPhase | undefined;
  let source: (() => RolledPhase) | undefined = warnings.length > 0 ? undefined : rolled;
  return {
    memory,
    warnings,
    rolled: () => {
      if (known) return known;
      const whole = source ? source() : again().rolled();
      source = undefined;
      known = { ...whole, phase: { ...whole.phase, ops: [] } };
      return known;
    },
  };
}

const nothing: ReadonlySet<string> = new Set();
const withoutChip: ReadonlySet<string> = new Set(['chip']);
/** What is told apart, and the phase's own and the other's pool. */
const unreadHere: Readonly<Record<PhaseName, ReadonlySet<string>>> = {
  prefill: new Set([...unread.prefill, 'model', 'workload', 'prefill', 'decode']),
  decode: new Set([...unread.decode, 'model', 'workload', 'prefill', 'decode']),
};

/** All values in a thing as text; a number with its origin counts by its value. */
function contentOf(thing: object, without: ReadonlySet<string>): string {
  if ('origin' in thing && 'value' in thing) return String(thing.value);
  let text = '{';
  for (const [key, value] of Object.entries(thing)) {
    if (without.has(key)) continue;
    text += `${key}:${typeof value === 'object' && value !== null ? contentOf(value, nothing) : String(value)},`;
  }
  return `${text}}`;
}
