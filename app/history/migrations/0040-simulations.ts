/** What came of the simulations of a run: found again when the run is opened. */

import type { Migration } from '../migrate';

export const simulations: Migration = {
  number: 40,
  sql: `
    CREATE TABLE simulation (
      run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      cell TEXT NOT NULL,
      -- Of the question as the engine asks it, its version counted in.
      question TEXT NOT NULL,
      -- JSON, deflated.
      content BLOB NOT NULL,
      PRIMARY KEY (run, cell)
    ) STRICT;
  `,
};
