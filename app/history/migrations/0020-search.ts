/** Notes and pins; words of a run to search in; comparisons that were saved; sweeps in parts. */

import type { Database } from 'better-sqlite3';
import type { Migration } from '../migrate';
import { keepIndex, searchedOf } from '../words';

export const search: Migration = {
  number: 20,
  sql: `
    ALTER TABLE run ADD COLUMN notes TEXT NOT NULL DEFAULT '';
    ALTER TABLE run ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1));

    DROP INDEX run_by_time;
    CREATE INDEX run_by_time ON run (pinned DESC, time DESC, id DESC) WHERE removed IS NULL;

    -- Every different word of a run once, in lower case: what is searched, at a fifth of the text's size.
    CREATE TABLE run_words (
      run INTEGER PRIMARY KEY REFERENCES run (id) ON DELETE CASCADE,
      words TEXT NOT NULL
    ) STRICT;

    -- Finds any three characters in a row, Chinese too; fewer are looked for with LIKE.
    CREATE VIRTUAL TABLE run_index USING fts5 (
      words, tokenize = 'trigram', content = 'run_words', content_rowid = 'run'
    );
    CREATE TRIGGER run_words_in AFTER INSERT ON run_words BEGIN
      INSERT INTO run_index (rowid, words) VALUES (new.run, new.words);
    END;
    CREATE TRIGGER run_words_out AFTER DELETE ON run_words BEGIN
      INSERT INTO run_index (run_index, rowid, words) VALUES ('delete', old.run, old.words);
    END;
    CREATE TRIGGER run_words_new AFTER UPDATE ON run_words BEGIN
      INSERT INTO run_index (run_index, rowid, words) VALUES ('delete', old.run, old.words);
      INSERT INTO run_index (rowid, words) VALUES (new.run, new.words);
    END;

    -- What a list is narrowed by, apart from the wide rows that it comes from.
    CREATE TABLE run_facet (
      kind TEXT NOT NULL CHECK (kind IN ('chip', 'model', 'tag')),
      value TEXT NOT NULL,
      run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
      PRIMARY KEY (kind, value, run)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX run_facet_by_run ON run_facet (run);

    CREATE TABLE comparison (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      title TEXT NOT NULL,
      time TEXT NOT NULL,
      -- [{run, cell}], the baseline's place among them, and which inputs are shown.
      picks TEXT NOT NULL CHECK (json_valid(picks)),
      baseline INTEGER NOT NULL DEFAULT 0
    ) STRICT;

    -- A sweep that came in by parts; a run once all of them are here.
    CREATE TABLE sweep (
      id TEXT PRIMARY KEY,
      header TEXT NOT NULL CHECK (json_valid(header)),
      points INTEGER NOT NULL,
      run INTEGER REFERENCES run (id) ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE sweep_part (
      sweep TEXT NOT NULL REFERENCES sweep (id) ON DELETE CASCADE,
      first INTEGER NOT NULL,
      count INTEGER NOT NULL,
      sha256 TEXT NOT NULL,
      PRIMARY KEY (sweep, first)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE sweep_rows (
      sweep TEXT NOT NULL REFERENCES sweep (id) ON DELETE CASCADE,
      first INTEGER NOT NULL,
      count INTEGER NOT NULL,
      -- Lines as in the file, gzipped.
      content BLOB NOT NULL,
      PRIMARY KEY (sweep, first)
    ) STRICT;
  `,
  fill: fillIndex,
};

/** Of the runs that were there before. */
function fillIndex(db: Database): void {
  for (const said of searchedOf(db)) keepIndex(db, said);
}
