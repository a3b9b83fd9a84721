/** One figure of the article, as its table file computes it; golden.json holds what it is compared with. */

import type { Text } from '../diagnostics';
import type { Q } from '../quantity';

export interface Computed {
  readonly id: string;
  readonly title: Text;
  readonly quantity: Q;
  readonly erratum?: Text;
}

export function computed(id: string, title: readonly [en: string, zh: string], quantity: Q, erratum?: Text): Computed {
  const [en, zh] = title;
  return { id, title: { en, zh }, quantity, ...(erratum ? { erratum } : {}) };
}
