/** Marks as SVG paths in the box −1 … 1, as Vega draws symbols: the choke mark and the four resources (LOOK.md 1 and 6). */

import { resources, type Resource } from '../types';

function square(x: number, y: number, size: number): string {
  return `M${x},${y}h${size}v${size}h${-size}Z`;
}

function disc(x: number, y: number, radius: number): string {
  return `M${x - radius},${y}a${radius},${radius} 0 1,0 ${2 * radius},0a${radius},${radius} 0 1,0 ${-2 * radius},0Z`;
}

const ninths = [-0.95, -0.26, 0.43];

export const resourceShapes: Readonly<Record<Resource, string>> = {
  compute: ninths.flatMap((y) => ninths.map((x) => square(x, y, 0.52))).join(''),
  'memory-capacity': 'M-0.95,-0.9h0.28v1.52h1.34v-1.52h0.28v1.8h-1.9ZM-0.5,-0.2h1v0.65h-1Z',
  'memory-bandwidth':
    'M-0.5,-0.95L-0.02,-0.25H-0.36V0.95H-0.64V-0.25H-0.98ZM0.5,0.95L0.98,0.25H0.64V-0.95H0.36V0.25H0.02Z',
  communication: [
    disc(0, -0.6, 0.34),
    disc(-0.62, 0.58, 0.34),
    disc(0.62, 0.58, 0.34),
    'M-0.13,-0.45L-0.62,0.45L-0.4,0.55L0.1,-0.35ZM0.13,-0.45L0.62,0.45L0.4,0.55L-0.1,-0.35ZM-0.6,0.48H0.6V0.68H-0.6Z',
  ].join(''),
};

/** Domain and range of a shape scale. */
export const resourceShapeScale = {
  domain: [...resources],
  range: resources.map((resource) => resourceShapes[resource]),
};

/** Two triangles meeting: this resource binds. 11 × 9 px at size 121. */
export const chokeShape = 'M-1,-0.8L0,0L-1,0.8ZM1,-0.8L0,0L1,0.8Z';

/** Vega's symbol size is the square of twice the half width. */
export function symbolSize(pixels: number): number {
  return pixels * pixels;
}
