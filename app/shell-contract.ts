/** What the window asks of main itself: its frame, links, and saying that all is drawn. Part of the contract like any other call. */

import { z } from 'zod';

const nothing = z.null();

export const shellContract = {
  /** The notebook that the program was started with, or null: show the sample. */
  'window.file': { in: z.object({}), out: z.string().nullable() },
  /** What the title bar, the menu and the question at closing need to know; sent whenever it changes. */
  'window.describe': {
    in: z.object({
      title: z.string().max(500),
      /** The notebook's file, or null while it has none. */
      path: z.string().max(4096).nullable(),
      /** There are changes that no file holds. */
      unsaved: z.boolean(),
      language: z.enum(['en', 'zh']),
    }),
    out: nothing,
  },
  /** Closes the window without asking: after a save, or when the person chose to lose the changes. */
  'window.close': { in: z.object({}), out: nothing },
  /** What the window itself can do: zoom, full screen, developer tools. */
  'window.change': {
    in: z.object({ to: z.enum(['zoom-in', 'zoom-out', 'zoom-reset', 'full-screen', 'developer-tools']) }),
    out: nothing,
  },
  /** Fills the screen for a presentation, or gives it back as it was. */
  'window.present': { in: z.object({ on: z.boolean() }), out: nothing },
  /** Every cell has been run and every chart on screen is drawn. The smoke run and the end-to-end tests wait for it. */
  'window.settled': { in: z.object({ cells: z.number().int().min(0), charts: z.number().int().min(0) }), out: nothing },
  /** Opens a source in the person's browser. Only https, and only by a person's click. */
  'link.open': { in: z.object({ url: z.url({ protocol: /^https$/ }).max(2048) }), out: nothing },
} as const satisfies Record<string, { in: z.ZodType; out: z.ZodType }>;
