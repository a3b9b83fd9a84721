/** Notebooks on disk: open, save with the replaced text kept, earlier versions, the notebooks of a folder. */

import { relative, resolve } from 'node:path';
import { diagnostic } from '../../engine';
import { findNotebooks } from '../folders';
import { Refusal, valueOf } from '../outcome';
import type { EngineHandlers } from '../rpc';
import { noteRecent } from '../settings';
import { keepVersion, listVersions, readVersion } from '../versions';
import { shelf, shippedText } from './shipped';
import type { Workshop } from './workshop';

type Methods =
  | 'file.open'
  | 'file.read'
  | 'file.sample'
  | 'file.shipped'
  | 'file.save'
  | 'file.versions'
  | 'file.version'
  | 'folder.list';

export function fileHandlers({ ports }: Workshop): Pick<EngineHandlers, Methods> {
  return {
    'file.open': async ({ path }) => {
      const full = resolve(path);
      const text = valueOf(await ports.readText(full));
      await ports.removeLeftovers(full, ports.now());
      await noteRecent(ports, full);
      return { path: full, text };
    },
    'file.read': async ({ path }) => ({ text: valueOf(await ports.readText(resolve(path))) }),
    // A copy without a file: saving asks for a name, so that the shipped one stays as it is.
    'file.sample': ({ id, language }) => ({ path: null, text: shippedText(id, language) }),
    'file.shipped': () => shelf(),
    'file.save': async ({ path, text, was }) => {
      const full = resolve(path);
      const before = await ports.readText(full);
      if (before.ok && was !== undefined && before.value !== was && before.value !== text)
        throw new Refusal(diagnostic('file.changed', { path: full }));
      // A disk too full for the old text is too full for the new one: then nothing is replaced.
      if (before.ok && before.value !== text) valueOf(await keepVersion(ports, full, before.value, ports.now()));
      valueOf(await ports.writeText(full, text));
      await noteRecent(ports, full);
      return { path: full };
    },
    'file.versions': ({ path }) => listVersions(ports, resolve(path)),
    'file.version': async ({ path, id }) => ({ text: valueOf(await readVersion(ports, resolve(path), id)) }),
    'folder.list': async ({ path }) => {
      const folder = resolve(path);
      const { files, isCut } = await findNotebooks(folder);
      const named = files.map((file) => ({ path: file, name: relative(folder, file).replaceAll('\\', '/') }));
      return { path: folder, files: named, isCut };
    },
  };
}
