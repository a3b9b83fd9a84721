/** What orders the prompts that wait: the least key goes first, equals as they came. */

import type { Text } from '../../diagnostics';

export interface PrefillOrder {
  readonly id: string;
  readonly title: Text;
  /** `batch`: how many passes had begun when it came, so that all that came between two passes share a number. */
  readonly key: (prompt: { readonly number: number; readonly tokens: number; readonly batch: number }) => number;
}
