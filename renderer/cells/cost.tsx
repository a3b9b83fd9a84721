/** A cost cell: the design at its price, and what each kind of token, a request and a month cost. */

import { DesignOutput } from './design';
import type { RowFigure } from './metrics';
import type { OutputProps } from './output';

const money: readonly RowFigure[] = [
  { metric: 'cost.card_hour', label: 'cost.card-hour' },
  { metric: 'cost.per_input_token', label: 'cost.input' },
  { metric: 'cost.per_cached_input_token', label: 'cost.cached', absent: 'cost.no-hits' },
  { metric: 'cost.per_output_token', label: 'cost.output' },
  { metric: 'cost.per_token', label: 'cost.blended' },
  { metric: 'cost.per_request', label: 'cost.request' },
  { metric: 'cost.per_month', label: 'cost.month' },
];

export function CostOutput(props: OutputProps) {
  return <DesignOutput {...props} figures={money} />;
}
