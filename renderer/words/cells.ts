/** Words of the cells, their forms and the chain. */

import { word } from './word';

export const cellWords = {
  'cell.fold': word('Fold', '折叠'),
} as const;
