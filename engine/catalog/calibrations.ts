/** The rates that kernels reach: which family of constants stands for an operator of a chip, and how far it can be trusted. */

import type { Text } from '../diagnostics';
import { asShare, fact, isKnown, type Cite, type Q, type Unit } from '../quantity';
import { parse } from '../quantity-text';
import type { Chip, MathFormat } from '../types';
import {
  calibrationSchema,
  type attentionVariants,
  type CalibrationRecord,
  type collectiveVariants,
  type FamilyRecord,
  type OpFamily,
} from '../calibration-schema';
import { borrowing, distanceTo } from './calibration-class';

export type { CalibrationRecord, FamilyRecord, OpFamily } from '../calibration-schema';

export interface GemmConstants {
  readonly start: Q<'s'>;
  readonly bandwidthShare: Q<'1'>;
  readonly peakShare: Q<'1'>;
  readonly step: Q<'s'>;
  readonly rowTile: Q<'1'>;
  readonly columnTile: Q<'1'>;
  readonly splits: Q<'1'>;
  readonly join: Q<'s'>;
}

/** The constants of each kind of kernel, named as the formulas of formulas/kernels take them. */
export interface ConstantsOf {
  readonly gemm: GemmConstants;
  readonly 'grouped-gemm': GemmConstants;
  readonly 'prefill-attention': {
    readonly start: Q<'s'>;
    readonly peakShare: Q<'1'>;
    readonly wave: Q<'s'>;
    readonly tail: Q<'1'>;
  };
  readonly 'decode-attention': {
    readonly start: Q<'s'>;
    readonly bandwidthShare: Q<'1'>;
    readonly peakShare: Q<'1'>;
  };
  readonly collective: { readonly start: Q<'s'>; readonly linkShare: Q<'1'>; readonly pipeline: Q<'s'> };
  readonly elementwise: { readonly start: Q<'s'>; readonly bandwidthShare: Q<'1'> };
  readonly launch: { readonly eager: Q<'s'>; readonly graph: Q<'s'> };
}

type Variant = (typeof attentionVariants)[number] | (typeof collectiveVariants)[number];

/** What a family is asked for. What is left out is not asked for: any library, any number of cards. */
export interface Ask<O extends OpFamily = OpFamily> {
  readonly chip: Chip;
  readonly op: O;
  /** Attention: gqa, mla, dsa-index, dsa-sparse. Collective: all-reduce, dispatch … */
  readonly variant?: Variant;
  /** The format multiplied in; for decode attention the format of the cache. */
  readonly dtype?: MathFormat | 'int4';
  readonly library?: string;
  readonly cards?: number;
  readonly nodes?: number;
}

export interface Family<O extends OpFamily = OpFamily> {
  readonly constants: ConstantsOf[O];
  /** `assumed` where the constants were taken over from another chip, library or format. */
  readonly trust: 'calibrated' | 'assumed';
  readonly library: string;
  /** Id of the chip that it was measured on. */
  readonly chip: string;
  readonly source: string;
  /** What was taken over, and from where; undefined where this chip was measured with this library. */
  readonly borrowed: Text | undefined;
}

export interface Calibrations {
  readonly records: readonly CalibrationRecord[];
  /** Undefined only where no chip at all has constants of the kind asked for. */
  familyFor<O extends OpFamily>(ask: Ask<O>): Family<O> | undefined;
}

/** Where nobody says how many units a chip has, this many are assumed: between the H20's 78 and the B200's 148. */
const usualUnits = fact(128, '1', 'assumed', {
  label: { en: 'compute units of a chip that states none', zh: '未公布计算单元数的芯片所用的假设值' },
  note: 'sets how coarsely tiles fill the chip; its peak is its own',
});

/** The multiprocessors that tiles are spread over. */
export function unitsOf(chip: Chip): Q<'1'> {
  return isKnown(chip.sms) ? chip.sms : usualUnits;
}

const shipped = import.meta.glob<unknown>('./calibrations/*.json', { eager: true, import: 'default' });

let standard: Calibrations | undefined;

/** The shipped calibrations. A file that cannot be read is a bug, and throws. */
export function standardCalibrations(): Calibrations {
  standard ??= calibrationsOf(Object.values(shipped).map((file) => calibrationSchema.parse(file)));
  return standard;
}

/** The shipped calibrations, with a person's own of the chip over them. */
export function calibrationsFor({ calibrations: own }: Chip): Calibrations {
  if (!own) return standardCalibrations();
  const known = withOwn.get(own) ?? calibrationsOf([...standardCalibrations().records, ...own]);
  withOwn.set(own, known);
  return known;
}

const withOwn = new WeakMap<readonly CalibrationRecord[], Calibrations>();

export function familyFor<O extends OpFamily>(ask: Ask<O>): Family<O> | undefined {
  return calibrationsFor(ask.chip).familyFor(ask);
}

export interface Entry {
  readonly file: CalibrationRecord;
  readonly record: FamilyRecord;
}

/** Later files win over earlier ones of the same chip and library: a person's own come last. */
export function calibrationsOf(files: readonly CalibrationRecord[]): Calibrations {
  const entries = new Map<OpFamily, Entry[]>();
  for (const file of [...files].reverse()) {
    for (const record of file.families) {
      const list = entries.get(record.op) ?? [];
      list.push({ file, record });
      entries.set(record.op, list);
    }
  }
  return {
    records: files,
    familyFor: <O extends OpFamily>(ask: Ask<O>): Family<O> | undefined => {
      const best = closest(entries.get(ask.op) ?? [], ask);
      return best && familyOf(best, ask);
    },
  };
}

function closest(entries: readonly Entry[], ask: Ask): Entry | undefined {
  let best: Entry | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const entry of entries) {
    const distance = distanceTo(entry, ask);
    if (distance >= least) continue;
    least = distance;
    best = entry;
  }
  return best;
}

function familyOf<O extends OpFamily>({ file, record }: Entry, ask: Ask<O>): Family<O> {
  const borrowed = borrowing({ file, record }, ask);
  const isOwn = borrowed === undefined && record.origin === 'calibrated';
  const cite = (name: string): Cite => ({
    label: { en: `${name} of ${file.library} on ${file.chip}`, zh: `${file.chip} 上 ${file.library} 的 ${name}` },
    source: record.source,
    date: record.date,
    note: record.conditions,
    curve: { en: `kernels of ${file.library} on ${file.chip}`, zh: `${file.chip} 上 ${file.library} 的算子` },
  });
  const figures: Readonly<Record<string, string>> = record.constants;
  const read: Reader = (name, unit) => {
    const parsed = parse(figures[name] ?? '', unit);
    // The shipped files are tested, and a person's own are parsed before they get here.
    if (!parsed.ok) throw new Error(`${file.id}: ${name} = ${figures[name] ?? ''} is not in ${unit}`);
    return fact(parsed.value, unit, isOwn ? 'calibrated' : 'assumed', cite(name));
  };
  return {
    constants: readers[ask.op](read),
    trust: isOwn ? 'calibrated' : 'assumed',
    library: file.library,
    chip: file.chip,
    source: record.source,
    borrowed,
  };
}

type Reader = <U extends Unit>(name: string, unit: U) => Q<U>;

const gemmConstants = (read: Reader): GemmConstants => ({
  start: read('start', 's'),
  bandwidthShare: asShare(read('bandwidthShare', '1')),
  peakShare: asShare(read('peakShare', '1')),
  step: read('step', 's'),
  rowTile: read('rowTile', '1'),
  columnTile: read('columnTile', '1'),
  splits: read('splits', '1'),
  join: read('join', 's'),
});

const readers: { readonly [O in OpFamily]: (read: Reader) => ConstantsOf[O] } = {
  gemm: gemmConstants,
  'grouped-gemm': gemmConstants,
  'prefill-attention': (read) => ({
    start: read('start', 's'),
    peakShare: asShare(read('peakShare', '1')),
    wave: read('wave', 's'),
    tail: read('tail', '1'),
  }),
  'decode-attention': (read) => ({
    start: read('start', 's'),
    bandwidthShare: asShare(read('bandwidthShare', '1')),
    peakShare: asShare(read('peakShare', '1')),
  }),
  collective: (read) => ({
    start: read('start', 's'),
    linkShare: asShare(read('linkShare', '1')),
    pipeline: read('pipeline', 's'),
  }),
  elementwise: (read) => ({ start: read('start', 's'), bandwidthShare: asShare(read('bandwidthShare', '1')) }),
  launch: (read) => ({ eager: read('eager', 's'), graph: read('graph', 's') }),
};
