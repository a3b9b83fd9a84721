import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { unzip } from '../../scripts/steps/zip.mjs';

const folder = mkdtempSync(join(tmpdir(), 'zip-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Entry {
  readonly name: string;
  readonly text: string;
  readonly stored?: boolean;
  readonly mode?: number;
  readonly damaged?: boolean;
}

/** A zip file of these entries, made by hand from the same three records. */
function zipped(entries: readonly Entry[]): Buffer {
  const locals: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  for (const { name, text, stored = false, mode = 0o100644, damaged = false } of entries) {
    const data = Buffer.from(text);
    const packed = stored ? data : deflateRawSync(data);
    const [label, crc] = [Buffer.from(name), crc32(data) ^ (damaged ? 1 : 0)];
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(label.length, 26);
    locals.push(local, label, packed);
    const header = Buffer.alloc(46);
    header.writeUInt32LE(0x02014b50, 0);
    header.writeUInt16LE(stored ? 0 : 8, 10);
    header.writeUInt32LE(crc >>> 0, 16);
    header.writeUInt32LE(packed.length, 20);
    header.writeUInt32LE(data.length, 24);
    header.writeUInt16LE(label.length, 28);
    header.writeUInt32LE((mode << 16) >>> 0, 38);
    header.writeUInt32LE(offset, 42);
    central.push(header, label);
    offset += 30 + label.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, directory, end]);
}

function unpack(entries: readonly Entry[], nameFor: (name: string) => string | undefined = (name) => name) {
  const file = join(folder, 'a.zip');
  writeFileSync(file, zipped(entries));
  return unzip(file, join(folder, 'out'), nameFor);
}

describe('unzip', () => {
  test('writes what is asked for, under the names that are asked for, with its mode', () => {
    const count = unpack(
      [
        { name: 'x/', text: '', stored: true },
        { name: 'x/tool', text: 'run '.repeat(1000), mode: 0o100755 },
        { name: 'x/plain', text: 'stored', stored: true },
        { name: 'y/other', text: 'not wanted' },
      ],
      (name) => (name.startsWith('x/') ? name.replace('x/', '') : undefined),
    );
    expect(count).toBe(2);
    expect(readFileSync(join(folder, 'out/tool'), 'utf8')).toBe('run '.repeat(1000));
    expect(statSync(join(folder, 'out/tool')).mode & 0o777).toBe(0o755);
    expect(readFileSync(join(folder, 'out/plain'), 'utf8')).toBe('stored');
  });

  test('refuses a path out of its folder, a link, and damage', () => {
    expect(() => unpack([{ name: '../evil', text: 'x' }])).toThrow('leaves its folder');
    expect(() => unpack([{ name: 'link', text: '/etc/passwd', mode: 0o120777 }])).toThrow('is a link');
    expect(() => unpack([{ name: 'a', text: 'x', damaged: true }])).toThrow('is damaged');
  });

  test('refuses what is no zip file', () => {
    const file = join(folder, 'b.zip');
    writeFileSync(file, 'hello '.repeat(100));
    expect(() => unzip(file, folder, (name: string) => name)).toThrow('no end record');
  });
});
