/** A line of AsciiMath as native MathML: shrunk to its column where it is a little too wide; a long sum is broken at its terms. */

import mathup from 'mathup';
import { useLayoutEffect, useRef } from 'react';
import { narrowSpace } from './number';

const least = 0.72;
const longSum = 5;

export function Formula({ line, label }: { readonly line: string; readonly label?: string }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const frame = box.current;
    if (!frame) return;
    const atoms = wholeValues(line);
    const terms = termsOf(atoms);
    const isLong = terms.length >= longSum;
    frame.classList.toggle('formula-long', isLong);
    frame.replaceChildren(
      ...(isLong ? terms : [atoms]).map((part) => mathup(part, { display: isLong ? 'inline' : 'block' }).toDOM()),
    );
    const fit = () => {
      frame.style.fontSize = '';
      const share = frame.clientWidth / frame.scrollWidth;
      if (share < 1) frame.style.fontSize = `${Math.max(least, share * 0.98)}em`;
    };
    fit();
    const watch = new ResizeObserver(fit);
    watch.observe(frame.parentElement ?? frame);
    return () => {
      watch.disconnect();
    };
  }, [line]);
  return <div ref={box} className="formula" aria-label={label} />;
}

/**
 * A figure and its unit are one atom, as are the thousands of a figure: the parser would otherwise divide the unit
 * alone, and set "1 100" as two numbers.
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

/** Cut after every plus that stands in no bracket and no quotation: "t = a + b" → "t = a +", "b". */
export function termsOf(line: string): string[] {
  const terms: string[] = [];
  let depth = 0;
  let isQuoted = false;
  let start = 0;
  for (let at = 0; at < line.length; at++) {
    const sign = line[at];
    if (sign === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (sign === '(' || sign === '[' || sign === '{') depth++;
    else if (sign === ')' || sign === ']' || sign === '}') depth--;
    else if (depth === 0 && line.startsWith(' + ', at)) {
      terms.push(line.slice(start, at + 2));
      start = at + 3;
    }
  }
  return [...terms, line.slice(start)];
}
