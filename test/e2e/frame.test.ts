import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type {} from '../../renderer/bridge'; // the type of window.chokepoint
import { launch, type App } from './support/app';

const windows = ({ app }: App) => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);

/** Answers the system's next questions with the button of that index; they cannot be seen by a test. */
function answerQuestions({ app }: App, button: number): Promise<void> {
  return app.evaluate(({ dialog }, response) => {
    dialog.showMessageBox = () => Promise.resolve({ response, checkboxChecked: false });
  }, button);
}

const close = ({ app }: App) => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());

const describeUnsaved = ({ page }: App) =>
  page.evaluate(() =>
    window.chokepoint.rpc('window.describe', {
      title: 'A',
      path: '/home/me/notes.bench.md',
      unsaved: true,
      language: 'en',
    }),
  );

describe('a window with unsaved changes', () => {
  test('stays when the person cancels, and goes when they discard', async () => {
    const app = await launch();
    await app.settled();
    await describeUnsaved(app);
    await answerQuestions(app, 2);
    await close(app);
    await sleep(300); // nothing tells that nothing happened
    expect(await windows(app)).toBe(1);

    const gone = new Promise<void>((resolve) => app.app.once('close', () => resolve()));
    await answerQuestions(app, 1);
    await close(app);
    await gone;
    await app.close();
  });

  test('says so in its title', async () => {
    const app = await launch();
    await app.settled();
    await describeUnsaved(app);
    const title = await app.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle());
    expect(title).toBe('● notes.bench.md — Chokepoint');
    await answerQuestions(app, 1);
    await app.close();
  });
});

test('a choice in the menu reaches the page as a command, and the menu speaks the language of the page', async () => {
  const app = await launch();
  await app.settled();
  const command = app.page.evaluate(
    () => new Promise<{ id: string }>((resolve) => void window.chokepoint.on('command', resolve)),
  );
  await sleep(100);
  await app.app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('view.catalog')?.click());
  expect(await command).toEqual({ id: 'view.catalog' });
  await app.page.evaluate(() =>
    window.chokepoint.rpc('window.describe', { title: 'A', path: null, unsaved: false, language: 'zh' }),
  );
  expect(await app.app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('file.open')?.label)).toBe(
    '打开…',
  );
  await app.close();
});
