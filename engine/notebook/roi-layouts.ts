/** The layouts that an ROI case may try for each candidate, so that chips are compared each in the one that suits it. */

import { diagnostic, type Diagnostic } from '../diagnostics';
import type { LaidDesign } from '../decide/layout-choice';
import { pointsIn, type Axis } from '../explore/space';
import type { Known } from './kind';
import { parallelism } from './kinds/parallelism';
import type { Shape } from './shape';
import { axesShape, productText } from './sweep-axes';

/** An edit waits for all of them, of every candidate. */
const mostLayouts = 32;

export function layoutsShape(known: Known): Shape<readonly Axis[]> {
  const axes = axesShape([parallelism], known);
  return {
    ...axes,
    example: '{decode.ep: [16, 32]}',
    read: (value, report) => {
      const read = axes.read(value, report);
      if (!read || pointsIn({ axes: read }) <= mostLayouts) return read;
      const told = { layouts: String(pointsIn({ axes: read })), most: String(mostLayouts), axes: productText(read) };
      report(diagnostic('roi.many-layouts', told, { at: value.at }));
      return undefined;
    },
  };
}

export const layoutWords = {
  title: { en: 'Layouts', zh: '布局' },
  meaning: {
    en: 'Fields of the layout with values to try: each candidate takes the one that serves the load at the least cost',
    zh: '布局字段及可试取值：每个候选取承载该负载成本最低的一种',
  },
  standard: 'their own',
};

export type Laid = LaidDesign & { readonly id: string };

/** Which each candidate took. */
export function layoutsTaken(candidates: readonly Laid[], axes: readonly Axis[]): Diagnostic[] {
  if (axes.length === 0) return [];
  const tried = pointsIn({ axes });
  return candidates.map(({ id, taken }) =>
    diagnostic('roi.layout', { id, taken, tried }, { path: ['roi', 'layouts'] }),
  );
}
