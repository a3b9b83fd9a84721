/** Reading a file of any size piece by piece, at once: a simulation pulls its trace as it goes. */

import { closeSync, openSync, readSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

const pieceBytes = 1 << 20;

/** Each call gives the next piece, undefined at the end; undefined itself where the file cannot be opened. Between pieces the file is closed: whoever stops in the middle leaves nothing open. */
export function readPieces(path: string): (() => string | undefined) | undefined {
  const buffer = Buffer.alloc(pieceBytes);
  if (read(path, buffer, 0) === undefined) return undefined;
  const decoder = new StringDecoder('utf8');
  let at = 0;
  let isOver = false;
  return () => {
    if (isOver) return undefined;
    const bytes = read(path, buffer, at) ?? 0;
    at += bytes;
    if (bytes > 0) return decoder.write(buffer.subarray(0, bytes));
    isOver = true;
    const rest = decoder.end();
    return rest === '' ? undefined : rest;
  };
}

/** Bytes read from there; undefined where the file cannot be read. */
function read(path: string, into: Buffer, at: number): number | undefined {
  let file: number | undefined;
  try {
    file = openSync(path, 'r');
    return readSync(file, into, 0, into.length, at);
  } catch {
    return undefined;
  } finally {
    if (file !== undefined) closeSync(file);
  }
}
