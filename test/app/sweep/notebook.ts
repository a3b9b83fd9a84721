/** A notebook whose sweep has 720 points, of which some cannot be, some do not fit and some miss their target. */

import { notebook } from '../../explore/notebook';

export const sweepNotebook = notebook(
  `
vary: {hardware: [h20-96g, h800], decode.ep: [8, 16, 32], concurrency: {from: 1 per card, to: 120 per card}}
subject: {serving.tpot: 50 ms}
best: cost.per_output_token
`,
  { title: 'Cards for decode' },
);

export const sweepPoints = 720;
