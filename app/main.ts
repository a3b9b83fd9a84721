/** Electron's entry: wires window, pages, engine process and menu together. What to do is decided elsewhere. */

import { app, ipcMain, nativeTheme, net, protocol, utilityProcess, type WebContents } from 'electron';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readAppearance } from './appearance';
import type { Events, Method } from './contract';
import { startEngine } from './engine-host';
import { readLaunch } from './launch';
import { createMainHandlers, type Settled } from './main-handlers';
import { showMenu } from './menu';
import type { Language } from './menu-model';
import { fileFor, headersFor, isOurPage, scheme } from './pages';
import { printPage } from './paper';
import { answer, forward, isMainMethod, isMethod, unknownMethod, type Reply } from './rpc';
import { smokePassed, smokeReport, writeSmoke, type PageEvent } from './smoke';
import { startWatching } from './watch';
import { openWindow } from './window';

const began = Date.now();
const bundles = dirname(import.meta.dirname);
const ownFolder = app.isPackaged ? {} : { app: app.getAppPath() };
const launch = readLaunch(process.argv.slice(1), { folder: process.cwd(), ...ownFolder });

// The fallback runtime of scripts/ carries this file beside its executable.
const fallbackRuntime = existsSync(join(dirname(process.execPath), 'republished-runtime.json'));
const program = { CHOKEPOINT_RUNTIME: fallbackRuntime ? 'fallback' : 'official', CHOKEPOINT_VERSION: app.getVersion() };

// A run that must leave no trace gets a data folder of its own.
const scratch = launch.smoke ? mkdtempSync(join(tmpdir(), 'chokepoint-smoke-')) : undefined;

if (launch.commandLine) await runCommandLine(launch.commandLine);
else if (launch.paper) void printOnce(launch.paper);
else openWorkbench();

/** The packaged program as a command line (packaging/chokepoint-cli): no window is ever made. */
async function runCommandLine(words: readonly string[]): Promise<void> {
  Object.assign(process.env, program);
  process.argv.splice(2, Infinity, ...words);
  await import('./cli');
  app.exit(Number(process.exitCode ?? 0));
}

/** The command line's own print: no window is shown, and nothing of the person's is touched. */
async function printOnce({ page, pdf }: { readonly page: string; readonly pdf: string }): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'chokepoint-print-'));
  app.setPath('userData', folder);
  // The printed page's window is gone before its file is written: that must not end the program.
  app.on('window-all-closed', () => undefined);
  await app.whenReady();
  try {
    await writeFile(pdf, await printPage(await readFile(page, 'utf8')));
    app.exit(0);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    app.exit(1);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function openWorkbench(): void {
  if (scratch) app.setPath('userData', scratch);
  // As root Chromium runs without its sandbox; enabling ours there makes its helper processes restart without end.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
  // Not awaited: Electron is ready only after this module has run.
  if (scratch || app.requestSingleInstanceLock()) void app.whenReady().then(start);
  else app.quit();
}

async function start(): Promise<void> {
  protocol.handle(scheme, servePage);
  const environment = {
    ...process.env,
    ...program,
    ...(scratch && { CHOKEPOINT_DB: join(scratch, 'history.db'), CHOKEPOINT_DATA: scratch }),
  };
  const engine = startEngine(
    () =>
      utilityProcess.fork(join(import.meta.dirname, 'engine.js'), [], {
        serviceName: 'Chokepoint engine',
        env: environment,
      }),
    (code) => send('engineRestarted', { code }),
  );
  let language: Language = 'en';
  const applySettings = async () => {
    const settings = await readAppearance(engine.call);
    nativeTheme.themeSource = settings.theme;
    showMenu({
      language,
      recent: settings.recent,
      choose: (id) => send('command', { id }),
      open: (path) => send('open', { path }),
    });
    return settings;
  };
  const afterwards: Partial<Record<Method, () => Promise<unknown>>> = {
    'app.set': applySettings,
    'file.open': applySettings,
    'file.save': applySettings,
  };
  const { window: place, zoom } = await applySettings();

  const smoke = launch.smoke ? smokeRun(launch.smoke) : undefined;
  const { window, frame } = openWindow({
    preload: join(bundles, 'preload', 'preload.cjs'),
    dark: nativeTheme.shouldUseDarkColors,
    send,
    place,
    zoom,
    moved: (bounds) => void engine.call('app.set', { window: bounds }),
    zoomed: (level) => void engine.call('app.set', { zoom: level }),
    described: (description) => {
      if (description.language === language) return;
      language = description.language;
      void applySettings();
    },
    settled: (counts) => smoke?.settled(counts),
  });
  smoke?.watch(window.webContents);

  const watching = startWatching({
    file: (path) => send('fileChanged', { path }),
    folder: () => send('folderChanged', {}),
  });
  const handlers = createMainHandlers({ frame, watching, file: launch.file, engine: engine.call, print: printPage });
  ipcMain.handle('rpc', async (event, method: string, params: unknown) => {
    const reply = await replyTo(isOurPage(event.senderFrame), method, params);
    return JSON.stringify(reply);
  });

  async function replyTo(isOurs: boolean, method: string, params: unknown): Promise<Reply> {
    if (!isOurs || !isMethod(method)) return unknownMethod(method);
    if (isMainMethod(method)) return answer(handlers, method, params);
    const reply = await forward(engine.call, method, params);
    await afterwards[method]?.();
    return reply;
  }

  nativeTheme.on('updated', () => send('theme', { dark: nativeTheme.shouldUseDarkColors }));
  app.on('second-instance', (_, argv, folder) => {
    if (window.isMinimized()) window.restore();
    window.focus();
    openFile(readLaunch(argv.slice(1), { folder, ...ownFolder }).file);
  });
  app.on('open-file', (_, path) => openFile(path));
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', () => {
    watching.stop();
    engine.stop();
  });

  function send<E extends keyof Events>(name: E, payload: Events[E]): void {
    if (!window.isDestroyed()) window.webContents.send('event', name, payload);
  }
  function openFile(path: string | undefined): void {
    if (path) send('open', { path });
  }
}

async function servePage({ url }: Request): Promise<Response> {
  const file = fileFor(url, join(bundles, 'renderer'));
  if (!file || !existsSync(file)) return new Response('not found', { status: 404 });
  const { body } = await net.fetch(pathToFileURL(file).href);
  return new Response(body, { headers: headersFor(file) });
}

/** Long enough for a slow machine's first start; only a page that never draws reaches it. */
const smokePatienceMs = 120_000;

function smokeRun(folder: string): { watch(page: WebContents): void; settled(counts: Settled): void } {
  const events: PageEvent[] = [];
  const counts = Promise.withResolvers<Settled | undefined>();
  setTimeout(() => counts.resolve(undefined), smokePatienceMs);
  return {
    settled: counts.resolve,
    watch: (page) => {
      page.debugger.attach('1.3');
      page.debugger.on('message', (_, method: string, params: unknown) => events.push({ method, params }));
      for (const domain of ['Log.enable', 'Runtime.enable']) void page.debugger.sendCommand(domain);
      page.on('render-process-gone', () => counts.resolve(undefined));
      void counts.promise.then(async (settled) => {
        const ms = Date.now() - began;
        await painted(page);
        const picture = (await page.capturePage()).toPNG();
        const report = smokeReport({ electron: process.versions.electron, events, ms, ...(settled && { settled }) });
        await writeSmoke(folder, report, picture);
        if (scratch) rmSync(scratch, { recursive: true, force: true });
        app.exit(smokePassed(report) ? 0 : 1);
      });
    },
  };
}

/** What the page last drew is on the screen: two frames later. */
async function painted(page: WebContents): Promise<void> {
  if (page.isCrashed()) return;
  await page.executeJavaScript(
    'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(null))))',
  );
}
