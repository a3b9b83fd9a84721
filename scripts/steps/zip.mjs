// Reading chosen entries out of a large zip file: the format's three record kinds, checked, nothing else.
// (PKWARE APPNOTE 4.3: end of central directory, central directory header, local file header.)
import { closeSync, mkdirSync, openSync, readSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';
import zlib from 'node:zlib';

const endRecord = 0x06054b50;
const centralHeader = 0x02014b50;
const localHeader = 0x04034b50;
const symbolicLink = 0o120000;
const fileType = 0o170000;

/** Unpacks the entries for which `nameFor(name)` gives a relative path. Returns how many were written. */
export function unzip(file, folder, nameFor) {
  const descriptor = openSync(file, 'r');
  try {
    const wanted = entries(descriptor, statSync(file).size)
      .map((entry) => ({ ...entry, target: nameFor(entry.name) }))
      .filter(({ target, name }) => target && !name.endsWith('/'));
    for (const entry of wanted) write(descriptor, entry, folder);
    return wanted.length;
  } finally {
    closeSync(descriptor);
  }
}

function entries(descriptor, size) {
  const tail = read(descriptor, Math.max(0, size - 65_557), Math.min(size, 65_557));
  const end = lastIndexOfRecord(tail, endRecord);
  const count = tail.readUInt16LE(end + 10);
  const directory = read(descriptor, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  const found = [];
  for (let at = 0; at < directory.length && found.length < count;) {
    if (directory.readUInt32LE(at) !== centralHeader) throw new Error('zip: broken central directory');
    const nameLength = directory.readUInt16LE(at + 28);
    found.push({
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      packed: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      mode: directory.readUInt32LE(at + 38) >>> 16,
      offset: directory.readUInt32LE(at + 42),
      name: directory.toString('utf8', at + 46, at + 46 + nameLength),
    });
    at += 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return found;
}

function write(descriptor, entry, folder) {
  const path = normalize(join(folder, entry.target));
  if (!path.startsWith(normalize(folder) + sep)) throw new Error(`zip: ${entry.name} leaves its folder`);
  if ((entry.mode & fileType) === symbolicLink) throw new Error(`zip: ${entry.name} is a link`);
  const header = read(descriptor, entry.offset, 30);
  if (header.readUInt32LE(0) !== localHeader) throw new Error(`zip: ${entry.name} has no header`);
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const packed = read(descriptor, start, entry.packed);
  const data = entry.method === 0 ? packed : zlib.inflateRawSync(packed);
  if (data.length !== entry.size || crc32(data) !== entry.crc) throw new Error(`zip: ${entry.name} is damaged`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, data, { mode: entry.mode & 0o777 || 0o644 });
}

function read(descriptor, position, length) {
  const buffer = Buffer.alloc(length);
  for (let done = 0; done < length;) {
    const got = readSync(descriptor, buffer, done, length - done, position + done);
    if (got === 0) throw new Error('zip: file ends early');
    done += got;
  }
  return buffer;
}

function lastIndexOfRecord(buffer, signature) {
  for (let at = buffer.length - 22; at >= 0; at--) if (buffer.readUInt32LE(at) === signature) return at;
  throw new Error('zip: no end record');
}

// Node 20 before 20.15 has no zlib.crc32.
const crc32 = zlib.crc32 ?? slowCrc32;

function slowCrc32(data) {
  let crc = -1;
  for (const byte of data) crc = crcTable[(crc ^ byte) & 0xff] ^ (crc >>> 8);
  return (crc ^ -1) >>> 0;
}

const crcTable = Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value;
});
