/** Answers arrive as fresh copies; what is equal to the last one keeps its identity, so that only changed cells are drawn again. */

/** `next`, with every part that is equal to the same part of `previous` replaced by it. Plain JSON only. */
export function share<T>(previous: unknown, next: T): T;
export function share(previous: unknown, next: unknown): unknown {
  if (Object.is(previous, next)) return previous;
  if (Array.isArray(previous) && Array.isArray(next)) {
    const parts = next.map((part, index) => share(previous[index], part));
    return previous.length === parts.length && parts.every((part, index) => Object.is(part, previous[index]))
      ? previous
      : parts;
  }
  if (!isRecord(previous) || !isRecord(next)) return next;
  const keys = Object.keys(next);
  const parts = Object.fromEntries(keys.map((key) => [key, share(previous[key], next[key])]));
  const same =
    keys.length === Object.keys(previous).length &&
    keys.every((key) => key in previous && Object.is(parts[key], previous[key]));
  return same ? previous : parts;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
