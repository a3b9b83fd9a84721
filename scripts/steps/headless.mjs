// The notebook without a window: the same engine through the command line.
import { mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { runCli } from './cli.mjs';
import { out } from './paths.mjs';
import { say } from './say.mjs';

/** Prints the verdict table, writes an HTML report, saves the run in the history. Resolves to the exit code. */
export async function runHeadless(file) {
  const report = join(out, 'reports', `${basename(file).replace(/(\.bench)?\.md$/, '')}.html`);
  mkdirSync(join(out, 'reports'), { recursive: true });
  const { code } = await runCli(['run', file, '--html', report]);
  if (code === 0) say(`· report: ${report}\n· the run is in the history: npm run --silent chokepoint -- history list`);
  return code;
}
