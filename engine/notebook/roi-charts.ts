/** An ROI case as charts: how sure the verdict is, where it breaks even, and what would change it. */

import { drawn, roiBreakEvenChart, sureDotsChart, tornadoChart, type Look } from '../charts';
import type { Text } from '../diagnostics';
import type { ShownCandidate, ShownChart, ShownRoi } from './result';
import { money } from './roi-words';

/** None of a case without a rival. */
export function roiCharts(roi: ShownRoi, look: Look): readonly ShownChart[] {
  const { own, against, sure } = roi;
  const evens = breakEvenOf(roi, look);
  if (!sure) return evens ? [evens] : [];
  const rival = against.find(({ id }) => id === sure.rival);
  const names = { own: nameOf(own, against), rival: rival ? nameOf(rival, [own, ...against]) : sure.rival };
  return [
    { ...drawn(sureDotsChart, { ...names, dots: sure.dots }, look), hint: dotsHint(names) },
    ...(evens ? [evens] : []),
    drawn(
      tornadoChart,
      {
        ...names,
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

function dotsHint({ own, rival }: { readonly own: string; readonly rival: string }): Text {
  return {
    en: `cost of ${own} against ${rival}; each dot 1 in 50`,
    zh: `${own} 成本与 ${rival} 相比；每点为五十分之一`,
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
function nameOf(candidate: ShownCandidate, others: readonly ShownCandidate[]): string {
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
            name: nameOf(each, [own, ...against]),
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
      own: { ...line, name: nameOf(own, against), ...(sure ? bandOf(sure.ownDots, 1 / line.cost) : {}) },
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
