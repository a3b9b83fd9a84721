/** What the output of every kind of cell is given. */

import type { CellResult, KindInfo, ShownChart, SourceCell } from '../../app/contract';
import type { Door } from '../shown';
import type { OnEdit } from './form';

export interface OutputProps {
  readonly cell: SourceCell;
  readonly result: CellResult;
  readonly charts: readonly ShownChart[];
  readonly selected: boolean;
  readonly kind: KindInfo | undefined;
  readonly explained: Door | undefined;
  readonly onExplain: (cell: string, metric: string) => void;
  readonly onEdit: OnEdit;
}
