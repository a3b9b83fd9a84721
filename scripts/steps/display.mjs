// A screen to draw on: the person's own, or a virtual one that we start and end ourselves.
import { spawn } from 'node:child_process';
import { has } from './run.mjs';
import { installSystemPackages } from './platform.mjs';
import { say } from './say.mjs';

/** True where a window can be shown as things are. */
export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);

/**
 * Runs the work with a screen. It gets the environment to give to Electron.
 * Xvfb is started by hand, not through xvfb-run, which swallows signals; it chooses a free number itself.
 */
export async function withDisplay(work) {
  if (hasDisplay()) return work({ ...process.env });
  if (!(await has('Xvfb'))) await installSystemPackages(['display'], 'a virtual display (Xvfb)');
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const end = () => server.kill();
  process.on('exit', end);
  try {
    const number = await firstLine(server);
    say(`· no display here: using a virtual one (:${number})`);
    return await work({ ...process.env, DISPLAY: `:${number}`, LIBGL_ALWAYS_SOFTWARE: '1' });
  } finally {
    process.off('exit', end);
    end();
  }
}

function firstLine(server) {
  return new Promise((resolve, reject) => {
    let text = '';
    server.stdio[3].setEncoding('utf8').on('data', (part) => {
      text += part;
      if (text.includes('\n')) resolve(text.trim());
    });
    server.on('error', reject);
    server.on('exit', (code) => reject(new Error(`Xvfb ended with code ${code}`)));
  });
}
