/** HTML as text: everything put into it is escaped unless it is markup already. */

import { narrowSpace } from '../../engine';

export interface Markup {
  readonly markup: string;
}

type Part = Markup | string | number | readonly Part[] | undefined | false;

export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return { markup: strings.reduce((text, piece, i) => text + piece + write(parts[i]), '') };
}

/** Markup from a maker that escapes for itself (our SVG, our style sheet). */
export function trusted(markup: string): Markup {
  return { markup };
}

function write(part: Part): string {
  if (part === undefined || part === false) return '';
  if (typeof part === 'string' || typeof part === 'number') return escape(String(part));
  return 'markup' in part ? part.markup : part.map(write).join('');
}

/** A number may not part at the thin spaces between its thousands, where a line would break. */
function escape(text: string): string {
  return text.replaceAll('\u2009', narrowSpace).replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
