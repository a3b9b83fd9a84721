/** Two sides of a line: what it means to be under it and over it, and the line itself. */

import type { Text } from '../diagnostics';

export interface Sides {
  readonly under: Text;
  readonly over: Text;
  readonly line: Text;
  /** True where over the line is the side that refuses. */
  readonly isJudged: boolean;
}
