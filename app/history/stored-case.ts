/** Case ⇄ plain JSON. Every number keeps its unit and who vouches for it; a derived one keeps its formula's name, not its derivation. */

import {
  missingOf,
  trustOf,
  units,
  type Case,
  type Origin,
  type Q,
  type Text,
  type Trust,
  type Unit,
} from '../../engine';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type StoredCase = Record<string, Json>;

export function storeCase(kase: Case): StoredCase {
  return fields(kase);
}

function store(value: unknown): Json {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map(store);
  if (isQ(value)) return storeQ(value);
  return typeof value === 'object' ? fields(value) : null;
}

function fields(value: object): Record<string, Json> {
  const kept: [string, Json][] = [];
  for (const [key, each] of Object.entries(value))
    if (each !== undefined && typeof each !== 'function') kept.push([key, store(each)]);
  return Object.fromEntries(kept);
}

function storeQ(q: Q): Json {
  const value = Number.isFinite(q.value) ? q.value : null;
  if (q.origin.kind !== 'derived') return { value, unit: q.unit, origin: fields(q.origin) };
  const trust = trustOf(q);
  const missing = missingOf(q);
  return {
    value,
    unit: q.unit,
    origin: {
      kind: 'derived',
      formula: q.origin.formula.id,
      label: { en: q.origin.formula.title.en, zh: q.origin.formula.title.zh },
      ...(trust ? { trust } : {}),
      ...(missing.length > 0 ? { missing } : {}),
    },
  };
}

function isQ(value: unknown): value is Q {
  return typeof value === 'object' && value !== null && 'value' in value && 'unit' in value && 'origin' in value;
}

/** The case again, its derived numbers as facts of their trust; undefined if it is not one that today's engine can evaluate. */
export function reviveCase(stored: unknown): Case | undefined {
  const revived = revive(stored);
  return isCase(revived) ? revived : undefined;
}

/** The parts that evaluation starts from; what they hold was written by storeCase. */
function isCase(value: unknown): value is Case {
  return ['model', 'formats', 'workload', 'prefill', 'decode', 'stack'].every(
    (key) => isObject(value) && isObject(value[key]),
  );
}

function revive(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(revive);
  if (!isObject(value)) return value;
  const q = readQ(value);
  return q ?? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, revive(each)]));
}

/** A stored number, alive again; undefined if `value` is not one. */
export function readQ(value: unknown): Q | undefined {
  if (!isObject(value) || !isObject(value.origin) || typeof value.unit !== 'string' || !isUnit(value.unit))
    return undefined;
  if (value.value !== null && typeof value.value !== 'number') return undefined;
  return { value: value.value ?? Number.NaN, unit: value.unit, origin: reviveOrigin(value.origin) };
}

function reviveOrigin(stored: Record<string, unknown>): Origin {
  const label = readText(stored.label);
  if (stored.kind !== 'derived') return isLeaf(stored) ? stored : { kind: 'assumed', label };
  const missing = Array.isArray(stored.missing) ? stored.missing : [];
  const field: unknown = missing[0];
  if (typeof field === 'string') return { kind: 'unknown', field, label };
  return isTrust(stored.trust) ? { kind: stored.trust, label } : { kind: 'question', label };
}

function isLeaf(
  stored: Record<string, unknown>,
): stored is Record<string, unknown> & Exclude<Origin, { kind: 'derived' }> {
  const kind = stored.kind;
  const known =
    kind === 'question' ||
    kind === 'printed' ||
    isTrust(kind) ||
    (kind === 'unknown' && typeof stored.field === 'string');
  return known && isObject(stored.label) && typeof stored.label.en === 'string' && typeof stored.label.zh === 'string';
}

function readText(value: unknown): Text {
  const part = (key: 'en' | 'zh') => (isObject(value) && typeof value[key] === 'string' ? value[key] : '');
  return { en: part('en'), zh: part('zh') };
}

function isTrust(value: unknown): value is Trust {
  return (
    value === 'measured' || value === 'datasheet' || value === 'calibrated' || value === 'given' || value === 'assumed'
  );
}

export function isUnit(value: string): value is Unit {
  return Object.hasOwn(units, value);
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
