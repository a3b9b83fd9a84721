/**
 * The constants of the kernels of a pass: which library its runtime calls on this chip, and that family's figures. A chip's are looked up
 * once for each runtime and way of exchanging rows, and kept beside the chip.
 */

import { standardCatalog } from '../catalog';
import { onLink } from '../catalog/link-latency';
import {
  familyFor,
  unitsOf,
  type Ask,
  type ConstantsOf,
  type Family,
  type GemmConstants,
} from '../catalog/calibrations';
import { withDerivations } from '../formula';
import { partialSum, tileRates } from '../formulas/kernels/gemm';
import type { TileRates } from '../formulas/kernels/tiles';
import { startLeft } from '../formulas/passes';
import { goesStraight, rowsTravel, type PassContext } from '../plan/context';
import { profiles } from '../profiles';
import { isKnown, question, type Q } from '../quantity';
import type { Chip, KvFormat, MathFormat, PhaseName, Runtime } from '../types';
import { peakOf } from './peak';

type Variant = NonNullable<Ask['variant']>;
export type AttentionVariant = 'gqa' | 'mla' | 'dsa-sparse' | 'dsa-index';
type Collective = ConstantsOf['collective'];

/** Formats that matrices are multiplied in; kernels that widen INT4 weights on the fly are a family of their own. */
export type Multiplied = MathFormat | 'int4';

/** A multiplication's constants, and the same with the chip's figures in plain numbers. */
export interface Matrix {
  readonly constants: GemmConstants;
  readonly rates: TileRates;
}

export interface Copying {
  readonly bandwidth: Q<'B/s'>;
  readonly bandwidthShare: Q<'1'>;
  readonly cache: Q<'B'>;
}

/** Without a figure nothing is taken to stay in the cache. */
const noCache = question(0, 'B', { en: 'no second-level cache counted', zh: '不计二级缓存' });

/** What decides the library of a kernel, beside the kernel itself. */
interface Place {
  readonly chip: Chip;
  readonly runtime: Runtime;
  readonly phase: PhaseName;
  readonly travels: boolean;
  readonly straight: boolean;
}

/** A runtime's, by phase and way of exchanging rows. */
type OfRuntime = (PassConstants | undefined)[];

const ofChips = new WeakMap<Chip, Map<Runtime, OfRuntime>>();

export function constantsOf(context: PassContext): PassConstants {
  const { kase, phase, pool } = context;
  const { chip } = pool;
  const { runtime } = kase;
  const travels = rowsTravel(pool);
  const straight = goesStraight(context);
  let ofChip = ofChips.get(chip);
  if (!ofChip) ofChips.set(chip, (ofChip = new Map<Runtime, OfRuntime>()));
  const known = ofChip.get(runtime) ?? kept(ofChip, runtime, []);
  const way = (phase === 'decode' ? 1 : 0) + (travels ? (straight ? 4 : 2) : 0);
  return (known[way] ??= new PassConstants({ chip, runtime, phase, travels, straight }));
}

/** A class because it lives as long as its chip, and fills as kernels are asked for. */
export class PassConstants {
  readonly #place: Place;
  readonly #gemm = new Map<Multiplied, Matrix>();
  readonly #grouped = new Map<Multiplied, Matrix>();
  readonly #prefill = aVariant<MathFormat, ConstantsOf['prefill-attention']>();
  readonly #decode = aVariant<KvFormat, ConstantsOf['decode-attention']>();
  readonly #collective = new Map<Variant, Map<number, Collective>>();
  readonly #smallKernel: Q<'s'>;
  #copying: Copying | undefined;

  constructor(place: Place) {
    this.#place = place;
    this.#smallKernel = this.#chained(profiles[place.runtime].smallKernel);
  }

  gemm(dtype: Multiplied): Matrix {
    return this.#gemm.get(dtype) ?? kept(this.#gemm, dtype, this.#matrix(this.#asked({ op: 'gemm', dtype }), dtype));
  }

  groupedGemm(dtype: Multiplied): Matrix {
    const known = this.#grouped.get(dtype);
    return known ?? kept(this.#grouped, dtype, this.#matrix(this.#asked({ op: 'grouped-gemm', dtype }), dtype));
  }

  prefillAttention(variant: AttentionVariant, dtype: MathFormat): ConstantsOf['prefill-attention'] {
    const of = this.#prefill[variant];
    return of.get(dtype) ?? kept(of, dtype, this.#asked({ op: 'prefill-attention', variant, dtype }));
  }

  decodeAttention(variant: AttentionVariant, dtype: KvFormat): ConstantsOf['decode-attention'] {
    const of = this.#decode[variant];
    const known = of.get(dtype);
    if (known) return known;
    const measured = this.#asked({ op: 'decode-attention', variant, dtype });
    return kept(of, dtype, { ...measured, start: this.#chained(this.#inGraph(measured.start, variant)) });
  }

  collective(variant: Variant, cards: number, nodes: number): Collective {
    let of = this.#collective.get(variant);
    if (!of) this.#collective.set(variant, (of = new Map<number, Collective>()));
    const size = cards * mostNodes + nodes;
    const ask = { op: 'collective', variant, dtype: 'bf16', cards, nodes } as const;
    return of.get(size) ?? kept(of, size, this.#started(this.#onLink(ask)));
  }

  /** What a copy meets: the chip's memory and cache, and the share of the bandwidth that it reaches. */
  get copying(): Copying {
    return (this.#copying ??= this.#copyingOf());
  }

  #copyingOf(): Copying {
    const { chip } = this.#place;
    const bandwidthShare = this.#asked({ op: 'elementwise', dtype: 'bf16' }).bandwidthShare;
    return { bandwidth: chip.memoryBandwidth, bandwidthShare, cache: isKnown(chip.l2) ? chip.l2 : noCache };
  }

  get smallKernel(): Q<'s'> {
    return this.#smallKernel;
  }

  #asked<O extends Ask['op']>(ask: Omit<Ask<O>, 'chip' | 'library'>): ConstantsOf[O] {
    return this.#family(ask).constants;
  }

  /** A link that waits longer than the one that was measured does so in each exchange. */
  #onLink(ask: Omit<Ask<'collective'>, 'chip' | 'library'>): ConstantsOf['collective'] {
    const { chip } = this.#place;
    const { chips } = standardCatalog();
    return withDerivations(() => onLink(this.#family(ask), { chip, nodes: ask.nodes ?? 1, chips }));
  }

  #family<O extends Ask['op']>(ask: Omit<Ask<O>, 'chip' | 'library'>): Family<O> {
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
    return family;
  }

  /** Exchange that lays rows out by expert, and the experts on that layout, are the kernels of decode; the others of prefill. */
  #libraryPhase(op: Ask['op'], variant: Variant | undefined): PhaseName {
    const { phase, travels, straight } = this.#place;
    const follows = op === 'grouped-gemm' || variant === 'dispatch' || variant === 'combine';
    if (!follows || !travels) return phase;
    return straight ? 'decode' : 'prefill';
  }

  #matrix(family: GemmConstants, dtype: Multiplied): Matrix {
    const { chip } = this.#place;
    const constants = this.#started(family);
    const peak = peakOf(chip, dtype === 'int4' ? 'bf16' : dtype);
    return {
      constants,
      rates: tileRates({
        ...constants,
        sms: unitsOf(chip),
        peak,
        bandwidth: chip.memoryBandwidth,
        partial: partialSum,
      }),
    };
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

function aVariant<K, V>(): Readonly<Record<AttentionVariant, Map<K, V>>> {
  return { gqa: new Map(), mla: new Map(), 'dsa-sparse': new Map(), 'dsa-index': new Map() };
}

function kept<K, V>(map: Map<K, V>, key: K, made: V): V {
  map.set(key, made);
  return made;
}
