/** What is known: chips, models, optimizations, sources; and a person's own entries among them. */

import {
  createMemo,
  format,
  isKnown,
  kvPerToken,
  levels,
  optimizations,
  run,
  stageWords,
  standardCatalog,
  type Case,
  type CatalogEntry,
  type CatalogKind,
  type Optimization,
} from '../../engine';
import type { EngineHandlers } from '../rpc';
import { importModel } from './import-model';
import { checkEntry, entryFile, ownership, removeEntry, saveEntry } from './own-entries';
import { roofsOf } from './roofs';
import type { Workshop } from './workshop';

type Methods =
  | 'catalog.list'
  | 'catalog.problems'
  | 'catalog.file'
  | 'catalog.check'
  | 'catalog.save'
  | 'catalog.remove'
  | 'catalog.import'
  | 'catalog.roofs';

export function catalogHandlers(workshop: Workshop): Pick<EngineHandlers, Methods> {
  return {
    'catalog.list': ({ kind }) => listEntries(workshop, kind),
    'catalog.problems': async () =>
      (await workshop.catalogProblems()).map(({ severity, text }) => ({ severity, text })),
    'catalog.file': ({ kind, id }) => entryFile(workshop, kind, id),
    'catalog.check': (candidate) => checkEntry(workshop, candidate),
    'catalog.save': (candidate) => saveEntry(workshop, candidate),
    'catalog.remove': ({ kind, id }) => removeEntry(workshop, kind, id),
    'catalog.import': ({ text, name }) => importModel(text, name),
    'catalog.roofs': (wanted) => roofsOf(workshop, wanted),
  };
}

export async function listEntries(workshop: Workshop, kind: CatalogKind): Promise<readonly CatalogEntry[]> {
  if (kind === 'optimizations') return optimizations.map(optimizationEntry);
  const catalog = await workshop.catalog();
  if (kind === 'sources') return catalog.entries(kind);
  const entries = cited(catalog.entries(kind), catalog.entries('sources'));
  const owners = await ownership(workshop, kind);
  const marked = entries.map((entry) => {
    const own = owners.get(entry.id);
    return own === undefined ? entry : { ...entry, own };
  });
  return kind === 'models' ? withCaches(workshop, marked) : marked;
}

/** Each source by its title beside its id: an id is for files, not for eyes. */
function cited(entries: readonly CatalogEntry[], sources: readonly CatalogEntry[]): readonly CatalogEntry[] {
  const titles = new Map(sources.map(({ id, title }) => [id, title]));
  const titleOf = (source: unknown): string | undefined =>
    typeof source === 'string' ? titles.get(source) : undefined;
  return entries.map((entry) => {
    const figures = Object.entries(entry).flatMap(([name, field]) => {
      if (typeof field !== 'object' || field === null || !('source' in field)) return [];
      const title = titleOf(field.source);
      return title === undefined ? [] : [[name, { ...field, sourceTitle: title }] as const];
    });
    const own = titleOf(entry.source);
    return { ...entry, ...Object.fromEntries(figures), ...(own === undefined ? {} : { sourceTitle: own }) };
  });
}

/** Models with what a token's cache weighs, and with their counts as the screen writes them. */
async function withCaches(workshop: Workshop, entries: readonly CatalogEntry[]): Promise<readonly CatalogEntry[]> {
  const { models } = await workshop.catalog();
  const kase = await plainCase();
  const title = { en: 'KV cache a token, BF16', zh: '每 token 的 KV cache（BF16）' };
  return entries.map((entry) => {
    const model = models.get(entry.id);
    const cache = kase && model && !model.blocked ? kvPerToken(kase, model) : undefined;
    const isCached = cache !== undefined && isKnown(cache);
    return {
      ...entry,
      parameters: writtenCount(entry.parameters),
      activeParameters: writtenCount(entry.activeParameters),
      ...(isCached
        ? { kvPerToken: { title, value: cache.value, unit: 'B', text: format(cache), origin: 'derived' } }
        : {}),
    };
  });
}

function writtenCount(figure: unknown): unknown {
  const isCount = typeof figure === 'object' && figure !== null && 'value' in figure;
  if (!isCount || typeof figure.value !== 'number') return figure;
  return { ...figure, text: format({ value: figure.value, unit: 'parameter' }) };
}

let plain: Promise<Case | undefined> | undefined;

/** Any whole case in BF16: what a token's cache weighs depends on the model and the format alone. */
function plainCase(): Promise<Case | undefined> {
  const text = [
    '```yaml hardware chip\nuse: h100\n```',
    '```yaml model any\nuse: llama-3.1-8b\n```',
    '```yaml workload one\ninput: 1000\noutput: 100\nconcurrency: 1 in total\n```\n',
  ].join('\n');
  plain ??= Promise.resolve(
    run(text, { catalog: standardCatalog(), memo: createMemo(), files: new Map(), clock: () => 0 }),
  ).then(({ evaluations }) => evaluations.get('one')?.case);
  return plain;
}

/** A lever as the catalog lists it: its words and parameters, not its functions. */
export function optimizationEntry({
  id,
  title,
  summary,
  level,
  stage,
  parameters,
  excludes,
  affects,
  cite,
  reported,
  accuracy,
  neutral,
}: Optimization): CatalogEntry {
  const listed = Object.entries(parameters).map(([name, { unit, meaning, least, most, whole, standard, choices }]) => {
    const { origin } = standard;
    const cited =
      origin.kind === 'derived'
        ? {}
        : {
            ...(origin.source === undefined ? {} : { source: origin.source }),
            ...(origin.note === undefined ? {} : { note: origin.note }),
          };
    const words = choices && { choices: choices.map(({ word, title: meant }) => ({ word, title: meant })) };
    const usual = choices?.[standard.value]?.word ?? standard.value;
    return [name, { meaning, unit, least, most, whole, standard: usual, origin: origin.kind, ...words, ...cited }];
  });
  return {
    id,
    title: title.en,
    titleInWords: title,
    summary,
    level,
    levelInWords: levels[level],
    stage,
    stageInWords: stageWords[stage].title,
    parameters: Object.fromEntries(listed),
    excludes,
    affects,
    source: cite,
    reported: reported ?? null,
    ...(accuracy ? { accuracy } : {}),
    ...(neutral
      ? { neutral: Object.fromEntries(Object.entries(neutral).map(([name, { value }]) => [name, value])) }
      : {}),
  };
}
