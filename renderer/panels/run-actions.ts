/** What can be done with a saved run: pick it for Compare, open its text, delete it. */

import { rpc } from '../bridge';
import { followPicks } from './compare-state';
import { reread } from './history-files';
import { report, show, speech, toast, workspace } from '../workspace';
import type { Speech } from '../words/use-words';
import type { Run } from './paged-runs';

export const mostPicks = 6;

export function togglePick(id: number): void {
  const { picks } = workspace.get();
  if (picks.includes(id)) followPicks(picks.filter((each) => each !== id));
  else if (picks.length < mostPicks) followPicks([...picks, id]);
}

/** Opens the text of a run as a notebook of its own: the file it came from stays as it is. */
export async function openRun(run: Run): Promise<void> {
  await trying('history.open', async (say) => {
    const detail = await rpc('history.show', { id: run.id });
    show({ path: null, name: say('notebook.run-name', { id: run.id }), text: detail.text });
  });
}

export async function removeRun(run: Run): Promise<void> {
  await trying('history.remove', async () => {
    await rpc('history.remove', { id: run.id });
    followPicks(workspace.get().picks.filter((id) => id !== run.id));
    await reread();
    toast('history.removed', { id: run.id }, () => {
      void trying('toast.undo', async () => {
        await rpc('history.restore', { id: run.id });
        await reread();
      });
    });
  });
}

export async function pinRun(run: Run): Promise<void> {
  await trying('history.pin', async () => {
    await rpc('history.change', { id: run.id, pinned: run.pinned !== true });
    await reread();
  });
}

async function trying(
  action: 'history.open' | 'history.remove' | 'history.pin' | 'toast.undo',
  work: (say: Speech['say']) => Promise<void>,
): Promise<void> {
  const { say } = speech();
  try {
    await work(say);
  } catch (error) {
    report(say(action), error);
  }
}
