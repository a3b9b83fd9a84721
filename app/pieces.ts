/** Reading a file of any size piece by piece, at once: a simulation pulls its trace as it goes. */

import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

const pieceBytes = 1 << 20;

/** Each call gives the next piece, undefined at the end; undefined itself where the file cannot be opened. */
export function readPieces(path: string): (() => string | undefined) | undefined {
  let file = opened(path);
  if (file === undefined) return undefined;
  const decoder = new StringDecoder('utf8');
  const buffer = Buffer.alloc(pieceBytes);
  return () => {
    if (file === undefined) return undefined;
    const bytes = readSync(file, buffer, 0, pieceBytes, null);
    if (bytes > 0) return decoder.write(buffer.subarray(0, bytes));
    closeSync(file);
    file = undefined;
    const rest = decoder.end();
    return rest === '' ? undefined : rest;
  };
}

function opened(path: string): number | undefined {
  try {
    return openSync(path, 'r');
  } catch {
    return undefined;
  }
}
