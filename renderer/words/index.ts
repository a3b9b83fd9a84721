/** All words of the window. Keys are unique over the files; the test in test/renderer/words.test.ts says where one is not used. */

import { catalogWords } from './catalog';
import { cellWords } from './cells';
import { commandWords } from './commands';
import { decisionWords } from './decision';
import { editingWords } from './editing';
import { fileWords } from './files';
import { learnWords } from './learn';
import { leverWords } from './levers';
import { panelWords } from './panels';
import { presentWords } from './present';
import { shellWords } from './shell';
import { simulationWords } from './simulation';

export const words = {
  ...shellWords,
  ...commandWords,
  ...decisionWords,
  ...editingWords,
  ...learnWords,
  ...leverWords,
  ...panelWords,
  ...presentWords,
  ...catalogWords,
  ...fileWords,
  ...cellWords,
  ...simulationWords,
} as const;

export type Word = keyof typeof words;
