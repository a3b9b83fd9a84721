/** AsciiMath before it is typeset. */

import { narrowSpace } from '../../engine';

/**
 * A figure and its unit are one atom, as are the thousands of a figure: the parser would otherwise divide the unit alone, and set
 * "1 100" as two numbers.
 */
export function wholeValues(line: string): string {
  return line.replace(
    /(−?\d[\d.\u2009]*)\s*"([^"]*)"|"[^"]*"|−?\d{1,3}(?:\u2009\d{3})+(?:\.\d+)?/g,
    (found, figure?: string, unit?: string) => {
      if (figure !== undefined && unit !== undefined) return `"${figure}${narrowSpace}${unit}"`;
      return found.startsWith('"') ? found : `"${found}"`;
    },
  );
}

/** More letters than this do not fit across a page. */
const mostLetters = 96;

/** A long sum as lines of their own, the later ones beginning with the sign: typeset formulas do not wrap, and paper does not scroll. */
export function sumLines(line: string): readonly string[] {
  let depth = 0;
  const terms = line.split(/(?= \+ )/).reduce<string[]>((whole, part) => {
    const isInside = depth > 0;
    depth += (part.match(/[([{]/g)?.length ?? 0) - (part.match(/[)\]}]/g)?.length ?? 0);
    return isInside ? [...whole.slice(0, -1), `${whole.at(-1) ?? ''}${part}`] : [...whole, part];
  }, []);
  return terms.reduce<string[]>((lines, term) => {
    const last = lines.at(-1);
    const isRoom = last !== undefined && last.length + term.length <= mostLetters;
    return isRoom ? [...lines.slice(0, -1), last + term] : [...lines, term.trimStart()];
  }, []);
}
