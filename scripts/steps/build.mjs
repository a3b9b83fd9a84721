// Step 5, the bundles: out/main + out/preload (the app, its engine process and the command line) and out/renderer.
// A bundle is built when any file that can go into it has changed since.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { node24 } from './install.mjs';
import { once } from './once.mjs';
import { modules, out, root, textOf } from './paths.mjs';
import { run } from './run.mjs';
import { Stop, step } from './say.mjs';

const everywhere = ['package.json', 'package-lock.json', 'electron.config.ts', 'engine', 'app', 'scenarios'];
const sources = {
  // The script of exported pages is bundled into the main program.
  main: [...everywhere, 'renderer/live', 'scripts/steps/live-charts.mjs'],
  renderer: [...everywhere, 'renderer'],
};

/** Builds the named bundles (all by default) where they are stale. */
export async function build(parts = Object.keys(sources)) {
  if (stale(parts).length === 0) return;
  await once(join(root, '.setup-lock'), async () => {
    const wanted = stale(parts);
    if (wanted.length === 0) return;
    const prints = Object.fromEntries(wanted.map((part) => [part, fingerprint(part)]));
    await step(`building ${wanted.join(' and ')}`, () => bundle(wanted));
    for (const part of wanted) writeFileSync(stampOf(part), prints[part]);
  });
}

const stampOf = (part) => join(out, `.${part}.built-from`);
const stale = (parts) =>
  parts.filter((part) => !existsSync(join(out, part)) || textOf(stampOf(part)) !== fingerprint(part));

function fingerprint(part) {
  const hash = createHash('sha256');
  for (const source of sources[part]) hashInto(hash, join(root, source));
  return hash.digest('hex');
}

function hashInto(hash, path) {
  if (!existsSync(path)) return;
  for (const file of filesUnder(path)) hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
}

function filesUnder(path) {
  try {
    return readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
      .sort();
  } catch (error) {
    if (error.code === 'ENOTDIR') return [path];
    throw error;
  }
}

async function bundle(parts) {
  mkdirSync(out, { recursive: true });
  const cli = join(modules, 'electron-vite', 'bin', 'electron-vite.js');
  const { code, stdout, stderr } = await run(node24(), [cli, 'build', '--config', 'electron.config.ts'], {
    cwd: root,
    env: { ...process.env, CHOKEPOINT_PARTS: parts.join(','), NODE_ENV: 'production', NO_COLOR: '1', FORCE_COLOR: '0' },
  });
  if (code !== 0) throw new Stop(`${stdout}\n${stderr}\nThe build failed: see above.`);
}
