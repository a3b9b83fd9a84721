/** The one window: hardened, with the system's dialogs, and a question before unsaved work is closed. */

import { BrowserWindow, dialog, session, shell } from 'electron';
import { basename, extname } from 'node:path';
import { dialogWords as words } from './menu-model';
import type { Description, Frame, Settled } from './main-handlers';
import { startPage } from './pages';

export interface WindowOptions {
  readonly preload: string;
  readonly icon?: string;
  readonly dark: boolean;
  send(event: string, payload: unknown): void;
  described(description: Description): void;
  settled(counts: Settled): void;
}

// What is seen before the page is: the page's own background (renderer/tokens.css), so that nothing flashes.
const background = { light: '#f2f3f5', dark: '#0e1013' };

// Copying a chart or a derivation is all that the page may do without being asked.
const allowedPermissions = new Set(['clipboard-sanitized-write']);

export function openWindow(options: WindowOptions): { readonly window: BrowserWindow; readonly frame: Frame } {
  const window = new BrowserWindow({
    width: 1440,
    height: 900,
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
  window.once('ready-to-show', () => window.show());
  const frame = frameOf(window, options);
  void window.loadURL(startPage);
  return { window, frame };
}

function shutOut({ webContents }: BrowserWindow): void {
  webContents.setWindowOpenHandler(() => ({ action: 'deny' }));
  webContents.on('will-navigate', (event) => event.preventDefault());
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
  return {
    pickOpen: async () => {
      const filters = [
        { name: words.notebook[now.language], extensions: ['md'] },
        { name: words.anyFile[now.language], extensions: ['*'] },
      ];
      const picked = await dialog.showOpenDialog(window, {
        title: words.openTitle[now.language],
        properties: ['openFile'],
        filters,
      });
      return picked.filePaths[0] ?? null;
    },
    pickSave: async (suggested) => {
      const kind =
        extname(suggested) === '.html'
          ? { name: words.page[now.language], extensions: ['html'] }
          : { name: words.notebook[now.language], extensions: ['md'] };
      const picked = await dialog.showSaveDialog(window, {
        title: words.saveTitle[now.language],
        defaultPath: suggested,
        filters: [kind],
      });
      return picked.filePath || null;
    },
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
