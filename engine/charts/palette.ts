/** The colours of LOOK.md 2, the only ones in the engine. */

import type { Resource } from '../types';

export type Theme = 'light' | 'dark';

export interface Palette {
  readonly surface: string;
  readonly track: string;
  readonly grid: string;
  readonly line: string;
  readonly line2: string;
  readonly ink: string;
  readonly ink2: string;
  readonly ink3: string;
  readonly ink4: string;
  readonly accent: string;
  readonly alarm: string;
  readonly resource: Readonly<Record<Resource, string>>;
  /** Text laid over a bar of that resource. */
  readonly onResource: Readonly<Record<Resource, string>>;
}

export const palettes: Readonly<Record<Theme, Palette>> = {
  light: {
    surface: '#FFFFFF',
    track: '#ECEEF1',
    grid: '#E9EBEE',
    line: '#E2E5E9',
    line2: '#CBD0D7',
    ink: '#14171C',
    ink2: '#464D58',
    ink3: '#646C78',
    ink4: '#A2A9B3',
    accent: '#5342D0',
    alarm: '#B8371C',
    resource: {
      compute: '#C96F00',
      'memory-capacity': '#2B9E92',
      'memory-bandwidth': '#1A5DB0',
      communication: '#8A1E5A',
    },
    onResource: {
      compute: '#1C0F00',
      'memory-capacity': '#00211D',
      'memory-bandwidth': '#FFFFFF',
      communication: '#FFFFFF',
    },
  },
  dark: {
    surface: '#15181C',
    track: '#23282E',
    grid: '#22272D',
    line: '#262B32',
    line2: '#3A414B',
    ink: '#E8EBEF',
    ink2: '#AAB2BD',
    ink3: '#87919D',
    ink4: '#545C67',
    accent: '#A396FF',
    alarm: '#FF8A6E',
    resource: {
      compute: '#E39A2D',
      'memory-capacity': '#9ADBD0',
      'memory-bandwidth': '#4D9BEF',
      communication: '#C0558A',
    },
    onResource: {
      compute: '#1C0F00',
      'memory-capacity': '#00211D',
      'memory-bandwidth': '#00122B',
      communication: '#1B0010',
    },
  },
};

/** So much of one colour in another, both as #rrggbb. */
export function mixed(of: string, into: string, share: number): string {
  const parts = channels(of).map((channel, i) => Math.round(share * channel + (1 - share) * (channels(into)[i] ?? 0)));
  return `#${parts.map((each) => each.toString(16).padStart(2, '0')).join('')}`;
}

/** The one of two inks that reads better on a ground. */
export function readable(ground: string, inks: readonly [string, string]): string {
  const [one, other] = inks;
  return contrast(one, ground) >= contrast(other, ground) ? one : other;
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}

/** WCAG 2. */
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
