/** The four resources of both phases as rows: what the strip and the instrument draw. */

import type { Language } from '../diagnostics';
import { metrics } from '../metrics';
import { figures } from '../quantity-text';
import { resources, type Evaluation, type Load, type Phase } from '../types';
import type { Row, Tip } from './chart';
import { busyMetric, known, passTitles, percent, phaseTitles, resourceTitles, written } from './words';

/** Every row names the metric that a click opens in Explain. */
export function loadRows(e: Evaluation, language: Language): readonly Row[] {
  return [e.prefill, e.decode].flatMap((phase, phaseIndex) =>
    phase.load.map((load) => ({
      phase: phase.name,
      phaseTitle: phaseTitles[phase.name][language],
      phaseIndex,
      column: resources.indexOf(load.resource),
      resource: load.resource,
      hidden: `${load.resource}-hidden`,
      title: resourceTitles[load.resource][language],
      share: known(load.share.value),
      // Capacity is never hidden behind anything: its bar is solid up to the card.
      binds: load.resource === 'memory-capacity' ? known(load.share.value) : bindsShare(e, phase, load),
      tick: known(load.tick),
      alarm: load.alarm,
      chokes: phase.bottleneck === load.resource,
      percent: percent(load.share.value),
      time: load.busy ? written(load.busy) : percent(load.share.value),
      metric: busyMetricOf(phase, load),
      tip: tipOf(phase, load, language),
    })),
  );
}

function bindsShare(e: Evaluation, phase: Phase, { binds }: Load): number | null {
  const pass = e.metrics.get(`${phase.name}.time`);
  return binds && pass ? known(binds.value / pass.value) : null;
}

function busyMetricOf(phase: Phase, load: Load): string {
  return load.resource === 'memory-capacity' ? 'memory.total' : `${phase.name}.${busyMetric[load.resource]}`;
}

/** The metric that holds table 1's own measure of a row. */
export function measureMetric(phase: Phase['name'], measure: Load['measure']): string {
  return measure === 'memory.fill' ? measure : `${phase}.${measure}`;
}

function tipOf(phase: Phase, load: Load, language: Language): Tip {
  const measure = metrics[measureMetric(phase.name, load.measure)]?.title[language] ?? load.measure;
  const asRatio = load.measure === 'memory_ratio' || load.measure === 'communication_ratio';
  const write = (value: number): string => (asRatio ? `${figures(value)}×` : percent(value));
  const pass = passTitles[phase.name];
  const says = {
    en: [
      ...(load.binds && load.busy ? [`binds ${written(load.binds)}, busy ${written(load.busy)} ${pass.en}`] : []),
      `${measure} ${write(load.value.value)}, ${load.measure === 'mfu' ? 'at least' : 'at most'} ${write(load.limit.value)}`,
    ],
    zh: [
      ...(load.binds && load.busy ? [`${pass.zh}受限 ${written(load.binds)}，占用 ${written(load.busy)}`] : []),
      `${measure} ${write(load.value.value)}，${load.measure === 'mfu' ? '下限' : '上限'} ${write(load.limit.value)}`,
    ],
  };
  return {
    title: `${phaseTitles[phase.name][language]} · ${resourceTitles[load.resource][language]}`,
    value: percent(load.share.value),
    lines: says[language],
  };
}
