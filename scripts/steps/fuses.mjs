// Electron's fuses: one byte each behind a sentinel in the executable (electron/docs/tutorial/fuses.md).
import { readFileSync, writeFileSync } from 'node:fs';

const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const order = [
  'runAsNode',
  'cookieEncryption',
  'nodeOptions',
  'inspectArguments',
  'embeddedAsarIntegrity',
  'onlyLoadAppFromAsar',
  'browserProcessSpecificV8Snapshot',
];

/** Sets the named fuses, e.g. {inspectArguments: true}. The file must be ours alone: links would change with it. */
export function setFuses(executable, fuses) {
  const bytes = readFileSync(executable);
  const at = bytes.indexOf(sentinel) + sentinel.length;
  if (at < sentinel.length || bytes.indexOf(sentinel, at) !== -1) throw new Error('fuses: not exactly one sentinel');
  if (bytes[at] !== 1) throw new Error(`fuses: unknown version ${bytes[at]}`);
  for (const [name, on] of Object.entries(fuses)) {
    const index = order.indexOf(name);
    if (index < 0 || index >= bytes[at + 1]) throw new Error(`fuses: no fuse ${name}`);
    bytes[at + 2 + index] = on ? 0x31 : 0x30;
  }
  writeFileSync(executable, bytes);
}
