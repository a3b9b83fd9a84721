/** The hatch patterns that charts name by url: put into the page once a theme, and into every exported picture. */

import type { ShownChart } from '../../app/contract';

const place = 'chart-definitions';

/** The `<defs>` a chart carries for its fills, as SVG text. */
export function definitionsOf(spec: ShownChart['spec']): string {
  const { usermeta } = spec;
  const carries = typeof usermeta === 'object' && usermeta !== null && 'definitions' in usermeta;
  return carries && typeof usermeta.definitions === 'string' ? usermeta.definitions : '';
}

const placed = new Set<string>();

/** Patterns of a theme have ids of their own: both themes may be in the page, and neither is put there twice. */
export function placeDefinitions(definitions: string): void {
  if (definitions === '' || placed.has(definitions)) return;
  placed.add(definitions);
  const parsed = new DOMParser().parseFromString(svg(definitions), 'image/svg+xml').documentElement;
  parsed.setAttribute('class', place);
  parsed.setAttribute('aria-hidden', 'true');
  document.body.append(document.importNode(parsed, true));
}

// Not display: none: a pattern inside what is not rendered paints nothing.
function svg(inner: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0" style="position:absolute">${inner}</svg>`;
}
