import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {} from '../../renderer/bridge'; // the type of window.chokepoint
import { answerQuestions, cancel, discard, launch, questionsAsked, type App } from './support/app';

const windows = ({ app }: App) => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
const closeWindow = ({ app }: App) => app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());

const describeTo = ({ page }: App, unsaved: boolean, language: 'en' | 'zh') =>
  page.evaluate(
    (said) => window.chokepoint.rpc('window.describe', { title: 'A', path: '/home/me/notes.bench.md', ...said }),
    { unsaved, language },
  );

describe('the frame of the window', () => {
  let app: App;
  beforeAll(async () => {
    app = await launch();
    await app.settled();
  });
  afterAll(() => app.close());

  test('passes a choice in the menu on to the page', async () => {
    const { page } = app;
    await page.evaluate(() => {
      window.chokepoint.on('command', ({ id }) => {
        document.documentElement.dataset['commanded'] = id;
      });
    });
    await app.app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('view.catalog')?.click());
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset['commanded'])).toBe('view.catalog');
  });

  test('speaks the language of the page', async () => {
    // The page describes itself whenever something of it changes, so what this test says may be overtaken once.
    await expect
      .poll(async () => {
        await describeTo(app, false, 'zh');
        return app.app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById('file.open')?.label);
      })
      .toBe('打开…');
  });

  test('says in its title what is unsaved, stays when the person cancels, and goes when they discard', async () => {
    await describeTo(app, true, 'en');
    const title = await app.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle());
    expect(title).toBe('● notes.bench.md — Chokepoint');

    await answerQuestions(app.app, cancel);
    await closeWindow(app);
    await expect.poll(() => questionsAsked(app.app)).toBe(1);
    expect(await windows(app)).toBe(1);

    const gone = new Promise<void>((resolve) => app.app.once('close', () => resolve()));
    await answerQuestions(app.app, discard);
    await closeWindow(app);
    await gone;
  });
});
