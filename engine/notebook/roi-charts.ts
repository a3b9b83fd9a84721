/** An ROI case as charts: how sure the verdict is, where it breaks even, and what would change it. */

import { drawn, roiBreakEvenChart, sureDotsChart, tornadoChart, type Look, type Sides } from '../charts';
import type { Text } from '../diagnostics';
import type { ShownCandidate, ShownChart, ShownRoi } from './result';
import { money } from './roi-words';

/** None of a case without a rival. */
export function roiCharts(roi: ShownRoi, look: Look): readonly ShownChart[] {
  const { own, against, sure } = roi;
  const evens = breakEvenOf(roi, look);
  if (!sure) return evens ? [evens] : [];
  const rival = against.find(({ id }) => id === sure.rival);
  const names = {
    own: shownName(own, against),
    rival: rival ? shownName(rival, [own, ...against]) : (sure.rival ?? ''),
  };
  const sides = sidesOf[sure.against];
  return [
    {
      ...drawn(sureDotsChart, { name: dotName(sure.against, names, look), sides, dots: sure.dots }, look),
      hint: dotsHint(sure.against, names),
    },
    ...(evens ? [evens] : []),
    drawn(
      tornadoChart,
      {
        own: sure.against === 'rival' ? names.own : '',
        sides,
        now: sure.now,
        bars: [
          ...sure.bars,
          ...sure.alsoRuns.map(({ title, outcome }) => ({
            title: alsoTitle(names.rival, title),
            low: { text: '', outcome: sure.now },
            high: { text: yes[look.language], outcome },
            basis: yesOrNo,
          })),
        ].sort((a, b) => width(b) - width(a)),
      },
      look,
    ),
  ];
}

type Held = NonNullable<ShownRoi['sure']>['against'];
type Names = { readonly own: string; readonly rival: string };

const sidesOf: Readonly<Record<Held, Sides>> = {
  rival: {
    under: { en: 'cheaper', zh: '更便宜' },
    over: { en: 'dearer', zh: '更贵' },
    line: { en: 'same cost', zh: '成本相同' },
    isJudged: true,
  },
  price: {
    under: { en: 'under the selling price', zh: '低于售价' },
    over: { en: 'above', zh: '高于售价' },
    line: { en: 'selling price', zh: '售价' },
    isJudged: true,
  },
  itself: {
    under: { en: 'below', zh: '更低' },
    over: { en: 'above', zh: '更高' },
    line: { en: 'as computed', zh: '计算值' },
    isJudged: false,
  },
};

const others: Readonly<Record<Exclude<Held, 'rival'>, Text>> = {
  price: { en: 'the selling price', zh: '售价' },
  itself: { en: 'what was computed', zh: '计算值' },
};

function dotName(held: Held, { own, rival }: Names, { language }: Look): string {
  return `${own} / ${held === 'rival' ? rival : others[held][language]}`;
}

function dotsHint(held: Held, { own, rival }: Names): Text {
  const other = held === 'rival' ? { en: rival, zh: rival } : others[held];
  return {
    en: `cost of ${own} against ${other.en}; each dot 1 in 50`,
    zh: `${own} 成本与${held === 'rival' ? ` ${rival} ` : other.zh}相比；每点为五十分之一`,
  };
}

const yes: Text = { en: 'yes', zh: '是' };
const yesOrNo: Text = { en: 'yes or no', zh: '是或否' };

function width({ low, high }: { readonly low: { outcome: number }; readonly high: { outcome: number } }): number {
  return Math.abs(high.outcome - low.outcome);
}

function alsoTitle(rival: string, title: Text): Text {
  return { en: `${rival} also runs ${title.en}`, zh: `${rival} 也启用${title.zh}` };
}

/** The chips, with the cell where another candidate has the same. */
export function shownName(candidate: ShownCandidate, others: readonly ShownCandidate[]): string {
  const alike = others.some(({ id, chips }) => id !== candidate.id && chips === candidate.chips);
  return candidate.chips === '' || alike ? candidate.id : candidate.chips;
}

function breakEvenOf({ own, against, currency, line, sure }: ShownRoi, look: Look): ShownChart | undefined {
  if (!line) return undefined;
  const rivals = against.flatMap((each) => {
    const even = each.breakEven?.value;
    return even === undefined || even === null || each.perMillion === undefined
      ? []
      : [
          {
            name: shownName(each, [own, ...against]),
            cost: each.perMillion,
            even,
            ...(sure?.rival === each.id ? bandOf(sure.rivalDots, each.perMillion) : {}),
          },
        ];
  });
  if (rivals.length === 0) return undefined;
  return drawn(
    roiBreakEvenChart,
    {
      currency,
      own: { ...line, name: shownName(own, against), ...(sure ? bandOf(sure.ownDots, 1 / line.cost) : {}) },
      rivals,
      write: (value) => money(value, currency),
    },
    look,
  );
}

/** The dots are quantiles at 1 %, 3 % … 99 %: the sixth is the 11th in a hundred, the 45th the 89th. */
function bandOf(dots: readonly number[], times: number): { readonly band?: readonly [number, number] } {
  const [low, high] = [dots[5], dots[44]];
  return low === undefined || high === undefined ? {} : { band: [low * times, high * times] };
}
