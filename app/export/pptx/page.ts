/** What a slide is drawn from and on: its size in inches, its colours, how much room words take. */

import type PptxGenJS from 'pptxgenjs';
import type { CaseDocument, ShownChart, Slide } from '../../../engine';
import type { Box } from './drawing';
import type { Picture } from './svg-marks';

export const inch = { width: 13.333, height: 7.5, margin: 0.6 };

/** A chart and where it goes once the library has written the slide. */
export interface ChartPlace {
  readonly name: string;
  readonly chart: ShownChart;
  readonly picture: Picture;
  readonly box: Box;
}

export interface SlideToDraw {
  readonly slide: Slide;
  readonly document: CaseDocument;
  readonly tabs: readonly { readonly id: Slide['section']; readonly title: string }[];
  readonly number: number;
  readonly font: string;
  readonly picture: (chart: ShownChart, width: number) => Promise<Picture>;
}

export const ink = '14171C';
export const ink2 = '464D58';
export const ink3 = '646C78';
export const accent = '4433BC';
export const line = 'CBD0D7';
export const alarm = 'B8371C';

export type Page = PptxGenJS.Slide;

export interface Room {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Letters, counting a Chinese one as two. */
export function wide(text: string): number {
  return [...text].reduce((sum, sign) => sum + (sign > '\u2e80' ? 2 : 1), 0);
}

/** A verdict of several sentences is a title too. */
export function sizeOfTitle(signs: number): number {
  if (signs > 200) return 16;
  if (signs > 110) return 20;
  return signs > 60 ? 24 : 28;
}

/** With room to spare: the font that a reader's machine puts in Arial's place may be a wider one. */
export function linesOf(text: string, size: number, width: number): number {
  const perLine = Math.max(8, Math.floor((width * 72) / (size * 0.62)));
  return Math.max(1, Math.ceil(wide(text) / perLine));
}
