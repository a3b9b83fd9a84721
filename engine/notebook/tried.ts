/** One design with one field at several values: the points of a curve, each answered as a cell would be. */

import type { Catalog } from '../catalog';
import type { PointState } from '../charts';
import type { Diagnostic, Text } from '../diagnostics';
import { operate, type Operated } from '../explore/operating-point';
import { withoutDerivations } from '../formula';
import type { Design, MetricName } from '../types';
import type { FieldValue } from './curve-fields';
import type { Known } from './kind';
import { kinds } from './kinds';
import { axesShape } from './sweep-axes';
import type { Value } from './yaml-body';

export interface Tried {
  readonly value: FieldValue;
  /** By metric; NaN where there is no figure. */
  readonly figures: ReadonlyMap<MetricName, number>;
  readonly state: PointState;
  readonly reason?: Text;
}

export interface Trying {
  readonly design: Design;
  /** As a sweep names it. */
  readonly field: string;
  readonly values: readonly FieldValue[];
  readonly metrics: readonly MetricName[];
  readonly catalog: Catalog;
  readonly known: Known;
}

const nowhere = { line: 1, column: 1 };

/** The points in the order of the values; the problem of the field or of a value that cannot be read. */
export function tried({ design, field, values, metrics, catalog, known }: Trying): readonly Tried[] | Diagnostic {
  const problems: Diagnostic[] = [];
  const items = values.map(({ text }): Value => ({ kind: 'scalar', text, at: nowhere }));
  const defining = kinds.filter((kind) => kind.defines);
  const axes = axesShape(defining, known).read(
    {
      kind: 'map',
      at: nowhere,
      entries: [{ key: field, keyAt: nowhere, value: { kind: 'list', items, at: nowhere } }],
    },
    (problem) => problems.push(problem),
  );
  const [axis] = axes ?? [];
  if (!axis) return problems[0] ?? [];
  return withoutDerivations(() =>
    values.map((value, i) => {
      const change = axis.values[i]?.change;
      // The design as it stands, and not with its own chip put in again, which would drop what was set for it.
      const found = operate(change && !value.isNow ? change(design) : design, catalog, {
        limits: metrics.some(isLimit),
      });
      return { value, ...answerOf(found, metrics) };
    }),
  );
}

/** Metrics that take a search of their own. */
function isLimit(name: MetricName): boolean {
  return name.endsWith('_at_slo');
}

/** A design that does not fit or misses its SLO keeps its figures and says so; one that cannot be has none. */
function answerOf(found: Operated, metrics: readonly MetricName[]): Omit<Tried, 'value'> {
  const none = new Map(metrics.map((name) => [name, Number.NaN]));
  switch (found.kind) {
    case 'error': {
      const reason = found.problems[0]?.text;
      return { figures: none, state: 'cannot-be', ...(reason ? { reason } : {}) };
    }
    case 'incomplete': {
      const lack = found.lacks[0];
      return { figures: none, state: 'cannot-be', ...(lack ? { reason: lack } : {}) };
    }
    case 'case': {
      const { evaluation } = found;
      const figures = new Map(metrics.map((name) => [name, evaluation.metrics.get(name)?.value ?? Number.NaN]));
      const warning = (code: string) => evaluation.diagnostics.find((each) => each.code === code)?.text;
      const unfit = warning('memory.does-not-fit');
      if (unfit) return { figures, state: 'does-not-fit', reason: unfit };
      const missed = warning('slo.missed');
      if (missed) return { figures, state: 'misses', reason: missed };
      return { figures, state: [...figures.values()].some(Number.isNaN) ? 'unknown' : 'fine' };
    }
  }
}
