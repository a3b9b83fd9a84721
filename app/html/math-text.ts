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
