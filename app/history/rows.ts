/** Rows as they come out of the tables, checked. */

import { z } from 'zod';
import { runRecord } from './record';

/** A text column that holds JSON. */
export function json<T extends z.ZodType>(inner: T) {
  return z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(inner);
}

export const runRow = z.object({
  ...runRecord.omit({ designs: true }).shape,
  id: z.number(),
  tags: json(z.array(z.string())),
  notes: z.string(),
  pinned: z.number(),
  path: z.string().nullable(),
  headline: z.string().nullable(),
});
