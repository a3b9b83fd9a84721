/** Answer → the metrics of contract.md, each resting on the times of the design that was simulated. */

import { gather } from '../formula';
import { metrics as metricInfo } from '../metrics';
import { question, type Q } from '../quantity';
import type { Evaluation, MetricName } from '../types';
import { latencies, statistics, type Answer } from './answer';

const meanings = {
  prefill: { en: 'time of the prefill pass', zh: 'Prefill 一趟的时间' },
  step: { en: 'time of a decode step', zh: 'Decode 一步的时间' },
  arrived: { en: 'requests simulated', zh: '仿真的请求数' },
  seed: { en: 'seed of the random numbers', zh: '随机数种子' },
};

/** By name; a percentile that nothing was observed for is left out. */
export function figuresOf(answer: Answer, closed: Evaluation, seed: number): ReadonlyMap<MetricName, Q> {
  const terms = (): Record<string, Q> => {
    const [prefill, step] = [closed.metrics.get('prefill.time'), closed.metrics.get('decode.time')];
    return {
      ...(prefill ? { prefill } : {}),
      ...(step ? { step } : {}),
      arrived: question(answer.arrived, '1', meanings.arrived),
      seed: question(seed, '1', meanings.seed),
    };
  };
  const figure = (name: MetricName, value: number): [MetricName, Q][] => {
    const info = metricInfo[name];
    if (!info || Number.isNaN(value)) return [];
    const q = gather({
      id: name,
      title: info.title,
      symbol: '"sim"',
      unit: info.unit,
      isShare: info.reads === '%',
      value,
      terms,
      meanings,
      write: (names) => `"simulate"(${names.join(', ')})`,
    });
    return [[name, q]];
  };
  const { spent, utilisation } = answer;
  return new Map<MetricName, Q>([
    ...figure('sim.arrived', answer.arrived),
    ...figure('sim.finished', answer.finished),
    ...figure('sim.in_flight', answer.inFlight),
    ...figure('sim.preempted', answer.preempted),
    ...figure('sim.mean_in_system', answer.meanInSystem),
    ...figure('sim.throughput_requests', answer.requestsPerSecond),
    ...figure('sim.throughput_per_card', answer.tokensPerSecondPerCard),
    ...figure('sim.goodput', answer.goodput),
    ...latencies.flatMap((latency) =>
      statistics.flatMap((statistic) =>
        figure(`sim.${latency}.${statistic}`, answer.latency[latency][statistic].value),
      ),
    ),
    ...figure('sim.utilisation.compute', utilisation.compute),
    ...figure('sim.utilisation.memory', utilisation.memory),
    ...figure('sim.utilisation.link', utilisation.link),
    ...figure('sim.utilisation.kv', utilisation.kv),
    ...figure('sim.waste.imbalance', spent.imbalance),
    ...figure('sim.waste.idle', spent.idle),
    ...figure('sim.waste.host', spent.host),
    ...figure('sim.waste.preemption', spent.preemption),
  ]);
}
