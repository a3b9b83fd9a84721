/** The path data of an SVG as absolute moves, lines and cubic curves: all that an office drawing knows. */

export type Segment =
  | { readonly kind: 'move' | 'line'; readonly x: number; readonly y: number }
  | {
      readonly kind: 'curve';
      readonly x1: number;
      readonly y1: number;
      readonly x2: number;
      readonly y2: number;
      readonly x: number;
      readonly y: number;
    }
  | { readonly kind: 'close' };

const counts: Readonly<Record<string, number>> = { M: 2, L: 2, H: 1, V: 1, C: 6, S: 4, Q: 4, T: 2, A: 7, Z: 0 };

export function segmentsOf(data: string): readonly Segment[] {
  const made: Segment[] = [];
  let [x, y, startX, startY] = [0, 0, 0, 0];
  const line = (toX: number, toY: number): void => {
    [x, y] = [toX, toY];
    made.push({ kind: 'line', x, y });
  };
  const curve = (x1: number, y1: number, x2: number, y2: number, toX: number, toY: number): void => {
    [x, y] = [toX, toY];
    made.push({ kind: 'curve', x1, y1, x2, y2, x, y });
  };
  for (const { letter, isRelative, given } of commandsOf(data)) {
    const [ox, oy] = isRelative ? [x, y] : [0, 0];
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0] = given;
    switch (letter) {
      case 'M':
        [x, y] = [ox + a, oy + b];
        [startX, startY] = [x, y];
        made.push({ kind: 'move', x, y });
        break;
      case 'L':
      case 'T':
        line(ox + a, oy + b);
        break;
      case 'H':
        line(ox + a, y);
        break;
      case 'V':
        line(x, oy + a);
        break;
      case 'C':
        curve(ox + a, oy + b, ox + c, oy + d, ox + e, oy + f);
        break;
      case 'S':
        curve(x, y, ox + a, oy + b, ox + c, oy + d);
        break;
      case 'Q': {
        const [cx, cy, tx, ty] = [ox + a, oy + b, ox + c, oy + d];
        curve(
          x + (2 / 3) * (cx - x),
          y + (2 / 3) * (cy - y),
          tx + (2 / 3) * (cx - tx),
          ty + (2 / 3) * (cy - ty),
          tx,
          ty,
        );
        break;
      }
      case 'A':
        for (const part of arc({
          x,
          y,
          rx: a,
          ry: b,
          turn: c,
          isLarge: d !== 0,
          isSweep: e !== 0,
          toX: ox + f,
          toY: oy + g,
        }))
          curve(...part);
        break;
      case 'Z':
        [x, y] = [startX, startY];
        made.push({ kind: 'close' });
        break;
    }
  }
  return made;
}

interface Command {
  readonly letter: string;
  readonly isRelative: boolean;
  readonly given: readonly number[];
}

/** Each repeat of a command's numbers is a command of its own; after a move they are lines. */
function commandsOf(data: string): readonly Command[] {
  return [...data.matchAll(/([MLHVCSQTAZ])([^MLHVCSQTAZ]*)/gi)].flatMap(([, sign = '', rest = '']): Command[] => {
    const letter = sign.toUpperCase();
    const isRelative = sign !== letter;
    const all = [...rest.matchAll(/[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi)].map(([found]) => Number(found));
    const count = counts[letter] ?? 0;
    if (count === 0) return [{ letter, isRelative, given: [] }];
    const repeats = Math.floor(all.length / count);
    return Array.from({ length: repeats }, (_, i) => ({
      letter: letter === 'M' && i > 0 ? 'L' : letter,
      isRelative,
      given: all.slice(i * count, (i + 1) * count),
    }));
  });
}

interface Arc {
  readonly x: number;
  readonly y: number;
  readonly rx: number;
  readonly ry: number;
  readonly turn: number;
  readonly isLarge: boolean;
  readonly isSweep: boolean;
  readonly toX: number;
  readonly toY: number;
}

type Cubic = readonly [x1: number, y1: number, x2: number, y2: number, x: number, y: number];

/** SVG 1.1, F.6.5: from end points to a centre, then a curve a quarter turn. */
function arc({ x, y, rx: givenX, ry: givenY, turn, isLarge, isSweep, toX, toY }: Arc): readonly Cubic[] {
  if (givenX === 0 || givenY === 0 || (x === toX && y === toY)) return [[x, y, toX, toY, toX, toY]];
  const phi = (turn * Math.PI) / 180;
  const [cos, sin] = [Math.cos(phi), Math.sin(phi)];
  const [dx, dy] = [(x - toX) / 2, (y - toY) / 2];
  const [px, py] = [cos * dx + sin * dy, -sin * dx + cos * dy];
  const stretch = Math.max(1, Math.sqrt((px / givenX) ** 2 + (py / givenY) ** 2));
  const [rx, ry] = [Math.abs(givenX) * stretch, Math.abs(givenY) * stretch];
  const rest = Math.max(0, (rx * ry) ** 2 - (rx * py) ** 2 - (ry * px) ** 2);
  const k = (isLarge === isSweep ? -1 : 1) * Math.sqrt(rest / ((rx * py) ** 2 + (ry * px) ** 2));
  const [cpx, cpy] = [(k * rx * py) / ry, (-k * ry * px) / rx];
  const [cx, cy] = [cos * cpx - sin * cpy + (x + toX) / 2, sin * cpx + cos * cpy + (y + toY) / 2];
  const from = Math.atan2((py - cpy) / ry, (px - cpx) / rx);
  const end = Math.atan2((-py - cpy) / ry, (-px - cpx) / rx);
  const whole = 2 * Math.PI;
  const sweep = isSweep ? (end - from + whole) % whole : -((from - end + whole) % whole);
  const parts = Math.max(1, Math.ceil(Math.abs(sweep) / (Math.PI / 2) - 1e-9));
  const step = sweep / parts;
  const t = (4 / 3) * Math.tan(step / 4);
  const at = (ex: number, ey: number): readonly [number, number] => [
    cx + cos * rx * ex - sin * ry * ey,
    cy + sin * rx * ex + cos * ry * ey,
  ];
  return Array.from({ length: parts }, (_, i): Cubic => {
    const [a, b] = [from + i * step, from + (i + 1) * step];
    const [x1, y1] = at(Math.cos(a) - t * Math.sin(a), Math.sin(a) + t * Math.cos(a));
    const [x2, y2] = at(Math.cos(b) + t * Math.sin(b), Math.sin(b) - t * Math.cos(b));
    const [tx, ty] = at(Math.cos(b), Math.sin(b));
    return [x1, y1, x2, y2, tx, ty];
  });
}
