/** The catalog's files, read and checked: what ships with the product, and a person's own beside it. */

import { diagnostic, type Diagnostic } from '../diagnostics';
import type { z } from '../zod';
import { chipFieldNames, readChip } from './chip';
import { readModel } from './model';
import { indexNames, nameKey, namesOf, type Named } from './names';
import { chipSchema, modelSchema, sourceSchema, type ChipRecord, type ModelRecord, type Source } from './schema';

export interface Records {
  readonly chips: ReadonlyMap<string, ChipRecord>;
  readonly models: ReadonlyMap<string, ModelRecord>;
  readonly sources: ReadonlyMap<string, Source>;
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
};

/** The shipped files. One that cannot be read is a bug, and throws. */
export function readShipped(): Records {
  return {
    chips: byId(Object.values(shipped.chips).map((file) => chipSchema.parse(file))),
    models: byId(Object.values(shipped.models).map((file) => modelSchema.parse(file))),
    sources: byId(Object.values(shipped.sources).flatMap((file) => sourceSchema.array().parse(file))),
  };
}

function byId<T extends { readonly id: string }>(things: readonly T[]): ReadonlyMap<string, T> {
  return new Map(things.map((thing) => [thing.id, thing]));
}

/** A person's files over the records: theirs wins by id; a file with a fault is left out and said so. */
export function readUserFiles(base: Records, files: readonly UserFile[]): { records: Records; problems: Diagnostic[] } {
  const chips = new Map(base.chips);
  const models = new Map(base.models);
  const sources = new Map(base.sources);
  const problems: Diagnostic[] = [];
  const ordered = [...files].sort((a, b) => Number(isSources(b.path)) - Number(isSources(a.path)) || (a.path < b.path ? -1 : 1));

  for (const file of ordered) {
    const kind = kindOf(file.path);
    const content = kind === undefined ? undefined : readJson(file, problems);
    if (kind === undefined) problems.push(diagnostic('catalog.not-an-entry', { path: file.path }));
    if (kind === undefined || content === undefined) continue;
    const accept = <T extends Named>(record: T | undefined, into: Map<string, T>, cited: readonly string[]) => {
      if (!record || isNameTaken({ file, record, into, problems })) return;
      if (into.has(record.id)) problems.push(diagnostic('catalog.replaces', { path: file.path, id: record.id }));
      for (const source of cited) {
        if (!sources.has(source)) problems.push(diagnostic('catalog.source-unknown', { path: file.path, source }));
      }
      into.set(record.id, record);
    };
    if (kind === 'sources') {
      for (const source of check({ file, schema: sourceSchema.array(), content, problems }) ?? []) sources.set(source.id, source);
    } else if (kind === 'chips') {
      const record = check({ file, schema: chipSchema, content, problems, deeper: (read) => readChip(read).problems });
      accept(record, chips, record ? citedByChip(record) : []);
    } else {
      const record = check({ file, schema: modelSchema, content, problems, deeper: (read) => readModel(read).problems });
      accept(record, models, record ? [record.source] : []);
    }
  }
  return { records: { chips, models, sources }, problems };
}

function kindOf(path: string): keyof typeof shipped | undefined {
  const match = /^(chips|models|sources)\/[^/]+\.json$/.exec(path.replaceAll('\\', '/').replace(/^\.\//, ''));
  const kind = match?.[1];
  return kind === 'chips' || kind === 'models' || kind === 'sources' ? kind : undefined;
}

function isSources(path: string): boolean {
  return kindOf(path) === 'sources';
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
  readonly problems: Diagnostic[];
  /** What the structure cannot say: units, signs, contradictions. */
  readonly deeper?: (record: z.infer<S>) => readonly Diagnostic[];
}

function check<S extends z.ZodType>({ file, schema, content, problems, deeper }: Check<S>): z.infer<S> | undefined {
  const parsed = schema.safeParse(content);
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const field = issue.path.map(String).join('.') || 'file';
      problems.push(diagnostic('catalog.field-wrong', { path: file.path, field, reason: issue.message }));
    }
    return undefined;
  }
  const found = deeper?.(parsed.data) ?? [];
  problems.push(...found);
  return found.some(({ severity }) => severity === 'error') ? undefined : parsed.data;
}

interface Taken<T extends Named> {
  readonly file: UserFile;
  readonly record: T;
  readonly into: ReadonlyMap<string, T>;
  readonly problems: Diagnostic[];
}

function isNameTaken<T extends Named>({ file, record, into, problems }: Taken<T>): boolean {
  const index = indexNames([...into.values()].filter(({ id }) => id !== record.id));
  for (const name of namesOf(record)) {
    const by = index.get(nameKey(name));
    if (by === undefined) continue;
    problems.push(diagnostic('catalog.name-taken', { path: file.path, name, by }));
    return true;
  }
  return false;
}

/** The source ids that a chip file cites. */
export function citedByChip(record: ChipRecord): string[] {
  const figures = chipFieldNames.map((field) => record[field]);
  const all = [...Object.values(record.tflops), ...figures, ...Object.values(record.extras), ...record.evidence];
  return [...new Set(all.flatMap((figure) => ('source' in figure && figure.source !== undefined ? [figure.source] : [])))];
}
