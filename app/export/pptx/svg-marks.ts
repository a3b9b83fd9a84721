/** The marks in an SVG that Vega wrote: paths and texts with their paint, in the picture's pixels. */

import { segmentsOf, type Segment } from './svg-path';

export interface Paint {
  /** "#C96F00", "url(#hatch-compute-light)"; undefined paints nothing. */
  readonly fill?: string;
  readonly fillOpacity: number;
  readonly stroke?: string;
  readonly strokeOpacity: number;
  readonly strokeWidth: number;
  readonly dash: readonly number[];
}

export type Mark =
  | ({ readonly kind: 'path'; readonly segments: readonly Segment[] } & Paint)
  | {
      readonly kind: 'text';
      readonly text: string;
      /** Of the anchor on the base line. */
      readonly x: number;
      readonly y: number;
      readonly anchor: 'start' | 'middle' | 'end';
      readonly size: number;
      readonly isBold: boolean;
      readonly fill: string;
      readonly opacity: number;
      /** A halo behind the letters; an office drawing has a ground there instead. */
      readonly isHalo: boolean;
    };

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly marks: readonly Mark[];
}

type Attributes = Readonly<Record<string, string>>;

interface Place {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  readonly inherited: Attributes;
}

const inheritable = ['fill', 'stroke', 'opacity', 'font-size', 'font-weight', 'text-anchor', 'stroke-width'];

export function pictureOf(svg: string): Picture {
  const marks: Mark[] = [];
  const places: Place[] = [{ x: 0, y: 0, scale: 1, inherited: {} }];
  let size = { width: 0, height: 0 };
  let clipped = 0;
  const tags = /<(\/?)([a-zA-Z]+)([^>]*?)(\/?)>([^<]*)/g;
  for (const [, closes, name = '', rest = '', isAlone, words = ''] of svg.matchAll(tags)) {
    if (name === 'defs' || name === 'clipPath') {
      clipped += closes ? -1 : isAlone ? 0 : 1;
      continue;
    }
    if (clipped > 0) continue;
    if (closes) {
      if (name === 'g' || name === 'svg') places.pop();
      continue;
    }
    const attributes = attributesOf(rest);
    const place = places.at(-1) ?? { x: 0, y: 0, scale: 1, inherited: {} };
    if (name === 'svg') size = { width: numeric(attributes.width), height: numeric(attributes.height) };
    const own = moved(place, attributes);
    if ((name === 'g' || name === 'svg') && !isAlone) places.push(own);
    const mark = markOf(name, { ...own.inherited, ...attributes }, own, words);
    if (mark) marks.push(mark);
  }
  return { ...size, marks };
}

function attributesOf(text: string): Attributes {
  return Object.fromEntries([...text.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value]));
}

function numeric(text: string | undefined, otherwise = 0): number {
  const value = Number.parseFloat(text ?? '');
  return Number.isFinite(value) ? value : otherwise;
}

function moved(place: Place, { transform = '', ...own }: Attributes): Place {
  const [, dx, dy] = /translate\(([-\d.e]+)[ ,]*([-\d.e]*)\)/.exec(transform) ?? [];
  const [, scale] = /scale\(([-\d.e]+)/.exec(transform) ?? [];
  const kept = Object.entries(own).filter(([key]) => inheritable.includes(key));
  return {
    x: place.x + place.scale * numeric(dx),
    y: place.y + place.scale * numeric(dy),
    scale: place.scale * numeric(scale, 1),
    inherited: { ...place.inherited, ...Object.fromEntries(kept) },
  };
}

function markOf(name: string, attributes: Attributes, place: Place, words: string): Mark | undefined {
  const at = (segment: Segment): Segment => placed(segment, place);
  switch (name) {
    case 'path':
      return pathMark(segmentsOf(attributes.d ?? '').map(at), attributes, place);
    case 'rect': {
      const [x, y, w, h] = [attributes.x, attributes.y, attributes.width, attributes.height].map((each) =>
        numeric(each),
      );
      return pathMark(segmentsOf(`M${x},${y}h${w}v${h}h${-(w ?? 0)}Z`).map(at), attributes, place);
    }
    case 'line': {
      const [x1, y1, x2, y2] = [attributes.x1, attributes.y1, attributes.x2, attributes.y2].map((each) =>
        numeric(each),
      );
      return pathMark(segmentsOf(`M${x1},${y1}L${x2},${y2}`).map(at), attributes, place);
    }
    case 'text':
      return textMark(attributes, place, words);
    default:
      return undefined;
  }
}

function placed(segment: Segment, { x, y, scale }: Place): Segment {
  switch (segment.kind) {
    case 'close':
      return segment;
    case 'curve':
      return {
        kind: 'curve',
        x1: x + scale * segment.x1,
        y1: y + scale * segment.y1,
        x2: x + scale * segment.x2,
        y2: y + scale * segment.y2,
        x: x + scale * segment.x,
        y: y + scale * segment.y,
      };
    default:
      return { ...segment, x: x + scale * segment.x, y: y + scale * segment.y };
  }
}

function pathMark(segments: readonly Segment[], attributes: Attributes, { scale }: Place): Mark | undefined {
  const opacity = numeric(attributes.opacity, 1);
  const paint = {
    fillOpacity: opacity * numeric(attributes['fill-opacity'], 1),
    strokeOpacity: opacity * numeric(attributes['stroke-opacity'], 1),
  };
  const fill = painted(attributes.fill, paint.fillOpacity);
  const stroke = painted(attributes.stroke, paint.strokeOpacity);
  if (segments.length < 2 || (fill === undefined && stroke === undefined)) return undefined;
  return {
    kind: 'path',
    segments,
    ...(fill === undefined ? {} : { fill }),
    ...(stroke === undefined ? {} : { stroke }),
    ...paint,
    strokeWidth: scale * numeric(attributes['stroke-width'], 1),
    dash: (attributes['stroke-dasharray'] ?? '')
      .split(/[ ,]+/)
      .filter((part) => part !== '')
      .map(Number),
  };
}

function painted(colour: string | undefined, opacity: number): string | undefined {
  return colour === undefined || colour === 'none' || colour === 'transparent' || colour === '' || opacity === 0
    ? undefined
    : colour;
}

function textMark(attributes: Attributes, { x, y, scale }: Place, words: string): Mark | undefined {
  const said = unescaped(words);
  if (said.trim() === '') return undefined;
  const anchor = attributes['text-anchor'];
  const fill = painted(attributes.fill, 1);
  return {
    kind: 'text',
    text: said,
    x,
    y,
    anchor: anchor === 'middle' || anchor === 'end' ? anchor : 'start',
    size: scale * numeric(attributes['font-size'], 11),
    isBold: numeric(attributes['font-weight'], attributes['font-weight'] === 'bold' ? 700 : 400) >= 600,
    fill: fill ?? '#000000',
    opacity: numeric(attributes.opacity, 1) * numeric(attributes['fill-opacity'], 1),
    isHalo: painted(attributes.stroke, 1) !== undefined,
  };
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&', nbsp: '\u00a0' };

function unescaped(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (all, decimal?: string, hex?: string, name?: string) => {
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    return entities[name ?? ''] ?? all;
  });
}
