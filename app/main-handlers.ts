/** The calls that main answers itself, over what the window can do. */

import type { MainHandlers } from './rpc';

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

export interface Frame {
  pickOpen(): Promise<string | null>;
  pickSave(suggested: string): Promise<string | null>;
  describe(description: Description): void;
  close(): void;
  settled(counts: Settled): void;
  openLink(url: string): Promise<void>;
}

/** `file`: the notebook named on the command line. */
export function createMainHandlers(frame: Frame, file?: string): MainHandlers {
  return {
    'file.pickOpen': () => frame.pickOpen(),
    'file.pickSave': ({ suggested }) => frame.pickSave(suggested),
    'window.file': () => file ?? null,
    'window.describe': (description) => {
      frame.describe(description);
      return null;
    },
    'window.close': () => {
      frame.close();
      return null;
    },
    'window.settled': (counts) => {
      frame.settled(counts);
      return null;
    },
    'link.open': async ({ url }) => {
      await frame.openLink(url);
      return null;
    },
  };
}
