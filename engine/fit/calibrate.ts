/** Rows → calibration files: each family fitted for itself, its residuals kept for the report. */

import { units } from '../quantity';
import type { CalibrationRecord, FamilyRecord } from '../catalog/calibrations';
import { calibrationSchema } from '../calibration-schema';
import type { Chip } from '../types';
import { fitFamily, type Constants, type FamilyFit, type FitRow, type Model } from './family-fit';
import type { CardFigures, MeasuredKernels } from '../validate/measured';
import { familiesOf, type MeasuredFamily } from './measured';
import { collectiveModel, decodeModel, exchangeModel, matrixModel, prefillModel, quantizeShare } from './models';
import { readPublished } from './published';
import type { PublishedFamily, Series } from './series';

/** Signed ln(predicted ÷ measured) of one row. */
export interface Residual {
  readonly id: string;
  readonly layer: string;
  readonly predicted: number;
  readonly measured: number;
}

export interface Fitted {
  readonly chip: string;
  readonly library: string;
  readonly record: FamilyRecord;
  readonly residuals: readonly Residual[];
}

export interface Calibration {
  readonly files: readonly CalibrationRecord[];
  readonly fitted: readonly Fitted[];
  /** Series that no family was fitted to. */
  readonly left: readonly { readonly id: string; readonly reason: string }[];
}

/** A fit that misses more than this on its own rows is carried as an assumption. */
const believed = 0.2;

/** Least rows for a fit: three constants need more than three. */
const fewest = 5;

interface Head {
  readonly origin: 'calibrated';
  readonly source: string;
  readonly license: string;
  readonly date: string;
}

/** A card's own measurements (scripts/measure) → its files. */
export function calibrateCard(
  measured: MeasuredKernels,
  chip: Chip,
  source: { readonly id: string; readonly license: string },
): Calibration {
  const head: Head = {
    origin: 'calibrated',
    source: source.id,
    license: source.license,
    date: measured.card.date ?? 'undated',
  };
  const fitted = familiesOf(measured.kernels, chip).flatMap((family) =>
    fitMeasured({ family, chip, head, card: measured.card }),
  );
  const own = launches(measured.card, chip, head);
  return { files: filesOf([...fitted, ...own]), fitted, left: [] };
}

interface Measuring {
  readonly family: MeasuredFamily;
  readonly chip: Chip;
  readonly head: Head;
  readonly card: CardFigures;
}

const replay = 'device time under graph replay, weights rotated through more memory than the L2 holds';

function fitMeasured({ family, chip, head, card }: Measuring): Fitted[] {
  if (family.rows.length < fewest) return [];
  const conditions = `${card.torch === undefined ? '' : `PyTorch ${card.torch}; `}${replay}`;
  const base = { op: family.op, dtype: family.dtype, ...head, conditions };
  const of = { chip: chip.id, library: family.library };
  if (family.kind === 'prefill') {
    const model = prefillModel;
    const fit = fitFamily(model, family.rows);
    // One kernel: MLA heads (d_qk ≠ d_v) only where it was measured with them.
    const variants = family.hasUnequalHeads ? (['gqa', 'mla'] as const) : (['gqa'] as const);
    const residuals = residualsOf(model, fit);
    return variants.map((variant, i) => ({
      ...of,
      record: record({ ...base, variant }, fit),
      residuals: i === 0 ? residuals : [],
    }));
  }
  // cuBLAS splits K in BF16; its FP8 and its grouped kernels show no sign of it.
  const splits = family.op === 'gemm' && family.dtype === 'bf16' ? 8 : 1;
  const model = matrixModel({ rowTiles: [64], columnTiles: [64, 16], splits });
  const fit = fitFamily(model, family.rows);
  return [{ ...of, record: record(base, fit), residuals: residualsOf(model, fit) }];
}

/** A small kernel in a graph costs about two launches: 3.0 µs on the H100, where whole stacks were measured too. */
const launchesASmallKernel = 2.1;

function launches({ launch, copy }: CardFigures, chip: Chip, head: Head): Fitted[] {
  const of = { chip: chip.id, library: 'pytorch', residuals: [] };
  const found: Fitted[] = [];
  if (launch !== undefined) {
    const constants = { eager: launch.eager, graph: launch.graph };
    found.push({
      ...of,
      record: record(
        { op: 'launch', dtype: 'any', ...head, conditions: 'wall time a kernel, eager and inside a graph' },
        { constants },
      ),
    });
  }
  if (launch !== undefined && copy !== undefined) {
    const constants = {
      start: launchesASmallKernel * launch.graph,
      bandwidthShare: copy / chip.memoryBandwidth.value,
    };
    found.push({
      ...of,
      record: record(
        {
          op: 'elementwise',
          dtype: 'any',
          ...head,
          conditions: 'rate of a copy; start from the launch inside a graph',
        },
        { constants },
      ),
    });
  }
  return found;
}

/** Published series → files, one a chip and a library. */
export function calibratePublished(series: readonly Series[], chips: ReadonlyMap<string, Chip>): Calibration {
  const { families, left } = readPublished(series, chips);
  const few = families.filter(({ rows }) => rows.length < fewest);
  const fitted = families.filter(({ rows }) => rows.length >= fewest).map(fitPublished);
  const reason = `fewer than ${fewest} rows`;
  return {
    files: filesOf(fitted),
    fitted,
    left: [...left, ...few.flatMap(({ rows }) => rows.map(({ id }) => ({ id, reason })))],
  };
}

function fitPublished(family: PublishedFamily): Fitted {
  const { chip, library, op, dtype, variant, cards, nodes, conditions, source } = family;
  const base = {
    op,
    dtype,
    ...(variant !== undefined && { variant }),
    ...(cards !== undefined && { cards }),
    ...(nodes !== undefined && { nodes }),
    origin: 'calibrated',
    source,
    license: 'Apache-2.0',
    date: 'read 2026-11-24',
    conditions,
  };
  const done = <S>(model: Model<S>, rows: readonly FitRow<S>[]): Fitted => {
    const fit = fitFamily(model, rows);
    return { chip, library, record: record(base, fit), residuals: residualsOf(model, fit) };
  };
  switch (family.kind) {
    case 'matrix':
      return done(matrixModel(family.tiles), family.rows);
    case 'prefill':
      return done(prefillModel, family.rows);
    case 'decode':
      return done(decodeModel, family.rows);
    case 'collective':
      return done(collectiveModel, family.rows);
    case 'exchange':
      return done(exchangeModel, family.rows);
  }
}

const secondsNames = ['start', 'step', 'join', 'wave', 'pipeline', 'eager', 'graph'];
const digits = 4;

/** Constants as the files write them: "2.12 us", "0.844". */
function written(constants: Constants): Record<string, string> {
  const rounded = (value: number) => String(Number(value.toPrecision(digits)));
  return Object.fromEntries(
    Object.entries(constants)
      .filter(([name]) => name !== quantizeShare)
      .map(([name, value]) => [
        name,
        secondsNames.includes(name) ? `${rounded(value / units.s.written.us)} us` : rounded(value),
      ]),
  );
}

interface Fit {
  readonly constants: Constants;
  readonly error?: number;
  readonly leaveOneOut?: number | undefined;
  readonly rows?: readonly unknown[];
}

function record(base: Readonly<Record<string, unknown>>, { constants, error, leaveOneOut, rows }: Fit): FamilyRecord {
  const places = (value: number) => Number(value.toFixed(4));
  const fit =
    error === undefined || rows === undefined
      ? {}
      : {
          fit: {
            rows: rows.length,
            error: places(error),
            ...(leaveOneOut !== undefined && { leaveOneOut: places(leaveOneOut) }),
          },
        };
  const origin = error !== undefined && error > believed ? 'assumed' : base.origin;
  const family = { ...base, origin, ...fit, constants: written(constants) };
  // The one schema of the files says what a record of this kind must hold.
  const parsed = calibrationSchema.shape.families.parse([family])[0];
  if (parsed === undefined) throw new Error('a list of one family read as none');
  return parsed;
}

function residualsOf<S>(model: Model<S>, { rows, constants }: FamilyFit<S>): Residual[] {
  return rows.map(({ id, layer, seconds, shape }) => ({
    id,
    layer,
    predicted: model.predict(shape, constants),
    measured: seconds,
  }));
}

function filesOf(fitted: readonly Fitted[]): CalibrationRecord[] {
  const files = new Map<string, FamilyRecord[]>();
  for (const { chip, library, record: family } of fitted) {
    const id = `${chip}.${library}`;
    files.set(id, [...(files.get(id) ?? []), family]);
  }
  return [...files].sort(([a], [b]) => (a < b ? -1 : 1)).map(([id, families]) => fileOf(id, families));
}

function fileOf(id: string, families: readonly FamilyRecord[]): CalibrationRecord {
  const at = families.length > 0 ? id.lastIndexOf('.') : 0;
  const [chip, library] = [id.slice(0, at), id.slice(at + 1)];
  return {
    id,
    chip,
    library,
    title: { en: `${library} on ${chip}`, zh: `${chip} 上的 ${library}` },
    families: [...families],
  };
}
