/** The text of a result file: one JSON document, or one a line; Python's NaN and Infinity, which are no JSON, as strings. */

export interface Document {
  readonly value: unknown;
  /** 1-based; absent where the file is one document. */
  readonly line?: number;
}

export type Documents =
  | { readonly ok: true; readonly documents: readonly Document[] }
  | { readonly ok: false; readonly reason: string; readonly line?: number };

/** Strings first, so that what stands inside one is left alone. */
const literals = /"(?:[^"\\]|\\.)*"|-?\bInfinity\b|\bNaN\b/g;

function plainJson(text: string): string {
  return text.replace(literals, (found) => (found.startsWith('"') ? found : `"${found}"`));
}

/** Results are appended a line each by some tools; whatever is one document is read as one. Never throws. */
export function documentsOf(text: string): Documents {
  const plain = plainJson(text);
  const whole = parsed(plain);
  if (whole.ok) return { ok: true, documents: [{ value: whole.value }] };
  const lines = plain.split('\n').flatMap((each, at) => (each.trim() === '' ? [] : [{ text: each, line: at + 1 }]));
  const [first] = lines;
  // A first line that is no document of its own: one document, broken.
  if (!first || lines.length === 1 || !parsed(first.text).ok) return { ok: false, reason: whole.reason };
  const documents: Document[] = [];
  for (const each of lines) {
    const read = parsed(each.text);
    if (!read.ok) return { ok: false, reason: read.reason, line: each.line };
    documents.push({ value: read.value, line: each.line });
  }
  return { ok: true, documents };
}

function parsed(text: string): { ok: true; value: unknown } | { ok: false; reason: string } {
  try {
    const value: unknown = JSON.parse(text);
    return { ok: true, value };
  } catch (fault) {
    return { ok: false, reason: fault instanceof Error ? fault.message : String(fault) };
  }
}
