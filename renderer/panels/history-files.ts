/** The history as files: runs out, runs and sweeps in, and looking after the database. */

import type { Out } from '../../app/contract';
import { rpc } from '../bridge';
import { countRuns } from '../file-actions';
import { longWork } from '../long-work';
import { patch, report, speech, toast, workspace } from '../workspace';
import type { Word } from '../words';

/** One import at a time, followed wherever the person is. */
export const imports = longWork<{ readonly path: string }, Out<'history.imported'>>({
  start: (asked) => rpc('history.import', asked),
  result: (job) => rpc('history.imported', { job }),
});
export const importKey = 'import';

export async function importFile(): Promise<void> {
  await trying('history.import', async () => {
    const path = await rpc('file.pickOpen', { what: 'any' });
    if (path === null) return;
    await imports.start(importKey, { path });
    const ended = imports.get(importKey);
    if (ended?.state === 'failed') {
      patch({ trouble: { action: speech().say('history.import'), reason: speech().pick(ended.reason) } });
      imports.forget(importKey);
    }
    if (ended?.state !== 'done') return;
    const { added, known, sweep } = ended.result;
    imports.forget(importKey);
    await reread();
    if (sweep)
      toast(sweep.run === undefined ? 'history.imported-shard' : 'history.imported-sweep', {
        title: sweep.title,
        here: sweep.here,
        points: sweep.points,
      });
    else toast('history.imported', { added, known });
  });
}

export async function exportFile(): Promise<void> {
  await trying('history.export', async () => {
    const path = await rpc('file.pickSave', { suggested: 'chokepoint-history.json' });
    if (path === null) return;
    const { count } = await rpc('history.export', { path });
    toast('history.exported', { n: count, path });
  });
}

export async function backUp(): Promise<void> {
  await trying('history.backup', async () => {
    const path = await rpc('file.pickSave', { suggested: `chokepoint-${new Date().toISOString().slice(0, 10)}.db` });
    if (path === null) return;
    await rpc('history.backup', { path });
    toast('history.backed-up', { path });
  });
}

export async function reread(): Promise<void> {
  patch({ historyAge: workspace.get().historyAge + 1 });
  await countRuns();
}

export async function trying(action: Word, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    report(speech().say(action), error);
  }
}
