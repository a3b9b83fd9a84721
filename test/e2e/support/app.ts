/**
 * The built app under test: started with a data folder of its own, watched for everything that must never happen (errors in the
 * console, warnings of charts, uncaught errors, violations of the content security policy), and closed with the proof that none did.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { expect } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');

/** How long a page may take for one step on a busy machine. */
const patienceMs = 15_000;

export interface LaunchOptions {
  /** A notebook to open; the sample if absent. */
  readonly file?: string;
  /** A data folder to use again: history and settings of an earlier start. */
  readonly data?: string;
  /** Errors that this test provokes; everything else still fails it. */
  readonly expected?: RegExp;
}

export interface App {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** The folder that holds its database and settings. */
  readonly data: string;
  /** All errors heard so far, expected ones too. */
  readonly problems: readonly string[];
  /** Waits until all that was asked is answered and all charts on screen stand drawn: the page says so on its root. */
  settled(): Promise<void>;
  /** Opens a file as the system would: a double click in its file manager. */
  open(path: string): Promise<void>;
  /** Ends it as a power cut would. Resolves once the process is gone. */
  kill(): Promise<void>;
  /** Closes the window, discarding unsaved text, and fails if anything went wrong. `keep` leaves the data folder for the next start. */
  close(options?: { readonly keep?: boolean }): Promise<void>;
}

function fromEnvironment(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the end-to-end tests through npm test (npm test -- e2e)`);
  return value;
}

/** What to start: the runtime that the test run was given, Chromium's switches for where we are, and the built app. */
export function runtime(): {
  readonly executable: string;
  readonly switches: readonly string[];
  readonly root: string;
} {
  return { executable: fromEnvironment('CHOKEPOINT_E2E_ELECTRON'), switches: switches(), root };
}

function switches(): string[] {
  const list: unknown = JSON.parse(fromEnvironment('CHOKEPOINT_E2E_SWITCHES'));
  return Array.isArray(list) ? list.map(String) : [];
}

/** The environment of the tests, with every folder in which the app keeps something moved into `data`. */
export function environment(data: string): Record<string, string> {
  const own = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    ...Object.fromEntries(own.filter(([name]) => name !== 'ELECTRON_RUN_AS_NODE' && !name.startsWith('VITEST'))),
    XDG_CONFIG_HOME: join(data, 'config'),
    XDG_DATA_HOME: join(data, 'data'),
    CHOKEPOINT_DB: join(data, 'history.db'),
    CHOKEPOINT_DATA: data,
    LANG: 'en_US.UTF-8',
  };
}

/** Starts the built app (`out/`) in the runtime that the test run was given. */
export async function launch({ file, data, expected }: LaunchOptions = {}): Promise<App> {
  const folder = data ?? mkdtempSync(join(tmpdir(), 'chokepoint-e2e-'));
  const app = await _electron.launch({
    executablePath: runtime().executable,
    args: [...switches(), root, ...(file ? [file] : [])],
    env: environment(folder),
  });
  const problems: string[] = [];
  const note = (problem: string): void => void problems.push(problem);
  app.on('console', (message) => {
    if (message.type() === 'error') note(`main: ${message.text()}`);
  });
  let isGone = false;
  app.once('close', () => {
    isGone = true;
  });
  const page = await app.firstWindow();
  page.on('console', (message) => {
    // Vega warns of what a chart cannot draw as it was meant.
    const isVegas = message.type() === 'warning' && message.text().startsWith('WARN');
    if (message.type() === 'error' || isVegas) note(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => note(`uncaught: ${error.message}`));
  page.on('crash', () => note('the page crashed'));
  page.setDefaultTimeout(patienceMs);
  return {
    app,
    page,
    data: folder,
    problems,
    settled: async () => {
      await page.waitForFunction(() => document.documentElement.dataset['settled'] === 'true');
    },
    open: (path) => app.evaluate(({ app: electron }, file) => void electron.emit('open-file', {}, file), path),
    kill: async () => {
      const gone = new Promise((resolve) => app.process().once('exit', resolve));
      app.process().kill('SIGKILL');
      await gone;
    },
    close: async ({ keep = false } = {}) => {
      if (!isGone) await answerQuestions(app, discard);
      await app.close();
      if (!keep) rmSync(folder, { recursive: true, force: true });
      expect(problems.filter((problem) => !expected?.test(problem))).toEqual([]);
    },
  };
}

/** The button of "Discard" in the question about unsaved changes. */
export const discard = 1;
export const cancel = 2;

/** Answers the system's next questions with the button of that index and counts them; a test cannot see them. */
export function answerQuestions(app: ElectronApplication, button: number): Promise<void> {
  return app.evaluate(({ dialog }, response) => {
    process.env['CHOKEPOINT_ASKED'] = '0';
    dialog.showMessageBox = () => {
      process.env['CHOKEPOINT_ASKED'] = String(Number(process.env['CHOKEPOINT_ASKED']) + 1);
      return Promise.resolve({ response, checkboxChecked: false });
    };
  }, button);
}

/** How often the system has asked since then. */
export function questionsAsked(app: ElectronApplication): Promise<number> {
  return app.evaluate(() => Number(process.env['CHOKEPOINT_ASKED']));
}
