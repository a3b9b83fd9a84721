/** What orders the prompts that wait: the least key goes first, equals as they came. */

import type { Text } from '../../diagnostics';

export interface PrefillOrder {
  readonly id: string;
  readonly title: Text;
  readonly key: (prompt: { readonly number: number; readonly tokens: number; readonly arrival: number }) => number;
}
