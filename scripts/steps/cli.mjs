// The command line of the clone, in plain Node 24.
import { join } from 'node:path';
import { node24 } from './install.mjs';
import { out } from './paths.mjs';
import { run } from './run.mjs';

/** Runs out/main/cli.js with our own streams and working folder. */
export const runCli = (args) => run(node24(), [join(out, 'main', 'cli.js'), ...args], { show: 'yes' });
