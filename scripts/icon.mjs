// Draws packaging/icon.png: the mark that stands at what chokes, two wedges that meet. Run by hand when the mark changes.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import zlib from 'node:zlib';
import { root } from './steps/paths.mjs';

const size = 512;
const samples = 4; // a side, for smooth edges
const ink = [0x14, 0x17, 0x1c];
const accent = [0x8f, 0x82, 0xf2];
const radius = 0.22;

// In units of the side, from the centre.
function insideTile(x, y) {
  const [dx, dy] = [Math.abs(x) - (0.5 - radius), Math.abs(y) - (0.5 - radius)];
  return Math.hypot(Math.max(dx, 0), Math.max(dy, 0)) <= radius;
}

function insideMark(x, y) {
  const reach = 0.3;
  const [across, least] = [Math.abs(x), 0.035];
  return across <= reach && Math.abs(y) <= least + (across / reach) * (0.24 - least);
}

function pixel(column, row) {
  let [tile, mark] = [0, 0];
  for (let index = 0; index < samples * samples; index++) {
    const x = (column + ((index % samples) + 0.5) / samples) / size - 0.5;
    const y = (row + (Math.floor(index / samples) + 0.5) / samples) / size - 0.5;
    tile += insideTile(x, y) ? 1 : 0;
    mark += insideMark(x, y) ? 1 : 0;
  }
  const [cover, share] = [tile / samples ** 2, mark / samples ** 2];
  return [...ink.map((value, index) => Math.round(value + (accent[index] - value) * share)), Math.round(255 * cover)];
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(zlib.crc32(body));
  return Buffer.concat([length, body, check]);
}

const rows = Array.from({ length: size }, (_, row) => [
  0,
  ...Array.from({ length: size }, (_, column) => pixel(column, row)).flat(),
]);
const header = Buffer.alloc(13);
header.writeUInt32BE(size, 0);
header.writeUInt32BE(size, 4);
header.set([8, 6, 0, 0, 0], 8); // 8 bits, RGBA
writeFileSync(
  join(root, 'packaging', 'icon.png'),
  Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', zlib.deflateSync(Buffer.from(rows.flat()), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]),
);
