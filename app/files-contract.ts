/** Calls about a person's files and settings. Dialogs and watching are main's; reading and writing are the engine process's. */

import { z } from 'zod';
import type { NotebookPlace, Text } from '../engine';
import { language as spoken, ours, path, text } from './call-parts';

const language = z.enum(['en', 'zh', 'system']);
const theme = z.enum(['light', 'dark', 'system']);

/** Where the window stood. */
const bounds = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  isMaximized: z.boolean(),
});

/** A person's choices. What cannot be read counts as unsaid. */
export const settings = z.object({
  language: language.catch('system'),
  theme: theme.catch('system'),
  /** More contrast than the theme has; `system` follows the system's wish. */
  contrast: z.enum(['more', 'system']).catch('system'),
  /** Paths of notebooks, last opened first. */
  recent: z.array(z.string()).catch([]),
  /** The folder whose notebooks the rail lists. */
  folder: z.string().nullable().catch(null),
  /** Whether the tour is still to be offered. */
  tour: z.enum(['offered', 'done']).catch('offered'),
  window: bounds.nullable().catch(null),
  /** Zoom level as Chromium counts: each step is a factor of 1.2. */
  zoom: z.number().min(-5).max(5).catch(0),
});
export type Settings = z.infer<typeof settings>;
export type WindowBounds = z.infer<typeof bounds>;

export interface OpenedFile {
  readonly path: string | null;
  readonly text: string;
}

/** A notebook that ships. */
export interface ShippedNotebook extends NotebookPlace {
  readonly id: string;
  readonly title: Text;
  readonly question: Text;
}

/** What there is to learn from: the notebooks that ship, and the words of their places. */
export interface Shelf {
  readonly notebooks: readonly ShippedNotebook[];
  readonly stages: readonly { readonly id: string; readonly title: Text; readonly method: Text }[];
  readonly levels: readonly { readonly id: string; readonly title: Text }[];
  readonly levers: readonly { readonly id: string; readonly title: Text }[];
}

/** The notebooks of a folder and the folders below it. */
export interface FolderList {
  readonly path: string;
  readonly files: readonly { readonly path: string; readonly name: string }[];
  /** There are more than are listed. */
  readonly isCut: boolean;
}

/** A text that a save replaced. */
export interface Version {
  readonly id: string;
  /** When it was replaced. */
  readonly time: string;
}

export const filesContract = {
  'app.settings': { in: z.object({}), out: ours<Settings>() },
  'app.set': {
    in: z.object({
      language: language.exactOptional(),
      theme: theme.exactOptional(),
      contrast: z.enum(['more', 'system']).exactOptional(),
      folder: path.nullable().exactOptional(),
      tour: z.enum(['offered', 'done']).exactOptional(),
      window: bounds.exactOptional(),
      zoom: z.number().min(-5).max(5).exactOptional(),
    }),
    out: ours<null>(),
  },

  /** null = the person cancelled. Main shows the dialog; the file is read by the engine side. */
  'file.pickOpen': { in: z.object({ what: z.enum(['notebook', 'any']).optional() }), out: ours<string | null>() },
  'file.pickSave': { in: z.object({ suggested: z.string().max(4096) }), out: ours<string | null>() },
  'file.pickFolder': { in: z.object({}), out: ours<string | null>() },
  /** Tells of changes to these files, and to the notebooks of the folder, from now on; replaces what was watched before. */
  'file.watch': { in: z.object({ files: z.array(path).max(200), folder: path.nullable() }), out: ours<null>() },
  'file.open': { in: z.object({ path }), out: ours<OpenedFile>() },
  /** The text as it stands, without making the file a recent one. */
  'file.read': { in: z.object({ path }), out: ours<{ text: string }>() },
  /** A notebook that ships, the sample if unsaid, in the language of the window. */
  'file.sample': {
    in: z.object({ id: z.string().max(100).exactOptional(), language: spoken }),
    out: ours<OpenedFile>(),
  },
  'file.shipped': { in: z.object({}), out: ours<Shelf>() },
  /** `was`: the text that the caller believes to be there; where another is, nothing is written (file.changed). */
  'file.save': { in: z.object({ path, text, was: text.exactOptional() }), out: ours<{ path: string }>() },
  /** What saves of that file replaced, the last first. */
  'file.versions': { in: z.object({ path }), out: ours<readonly Version[]>() },
  'file.version': { in: z.object({ path, id: z.string().max(200) }), out: ours<{ text: string }>() },
  'folder.list': { in: z.object({ path }), out: ours<FolderList>() },
} as const satisfies Record<string, { in: z.ZodType; out: z.ZodType }>;
