/** Every command, in the order in which --help lists them. */

import { calibrate } from './calibrate';
import { catalog } from './catalog';
import { check } from './check';
import type { Command } from './command';
import { explain } from './explain';
import { exporting } from './export';
import { history } from './history';
import { levers } from './levers';
import { run } from './run';
import { sweep } from './sweep';
import { validate } from './validate';

export const commands: readonly Command[] = [
  run,
  check,
  explain,
  levers,
  sweep,
  exporting,
  catalog,
  history,
  validate,
  calibrate,
];
