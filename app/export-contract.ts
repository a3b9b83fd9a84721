/** Calls that make the notebook a document: shown as slides, written in a form, printed. */

import { z } from 'zod';
import { look, ours, path, text } from './call-parts';
import type { CaseDocument } from '../engine';
import { formIds, type WrittenForm } from './export/form-ids';

export type { Block, CaseDocument, Slide } from '../engine';
export type { FormId } from './export/form-ids';

const notebook = { text, look, folder: path.exactOptional() };
const isWritten = (form: (typeof formIds)[number]): form is WrittenForm => form !== 'pdf';

export const exportContract = {
  'document.build': { in: z.object(notebook), out: ours<CaseDocument>() },
  'export.write': {
    in: z.object({ ...notebook, path, form: z.enum(formIds.filter(isWritten)) }),
    out: ours<{ readonly path: string }>(),
  },
  /** The page that is printed. */
  'export.page': { in: z.object(notebook), out: ours<{ readonly html: string }>() },
  /** Main has the page made by the engine, prints and writes it. */
  'export.pdf': { in: z.object({ ...notebook, path }), out: ours<{ readonly path: string }>() },
} as const satisfies Record<string, { in: z.ZodType; out: z.ZodType }>;
