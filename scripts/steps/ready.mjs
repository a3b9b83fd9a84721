// The whole way from a bare clone, read from top to bottom.
import { provideAddon } from './addon.mjs';
import { build } from './build.mjs';
import { install } from './install.mjs';
import { provideLibraries } from './libraries.mjs';
import { provideRuntime } from './runtime.mjs';
import { Stop, say } from './say.mjs';

/** Everything for the desktop app: packages, runtime, its libraries, the native addon, the bundles. */
export async function readyForDesktop(options) {
  await install();
  const runtime = await provideRuntime(options);
  await provideLibraries(runtime.executable);
  await provideAddon(runtime);
  await build();
  return runtime;
}

/** What a PDF on the command line needs: Electron as well, or undefined where none can be had (the command says so). */
export async function readyForPaper() {
  await readyForCommandLine();
  try {
    const runtime = await provideRuntime();
    await provideLibraries(runtime.executable);
    return runtime;
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    say(error.message);
    return undefined;
  }
}

/** What the command line and a headless run need: no Electron. */
export async function readyForCommandLine() {
  await install();
  await build(['main']);
}
