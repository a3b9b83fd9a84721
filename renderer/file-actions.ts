/** What the File menu does: open, save, close, export. Each says in words what did not work and loses nothing. */

import type { FormId } from '../app/contract';
import { CallProblem, rpc } from './bridge';
import { onRefusedSave } from './disk';
import { textOf } from './notebook-text';
import { importConfig } from './panels/catalog-state';
import { keepDraftsNow } from './recovery';
import type { LiveSession } from './session-live';
import { fileName, isDirty, nameOf, shortName, sourceOf } from './session-view';
import { choose, drop, look, patch, report, show, speech, toast, workspace } from './workspace';

let untitled = 0;

/** An empty notebook; the number makes its name its own. */
export function newNotebook(): void {
  const name = speech().say('notebook.untitled', { n: ++untitled });
  show({ path: null, name, text: `---\nchokepoint: 1\ntitle: ${JSON.stringify(name)}\n---\n` });
}

export async function pickAndOpen(): Promise<void> {
  await trying('command.file.open', async () => {
    const path = await rpc('file.pickOpen', {});
    if (path !== null) await read(path);
    return undefined;
  });
}

export async function openPath(path: string): Promise<void> {
  await trying('command.file.open', () => read(path));
}

async function read(path: string): Promise<undefined> {
  const file = await rpc('file.open', { path });
  show({ path: file.path, name: shortName(path), text: file.text });
  await refreshSettings();
}

export async function openSample(): Promise<void> {
  await trying('command.file.sample', async () => {
    const sample = await rpc('file.sample', { language: look().language });
    show({ path: sample.path, name: speech().say('notebook.sample-name'), text: sample.text });
    return undefined;
  });
}

/** A copy of a notebook that ships, in the language of the window; saving asks for a place. */
export async function openShipped(id: string, name: string): Promise<void> {
  await trying('command.file.open', async () => {
    const { path, text } = await rpc('file.sample', { id, language: look().language });
    show({ path, name, text });
    return undefined;
  });
}

/** A file dropped on the window: a notebook opens where it stands, a config.json becomes a model of the catalog. */
export async function openDropped(file: File): Promise<void> {
  const path = window.chokepoint.pathOf(file);
  if (/\.json$/i.test(file.name)) await importConfig(await file.text(), path || file.name);
  else if (!/\.md$/i.test(file.name)) toast('toast.not-text', { name: file.name });
  else if (path !== '') await openPath(path);
  // Dragged out of another program, it stands nowhere: saving asks for a place.
  else
    await trying('command.file.open', async () => {
      show({ path: null, name: shortName(file.name), text: await file.text() });
      return undefined;
    });
}

/** Lists the notebooks of a folder in the rail. */
export async function openFolder(): Promise<void> {
  await trying('command.file.open-folder', async () => {
    const folder = await rpc('file.pickFolder', {});
    if (folder !== null) await choose({ folder });
    return undefined;
  });
}

export async function closeFolder(): Promise<void> {
  await choose({ folder: null });
}

/** Saves where it was opened, or asks; then keeps the run. False when the person cancelled or it did not work. */
export async function save(live: LiveSession, where: 'same' | 'ask' = 'same'): Promise<boolean> {
  return trying('command.file.save', async () => {
    const { session } = live.get();
    const path =
      (where === 'same' ? session.path : null) ?? (await rpc('file.pickSave', { suggested: fileName(session) }));
    if (path === null) return false;
    try {
      await live.save(path);
      await keepDraftsNow();
    } catch (error) {
      if (!(error instanceof CallProblem && error.code === 'file.changed')) throw error;
      await onRefusedSave(live, path);
      return false;
    }
    await refreshSettings();
    const id = await keepRun(live);
    toast('toast.saved', { name: nameOf(live.get().session), id });
    return true;
  });
}

/** Runs everything as it stands and keeps it in the history. */
export async function saveRun(live: LiveSession): Promise<void> {
  await trying('command.run.save', async () => {
    const id = await keepRun(live);
    toast('toast.run-saved', { id });
    return undefined;
  });
}

async function keepRun(live: LiveSession): Promise<number> {
  await live.settled();
  const { cells, path, answer } = live.get().session;
  const title = answer?.head.title ?? '';
  const { id } = await rpc('history.save', { text: textOf(cells), path, ...(title === '' ? {} : { title }) });
  patch({ historyAge: workspace.get().historyAge + 1 });
  await countRuns();
  return id;
}

export async function countRuns(): Promise<void> {
  const { total } = await rpc('history.list', { limit: 1, offset: 0 });
  patch({ runs: total });
}

/** Closes at once what is saved; asks about the rest. */
export function close(live: LiveSession): void {
  if (isDirty(live.get().session)) patch({ closing: live });
  else drop(live);
}

/** Main asks this when the window is closed with unsaved work and the person chose to save it. */
export async function saveAllAndClose(): Promise<void> {
  for (const live of workspace.get().sessions) if (isDirty(live.get().session) && !(await save(live))) return;
  await rpc('window.close', {});
}

/** Writes the notebook as a document in the window's language; on paper and in office files it is always light. */
export async function exportAs(live: LiveSession, form: FormId): Promise<void> {
  await trying(`command.file.export-${form}`, async () => {
    const path = await rpc('file.pickSave', { suggested: `${nameOf(live.get().session)}.${form}` });
    if (path === null) return undefined;
    const asked = { ...sourceOf(live.get().session), path, look: { ...look(), theme: 'light' as const } };
    toast('toast.exporting');
    const written = form === 'pdf' ? await rpc('export.pdf', asked) : await rpc('export.write', { ...asked, form });
    toast('toast.exported', { path: written.path });
    return undefined;
  });
}

async function refreshSettings(): Promise<void> {
  patch({ settings: await rpc('app.settings', {}) });
}

async function trying(
  action:
    | 'command.file.open'
    | 'command.file.open-folder'
    | 'command.file.sample'
    | 'command.file.save'
    | 'command.run.save'
    | `command.file.export-${FormId}`,
  work: () => Promise<boolean | undefined>,
): Promise<boolean> {
  try {
    return (await work()) ?? true;
  } catch (error) {
    report(speech().say(action).replace(/…$/, ''), error);
    return false;
  }
}
