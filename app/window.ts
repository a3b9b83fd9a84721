/** The one window: hardened, with the system's dialogs, and a question before unsaved work is closed. */

import { BrowserWindow, dialog, screen, session, shell } from 'electron';
import { basename, extname } from 'node:path';
import { placeFor } from './appearance';
import { dialogWords as words, formWords, isForm } from './menu-model';
import type { Description, Frame, Settled, WindowChange } from './main-handlers';
import { startPage } from './pages';
import type { WindowBounds } from './files-contract';

export interface WindowOptions {
  readonly preload: string;
  readonly icon?: string;
  readonly dark: boolean;
  /** Where it stood, and how large its text was, when it was last open. */
  readonly place: WindowBounds | null;
  readonly zoom: number;
  moved(place: WindowBounds): void;
  zoomed(level: number): void;
  send(event: string, payload: unknown): void;
  described(description: Description): void;
  settled(counts: Settled): void;
}

// What is seen before the page is: the page's own background (renderer/tokens.css), so that nothing flashes.
const background = { light: '#f2f3f5', dark: '#0e1013' };

// Copying a chart or a derivation is all that the page may do without being asked.
const allowedPermissions = new Set(['clipboard-sanitized-write']);

export function openWindow(options: WindowOptions): { readonly window: BrowserWindow; readonly frame: Frame } {
  const place = placeFor(
    options.place,
    screen.getAllDisplays().map(({ workArea }) => workArea),
  );
  const window = new BrowserWindow({
    ...(place ?? { width: 1440, height: 900 }),
    minWidth: 800,
    minHeight: 560,
    show: false,
    backgroundColor: options.dark ? background.dark : background.light,
    ...(options.icon && { icon: options.icon }),
    webPreferences: {
      preload: options.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  shutOut(window);
  window.once('ready-to-show', () => {
    if (place?.isMaximized) window.maximize();
    window.show();
  });
  // A page that was loaded anew keeps the size that was chosen since.
  let { zoom } = options;
  window.webContents.on('did-finish-load', () => window.webContents.setZoomLevel(zoom));
  tellPlace(window, options);
  const zoomed = (level: number): void => {
    zoom = level;
    options.zoomed(level);
  };
  const frame = frameOf(window, { ...options, zoomed });
  void window.loadURL(startPage);
  return { window, frame };
}

/** A drag is many moves: its end is told. */
const restMs = 400;

function tellPlace(window: BrowserWindow, { moved }: WindowOptions): void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      if (window.isDestroyed() || window.isFullScreen() || window.isMinimized()) return;
      moved({ ...window.getNormalBounds(), isMaximized: window.isMaximized() });
    }, restMs);
  };
  window.on('resize', later);
  window.on('move', later);
}

/** A step of the zoom is half of Chromium's: about 10 %. */
const zoomStep = 0.5;
const zoomMost = 5;

function changeOf(window: BrowserWindow, { zoomed }: WindowOptions): (to: WindowChange) => void {
  const { webContents } = window;
  const zoomTo = (level: number): void => {
    const next = Math.max(-zoomMost, Math.min(zoomMost, level));
    webContents.setZoomLevel(next);
    zoomed(next);
  };
  return (to) => {
    switch (to) {
      case 'zoom-in':
        return zoomTo(webContents.getZoomLevel() + zoomStep);
      case 'zoom-out':
        return zoomTo(webContents.getZoomLevel() - zoomStep);
      case 'zoom-reset':
        return zoomTo(0);
      case 'full-screen':
        return window.setFullScreen(!window.isFullScreen());
      case 'developer-tools':
        return webContents.toggleDevTools();
    }
  };
}

function shutOut({ webContents }: BrowserWindow): void {
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  // It may start itself anew after a fault; it leads nowhere else.
  webContents.on('will-navigate', (event) => {
    if (event.url !== startPage) event.preventDefault();
  });
  webContents.on('will-attach-webview', (event) => event.preventDefault());
  session.defaultSession.setPermissionRequestHandler((_, permission, decide) =>
    decide(allowedPermissions.has(permission)),
  );
  session.defaultSession.setPermissionCheckHandler((_, permission) => allowedPermissions.has(permission));
}

function frameOf(window: BrowserWindow, options: WindowOptions): Frame {
  let now: Description = { title: 'Chokepoint', path: null, unsaved: false, language: 'en' };
  let mayClose = false;
  window.on('close', (event) => {
    if (mayClose || !now.unsaved) return;
    event.preventDefault();
    void askToClose(window, now.language).then((answer) => {
      if (answer === 'save') options.send('command', { id: 'file.save-and-close' });
      if (answer !== 'discard') return;
      mayClose = true;
      window.close();
    });
  });
  let wasFull = false;
  return {
    present: (on) => {
      if (on) wasFull = window.isFullScreen();
      window.setFullScreen(on || wasFull);
      window.setMenuBarVisibility(!on);
    },
    pickOpen: async (what) => {
      const any = { name: words.anyFile[now.language], extensions: ['*'] };
      const filters = what === 'any' ? [any] : [{ name: words.notebook[now.language], extensions: ['md'] }, any];
      const picked = await dialog.showOpenDialog(window, {
        title: words[what === 'any' ? 'openAny' : 'openTitle'][now.language],
        properties: ['openFile'],
        filters,
      });
      return picked.filePaths[0] ?? null;
    },
    pickSave: async (suggested) => {
      const ending = extname(suggested).slice(1);
      const isNotebook = suggested.endsWith('.bench.md');
      const form = isNotebook || !isForm(ending) ? undefined : ending;
      const kind = isNotebook
        ? { name: words.notebook[now.language], extensions: ['md'] }
        : { name: form === undefined ? ending.toUpperCase() : formWords[form][now.language], extensions: [ending] };
      const picked = await dialog.showSaveDialog(window, {
        title: words[isNotebook ? 'saveTitle' : form === undefined ? 'saveAny' : 'exportTitle'][now.language],
        defaultPath: suggested,
        filters: [kind],
      });
      return picked.filePath || null;
    },
    pickFolder: async () => {
      const picked = await dialog.showOpenDialog(window, {
        title: words.folderTitle[now.language],
        properties: ['openDirectory'],
      });
      return picked.filePaths[0] ?? null;
    },
    change: changeOf(window, options),
    describe: (description) => {
      now = description;
      const name = description.path ? basename(description.path) : description.title;
      window.setTitle(`${description.unsaved ? '● ' : ''}${name} — Chokepoint`);
      window.setDocumentEdited(description.unsaved);
      window.setRepresentedFilename(description.path ?? '');
      options.described(description);
    },
    close: () => {
      mayClose = true;
      window.close();
    },
    settled: options.settled,
    openLink: (url) => shell.openExternal(url),
  };
}

async function askToClose(
  window: BrowserWindow,
  language: Description['language'],
): Promise<'save' | 'discard' | 'cancel'> {
  const answers = ['save', 'discard', 'cancel'] as const;
  const { response } = await dialog.showMessageBox(window, {
    type: 'question',
    message: words.unsaved[language],
    detail: words.unsavedDetail[language],
    buttons: answers.map((answer) => words[answer][language]),
    defaultId: 0,
    cancelId: 2,
    noLink: true,
  });
  return answers[response] ?? 'cancel';
}
