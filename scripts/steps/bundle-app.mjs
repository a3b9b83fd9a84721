// Packaging with electron-builder, from the runtime that we already have: nothing is downloaded.
import { chmodSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { node24 } from './install.mjs';
import { modules, packageJson, root } from './paths.mjs';
import { run } from './run.mjs';
import { Stop, step } from './say.mjs';

const release = join(root, 'release');

/** Makes the unpacked app and this system's archives under release/. Resolves to {executable, made}. */
export async function bundleApp({ pristine, version }) {
  rmSync(release, { recursive: true, force: true });
  const builder = join(modules, 'electron-builder', 'cli.js');
  const args = ['--publish=never', `-c.electronDist=${pristine}`, `-c.electronVersion=${version}`];
  await step('packaging with electron-builder', async () => {
    const { code, stdout, stderr } = await run(node24(), [builder, ...args], { cwd: root, env: builderEnvironment() });
    if (code !== 0) throw new Stop(`${stdout}\n${stderr}\nelectron-builder failed: see above.`);
  });
  const made = readdirSync(release).filter((name) => !/^builder-|\.blockmap$|\.ya?ml$/.test(name));
  return { executable: executableIn(), made: made.map((name) => join(release, name)) };
}

function executableIn() {
  const { productName } = packageJson();
  const candidates = [
    join(release, 'linux-unpacked', 'chokepoint'),
    join(release, 'win-unpacked', `${productName}.exe`),
    join(release, 'mac', `${productName}.app`, 'Contents', 'MacOS', productName),
    join(release, 'mac-arm64', `${productName}.app`, 'Contents', 'MacOS', productName),
  ];
  return candidates.find((path) => existsSync(path));
}

// electron-builder would fetch 7-Zip from GitHub; a package of the registry carries the same program. Its default level takes four
// minutes to save 6 % of the size.
function builderEnvironment() {
  const sevenZip = createRequire(join(root, 'package.json'))('7zip-bin').path7za;
  if (process.platform !== 'win32') chmodSync(sevenZip, 0o755);
  return { ...process.env, ELECTRON_BUILDER_7ZIP_PATH: sevenZip, ELECTRON_BUILDER_COMPRESSION_LEVEL: '1' };
}
