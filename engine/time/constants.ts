/**
 * The constants of the kernels of a pass: which library its runtime calls on this chip, and that family's figures. A chip's are looked up
 * once for each runtime and way of exchanging rows, and kept beside the chip.
 */

import { familyFor, type Ask, type ConstantsOf, type GemmConstants } from '../catalog/calibrations';
import { withDerivations } from '../formula';
import { startLeft } from '../formulas/passes';
import { goesStraight, rowsTravel, type PassContext } from '../plan/context';
import { profiles } from '../profiles';
import type { Q } from '../quantity';
import type { Chip, KvFormat, MathFormat, PhaseName, Runtime } from '../types';

type Variant = NonNullable<Ask['variant']>;
export type AttentionVariant = 'gqa' | 'mla' | 'dsa-sparse' | 'dsa-index';
type Collective = ConstantsOf['collective'];

/** What decides the library of a kernel, beside the kernel itself. */
interface Place {
  readonly chip: Chip;
  readonly runtime: Runtime;
  readonly phase: PhaseName;
  readonly travels: boolean;
  readonly straight: boolean;
}

const kept = new WeakMap<Chip, Map<string, PassConstants>>();

export function constantsOf(context: PassContext): PassConstants {
  const { kase, phase, pool } = context;
  const { chip } = pool;
  const travels = rowsTravel(pool);
  const straight = goesStraight(context);
  let ofChip = kept.get(chip);
  if (!ofChip) kept.set(chip, (ofChip = new Map<string, PassConstants>()));
  const key = `${kase.runtime} ${phase} ${travels ? (straight ? 'straight' : 'travels') : 'stays'}`;
  let known = ofChip.get(key);
  if (!known) {
    known = new PassConstants({ chip, runtime: kase.runtime, phase, travels, straight });
    ofChip.set(key, known);
  }
  return known;
}

/** A class because it lives as long as its chip, and fills as kernels are asked for. */
export class PassConstants {
  readonly #place: Place;
  readonly #gemm = new Map<MathFormat | 'int4', GemmConstants>();
  readonly #grouped = new Map<MathFormat | 'int4', GemmConstants>();
  readonly #prefill = new Map<AttentionVariant, Map<MathFormat, ConstantsOf['prefill-attention']>>();
  readonly #decode = new Map<AttentionVariant, Map<KvFormat, ConstantsOf['decode-attention']>>();
  readonly #collective = new Map<Variant, Map<number, Collective>>();
  readonly #smallKernel: Q<'s'>;
  #elementwise: ConstantsOf['elementwise'] | undefined;

  constructor(place: Place) {
    this.#place = place;
    this.#smallKernel = this.#chained(profiles[place.runtime].smallKernel);
  }

  gemm(dtype: MathFormat | 'int4'): GemmConstants {
    return ensured(this.#gemm, dtype, () => this.#started(this.#asked({ op: 'gemm', dtype })));
  }

  groupedGemm(dtype: MathFormat | 'int4'): GemmConstants {
    return ensured(this.#grouped, dtype, () => this.#started(this.#asked({ op: 'grouped-gemm', dtype })));
  }

  prefillAttention(variant: AttentionVariant, dtype: MathFormat): ConstantsOf['prefill-attention'] {
    const byFormat = ensured(this.#prefill, variant, () => new Map<MathFormat, ConstantsOf['prefill-attention']>());
    return ensured(byFormat, dtype, () => this.#asked({ op: 'prefill-attention', variant, dtype }));
  }

  decodeAttention(variant: AttentionVariant, dtype: KvFormat): ConstantsOf['decode-attention'] {
    const byFormat = ensured(this.#decode, variant, () => new Map<KvFormat, ConstantsOf['decode-attention']>());
    return ensured(byFormat, dtype, () => {
      const measured = this.#asked({ op: 'decode-attention', variant, dtype });
      return { ...measured, start: this.#chained(this.#inGraph(measured.start, variant)) };
    });
  }

  collective(variant: Variant, cards: number, nodes: number): Collective {
    const bySize = ensured(this.#collective, variant, () => new Map<number, Collective>());
    return ensured(bySize, cards * mostNodes + nodes, () =>
      this.#started(this.#asked({ op: 'collective', variant, dtype: 'bf16', cards, nodes })),
    );
  }

  /** What an elementwise kernel reaches of the memory bandwidth, and a small one costs. */
  get copyShare(): Q<'1'> {
    return (this.#elementwise ??= this.#asked({ op: 'elementwise', dtype: 'bf16' })).bandwidthShare;
  }

  get smallKernel(): Q<'s'> {
    return this.#smallKernel;
  }

  #asked<O extends Ask['op']>(ask: Omit<Ask<O>, 'chip' | 'library'>): ConstantsOf[O] {
    const { chip, runtime, travels } = this.#place;
    const { op, variant, dtype = 'bf16' } = ask;
    const library = profiles[runtime].kernels({
      chip,
      op,
      phase: this.#libraryPhase(op, variant),
      dtype,
      exchanges: travels,
      ...(variant === undefined ? {} : { variant }),
    });
    const family = familyFor<O>({ ...ask, chip, ...(library === undefined ? {} : { library }) });
    if (!family)
      throw new Error(`no kernel family at all for ${op} ${variant ?? ''}: the shipped calibrations must hold one`);
    return family.constants;
  }

  /** Exchange that lays rows out by expert, and the experts on that layout, are the kernels of decode; the others of prefill. */
  #libraryPhase(op: Ask['op'], variant: Variant | undefined): PhaseName {
    const { phase, travels, straight } = this.#place;
    const follows = op === 'grouped-gemm' || variant === 'dispatch' || variant === 'combine';
    if (!follows || !travels) return phase;
    return straight ? 'decode' : 'prefill';
  }

  #started<C extends { readonly start: Q<'s'> }>(constants: C): C {
    return { ...constants, start: this.#chained(constants.start) };
  }

  /** The part of a start that does not hide behind the end of the kernel before. */
  #chained(start: Q<'s'>): Q<'s'> {
    const chained = profiles[this.#place.runtime].chained(this.#place.chip);
    return chained.value === 0 ? start : withDerivations(() => startLeft({ start, chained }));
  }

  /** Published series launch attention eagerly; engines replay a graph. */
  #inGraph(start: Q<'s'>, variant: AttentionVariant): Q<'s'> {
    const { attentionStart } = profiles[this.#place.runtime];
    const most = variant === 'gqa' || variant === 'mla' ? attentionStart[variant] : undefined;
    return most && most.value < start.value ? most : start;
  }
}

/** Above any number of nodes that an expert group spans. */
const mostNodes = 1 << 13;

function ensured<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
