/** The command line in plain Node: no display, no Electron. */

import { writeSync } from 'node:fs';
import { runCommandLine } from './cli/main';

/** Written before the process ends, however large, to a pipe or a file alike. */
function write(stream: 1 | 2, text: string): void {
  let rest = Buffer.from(`${text}\n`);
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(stream, rest));
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      // The reader of a full pipe is slower than we are; one that has gone (head, less) has seen enough.
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
    }
  }
}

process.exitCode = await runCommandLine({
  argv: process.argv.slice(2),
  environment: process.env,
  folder: process.cwd(),
  console: {
    out: (text) => write(1, text),
    error: (text) => write(2, text),
    colours: process.stdout.isTTY && process.env.NO_COLOR === undefined,
    ...(process.stdout.isTTY ? { width: process.stdout.columns } : {}),
  },
});
