/** How a window starts: settings and kinds, then the notebook asked for, unsaved work of the last time, or the sample. */

import { on, rpc } from './bridge';
import { chartCounts } from './charts/counts';
import { runFromMenu } from './commands';
import { countRuns, openPath, openSample } from './file-actions';
import { addConflict, followDisk } from './disk';
import { followTouches, leftovers } from './leftovers';
import { keepDrafts, readDrafts } from './recovery';
import type { Opening } from './session';
import { awaits, fileName, isDirty } from './session-view';
import { followSystem, languageOf, patch, report, show, speech, toast, workspace } from './workspace';

export async function start(): Promise<void> {
  try {
    const [info, settings, kinds, file] = await Promise.all([
      rpc('app.info', {}),
      rpc('app.settings', {}),
      rpc('notebook.kinds', {}),
      rpc('window.file', {}),
    ]);
    patch({ info, settings, kinds, isReady: true });
    await openFirst(file, settings.recent[0]);
  } catch (error) {
    patch({ isReady: true });
    report(speech().say('command.file.open').replace(/…$/, ''), error);
  }
  await countRuns().catch(() => undefined);
}

async function openFirst(file: string | null, last: string | undefined): Promise<void> {
  const drafts = await readDrafts().catch(() => []);
  for (const draft of drafts) await restore(draft);
  if (drafts.length > 0) toast('toast.restored', { n: drafts.length });
  if (file !== null) await openPath(file);
  else if (drafts.length === 0 && last !== undefined) await openPath(last);
  if (workspace.get().current === undefined) await openSample();
}

/** Unsaved work of the last time; where it has a file, the person may still go on from that. */
async function restore(draft: Opening): Promise<void> {
  const live = show(draft);
  if (draft.path === null) return;
  const file = await rpc('file.read', { path: draft.path }).catch(() => undefined);
  if (file) addConflict({ live, kind: 'restored', disk: file.text });
}

/** What main and the system tell the window, and what main must know of it. Returns how to stop listening. */
export function listen(): () => void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const onDark = (): void => {
    followSystem(dark.matches);
  };
  dark.addEventListener('change', onDark);
  const contrast = window.matchMedia('(prefers-contrast: more)');
  const onContrast = (): void => {
    patch({ systemContrast: contrast.matches });
  };
  contrast.addEventListener('change', onContrast);
  const stops = [
    on('command', ({ id }) => void runFromMenu(id)),
    on('open', ({ path }) => void openPath(path)),
    on('theme', ({ dark: isDark }) => {
      followSystem(isDark);
    }),
    on('engineRestarted', ({ code }) => {
      toast('toast.engine-restarted', { code });
    }),
    followDisk(),
    keepDrafts(() => workspace.get().sessions),
    describeToMain(),
    tellSettled(),
    followTouches(),
    leaveNotebooks(),
  ];
  return () => {
    dark.removeEventListener('change', onDark);
    contrast.removeEventListener('change', onContrast);
    for (const stop of stops) stop();
  };
}

/** Calls `work` after any change of the workspace or of the current session. */
function onAnyChange(work: () => void): () => void {
  let stopCurrent: (() => void) | undefined;
  let followed = workspace.get().current;
  const follow = (): void => {
    stopCurrent?.();
    followed = workspace.get().current;
    stopCurrent = followed?.subscribe(work);
  };
  follow();
  const stop = workspace.subscribe(() => {
    if (workspace.get().current !== followed) follow();
    work();
  });
  return () => {
    stop();
    stopCurrent?.();
  };
}

/** Of the notebook that was shown before this one, all is left behind. */
function leaveNotebooks(): () => void {
  let shown = workspace.get().current;
  return workspace.subscribe(() => {
    const { current } = workspace.get();
    if (current === shown) return;
    shown = current;
    leftovers.leave();
  });
}

function describeToMain(): () => void {
  let told = '';
  return onAnyChange(() => {
    const state = workspace.get();
    if (!state.isReady) return;
    const session = state.current?.get().session;
    const description = {
      title: session ? fileName(session) : speech().say('app.name'),
      path: session?.path ?? null,
      unsaved: state.sessions.some((live) => isDirty(live.get().session)),
      language: languageOf(state),
    };
    const key = JSON.stringify(description);
    if (key === told) return;
    told = key;
    rpc('window.describe', description).catch(() => undefined);
  });
}

/**
 * Marks every moment at which the notebook is answered and all charts on screen stand drawn, and tells main. The tests
 * and the smoke run wait for it.
 */
function tellSettled(): () => void {
  let isSettled = false;
  let isPending = false;
  const stands = (): boolean => {
    const session = workspace.get().current?.get().session;
    const { mounted, drawn } = chartCounts.get();
    return session !== undefined && !awaits(session) && drawn === mounted;
  };
  const become = (settled: boolean): void => {
    isSettled = settled;
    document.documentElement.dataset.settled = String(settled);
  };
  const tell = (): void => {
    isPending = false;
    if (isSettled || !stands()) return;
    become(true);
    performance.mark('window.settled');
    const cells = workspace.get().current?.get().session.answer?.results.length ?? 0;
    rpc('window.settled', { cells, charts: chartCounts.get().drawn }).catch(() => undefined);
  };
  const check = (): void => {
    if (!stands()) become(false);
    if (isSettled || isPending || !stands()) return;
    isPending = true;
    // Two frames later what the answer brought has been mounted, and the last chart painted.
    requestAnimationFrame(() => requestAnimationFrame(tell));
  };
  const stops = [onAnyChange(check), chartCounts.subscribe(check)];
  return () => {
    for (const stop of stops) stop();
  };
}
