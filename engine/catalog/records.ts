/** The catalog's files, read and checked: what ships with the product, and a person's own beside it. */

import { calibrationSchema, type CalibrationRecord } from '../calibration-schema';
import { diagnostic, nearest, type Diagnostic, type Text } from '../diagnostics';
import type { z } from '../zod';
import { chipFieldNames, readChip } from './chip';
import { calibrationProblems } from './calibration-check';
import { readModel } from './model';
import { priceFileSchema, priceProblems, type PriceFile } from './prices';
import { nameKey, namesOf, type Named } from './names';
import { reasonOf } from './reason';
import { chipSchema, modelSchema, sourceSchema, type ChipRecord, type ModelRecord, type Source } from './schema';

export interface Records {
  readonly chips: ReadonlyMap<string, ChipRecord>;
  readonly models: ReadonlyMap<string, ModelRecord>;
  readonly sources: ReadonlyMap<string, Source>;
  /** Lists of prices. */
  readonly prices: ReadonlyMap<string, PriceFile>;
  /** A person's own; the shipped ones are read where they are asked for (calibrations.ts). */
  readonly calibrations: ReadonlyMap<string, CalibrationRecord>;
}

/** One file of a person's own catalog; `path` is relative to their folder: "chips/my-card.json". */
export interface UserFile {
  readonly path: string;
  readonly text: string;
}

const shipped = {
  chips: import.meta.glob<unknown>('./chips/*.json', { eager: true, import: 'default' }),
  models: import.meta.glob<unknown>('./models/*.json', { eager: true, import: 'default' }),
  sources: import.meta.glob<unknown>('./sources/*.json', { eager: true, import: 'default' }),
  prices: import.meta.glob<unknown>('./prices/*.json', { eager: true, import: 'default' }),
};

/** The shipped files. One that cannot be read is a bug, and throws. */
export function readShipped(): Records {
  return {
    chips: byId(Object.values(shipped.chips).map((file) => chipSchema.parse(file))),
    models: byId(Object.values(shipped.models).map((file) => modelSchema.parse(file))),
    sources: byId(Object.values(shipped.sources).flatMap((file) => sourceSchema.array().parse(file))),
    prices: byId(Object.values(shipped.prices).map((file) => priceFileSchema.parse(file))),
    calibrations: new Map(),
  };
}

function byId<T extends { readonly id: string }>(things: readonly T[]): ReadonlyMap<string, T> {
  return new Map(things.map((thing) => [thing.id, thing]));
}

interface Reading {
  readonly chips: Map<string, ChipRecord>;
  readonly models: Map<string, ModelRecord>;
  readonly sources: Map<string, Source>;
  readonly prices: Map<string, PriceFile>;
  readonly calibrations: Map<string, CalibrationRecord>;
  readonly problems: Diagnostic[];
}

/** A person's files over the records: theirs wins by id; a file with a fault is left out and said so. */
export function readUserFiles(base: Records, files: readonly UserFile[]): { records: Records; problems: Diagnostic[] } {
  const reading: Reading = {
    chips: new Map(base.chips),
    models: new Map(base.models),
    sources: new Map(base.sources),
    prices: new Map(base.prices),
    calibrations: new Map(base.calibrations),
    problems: [],
  };
  // Sources first, so that a citation finds them, and chips before what was measured on them or is paid for them; then by path, so that the
  // order of a folder never matters.
  const ranks = { sources: 0, chips: 1, models: 1, prices: 2, calibrations: 2 };
  const rank = (path: string) => ranks[kindOf(path) ?? 'models'];
  const ordered = [...files].sort((a, b) => rank(a.path) - rank(b.path) || (a.path < b.path ? -1 : 1));
  for (const file of ordered) readUserFile(file, reading);
  const { problems, ...records } = reading;
  return { records, problems };
}

function readUserFile(file: UserFile, reading: Reading): void {
  const { problems } = reading;
  const kind = kindOf(file.path);
  if (kind === undefined) {
    problems.push(diagnostic('catalog.not-an-entry', { path: file.path }));
    return;
  }
  const content = readJson(file, problems);
  if (content === undefined) return;
  if (kind === 'sources') {
    const known = Object.keys(sourceSchema.shape);
    const sources = check({ file, schema: sourceSchema.array(), content, known, problems }) ?? [];
    for (const source of sources) reading.sources.set(source.id, source);
  } else if (kind === 'chips') {
    const known = Object.keys(chipSchema.shape);
    const chip = check({
      file,
      schema: chipSchema,
      content,
      known,
      problems,
      deeper: (read) => readChip(read).problems,
    });
    if (chip) accept({ file, record: chip, into: reading.chips, cited: citedByChip(chip), reading });
  } else if (kind === 'calibrations') {
    readCalibrations(file, content, reading);
  } else if (kind === 'prices') {
    readPriceList(file, content, reading);
  } else {
    const known = Object.keys(modelSchema.shape);
    const model = check({
      file,
      schema: modelSchema,
      content,
      known,
      problems,
      deeper: (read) => readModel(read).problems,
    });
    if (model) accept({ file, record: model, into: reading.models, cited: [model.source], reading });
  }
}

/** One calibration, or all of a card, as `calibrate --out` writes them. */
function readCalibrations(file: UserFile, content: unknown, reading: Reading): void {
  const { problems, chips, sources, calibrations } = reading;
  const schema = calibrationSchema.array();
  const known = Object.keys(calibrationSchema.shape);
  const all = Array.isArray(content) ? content : [content];
  for (const calibration of check({ file, schema, content: all, known, problems, deeper: calibrationProblems }) ?? []) {
    const { id, chip, families } = calibration;
    if (!chips.has(chip)) {
      problems.push(diagnostic('catalog.chip-unknown', { path: file.path, chip, near: nearest(chip, chips.keys()) }));
      continue;
    }
    for (const source of new Set(families.map((family) => family.source)))
      if (!sources.has(source)) problems.push(diagnostic('catalog.source-unknown', { path: file.path, source }));
    calibrations.set(id, calibration);
  }
}

function readPriceList(file: UserFile, content: unknown, reading: Reading): void {
  const { problems, chips, sources, prices } = reading;
  const known = Object.keys(priceFileSchema.shape);
  const deeper = (read: PriceFile) => priceProblems(read, chips);
  const list = check({ file, schema: priceFileSchema, content, known, problems, deeper });
  if (!list) return;
  const { id, source } = list;
  if (prices.has(id)) problems.push(diagnostic('catalog.replaces', { path: file.path, id }));
  if (!sources.has(source)) problems.push(diagnostic('catalog.source-unknown', { path: file.path, source }));
  prices.set(id, list);
}

interface Accepted<T extends Named> {
  readonly file: UserFile;
  readonly record: T;
  readonly into: Map<string, T>;
  readonly cited: readonly string[];
  readonly reading: Reading;
}

function accept<T extends Named>({ file, record, into, cited, reading }: Accepted<T>): void {
  const { problems, sources } = reading;
  const { path } = file;
  const owners = ownersOf(into);
  for (const name of namesOf(record)) {
    const others = [...(owners.get(nameKey(name)) ?? [])].filter((id) => id !== record.id);
    // Who has it as an id has the better claim to it.
    const by = others.find((id) => nameKey(id) === nameKey(name)) ?? others[0];
    if (by === undefined) continue;
    problems.push(diagnostic('catalog.name-taken', { path, name, by }));
    return;
  }
  const before = into.get(record.id);
  if (before) problems.push(diagnostic('catalog.replaces', { path, id: record.id }));
  for (const source of cited) {
    if (!sources.has(source)) problems.push(diagnostic('catalog.source-unknown', { path, source }));
  }
  for (const name of before ? namesOf(before) : []) owners.get(nameKey(name))?.delete(record.id);
  into.set(record.id, record);
  own(owners, record);
}

type Owners = Map<string, Set<string>>;

/** Whose each name is, kept beside the map it speaks of: looked through anew for each file, a thousand files would take seconds. */
const ownersByMap = new WeakMap<ReadonlyMap<string, Named>, Owners>();

function ownersOf(records: ReadonlyMap<string, Named>): Owners {
  const known = ownersByMap.get(records);
  if (known) return known;
  const owners: Owners = new Map();
  for (const record of records.values()) own(owners, record);
  ownersByMap.set(records, owners);
  return owners;
}

function own(owners: Owners, record: Named): void {
  for (const name of namesOf(record)) {
    const key = nameKey(name);
    owners.set(key, (owners.get(key) ?? new Set<string>()).add(record.id));
  }
}

const kinds = ['chips', 'models', 'sources', 'prices', 'calibrations'] as const;
type Kind = (typeof kinds)[number];

function kindOf(path: string): Kind | undefined {
  const match = /^(chips|models|sources|prices|calibrations)\/[^/]+\.json$/.exec(
    path.replaceAll('\\', '/').replace(/^\.\//, ''),
  );
  return kinds.find((kind) => kind === match?.[1]);
}

function readJson(file: UserFile, problems: Diagnostic[]): unknown {
  try {
    const content: unknown = JSON.parse(file.text);
    return content;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    problems.push(diagnostic('catalog.not-json', { path: file.path, reason }));
    return undefined;
  }
}

interface Check<S extends z.ZodType> {
  readonly file: UserFile;
  readonly schema: S;
  readonly content: unknown;
  /** Field names, to suggest the nearest. */
  readonly known: readonly string[];
  readonly problems: Diagnostic[];
  /** What the structure cannot say: units, signs, contradictions. */
  readonly deeper?: (record: z.infer<S>) => readonly Diagnostic[];
}

function check<S extends z.ZodType>({
  file,
  schema,
  content,
  known,
  problems,
  deeper,
}: Check<S>): z.infer<S> | undefined {
  const parsed = schema.safeParse(content);
  const refuse = (field: string, reason: Text) =>
    problems.push(diagnostic('catalog.field-wrong', { path: file.path, field, reason }, { path: field.split('.') }));
  if (!parsed.success) {
    for (const issue of parsed.error.issues) refuse(issue.path.map(String).join('.'), reasonOf(issue, known));
    return undefined;
  }
  const found = deeper?.(parsed.data) ?? [];
  for (const { path = [], text } of found) refuse(path.join('.'), text);
  return found.length > 0 ? undefined : parsed.data;
}

/** The source ids that a chip file cites. */
export function citedByChip(record: ChipRecord): string[] {
  const figures = chipFieldNames.map((field) => record[field]);
  const all = [...Object.values(record.tflops), ...figures, ...Object.values(record.extras), ...record.evidence];
  return [
    ...new Set(all.flatMap((figure) => ('source' in figure && figure.source !== undefined ? [figure.source] : []))),
  ];
}
