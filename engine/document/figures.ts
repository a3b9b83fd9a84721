/** The numbers that a case is judged by, each with its origin. */

import type { Fleet } from '../decide/fleet';
import type { Roi } from '../decide/roi';
import type { Text } from '../diagnostics';
import { metrics as metricInfo } from '../metrics';
import { nameOf } from '../notebook/roi-words';
import { shownNumber, writtenNumber } from '../notebook/show';
import { isKnown, type Q } from '../quantity';
import { figures, format } from '../quantity-text';
import type { Evaluation, MetricName } from '../types';
import type { Figure, Say } from './document';
import { objectivesOf } from '../decide/slo-odds';
import type { Study, Subject } from './subjects';

/** A figure with the number it was made of, for its facts and its derivation. */
export interface Headline {
  readonly figure: Figure;
  readonly q: Q;
}

const asked: readonly MetricName[] = [
  'serving.tpot',
  'serving.ttft',
  'serving.throughput_per_card',
  'memory.fill',
  'cost.per_output_token',
  'cost.per_request',
];

export function headlinesOf({ roi, subjects }: Study, say: Say): readonly Headline[] {
  const [own, ...rivals] = subjects;
  if (!own) return [];
  const { currency } = own.design;
  // The others stand in the tables: beside a figure only the rival that decides.
  const decides = roi?.roi.verdict?.rival.id;
  const beaten = roi ? rivals.filter(({ cell }) => cell === decides) : rivals;
  return [
    ...(roi ? moneyHeadlines(roi.cell, roi.roi, { currency, say }) : []),
    ...asked.flatMap((metric) => {
      const q = own.metrics.get(metric);
      // With a fleet a request is priced with whole nodes above.
      if (!q || !isKnown(q) || (roi && metric.startsWith('cost.per_request'))) return [];
      const note = noteOf(metric, own.evaluation, beaten, say);
      return [{ q, figure: figureOf({ cell: own.cell, metric, q, currency, say, note }) }];
    }),
  ];
}

interface Telling {
  readonly currency: string;
  readonly say: Say;
}

function moneyHeadlines(cell: string, { own, against, metrics, verdict }: Roi, { currency, say }: Telling): Headline[] {
  const { answer } = own;
  if (answer.kind !== 'fleet') return [];
  const rival = verdict?.rival;
  const beside = (of: (fleet: Fleet) => Q | undefined): string | undefined => {
    const q = rival?.answer.kind === 'fleet' ? of(rival.answer) : undefined;
    return rival && q && isKnown(q) ? `${nameOf(rival, [own, ...against])}: ${writtenNumber(q, currency)}` : undefined;
  };
  const made: Headline[] = [];
  const add = (metric: MetricName, q: Q | undefined, label?: Text, note?: string): void => {
    if (!q || !isKnown(q)) return;
    made.push({ q, figure: figureOf({ cell, metric, q, currency, say, label, note }) });
  };
  const { money } = answer;
  add(
    'roi.cost_per_request',
    money?.request,
    labels.request,
    beside((fleet) => fleet.money?.request),
  );
  add(
    'fleet.hour',
    money?.hour,
    labels.hour,
    beside((fleet) => fleet.money?.hour),
  );
  add('roi.break_even_card_hour', metrics.get('roi.break_even_card_hour'));
  add('roi.margin', metrics.get('roi.margin'));
  const back = metrics.get('roi.payback');
  if (back && back.value > 0) add('roi.payback', back);
  if (back && back.value > 0) add('roi.npv', metrics.get('roi.npv'));
  return made;
}

const labels = {
  request: { en: 'cost of a request, whole nodes paid', zh: '每请求成本（按整节点付费）' },
  hour: { en: 'cost of the fleet an hour', zh: '机群每小时成本' },
} as const satisfies Record<string, Text>;

function noteOf(metric: MetricName, evaluation: Evaluation, rivals: readonly Subject[], say: Say): string | undefined {
  const goal = objectivesOf(evaluation).find(({ name }) => metric === `serving.${name.toLowerCase()}`);
  const others = rivals.flatMap(({ name, metrics, design }) => {
    const q = metrics.get(metric);
    return q && isKnown(q) ? [`${name}: ${writtenNumber(q, design.currency)}`] : [];
  });
  const { perCard } = evaluation.case.workload;
  const speed =
    metric === 'serving.tpot'
      ? [
          say({
            en: `${format(perCard)}, ${speedText(evaluation)} each`,
            zh: `每卡 ${figures(perCard.value)} 个用户，各 ${speedText(evaluation)}`,
          }),
        ]
      : [];
  const wanted = goal ? [say({ en: `at most ${format(goal.most)}`, zh: `至多 ${format(goal.most)}` })] : [];
  const all = [...wanted, ...speed, ...others];
  return all.length === 0 ? undefined : all.join(' · ');
}

function speedText({ metrics }: Evaluation): string {
  const tpot = metrics.get('serving.tpot')?.value ?? Number.NaN;
  return format({ value: 1 / tpot, unit: 'token/s' });
}

interface Made extends Telling {
  readonly cell: string;
  readonly metric: MetricName;
  readonly q: Q;
  readonly label?: Text | undefined;
  readonly note?: string | undefined;
}

function figureOf({ cell, metric, q, currency, say, label, note }: Made): Figure {
  return {
    label: say(label ?? metricInfo[metric]?.title ?? { en: metric, zh: metric }),
    number: shownNumber(q, currency),
    ...(note === undefined ? {} : { note }),
    cell,
    metric,
  };
}
