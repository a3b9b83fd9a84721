/** What the parts of the contract share: checks of common parameters, and values of our own other side. */

import { z } from 'zod';

/** A value our own other side made: its type is known, only its presence is checked. */
export function ours<T>() {
  return z.custom<T>((value) => value !== undefined);
}

export const language = z.enum(['en', 'zh']);

/** How charts must look: resolved colours depend on the theme, words on the language. */
export const look = z.object({ theme: z.enum(['light', 'dark']), language });
export type Look = z.infer<typeof look>;

export const path = z.string().min(1).max(4096);
export const text = z.string().max(20_000_000);
export const cellId = z.string().max(200);
