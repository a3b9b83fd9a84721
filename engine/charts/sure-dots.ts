/** How often the verdict holds, to be counted: fifty quantiles of the own cost against the rival's, each a dot. */

import { figures } from '../quantity-text';
import type { Chart, Row, Tip } from './chart';
import { layered, pixels, words } from './config';
import { palettes } from './palette';
import type { Sides } from './sides';
import { percent } from './words';

export interface SureSubject {
  /** What each dot is of. */
  readonly name: string;
  readonly sides: Sides;
  /** Own cost ÷ the other's − 1, rising. */
  readonly dots: readonly number[];
}

const step = 9;
const headHeight = 36;
const footHeight = 20;
/** Dots that stand over one another are as far apart as a dot is wide. */
const bins = 36;
/** Share of the width that the words under the line and a figure beside them take. */
const roomForWords = 0.2;

/** What stands left and right of the line of the same cost; both on one side where the other has no room. */
function besideLine(share: number, [cheaper, dearer]: readonly [string, string]) {
  const both = `${cheaper} · ${dearer}`;
  if (share < 0.22) return { cheaper: '', dearer: both };
  if (share > 0.88) return { cheaper: both, dearer: '' };
  return { cheaper, dearer };
}

export const sureDots: Chart<SureSubject> = {
  id: 'sure-dots',
  title: { en: 'How sure', zh: '把握' },
  hint: { en: 'each dot is one draw in fifty; hollow: it does not hold', zh: '每点代表五十分之一；空心：结论不成立' },
  draw({ name, sides, dots }, look) {
    const palette = palettes[look.theme];
    const shown = dots.filter(Number.isFinite);
    const [least, most] = [Math.min(0, ...shown), Math.max(0, ...shown)];
    const extent = Math.max(0.02, most - least);
    const [from, to] = [least - 0.04 * extent, most + 0.04 * extent];
    const at = (value: number): number => (value - from) / (to - from);
    const stacks = new Map<number, number>();
    const rows = shown.map((value): Row => {
      const bin = Math.floor(at(value) * bins);
      // A bin does not reach over the line of the same cost.
      const key = value < 0 ? bin : bin + bins;
      const height = stacks.get(key) ?? 0;
      stacks.set(key, height + 1);
      const bound = at(0) * bins;
      const centre = bin + 0.5;
      return {
        share: (value < 0 ? Math.min(centre, bound - 0.5) : Math.max(centre, bound + 0.5)) / bins,
        height,
        dearer: sides.isJudged && value >= 0,
        tip: { title: name, value: signed(value), lines: [] } satisfies Tip,
      };
    });
    const tallest = Math.max(1, ...stacks.values());
    const bottom = headHeight + tallest * step;
    const cheaper = shown.filter((value) => value < 0).length;
    const { under, over } = sides;
    const more = figures(shown.length - cheaper);
    const counts: Record<'en' | 'zh', [string, string]> = {
      en: [`${figures(cheaper)} of ${figures(shown.length)} ${under.en}`, `${more} ${over.en}`],
      zh: [`${figures(shown.length)} 次中 ${figures(cheaper)} 次${under.zh}`, `${more} 次${over.zh}`],
    };
    const count = counts[look.language];
    const same = sides.line[look.language];
    const wide = (share: string) => `width * ${share}`;
    return {
      data: {
        rows,
        lines: [{ share: at(0), ...besideLine(at(0), count) }],
        ticks: [
          { share: at(least), text: least < 0 && at(0) - at(least) > roomForWords ? signed(least) : '', align: 'left' },
          { share: at(0), text: same, align: at(0) < 0.1 ? 'left' : at(0) > 0.9 ? 'right' : 'center' },
          { share: at(most), text: most > 0 && at(most) - at(0) > roomForWords ? signed(most) : '', align: 'right' },
        ],
      },
      spec: layered({
        look,
        description: sureDots.title,
        height: bottom + footHeight,
        transform: [
          { calculate: wide('datum.share'), as: 'x' },
          { calculate: `${bottom} - (datum.height + 0.5) * ${step}`, as: 'y' },
        ],
        layer: [
          {
            data: { name: 'lines' },
            mark: { type: 'rule', color: palette.line2, x: 0, x2: 'width', y: bottom },
            encoding: {},
          },
          {
            mark: {
              type: 'point',
              filled: true,
              opacity: 1,
              size: 50,
              strokeWidth: 1.4,
              cursor: 'pointer',
              tooltip: { content: 'data' },
            },
            encoding: {
              x: pixels('x'),
              y: pixels('y'),
              fill: { condition: { test: 'datum.dearer', value: palette.surface }, value: palette.accent },
              stroke: { condition: { test: 'datum.dearer', value: palette.alarm }, value: palette.accent },
            },
          },
          {
            data: { name: 'lines' },
            transform: [{ calculate: wide('datum.share'), as: 'x' }],
            mark: { type: 'rule', strokeWidth: 1.4, color: palette.ink, y: headHeight - 28, y2: bottom },
            encoding: { x: pixels('x') },
          },
          ...(['cheaper', 'dearer'] as const).map((field) => ({
            data: { name: 'lines' },
            transform: [{ calculate: wide('datum.share'), as: 'x' }],
            mark: {
              type: 'text',
              fontWeight: 600,
              fontSize: 11,
              align: field === 'cheaper' ? 'right' : 'left',
              dx: field === 'cheaper' ? -7 : 7,
              y: headHeight - 22,
              color: field === 'cheaper' || !sides.isJudged ? palette.accent : palette.alarm,
            },
            encoding: { x: pixels('x'), text: words(field) },
          })),
          ...(['left', 'center', 'right'] as const).map((align) => ({
            data: { name: 'ticks' },
            transform: [{ filter: `datum.align === '${align}'` }, { calculate: wide('datum.share'), as: 'x' }],
            mark: {
              type: 'text',
              fontSize: 10.5,
              align: align === 'center' ? 'center' : align,
              color: align === 'center' ? palette.ink : palette.ink3,
              y: bottom + footHeight / 2 + 1,
            },
            encoding: { x: pixels('x'), text: words('text') },
          })),
        ],
      }),
    };
  },
};

function signed(share: number): string {
  return `${share > 0 ? '+' : share < 0 ? '−' : ''}${percent(Math.abs(share))}`;
}
