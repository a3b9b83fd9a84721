// Step 2, shared libraries: what Chromium links against and a bare system lacks.
import { hasDisplay } from './display.mjs';
import { installSystemPackages } from './platform.mjs';
import { has, run } from './run.mjs';
import { Stop } from './say.mjs';

/** Makes the runtime loadable. Only Linux asks for its libraries one by one. */
export async function provideLibraries(executable) {
  if (process.platform !== 'linux') return;
  const missing = await missingLibraries(executable);
  if (missing.length === 0) return;
  // The rest of what a bare system lacks comes in the same go.
  const display = !hasDisplay() && !(await has('Xvfb'));
  const compiler = !(await has('g++'));
  const needs = ['libraries', ...(display ? ['display'] : []), ...(compiler ? ['compiler'] : [])];
  await installSystemPackages(needs, `${missing.length} shared libraries (${missing.slice(0, 3).join(', ')} …)`);
  const still = await missingLibraries(executable);
  if (still.length > 0) throw new Stop(`These shared libraries are still missing: ${still.join(', ')}`);
}

async function missingLibraries(executable) {
  const { stdout } = await run('ldd', [executable]);
  return stdout
    .split('\n')
    .filter((line) => line.includes('not found'))
    .map((line) => line.trim().split(' ')[0]);
}
