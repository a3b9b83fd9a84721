/** The first tables: a run, its designs, and each distinct case once. */

import type { Migration } from '../migrate';

export const runs: Migration = {
  number: 10,
  sql: `
    CREATE TABLE run (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      -- Over all that the run says; the same run comes in once, however often it is imported.
      hash TEXT NOT NULL UNIQUE,
      time TEXT NOT NULL,
      title TEXT NOT NULL,
      tags TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tags)),
      path TEXT,
      text TEXT NOT NULL,
      text_hash TEXT NOT NULL,
      engine TEXT NOT NULL,
      fidelity TEXT NOT NULL,
      currency TEXT NOT NULL,
      headline TEXT,
      -- Set while a removal can still be undone.
      removed TEXT
    ) STRICT;

    CREATE INDEX run_by_time ON run (time DESC, id DESC) WHERE removed IS NULL;

    -- Most edits leave most designs as they were: cases are kept by content.
    CREATE TABLE stored_case (
      hash TEXT PRIMARY KEY,
      content TEXT NOT NULL CHECK (json_valid(content))
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE design (
      run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      position INTEGER NOT NULL,
      cell TEXT NOT NULL,
      kind TEXT NOT NULL,
      chips TEXT NOT NULL CHECK (json_valid(chips)),
      model TEXT,
      stored_case TEXT REFERENCES stored_case (hash),
      metrics TEXT NOT NULL CHECK (json_valid(metrics)),
      PRIMARY KEY (run, cell)
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX design_by_case ON design (stored_case);
  `,
};
