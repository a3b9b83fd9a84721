/** PDF from plain Node: Electron is started without a window of its own, on the display there is or on a virtual one. */

import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { diagnostic } from '../../engine';
import { done, refused, type Outcome } from '../outcome';

type Environment = Readonly<Record<string, string | undefined>>;

/** A page that prints in seconds; only one that never ends reaches it. */
const patienceMs = 120_000;

export async function printOnPaper(html: string, environment: Environment): Promise<Outcome<Uint8Array>> {
  const runtime = runtimeOf(environment);
  if (runtime === undefined) return refused(diagnostic('export.no-runtime', {}));
  const display = await displayFor(environment);
  if (!display.ok) return display;
  const folder = await mkdtemp(join(tmpdir(), 'chokepoint-pdf-'));
  try {
    const [page, pdf] = [join(folder, 'page.html'), join(folder, 'out.pdf')];
    await writeFile(page, html);
    const ran = await ended(
      spawn(runtime.program, [...runtime.switches, ...runtime.app, '--paper', page, pdf], {
        env: { ...environment, ...display.value.environment, ELECTRON_RUN_AS_NODE: undefined },
        stdio: ['ignore', 'ignore', 'pipe'],
      }),
    );
    if (ran.code !== 0)
      return refused(diagnostic('export.not-printed', { reason: ran.said || `exit ${String(ran.code)}` }));
    return done(await readFile(pdf));
  } finally {
    display.value.end();
    await rm(folder, { recursive: true, force: true });
  }
}

interface Runtime {
  readonly program: string;
  readonly switches: readonly string[];
  /** The app's folder, which an Electron that is not packaged is told. */
  readonly app: readonly string[];
}

/** Packaged, the program is Electron itself; in a clone the set-up names one (scripts/chokepoint.mjs). */
function runtimeOf(environment: Environment): Runtime | undefined {
  const { CHOKEPOINT_ELECTRON: named } = environment;
  const isRoot = process.getuid?.() === 0;
  const switches = ['--log-level=3', '--disable-gpu', ...(isRoot ? ['--no-sandbox'] : [])];
  if (named) return { program: named, switches, app: [dirname(dirname(import.meta.dirname))] };
  return process.versions.electron === undefined ? undefined : { program: process.execPath, switches, app: [] };
}

interface Display {
  readonly environment: Environment;
  end(): void;
}

async function displayFor(environment: Environment): Promise<Outcome<Display>> {
  const isThere = process.platform !== 'linux' || environment.DISPLAY || environment.WAYLAND_DISPLAY;
  if (isThere) return done({ environment: {}, end: () => undefined });
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp'], {
    env: { ...environment },
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await firstLine(server);
  if (number === undefined) return refused(diagnostic('export.no-display', {}));
  return done({
    environment: { DISPLAY: `:${number}`, LIBGL_ALWAYS_SOFTWARE: '1' },
    end: () => {
      server.kill();
    },
  });
}

/** The number of the display that the server chose; undefined where it cannot be started. */
function firstLine(server: ChildProcess): Promise<string | undefined> {
  return new Promise((resolve) => {
    let text = '';
    server.stdio[3]?.on('data', (part: Buffer) => {
      text += part.toString();
      if (text.includes('\n')) resolve(text.trim());
    });
    server.on('error', () => {
      resolve(undefined);
    });
    server.on('exit', () => {
      resolve(undefined);
    });
  });
}

function ended(child: ChildProcess): Promise<{ readonly code: number | null; readonly said: string }> {
  return new Promise((resolve) => {
    let said = '';
    const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs);
    child.stderr?.on('data', (part: Buffer) => {
      said += part.toString();
    });
    child.on('error', (error) => {
      said = error.message;
      clearTimeout(timer);
      resolve({ code: null, said });
    });
    child.on('exit', (code) => {
      clearTimeout(timer);
      resolve({ code, said: said.trim().split('\n').at(-1) ?? '' });
    });
  });
}
