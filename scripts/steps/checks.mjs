// The checks of `npm test`, each a function that shows its findings and resolves to what it counted.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { hasDisplay, withDisplay } from './display.mjs';
import { switches } from './electron.mjs';
import { node24 } from './install.mjs';
import { modules, out, root } from './paths.mjs';
import { readyForDesktop } from './ready.mjs';
import { run } from './run.mjs';
import { say, step } from './say.mjs';

const projects = ['engine', 'app', 'renderer', 'test'];

const nodeRun = (script, args, env) =>
  run(node24(), [join(modules, script), ...args], { cwd: root, env: env ?? process.env, show: 'stderr' });

/** True where every project compiles. */
export async function checkTypes() {
  const codes = await Promise.all(
    projects.map(async (project) => (await nodeRun('@tsc/native/bin/tsc', ['-p', project])).code),
  );
  return codes.every((code) => code === 0);
}

/** True where ESLint and Prettier have nothing to say. */
export async function checkStyle() {
  const lint = await nodeRun('eslint/bin/eslint.js', ['.', '--max-warnings=0']);
  const format = await nodeRun('prettier/bin/prettier.cjs', ['--check', '--log-level=warn', '.']);
  return lint.code === 0 && format.code === 0;
}

/** Runs one vitest project. Resolves to {passed, failed}; a run that could not report counts as one failure. */
export async function runTests(project, { env } = {}) {
  const report = join(out, `test-${project}.json`);
  mkdirSync(out, { recursive: true });
  rmSync(report, { force: true });
  const { code } = await nodeRun(
    'vitest/vitest.mjs',
    ['run', '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    env,
  );
  return counted(report, code);
}

/** Runs a vitest project whose tests start the built app, with a screen and a runtime to start it in. */
export async function runTestsInElectron(project) {
  const runtime = await readyForDesktop();
  return withDisplay((env) => {
    const told = {
      CHOKEPOINT_E2E_ELECTRON: runtime.executable,
      CHOKEPOINT_E2E_SWITCHES: JSON.stringify(switches(!hasDisplay())),
    };
    say(`· Electron ${runtime.version}`);
    return step(`${project} tests`, () => runTests(project, { env: { ...env, ...told } }));
  });
}

function counted(report, code) {
  try {
    const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(report, 'utf8'));
    return { passed: numPassedTests, failed: numFailedTests || (code === 0 ? 0 : 1) };
  } catch {
    return { passed: 0, failed: 1 };
  }
}
