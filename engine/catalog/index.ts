/** The catalog: chips, models, sources; shipped, and a person's own over them. */

import type { Diagnostic } from '../diagnostics';
import type { Q } from '../quantity';
import type { Parsed } from '../quantity-text';
import type { Architecture, Chip } from '../types';
import { readChip } from './chip';
import { chipEntry, modelEntry, sourceEntry, type CatalogEntry, type CatalogKind } from './entries';
import { readModel } from './model';
import { find, indexNames } from './names';
import {
  acceptanceSchema,
  collectivesSchema,
  distinctExpertsSchema,
  dsaCostSchema,
  factsSchema,
  readAcceptance,
  readCollectives,
  readDistinctExperts,
  type AcceptanceCurve,
  type Collective,
  type DistinctExpertFit,
  type DsaCost,
  type Facts,
} from './mechanisms';
import acceptanceFile from './mechanisms/acceptance.json';
import collectivesFile from './mechanisms/collectives.json';
import distinctExpertsFile from './mechanisms/distinct-experts.json';
import dsaCostFile from './mechanisms/dsa-cost.json';
import factsFile from './mechanisms/facts.json';
import { parametersOf } from './parameters';
import { readPrices, type Price } from './prices';
import { readShipped, readUserFiles, type Records, type UserFile } from './records';
import type { ModelRecord, Source } from './schema';

export { chipFieldNames, chipFields, mathFormats, peakFields, type ChipField } from './chip';
export type { CatalogEntry, CatalogKind, EntryFigure } from './entries';
export type { AcceptanceCurve, Collective, CollectiveRow, DistinctExpertFit, DsaCost, Facts } from './mechanisms';
export { parameterParts, parametersOf, type ParameterCounts, type ParameterPart } from './parameters';
export { isBefore, mostMoney, priceBases, type Confidence, type Price, type PriceBasis } from './prices';
export type { UserFile } from './records';
export { activeBases, type ActiveBasis, type Source } from './schema';

export interface Catalog {
  readonly chips: ReadonlyMap<string, Chip>;
  readonly models: ReadonlyMap<string, Architecture>;
  readonly sources: ReadonlyMap<string, Source>;
  /** Of every list; `chip` or `model` is its catalog id, where it has one. */
  readonly prices: readonly Price[];
  /** By id, title or alias, in any case; else a diagnostic with the nearest known. */
  chip(name: string): Parsed<Chip>;
  model(name: string): Parsed<Architecture>;
  /** Facts beside a chip's own fields: "memoryBandwidth.measured", "power.allIn". */
  extras(chipId: string): Readonly<Record<string, Q>>;
  /** What a model's makers say of its size. */
  published(modelId: string): ModelRecord['published'];
  /** In the order of ids. Optimizations are not data: their entries come from their registry. */
  entries(kind: Exclude<CatalogKind, 'optimizations'>): readonly CatalogEntry[];
  readonly records: Records;
}

/** Every published price; `chip` or `model` is its catalog id, where it has one. */
export function standardPrices(): readonly Price[] {
  return standardCatalog().prices;
}

export interface Mechanisms {
  readonly acceptance: readonly AcceptanceCurve[];
  readonly collectives: readonly Collective[];
  readonly distinctExperts: readonly DistinctExpertFit[];
  readonly dsaCost: DsaCost;
  readonly facts: Facts;
}

let mechanisms: Mechanisms | undefined;

export function standardMechanisms(): Mechanisms {
  mechanisms ??= {
    acceptance: readAcceptance(acceptanceSchema.parse(acceptanceFile)),
    collectives: readCollectives(collectivesSchema.parse(collectivesFile)),
    distinctExperts: readDistinctExperts(distinctExpertsSchema.parse(distinctExpertsFile)),
    dsaCost: dsaCostSchema.parse(dsaCostFile),
    facts: factsSchema.parse(factsFile),
  };
  return mechanisms;
}

let standard: Catalog | undefined;

/** The shipped catalog, read once. */
export function standardCatalog(): Catalog {
  standard ??= catalogOf(readShipped());
  return standard;
}

/** A person's own entries over a catalog's; files with a fault are left out, with the reason. Never throws. */
export function withEntries(
  catalog: Catalog,
  files: readonly UserFile[],
): { catalog: Catalog; diagnostics: readonly Diagnostic[] } {
  const { records, problems } = readUserFiles(catalog.records, files);
  return { catalog: catalogOf(records), diagnostics: problems };
}

function withRates(chip: Chip, calibrations: Chip['calibrations']): Chip {
  return calibrations ? { ...chip, calibrations } : chip;
}

/** Node 20 has no Map.groupBy. */
function byChip<T extends { readonly chip: string }>(all: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const each of all) groups.set(each.chip, [...(groups.get(each.chip) ?? []), each]);
  return groups;
}

function catalogOf(records: Records): Catalog {
  const read = new Map([...records.chips].map(([id, record]) => [id, readChip(record)]));
  const own = byChip([...records.calibrations.values()]);
  const chips = new Map([...read].map(([id, { chip }]) => [id, withRates(chip, own.get(id))]));
  const models = new Map([...records.models].map(([id, record]) => [id, readModel(record).model]));
  const chipLookup = {
    what: { en: 'chip', zh: '芯片' },
    command: 'chips',
    names: indexNames(records.chips.values()),
    things: chips,
  };
  const modelLookup = {
    what: { en: 'model', zh: '模型' },
    command: 'models',
    names: indexNames(records.models.values()),
    things: models,
  };

  const listChips = () =>
    [...records.chips.values()].flatMap((record) => {
      const one = read.get(record.id);
      return one ? [chipEntry({ record, ...one, chips })] : [];
    });
  const listModels = () =>
    [...records.models.values()].map((record) => {
      const model = models.get(record.id);
      const counts = model && !model.blocked ? parametersOf(model) : undefined;
      return modelEntry({ record, total: counts?.total.value ?? null, active: counts?.active.value ?? null });
    });
  return {
    chips,
    models,
    sources: records.sources,
    prices: [...records.prices.values()].flatMap(readPrices),
    chip: (name) => find(name, chipLookup),
    model: (name) => find(name, modelLookup),
    extras: (id) => read.get(id)?.extras ?? {},
    published: (id) => records.models.get(id)?.published,
    entries: (kind) => {
      const all =
        kind === 'chips'
          ? listChips()
          : kind === 'models'
            ? listModels()
            : [...records.sources.values()].map(sourceEntry);
      return all.sort((a, b) => (a.id < b.id ? -1 : 1));
    },
    records,
  };
}
