/** Every cell kind, in the order in which the workbench offers them. */

import type { Kind } from '../kind';
import { article } from './article';
import { compare } from './compare';
import { cost } from './cost';
import { hardware } from './hardware';
import { model } from './model';
import { optimizations } from './optimizations';
import { parallelism } from './parallelism';
import { prose } from './prose';
import { simulate } from './simulate';
import { roi } from './roi';
import { sweep } from './sweep';
import { workload } from './workload';

export const kinds: readonly Kind[] = [
  hardware,
  model,
  workload,
  parallelism,
  optimizations,
  cost,
  compare,
  sweep,
  roi,
  simulate,
  article,
  prose,
];
