/** LOOK.md 5 as a Vega-Lite config, and the parts of a spec that every chart shares. */

import type { Text } from '../diagnostics';
import type { Look } from './chart';
import { hatchDefinitions } from './hatch';
import { palettes, type Theme } from './palette';

const family = 'Inter Variable, Inter, PingFang SC, Microsoft YaHei, Noto Sans CJK SC, sans-serif';

function config(theme: Theme): Record<string, unknown> {
  const palette = palettes[theme];
  return {
    background: null,
    // The window names the whole chart and shows its numbers as text beside it.
    aria: false,
    font: family,
    padding: 0,
    view: { stroke: null },
    axis: {
      domainColor: palette.line2,
      tickColor: palette.line2,
      tickSize: 4,
      gridColor: palette.grid,
      labelColor: palette.ink3,
      labelFontSize: 10.5,
      titleColor: palette.ink3,
      titleFontSize: 11,
      titleFontWeight: 400,
      labelPadding: 4,
    },
    axisY: { ticks: false, domain: false },
    axisX: { grid: false },
    text: { font: family, fontSize: 11.5, color: palette.ink, baseline: 'middle' },
    rule: { color: palette.ink, strokeWidth: 1.4 },
    rect: { stroke: null },
  };
}

/** In an export; the window sets the width of its own place. */
const usualWidth = 560;

/** A layered view with a fixed height. Its rows are in the named data sets, never inline. */
export function layered(options: {
  readonly look: Look;
  readonly description: Text;
  readonly height: number;
  readonly layer: readonly Readonly<Record<string, unknown>>[];
  readonly data?: string;
  readonly transform?: readonly Readonly<Record<string, unknown>>[];
  readonly encoding?: Readonly<Record<string, unknown>>;
  readonly extra?: Readonly<Record<string, unknown>>;
}): Record<string, unknown> {
  const { look, description, height, layer, data = 'rows', transform, encoding, extra } = options;
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    description: description[look.language],
    // Whoever shows the chart puts these beside it; an export carries them along.
    usermeta: { definitions: hatchDefinitions(look.theme) },
    width: usualWidth,
    height,
    // Marks are laid out in pixels of the place: a long word must not shrink the rest.
    autosize: { type: 'none' },
    data: { name: data },
    ...(transform ? { transform } : {}),
    ...(encoding ? { encoding } : {}),
    layer,
    config: config(look.theme),
    ...extra,
  };
}

/** A channel whose field is already in pixels. */
export function pixels(field: string): Record<string, unknown> {
  return { field, type: 'quantitative', scale: null, axis: null };
}

/** A channel whose field is already a word to write. */
export function words(field: string): Record<string, unknown> {
  return { field, type: 'nominal' };
}
