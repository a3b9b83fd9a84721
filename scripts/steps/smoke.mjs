// The smoke run of a packaged app: its own executable, its own switches.
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasDisplay, withDisplay } from './display.mjs';
import { switches } from './electron.mjs';
import { run } from './run.mjs';
import { Stop, say, step } from './say.mjs';

/** Opens the packaged app on the sample and waits for every chart; stops the command where that fails. */
export async function smokePackaged(executable) {
  const folder = mkdtempSync(join(tmpdir(), 'chokepoint-package-'));
  const { code } = await step('smoke run of the packaged app', () =>
    withDisplay((env) => run(executable, [...switches(!hasDisplay()), '--smoke', folder], { env, show: 'stderr' })),
  );
  const report = readFileSync(join(folder, 'smoke.json'), 'utf8');
  say(report.trim());
  if (code !== 0)
    throw new Stop(`The packaged app failed its smoke run. Screenshot: ${join(folder, 'screenshot.png')}`);
}
