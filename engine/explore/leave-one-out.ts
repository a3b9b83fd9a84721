/** What each lever of a design carries: the design without it, all others on. */

import type { Text } from '../diagnostics';
import { optimizations } from '../optimizations';
import type { MetricName } from '../types';
import { answerTo, changeIn, judged, switched, type Change, type Subject } from './bench';

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
  const { design, catalog } = subject;
  const whole = answerTo(design, catalog);
  if (!whole) return undefined;
  return whole.case.applied.flatMap(({ id, stands }) => {
    const lever = optimizations.find((each) => each.id === id);
    const without = lever && answerTo(switched(design, id, { on: false }), catalog);
    if (!without) return [];
    const changes = metrics.flatMap((metric) => changeIn(metric, without, whole) ?? []);
    return [{ id, title: lever.title, stands, changes }];
  });
}
