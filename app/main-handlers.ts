/** The calls that main answers itself, over what the window can do. */

import { resolve } from 'node:path';
import { z } from 'zod';
import { diagnostic } from '../engine';
import { writeText } from './files';
import { Refusal, valueOf } from './outcome';
import type { Call, MainHandlers } from './rpc';
import type { Watching } from './watch';

export interface Description {
  readonly title: string;
  readonly path: string | null;
  readonly unsaved: boolean;
  readonly language: 'en' | 'zh';
}

/** Everything drawn: how many cells, how many charts. */
export interface Settled {
  readonly cells: number;
  readonly charts: number;
}

export type WindowChange = 'zoom-in' | 'zoom-out' | 'zoom-reset' | 'full-screen' | 'developer-tools';

export interface Frame {
  pickOpen(what: 'notebook' | 'any'): Promise<string | null>;
  pickSave(suggested: string): Promise<string | null>;
  pickFolder(): Promise<string | null>;
  describe(description: Description): void;
  close(): void;
  change(to: WindowChange): void;
  /** Fills the screen, or gives it back as it was. */
  present(on: boolean): void;
  settled(counts: Settled): void;
  openLink(url: string): Promise<void>;
}

export interface MainParts {
  readonly frame: Frame;
  readonly watching: Watching;
  /** The notebook named on the command line. */
  readonly file?: string | undefined;
  /** The engine process. */
  readonly engine: Call;
  /** Electron's printer. */
  readonly print: (html: string) => Promise<Uint8Array>;
}

const page = z.object({ html: z.string() });

export function createMainHandlers({ frame, watching, file, engine, print }: MainParts): MainHandlers {
  return {
    'file.pickOpen': ({ what = 'notebook' }) => frame.pickOpen(what),
    'file.pickSave': ({ suggested }) => frame.pickSave(suggested),
    'file.pickFolder': () => frame.pickFolder(),
    'file.watch': async ({ files, folder }) => {
      await watching.follow(files, folder);
      return null;
    },
    'window.file': () => file ?? null,
    'window.describe': (description) => {
      frame.describe(description);
      return null;
    },
    'window.close': () => {
      frame.close();
      return null;
    },
    'window.change': ({ to }) => {
      frame.change(to);
      return null;
    },
    'window.settled': (counts) => {
      frame.settled(counts);
      return null;
    },
    'window.present': ({ on }) => {
      frame.present(on);
      return null;
    },
    'export.pdf': async ({ path, ...notebook }) => {
      const made = await engine('export.page', notebook);
      if (!made.ok) throw new Refusal(diagnostic('export.not-printed', { reason: made.problem.text.en }));
      const full = resolve(path);
      valueOf(await writeText(full, await print(page.parse(made.value).html)));
      return { path: full };
    },
    'link.open': async ({ url }) => {
      await frame.openLink(url);
      return null;
    },
  };
}
