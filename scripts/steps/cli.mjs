// The command line of the clone, in plain Node 24.
import { join } from 'node:path';
import { node24 } from './install.mjs';
import { askedFrom, out } from './paths.mjs';
import { run } from './run.mjs';

/** Runs out/main/cli.js with our own streams, where the person stands. */
export const runCli = (args, told = {}) =>
  run(node24(), [join(out, 'main', 'cli.js'), ...args], {
    cwd: askedFrom,
    show: 'yes',
    env: { ...process.env, ...told },
  });
