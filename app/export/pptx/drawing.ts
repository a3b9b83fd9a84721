/** A picture as DrawingML (ECMA-376 part 1, 20.1): a group of shapes and texts that PowerPoint can take apart and change. */

import { xmlText } from '../xlsx/sheet';
import type { Mark, Paint, Picture } from './svg-marks';
import type { Segment } from './svg-path';

/** In EMU, 914 400 an inch. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Drawing {
  readonly picture: Picture;
  readonly box: Box;
  /** What a screen reader says of it. */
  readonly title: string;
  /** The colour under a hatch, by the id of its pattern. */
  readonly hatches: ReadonlyMap<string, string>;
  readonly font: string;
}

/** Hundredths of a point an EMU. */
const emuAPoint = 12_700;

/** Shapes are numbered by whoever puts the group on a slide. */
export function groupXml({ picture, box, title, hatches, font }: Drawing): string {
  const scale = Math.min(box.width / picture.width, box.height / picture.height);
  const pen: Pen = { scale, left: box.x, top: box.y, hatches, font };
  const shapes = picture.marks.map((mark) => (mark.kind === 'path' ? pathXml(mark, pen) : textXml(mark, pen)));
  const frame = `<a:off x="${whole(box.x)}" y="${whole(box.y)}"/><a:ext cx="${whole(scale * picture.width)}" cy="${whole(scale * picture.height)}"/>`;
  return `<p:grpSp><p:nvGrpSpPr><p:cNvPr id="0" name="${xmlText(title)}" descr="${xmlText(title)}"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>${frame}${frame.replace('a:off', 'a:chOff').replace('a:ext', 'a:chExt')}</a:xfrm></p:grpSpPr>${shapes.join('')}</p:grpSp>`;
}

interface Pen {
  readonly scale: number;
  readonly left: number;
  readonly top: number;
  readonly hatches: ReadonlyMap<string, string>;
  readonly font: string;
}

function whole(value: number): string {
  return String(Math.round(value));
}

function pathXml(mark: Extract<Mark, { kind: 'path' }>, pen: Pen): string {
  const points = mark.segments.flatMap(pointsOf);
  const [x0, y0] = [Math.min(...points.map(([x]) => x)), Math.min(...points.map(([, y]) => y))];
  const [x1, y1] = [Math.max(...points.map(([x]) => x)), Math.max(...points.map(([, y]) => y))];
  const { scale } = pen;
  const [width, height] = [(x1 - x0) * scale, (y1 - y0) * scale];
  const point = (x: number, y: number): string =>
    `<a:pt x="${whole((x - x0) * scale)}" y="${whole((y - y0) * scale)}"/>`;
  const path = mark.segments.map((segment) => segmentXml(segment, point)).join('');
  return `<p:sp><p:nvSpPr><p:cNvPr id="0" name="mark"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="${whole(pen.left + x0 * scale)}" y="${whole(pen.top + y0 * scale)}"/><a:ext cx="${whole(width)}" cy="${whole(height)}"/></a:xfrm><a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path w="${whole(width)}" h="${whole(height)}"${mark.fill === undefined ? ' fill="none"' : ''}>${path}</a:path></a:pathLst></a:custGeom>${fillXml(mark, pen)}${lineXml(mark, pen)}</p:spPr></p:sp>`;
}

function pointsOf(segment: Segment): readonly (readonly [number, number])[] {
  switch (segment.kind) {
    case 'close':
      return [];
    case 'curve':
      return [
        [segment.x1, segment.y1],
        [segment.x2, segment.y2],
        [segment.x, segment.y],
      ];
    default:
      return [[segment.x, segment.y]];
  }
}

function segmentXml(segment: Segment, point: (x: number, y: number) => string): string {
  switch (segment.kind) {
    case 'move':
      return `<a:moveTo>${point(segment.x, segment.y)}</a:moveTo>`;
    case 'line':
      return `<a:lnTo>${point(segment.x, segment.y)}</a:lnTo>`;
    case 'curve':
      return `<a:cubicBezTo>${point(segment.x1, segment.y1)}${point(segment.x2, segment.y2)}${point(segment.x, segment.y)}</a:cubicBezTo>`;
    case 'close':
      return '<a:close/>';
  }
}

function colourXml(colour: string, opacity: number): string {
  const alpha = opacity < 1 ? `<a:alpha val="${whole(opacity * 100_000)}"/>` : '';
  return `<a:srgbClr val="${hexOf(colour)}">${alpha}</a:srgbClr>`;
}

/** Vega writes colours as they were given: "#14171C", "rgb(20, 23, 28)", "black". */
function hexOf(colour: string): string {
  const short = /^#([\da-f])([\da-f])([\da-f])$/i.exec(colour);
  if (short)
    return short
      .slice(1)
      .map((sign) => sign.repeat(2))
      .join('')
      .toUpperCase();
  if (/^#[\da-f]{6}$/i.test(colour)) return colour.slice(1).toUpperCase();
  const numbers = /^rgba?\(([^)]+)\)$/.exec(colour)?.[1]?.split(',').slice(0, 3).map(Number);
  if (numbers?.length === 3 && numbers.every(Number.isFinite))
    return numbers
      .map((part) => part.toString(16).padStart(2, '0'))
      .join('')
      .toUpperCase();
  return colour === 'white' ? 'FFFFFF' : '000000';
}

/** A hatch of ours is a hatch of theirs: the same colour over a ground of a sixth of it. */
const ground = 0.16;

function fillXml({ fill, fillOpacity }: Paint, { hatches }: Pen): string {
  if (fill === undefined) return '<a:noFill/>';
  const pattern = /^url\(#(.+)\)$/.exec(fill)?.[1];
  if (pattern === undefined) return `<a:solidFill>${colourXml(fill, fillOpacity)}</a:solidFill>`;
  const colour = hexOf(hatches.get(pattern) ?? '#A2A9B3');
  const mixed = [0, 2, 4]
    .map((at) => Math.round(255 - ground * (255 - Number.parseInt(colour.slice(at, at + 2), 16))))
    .map((part) => part.toString(16).padStart(2, '0'))
    .join('')
    .toUpperCase();
  return `<a:pattFill prst="wdUpDiag"><a:fgClr><a:srgbClr val="${colour}"/></a:fgClr><a:bgClr><a:srgbClr val="${mixed}"/></a:bgClr></a:pattFill>`;
}

function lineXml({ stroke, strokeOpacity, strokeWidth, dash }: Paint, { scale }: Pen): string {
  if (stroke === undefined) return '<a:ln><a:noFill/></a:ln>';
  const dashes = dash.some((part) => part > 0 && part !== 1) && dash.length > 1 ? '<a:prstDash val="dash"/>' : '';
  return `<a:ln w="${whole(strokeWidth * scale)}"><a:solidFill>${colourXml(stroke, strokeOpacity)}</a:solidFill>${dashes}</a:ln>`;
}

/** Letters rise about so much of their size above the base line; a line is so high. */
const ascent = 0.95;
const lineHeight = 1.22;
/** A letter is at most about so wide; Chinese ones are as wide as high. */
const letterWidth = 0.62;

/** Words over a line stay readable: most of what is under them is covered. */
const haloFill = '<a:solidFill><a:srgbClr val="FFFFFF"><a:alpha val="80000"/></a:srgbClr></a:solidFill>';

function textXml(mark: Extract<Mark, { kind: 'text' }>, { scale, left, top, font }: Pen): string {
  const { text, size, anchor } = mark;
  const width = size * [...text].reduce((sum, sign) => sum + (sign > '\u2e80' ? 1.05 : letterWidth), 0.6);
  const x = anchor === 'start' ? mark.x : anchor === 'end' ? mark.x - width : mark.x - width / 2;
  const align = { start: 'l', middle: 'ctr', end: 'r' }[anchor];
  const points = (size * scale) / emuAPoint;
  return `<p:sp><p:nvSpPr><p:cNvPr id="0" name="text"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm><a:off x="${whole(left + x * scale)}" y="${whole(top + (mark.y - ascent * size) * scale)}"/><a:ext cx="${whole(width * scale)}" cy="${whole(lineHeight * size * scale)}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>${mark.isHalo ? haloFill : '<a:noFill/>'}</p:spPr><p:txBody><a:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="t"><a:noAutofit/></a:bodyPr><a:lstStyle/><a:p><a:pPr algn="${align}"/><a:r><a:rPr lang="en-US" sz="${whole(points * 100)}" b="${mark.isBold ? '1' : '0'}" dirty="0"><a:solidFill>${colourXml(mark.fill, mark.opacity)}</a:solidFill><a:latin typeface="${font}"/><a:ea typeface="${font}"/></a:rPr><a:t>${mark.isHalo ? '' : xmlText(text)}</a:t></a:r></a:p></p:txBody></p:sp>`;
}

/** The colours of the hatches that a chart carries the definitions of. */
export function hatchesIn(definitions: string): ReadonlyMap<string, string> {
  return new Map(
    [...definitions.matchAll(/<pattern id="([^"]+)"[^>]*>\s*<rect[^>]*fill="(#[\da-fA-F]{6})"/g)].map(
      ([, id = '', colour = '']) => [id, colour],
    ),
  );
}
