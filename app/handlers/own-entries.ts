/** A person's own catalog entries: files in a folder of theirs, checked by the engine before one is written. */

import { join } from 'node:path';
import {
  diagnostic,
  standardCatalog,
  withEntries,
  type Catalog,
  type Diagnostic,
  type Source,
  type UserFile,
} from '../../engine';
import type { EntryFile, EntryProblem, OwnKind, Ownership } from '../catalog-contract';
import { Refusal, valueOf } from '../outcome';
import type { Workshop } from './workshop';

export interface Candidate {
  readonly kind: OwnKind;
  readonly text: string;
  readonly source?: { readonly title: string; readonly locator?: string; readonly url?: string };
}

type Owners = ReadonlyMap<string, Ownership>;

/** Of the catalog in use: reading a thousand files for every list would be felt. */
const known = new WeakMap<Catalog, Map<OwnKind, Promise<Owners>>>();

/** Whose each entry of a kind is; ids that are not in it are the catalog's own. */
export async function ownership(workshop: Workshop, kind: OwnKind): Promise<Owners> {
  const catalog = await workshop.catalog();
  const ofKinds = known.get(catalog) ?? new Map<OwnKind, Promise<Owners>>();
  known.set(catalog, ofKinds);
  const found = ofKinds.get(kind) ?? ownersIn(workshop, catalog, kind);
  ofKinds.set(kind, found);
  return found;
}

async function ownersIn(workshop: Workshop, catalog: Catalog, kind: OwnKind): Promise<Owners> {
  const shipped = standardCatalog().records[kind];
  const used = catalog.records[kind];
  const ids = (await workshop.ownFiles()).flatMap((file) => (kindOf(file) === kind ? [idOf(file.text)] : []));
  return new Map(
    ids
      // A file with a fault is not in use: the entry is not theirs.
      .filter((id): id is string => id !== undefined && used.has(id) && used.get(id) !== shipped.get(id))
      .map((id) => [id, shipped.has(id) ? 'replaced' : 'added']),
  );
}

export async function entryFile(workshop: Workshop, kind: OwnKind, id: string): Promise<EntryFile> {
  const record = (await workshop.catalog()).records[kind].get(id);
  if (!record) throw new Refusal(diagnostic('usage.unknown-entry', { kind, name: id }));
  const own = (await ownership(workshop, kind)).get(id);
  const file = own && (await fileOf(workshop, kind, id));
  return {
    text: file ? file.text : `${JSON.stringify(record, null, 2)}\n`,
    path: join(workshop.ports.catalogFolder, file ? file.path : `${kind}/${id}.json`),
    ...(own ? { own } : {}),
  };
}

/** Everything the engine says of the candidate among the person's other files. */
export async function checkEntry(workshop: Workshop, candidate: Candidate): Promise<readonly EntryProblem[]> {
  const { path, problems } = await judge(workshop, candidate);
  return problems.map(({ severity, text, path: field = [] }) => {
    const name = field.join('.');
    return {
      severity,
      field: name,
      text: { en: bare(text.en, [`${path}: `, `${name}: `]), zh: bare(text.zh, [`${path}：`, `${name}：`]) },
    };
  });
}

/** Beside the field itself, the file and the field need no name, and nothing has been left out yet. */
function bare(text: string, before: readonly string[]): string {
  return before
    .reduce((left, start) => (left.startsWith(start) ? left.slice(start.length) : left), text)
    .replace(/(\. The entry was left out|。此条目未采用)$/, '');
}

export async function saveEntry(workshop: Workshop, candidate: Candidate): Promise<{ id: string; path: string }> {
  const { files, path, id, problems } = await judge(workshop, candidate);
  const fault = problems.find(({ severity }) => severity === 'error');
  if (fault) throw new Refusal(fault);
  // Sources first: an entry never stands without the one that it cites.
  for (const file of [...files].reverse())
    valueOf(await workshop.ports.writeText(join(workshop.ports.catalogFolder, file.path), file.text));
  workshop.restock();
  return { id, path: join(workshop.ports.catalogFolder, path) };
}

export async function removeEntry(workshop: Workshop, kind: OwnKind, id: string): Promise<{ text: string }> {
  const file = await fileOf(workshop, kind, id);
  if (!file) throw new Refusal(diagnostic('usage.unknown-entry', { kind, name: id }));
  valueOf(await workshop.ports.removeFile(join(workshop.ports.catalogFolder, file.path)));
  workshop.restock();
  return { text: file.text };
}

interface Judged {
  readonly id: string;
  /** The entry, then its source where one is said. */
  readonly files: readonly UserFile[];
  readonly path: string;
  readonly problems: readonly Diagnostic[];
}

async function judge(workshop: Workshop, { kind, text, source }: Candidate): Promise<Judged> {
  const id = idOf(text) ?? 'entry';
  const path = (await fileOf(workshop, kind, id))?.path ?? `${kind}/${fileName(id)}.json`;
  const files = [{ path, text }, ...(source ? [sourceFile(id, source, workshop.ports.now())] : [])];
  const others = (await workshop.ownFiles()).filter((file) => files.every((own) => own.path !== file.path));
  const { diagnostics } = withEntries(standardCatalog(), [...others, ...files]);
  const about = ({ text: said }: Diagnostic) => files.some((file) => said.en.startsWith(file.path));
  return { id, files, path, problems: diagnostics.filter(about) };
}

/** The id under which an entry's own source is cited. */
export function ownSourceId(entry: string): string {
  return `own-${entry}`;
}

function sourceFile(entry: string, said: NonNullable<Candidate['source']>, now: Date): UserFile {
  const source: Source = {
    id: ownSourceId(entry),
    title: said.title,
    locator: said.locator ?? said.url ?? said.title,
    ...(said.url === undefined ? {} : { url: said.url }),
    read: now.toISOString().slice(0, 10),
    confidence: 'medium',
  };
  return { path: `sources/${fileName(source.id)}.json`, text: `${JSON.stringify([source], null, 2)}\n` };
}

/** An id that the schema refuses still needs a name until it is refused. */
function fileName(id: string): string {
  return id.replace(/[^a-z0-9.-]/gi, '-');
}

async function fileOf(workshop: Workshop, kind: OwnKind, id: string): Promise<UserFile | undefined> {
  return (await workshop.ownFiles()).find((file) => kindOf(file) === kind && idOf(file.text) === id);
}

function kindOf({ path }: UserFile): string {
  return path.split('/')[0] ?? '';
}

function idOf(text: string): string | undefined {
  try {
    const content: unknown = JSON.parse(text);
    const isNamed = typeof content === 'object' && content !== null && 'id' in content;
    return isNamed && typeof content.id === 'string' && content.id !== '' ? content.id : undefined;
  } catch {
    return undefined;
  }
}
