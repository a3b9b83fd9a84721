/** A chart as something to keep: SVG, PNG, CSV, and its spec with its data. */

import type { ShownChart } from '../../app/contract';
import { definitionsOf } from './definitions';

type Rows = ShownChart['data'][string];

/** The SVG alone in a file: with the patterns it names, and a ground to stand on. */
export function wholeSvg(svg: string, spec: ShownChart['spec'], ground: string): string {
  return svg.replace(/^<svg[^>]*>/, (open) => {
    return `${open}${definitionsOf(spec)}<rect width="100%" height="100%" fill="${ground}"/>`;
  });
}

/** Pictures for slides: three dots a pixel. */
const density = 3;

export async function pngOf(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = image.naturalWidth * density;
  canvas.height = image.naturalHeight * density;
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => {
      if (blob) resolve(blob);
      else reject(new Error('the canvas gave no picture'));
    }, 'image/png');
  });
}

/** Every row of every data set, with the set's name where there are several; what is not a plain value is left out. */
export function csvOf(data: ShownChart['data']): string {
  const sets = Object.entries(data);
  const columns = [...new Set(sets.flatMap(([, rows]) => rows.flatMap(plainKeys)))];
  const named = sets.length > 1;
  const head = [...(named ? ['data'] : []), ...columns];
  const body = sets.flatMap(([name, rows]) =>
    rows.map((row) => [...(named ? [name] : []), ...columns.map((column) => row[column])]),
  );
  return [head, ...body].map((line) => line.map(quoted).join(',')).join('\r\n');
}

function plainKeys(row: Rows[number]): string[] {
  return Object.keys(row).filter((key) => typeof row[key] !== 'object' || row[key] === null);
}

function quoted(value: unknown): string {
  if (value === undefined || value === null || typeof value === 'object') return '';
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The spec with its data in it: it opens as it is in any Vega-Lite editor. */
export function specText({ spec, data }: Pick<ShownChart, 'spec' | 'data'>): string {
  return JSON.stringify({ ...spec, datasets: data }, null, 2);
}

/** Hands a file to the person; the system asks where to put it. */
export function offer(name: string, content: string | Blob, type: string): void {
  const blob = typeof content === 'string' ? new Blob([content], { type }) : content;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The download reads it after the click returns.
  setTimeout(() => {
    URL.revokeObjectURL(link.href);
  }, 60_000);
}
