/** How wide text is where there is no canvas to ask: Vega cuts and places words by it. Widths are Inter's, a hundred to the em. */

// Modules that only the bundler or Vega itself knows: also seen from the tests, whose project does not hold this folder.
// eslint-disable-next-line @typescript-eslint/triple-slash-reference
/// <reference path="./vega-text.d.ts" />
import { textMetrics } from 'vega';

const narrow = new Set("iljtfrI.,:;'|!()[] \u2009\u202f·/");
const broad = new Set('mwMW@%—');
const ems = { narrow: 0.31, broad: 0.88, capital: 0.7, figure: 0.62, small: 0.56, chinese: 1 };

function emOf(sign: string): number {
  if (sign > '\u2e80') return ems.chinese;
  if (narrow.has(sign)) return ems.narrow;
  if (broad.has(sign)) return ems.broad;
  if (sign >= '0' && sign <= '9') return ems.figure;
  return sign >= 'A' && sign <= 'Z' ? ems.capital : ems.small;
}

export function widthOf(text: string, size: number): number {
  return size * [...text].reduce((sum, sign) => sum + emOf(sign), 0);
}

/** Vega's own guess is eight tenths of the size for each letter, which cuts names that have room. */
export function measureText(): void {
  textMetrics.width = (item, text) => widthOf(textOf(text), item.fontSize ?? 11);
}

function textOf(text: unknown): string {
  return typeof text === 'string' || typeof text === 'number' ? String(text) : '';
}
