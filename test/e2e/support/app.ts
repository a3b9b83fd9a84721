/**
 * The built app under test: started with a data folder of its own, watched for everything that must never happen (errors in the
 * console, uncaught errors, violations of the content security policy), and closed with the proof that none did.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { expect } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');

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
  /** What went wrong so far. */
  readonly problems: readonly string[];
  /** Waits until all cells are run and all charts drawn, for the first time. */
  settled(): Promise<void>;
  /** Waits for the next such moment after `work`. */
  settledAfter(work: () => Promise<unknown>): Promise<void>;
  /** A picture of the window, for people. */
  screenshot(path: string): Promise<void>;
  /** Ends the app and fails if anything went wrong. `keep` leaves the data folder for the next start. */
  close(options?: { readonly keep?: boolean }): Promise<void>;
}

function fromEnvironment(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: run the end-to-end tests through npm test (npm test -- e2e)`);
  return value;
}

function switches(): string[] {
  const list: unknown = JSON.parse(fromEnvironment('CHOKEPOINT_E2E_SWITCHES'));
  return Array.isArray(list) ? list.map(String) : [];
}

/** The environment of the tests, with every folder in which the app keeps something moved into `data`. */
function environment(data: string): Record<string, string> {
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
    executablePath: fromEnvironment('CHOKEPOINT_E2E_ELECTRON'),
    args: [...switches(), root, ...(file ? [file] : [])],
    env: environment(folder),
  });
  const problems: string[] = [];
  const note = (problem: string): void => {
    if (!expected?.test(problem)) problems.push(problem);
  };
  app.on('console', (message) => {
    if (message.type() === 'error') note(`main: ${message.text()}`);
  });
  const page = await app.firstWindow();
  page.on('console', (message) => {
    if (message.type() === 'error') note(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => note(`uncaught: ${error.message}`));
  page.on('crash', () => note('the page crashed'));
  // The page leaves a mark on its timeline at each of these moments.
  const times = () => page.evaluate(() => performance.getEntriesByName('window.settled').length);
  const settledTimes = (least: number) =>
    expect.poll(times, { timeout: 30_000, interval: 25 }).toBeGreaterThanOrEqual(least);
  return {
    app,
    page,
    data: folder,
    problems,
    settled: () => settledTimes(1),
    settledAfter: async (work) => {
      const before = await times();
      await work();
      await settledTimes(before + 1);
    },
    screenshot: async (path) => void (await page.screenshot({ path })),
    close: async ({ keep = false } = {}) => {
      await app.close();
      if (!keep) rmSync(folder, { recursive: true, force: true });
      expect(problems).toEqual([]);
    },
  };
}
