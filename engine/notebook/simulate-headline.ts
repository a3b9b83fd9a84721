/** What a simulate cell shows above its charts: the figures that matter, and the state at each moment of the run. */

import type { Text } from '../diagnostics';
import { figures, format, show } from '../quantity-text';
import type { Answer } from '../simulate/answer';
import { cardsOf, timelineRows } from '../simulate/timeline';
import { numberFor } from '../simulate/trace';
import type { MetricName } from '../types';
import type { ShownNumber, ShownSimulation, ShownVital } from './result';
import type { Ready } from './simulate-ask';
import { simulatedNumber, simulatedShare } from './simulate-cells';
import type { SimulationRecord } from './simulate-run';

/** So few requests need not be asked for: they take about a second. */
const short = 20_000;

export function waitingSimulation({ total: requests, key }: Pick<Ready, 'total' | 'key'>): ShownSimulation {
  return {
    state: 'waiting',
    question: String(numberFor(key)),
    requests: Number.isFinite(requests) ? Math.round(requests) : null,
    requestsText: figures(Math.round(requests), 4),
    isShort: requests <= short,
    vitals: [],
  };
}

export function shownSimulation(ready: Ready, { answer }: SimulationRecord): ShownSimulation {
  return {
    ...waitingSimulation(ready),
    state: 'done',
    vitals: vitalsOf(ready, answer),
    timeline: timelineOf(answer),
    kept: { rows: answer.requests.length, of: answer.finished },
  };
}

/** A moment's figures are many and opened nowhere: no more than is read. */
function lean({ text, unit }: Pick<ShownNumber, 'text' | 'unit'>, value: number): ShownNumber {
  return { text, unit, value, unitName: '1', origin: 'question' };
}

function vitalsOf({ kase }: Ready, answer: Answer): readonly ShownVital[] {
  const { latency, goodput, requestsPerSecond } = answer;
  const { sloTtft, sloTpot } = kase.workload;
  const cards = cardsOf(answer);
  const room = Math.max(0, ...answer.series.map(({ kv }) => kv / cards.decode));
  const queue = Math.max(0, ...answer.series.map(({ queued }) => queued));
  const held = (id: string, title: Text, metric: MetricName, value: number, slo: number | undefined): ShownVital => ({
    id,
    title,
    metric,
    number: simulatedNumber(value, 's'),
    ...(slo === undefined ? {} : { ...against(slo, value) }),
  });
  return [
    ...(sloTtft || sloTpot
      ? [
          {
            id: 'inside',
            title: { en: 'inside the SLO', zh: '满足 SLO' },
            number: simulatedShare(goodput / requestsPerSecond),
          },
        ]
      : []),
    held('ttft', { en: 'TTFT p99', zh: 'TTFT P99' }, 'sim.ttft.p99', latency.ttft.p99.value, sloTtft?.value),
    held('tpot', { en: 'TPOT p99', zh: 'TPOT P99' }, 'sim.tpot.p99', latency.tpot.p99.value, sloTpot?.value),
    {
      id: 'goodput',
      title: { en: 'goodput', zh: '有效吞吐' },
      metric: 'sim.goodput',
      number: simulatedNumber(goodput, '1/s'),
      note: {
        en: `of ${format({ value: requestsPerSecond, unit: '1/s' })} finished`,
        zh: `完成 ${format({ value: requestsPerSecond, unit: '1/s' })}`,
      },
    },
    {
      id: 'throughput',
      title: { en: 'output a card', zh: '单卡输出' },
      metric: 'sim.throughput_per_card',
      number: simulatedNumber(answer.tokensPerSecondPerCard, 'token/s'),
    },
    {
      id: 'kv',
      title: { en: 'KV held, peak', zh: 'KV 占用峰值' },
      metric: 'sim.utilisation.kv',
      number: simulatedShare(room),
      note: { en: `mean ${shareText(answer.utilisation.kv)}`, zh: `均值 ${shareText(answer.utilisation.kv)}` },
    },
    { id: 'queue', title: { en: 'longest queue', zh: '最长队列' }, number: simulatedNumber(Math.round(queue), '1') },
  ];
}

function shareText(value: number): string {
  const { text, unit } = simulatedShare(value);
  return `${text}\u202f${unit}`;
}

function against(slo: number, value: number): Pick<ShownVital, 'note' | 'isMissed'> {
  const told = format({ value: slo, unit: 's' });
  const isMissed = value > slo;
  return {
    isMissed,
    note: isMissed ? { en: `SLO ${told}, over`, zh: `SLO ${told}，超出` } : { en: `SLO ${told}`, zh: `SLO ${told}` },
  };
}

function timelineOf(answer: Answer): NonNullable<ShownSimulation['timeline']> {
  const cards = cardsOf(answer);
  return {
    rows: timelineRows.map(({ id, title, unit }) => ({ id, title, unit })),
    moments: answer.series.map((row) => ({
      at: row.time,
      time: lean(show(row.time, 's'), row.time),
      figures: timelineRows.map(({ kind, of }) => {
        const value = of(row, cards);
        return lean(kind === 'share' ? simulatedShare(value) : { text: figures(value), unit: '' }, value);
      }),
    })),
  };
}
