/** JSON for other programs: always English (contract.md). */

/** The value with every pair of texts replaced by the English one. */
export function inEnglish(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inEnglish);
  if (typeof value !== 'object' || value === null) return value;
  if ('en' in value && 'zh' in value && Object.keys(value).length === 2) return value.en;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, inEnglish(each)]));
}

export function jsonText(value: unknown): string {
  return JSON.stringify(inEnglish(value), null, 2);
}
