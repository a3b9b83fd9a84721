import { deflateSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { migrate } from '../../../../app/history/migrate';
import { migrations } from '../../../../app/history/migrations';
import { keepSimulations, simulationsOf } from '../../../../app/history/simulations';
import { simulate } from '../../../../engine/simulate/simulation';
import { aSetup } from '../../../simulate/setup';

const run = `INSERT INTO run (hash, time, title, text, text_hash, engine, fidelity, currency) VALUES ('h', 't', 'title', 'text', 'x', '1', 'roofline', 'USD')`;

function history() {
  const db = new Database(':memory:');
  db.pragma('foreign_keys = ON');
  migrate(
    db,
    migrations.filter(({ number }) => number <= 40),
  );
  db.exec(run);
  return { db, path: ':memory:', close: () => db.close() };
}

const record = { answer: simulate(aSetup({ until: { requests: 50 } })), others: [] };

test('migration 40 keeps what came of the simulations of a run, figures that are none included', () => {
  const kept = history();
  expect(Number.isNaN(record.answer.latency.ttft.mean.half)).toBe(false);
  expect(keepSimulations(kept, 1, [{ cell: 'queue', question: 'q', record }])).toEqual({ ok: true, value: null });
  expect(simulationsOf(kept, 1)).toEqual({ ok: true, value: [{ cell: 'queue', question: 'q', record }] });
  const few = { answer: simulate(aSetup({ until: { requests: 3 } })), others: [] };
  expect(few.answer.latency.ttft.mean.half).toBeNaN();
  keepSimulations(kept, 1, [{ cell: 'queue', question: 'q', record: few }]);
  expect(simulationsOf(kept, 1)).toEqual({ ok: true, value: [{ cell: 'queue', question: 'q', record: few }] });
});

test('they go with their run, and a record of another form is left out', () => {
  const kept = history();
  keepSimulations(kept, 1, [{ cell: 'queue', question: 'q', record }]);
  kept.db.prepare('UPDATE simulation SET content = ?').run(deflateSync('{"answer": 3}'));
  expect(simulationsOf(kept, 1)).toEqual({ ok: true, value: [] });
  kept.db.exec('DELETE FROM run');
  expect(kept.db.prepare('SELECT count(*) AS n FROM simulation').get()).toEqual({ n: 0 });
});
