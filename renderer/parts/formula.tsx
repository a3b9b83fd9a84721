/** A line of AsciiMath as native MathML, shrunk to its column where it is too wide, else scrolled. */

import mathup from 'mathup';
import { useLayoutEffect, useRef } from 'react';
import { narrowSpace } from './number';

const least = 0.72;

export function Formula({ line, label }: { readonly line: string; readonly label?: string }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const frame = box.current;
    if (!frame) return;
    frame.replaceChildren(mathup(wholeValues(line), { display: 'block' }).toDOM());
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
