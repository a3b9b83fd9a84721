/** The command line called as a shell would, in this process, in a folder of its own. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runCommandLine } from '../../../app/cli/main';
import { temporaryFolder } from './temp';

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

export interface Shell {
  readonly folder: string;
  readonly file: (name: string, text: string) => string;
  readonly call: (...argv: readonly string[]) => Promise<Said>;
}

export function shell(environment: Readonly<Record<string, string>> = {}): Shell {
  const folder = temporaryFolder();
  return {
    folder,
    file: (name, text) => {
      const path = join(folder, name);
      mkdirSync(join(path, '..'), { recursive: true });
      writeFileSync(path, text);
      return path;
    },
    call: async (...argv) => {
      const out: string[] = [];
      const error: string[] = [];
      const code = await runCommandLine({
        argv,
        environment: { CHOKEPOINT_DATA: join(folder, 'data'), LANG: 'en_US.UTF-8', ...environment },
        folder,
        console: { out: (text) => out.push(text), error: (text) => error.push(text), colours: false },
      });
      return { code, out: out.join('\n'), error: error.join('\n') };
    },
  };
}

/** Standard output read as the one JSON document it must be. */
export function documentOf(said: Said) {
  const document: unknown = JSON.parse(said.out);
  return document;
}
