/** Notebooks on disk. */

import { resolve } from 'node:path';
import { valueOf } from '../outcome';
import type { EngineHandlers } from '../rpc';
import { noteRecent } from '../settings';
import { sampleNotebook } from './sample';
import type { Workshop } from './workshop';

export function fileHandlers({ ports }: Workshop): Pick<EngineHandlers, 'file.open' | 'file.sample' | 'file.save'> {
  return {
    'file.open': async ({ path }) => {
      const full = resolve(path);
      const text = valueOf(await ports.readText(full));
      await noteRecent(ports, full);
      return { path: full, text };
    },
    // A copy without a file: saving asks for a name, so that the shipped one stays as it is.
    'file.sample': () => ({ path: null, text: sampleNotebook }),
    'file.save': async ({ path, text }) => {
      const full = resolve(path);
      valueOf(await ports.writeText(full, text));
      await noteRecent(ports, full);
      return { path: full };
    },
  };
}
