/** What each lever of a design carries: the design without it, all others on. */

import type { Text } from '../diagnostics';
import type { MetricName } from '../types';
import { answerTo, changeIn, judged, type Change, type Subject } from './bench';
import { leverTrials } from './lever-trials';

export interface LeftOut {
  readonly id: string;
  readonly title: Text;
  /** True where no cell said so. */
  readonly stands: boolean;
  /** From the design without it to the design with it. */
  readonly changes: readonly Change[];
}

/** In canonical order; undefined where the design is no whole question yet. */
export function leaveOneOut(subject: Subject, metrics: readonly MetricName[] = judged): readonly LeftOut[] | undefined {
  const whole = answerTo(subject.design, subject.catalog);
  if (!whole) return undefined;
  return [...leverTrials(subject, whole)].flatMap((trial) => {
    if (trial.state !== 'on' || !trial.without) return [];
    const { lever, stands, without } = trial;
    return [
      {
        id: lever.id,
        title: lever.title,
        stands,
        changes: metrics.flatMap((metric) => changeIn(metric, without, whole) ?? []),
      },
    ];
  });
}
