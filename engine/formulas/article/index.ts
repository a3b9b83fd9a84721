/** All of the article's formulas, for the laws and for lists. */

export * from './communication';
export * from './decode-table';
export { articleDesign, articleMetrics } from './design';
export type { ArticleDesign, ArticleMemory, ArticlePhase } from './design';
export * from './dsa';
export { errata } from './errata';
export * from './flops';
export * from './memory';
export * from './mhc';
export * from './parameters';
export * from './times';
export * from './traffic';

import { communicationFormulas } from './communication';
import { decodeTableFormulas } from './decode-table';
import { dsaFormulas } from './dsa';
import { flopFormulas } from './flops';
import { memoryFormulas } from './memory';
import { mhcFormulas } from './mhc';
import { parameterFormulas } from './parameters';
import { timeFormulas } from './times';
import { trafficFormulas } from './traffic';

export const articleFormulas = [
  ...flopFormulas,
  ...memoryFormulas,
  ...trafficFormulas,
  ...communicationFormulas,
  ...timeFormulas,
  ...decodeTableFormulas,
  ...dsaFormulas,
  ...mhcFormulas,
  ...parameterFormulas,
];
