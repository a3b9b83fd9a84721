/** What came of a cell, without its name and place: the same for any cell of equal text and equal inputs. */

import type { Diagnostic } from '../diagnostics';
import type { Q } from '../quantity';
import type { Design, Evaluation, MetricName } from '../types';
import type { RoiSeen, SimulationSeen, SweepSeen } from './kind';
import type { ShownDesign, ShownTable } from './result';

export interface Outcome {
  readonly token: number;
  readonly status: 'ok' | 'error';
  readonly milliseconds: number;
  readonly diagnostics: readonly Diagnostic[];
  /** Every number of the cell that can be explained. */
  readonly metrics: ReadonlyMap<MetricName, Q>;
  /** Defining cells: what the design is from here on. */
  readonly design?: Design;
  readonly evaluation?: Evaluation;
  readonly shown?: ShownDesign;
  readonly tables: readonly ShownTable[];
  readonly sweep?: SweepSeen;
  readonly simulation?: SimulationSeen;
  readonly roi?: RoiSeen;
}
