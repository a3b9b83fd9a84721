/** Builds patches: a key only where there is a value, so that what is unsaid keeps what it was. */

export function optional<const K extends string, V>(key: K, value: V | undefined): Readonly<Partial<Record<K, V>>> {
  const patch: Partial<Record<K, V>> = {};
  if (value !== undefined) patch[key] = value;
  return patch;
}
