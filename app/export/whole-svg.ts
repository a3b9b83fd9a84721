/** A chart as an SVG file of its own: with the patterns it names, and a ground to stand on. */

import type { ShownChart } from '../../engine';

export function wholeSvg(svg: string, { spec }: ShownChart): string {
  return svg.replace(
    /^<svg[^>]*>/,
    (open) => `${open}${definitionsOf(spec)}<rect width="100%" height="100%" fill="#FFFFFF"/>`,
  );
}

function definitionsOf({ usermeta }: ShownChart['spec']): string {
  const carries = typeof usermeta === 'object' && usermeta !== null && 'definitions' in usermeta;
  return carries && typeof usermeta.definitions === 'string' ? usermeta.definitions : '';
}
