/** What is wrong with a field of a measured file, and where it stands. */

import { diagnostic, type Diagnostic, type Text } from '../diagnostics';
import type { z } from '../zod';

export function faults(error: z.ZodError, file: string, under: readonly string[]): Diagnostic[] {
  return error.issues.map((issue) => wrongField(file, [...under, ...issue.path], issue.message));
}

/** `series["gemm.fp8.o"].rows[3].us`, as one would write it in code. */
export function wrongField(file: string, path: readonly PropertyKey[], reason: string | Text): Diagnostic {
  const field = path
    .map((step) =>
      typeof step === 'number'
        ? `[${String(step)}]`
        : /^\w+$/.test(String(step))
          ? `.${String(step)}`
          : `["${String(step)}"]`,
    )
    .join('')
    .replace(/^\./, '');
  const why = typeof reason === 'string' ? { en: reason, zh: reason } : reason;
  return diagnostic('measured.field-wrong', { file, field: field === '' ? 'the file' : field, reason: why });
}
