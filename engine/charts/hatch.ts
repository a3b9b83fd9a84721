/** Hatched fills: SVG patterns that a spec names by url; whoever shows the chart puts their definitions in the page. */

import { resources, type Resource } from '../types';
import { palettes, type Theme } from './palette';

export type Hatched = Resource | 'alarm' | 'neutral';

const hatched: readonly Hatched[] = [...resources, 'alarm', 'neutral'];

function idOf(what: Hatched, theme: Theme): string {
  return `hatch-${what}-${theme}`;
}

/** The fill of a hatched mark. Vega's SVG renderer passes it through. */
export function hatch(what: Hatched, theme: Theme): string {
  return `url(#${idOf(what, theme)})`;
}

function colourOf(what: Hatched, theme: Theme): string {
  const palette = palettes[theme];
  if (what === 'alarm') return palette.alarm;
  return what === 'neutral' ? palette.ink4 : palette.resource[what];
}

/** The patterns of a theme as SVG text: 4 px pitch at 45°, a 16 % ground under a 1.4 px line (LOOK.md 5). */
export function hatchDefinitions(theme: Theme): string {
  const patterns = hatched.map((what) => {
    const colour = colourOf(what, theme);
    return (
      `<pattern id="${idOf(what, theme)}" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">` +
      `<rect width="4" height="4" fill="${colour}" fill-opacity="0.16"/>` +
      `<rect width="1.4" height="4" fill="${colour}"/></pattern>`
    );
  });
  return `<defs>${patterns.join('')}</defs>`;
}

/** Solid and hatched fills by name, for a scale: `compute` and `compute-hidden`. */
export function fills(theme: Theme): { readonly domain: readonly string[]; readonly range: readonly string[] } {
  const palette = palettes[theme];
  const pairs = resources.flatMap((resource): (readonly [string, string])[] => [
    [resource, palette.resource[resource]],
    [`${resource}-hidden`, hatch(resource, theme)],
  ]);
  return { domain: pairs.map(([name]) => name), range: pairs.map(([, fill]) => fill) };
}
