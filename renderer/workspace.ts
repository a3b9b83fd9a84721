/** The window's state: open notebooks, which view is shown, settings, what Explain shows, messages. Set only by the functions here. */

import type { AppInfo, KindInfo, Language } from '../app/contract';
import { rpc, textOf } from './bridge';
import { startSession, type LiveSession } from './session-live';
import type { Opening } from './session';
import type { Door, Settings, Theme } from './shown';
import { createStore } from './store';
import type { ToastMessage } from './parts/toast';
import type { Word } from './words';
import { followShown, shownBefore } from './view-memory';
import { speak, type Speech } from './words/use-words';
import type { Arguments } from './words/word';

export const views = [
  'notebooks',
  'history',
  'compare',
  'framework',
  'catalog',
  'validation',
  'learn',
  'help',
] as const;
export type View = (typeof views)[number];

export const helpParts = ['format', 'levers', 'formulas', 'glossary', 'keys'] as const;
export type HelpPart = (typeof helpParts)[number];

/** Something a person asked for that did not work: stays until read. */
export interface Trouble {
  readonly action: string;
  readonly reason: string;
}

export interface Workspace {
  readonly isReady: boolean;
  readonly info: AppInfo | undefined;
  readonly kinds: readonly KindInfo[];
  readonly settings: Settings;
  readonly systemDark: boolean;
  /** The system asks for more contrast. */
  readonly systemContrast: boolean;
  readonly sessions: readonly LiveSession[];
  readonly current: LiveSession | undefined;
  readonly view: View;
  /** The part of Help that is shown. */
  readonly helpPart: HelpPart;
  readonly isExplainOpen: boolean;
  /** What Explain shows, and the path of descent from it. */
  readonly explained:
    { readonly door: Door; readonly path: readonly string[]; readonly isByKeyboard: boolean } | undefined;
  /** The metric beside the chain. */
  readonly metric: string;
  readonly isFrontShown: boolean;
  /** Runs picked in History for Compare. */
  readonly picks: readonly number[];
  /** Grows when the history changed, so that lists read it again. */
  readonly historyAge: number;
  readonly runs: number | undefined;
  readonly toasts: readonly ToastMessage[];
  readonly trouble: Trouble | undefined;
  /** Grows when the folder's notebooks changed. */
  readonly folderAge: number;
  readonly overlay: 'palette' | 'about' | 'versions' | 'present' | 'present-choose' | undefined;
  /** Step of the tour, from 0. */
  readonly tour: number | undefined;
  /** An open notebook with unsaved changes that the person wants to close. */
  readonly closing: LiveSession | undefined;
}

const unsaid: Settings = {
  language: 'system',
  theme: 'system',
  contrast: 'system',
  recent: [],
  folder: null,
  tour: 'done',
  window: null,
  zoom: 0,
};

const store = createStore<Workspace>({
  isReady: false,
  info: undefined,
  kinds: [],
  settings: { ...unsaid },
  systemDark: window.matchMedia('(prefers-color-scheme: dark)').matches,
  systemContrast: window.matchMedia('(prefers-contrast: more)').matches,
  sessions: [],
  current: undefined,
  view: 'notebooks',
  helpPart: 'format',
  // Where it lies over the cells it waits for a number.
  isExplainOpen: window.innerWidth >= 1280,
  explained: undefined,
  metric: 'serving.tpot',
  isFrontShown: false,
  picks: [],
  historyAge: 0,
  runs: undefined,
  toasts: [],
  trouble: undefined,
  folderAge: 0,
  overlay: undefined,
  tour: undefined,
  closing: undefined,
});

export const workspace = { get: store.get, subscribe: store.subscribe };

export function patch(change: Partial<Workspace>): void {
  store.set({ ...store.get(), ...change });
}

export function languageOf({ settings }: Pick<Workspace, 'settings'>): Language {
  if (settings.language !== 'system') return settings.language;
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en';
}

export function themeOf({ settings, systemDark }: Pick<Workspace, 'settings' | 'systemDark'>): Theme {
  if (settings.theme !== 'system') return settings.theme;
  return systemDark ? 'dark' : 'light';
}

/** More contrast than the theme has: the person's wish, or the system's. */
export function isContrasty({ settings, systemContrast }: Pick<Workspace, 'settings' | 'systemContrast'>): boolean {
  return settings.contrast === 'more' || systemContrast;
}

export function look() {
  return { theme: themeOf(store.get()), language: languageOf(store.get()) };
}

/** The current words, for messages made outside a component. */
export function speech(): Speech {
  return speak(languageOf(store.get()));
}

// ── messages ─────────────────────────────────────────────────────────────────────────────────────

let toastCount = 0;

export function toast(key: Word, given?: Arguments, undo?: () => void): void {
  const message = { id: ++toastCount, text: speech().say(key, given), ...(undo ? { undo } : {}) };
  // What can still be undone stays; news replaces news.
  patch({
    toasts: [
      ...store
        .get()
        .toasts.filter((each) => each.undo)
        .slice(-2),
      message,
    ],
  });
}

export function closeToast(id: number): void {
  patch({ toasts: store.get().toasts.filter((each) => each.id !== id) });
}

export function report(action: string, error: unknown): void {
  patch({ trouble: { action, reason: speech().pick(textOf(error)) } });
}

// ── settings ─────────────────────────────────────────────────────────────────────────────────────

export async function choose(
  settings: Partial<Pick<Settings, 'language' | 'theme' | 'contrast' | 'folder' | 'tour'>>,
): Promise<void> {
  patch({ settings: { ...store.get().settings, ...settings } });
  redraw();
  await rpc('app.set', settings);
}

export function followSystem(dark: boolean): void {
  if (dark === store.get().systemDark) return;
  patch({ systemDark: dark });
  redraw();
}

/** Charts carry resolved colours and words: another look needs another answer. */
function redraw(): void {
  store.get().current?.askAgain();
}

// ── notebooks ────────────────────────────────────────────────────────────────────────────────────

/** Opens a notebook and shows it; one that is open already under that path is only shown. */
export function show(opening: Opening): LiveSession {
  const { sessions } = store.get();
  const already = opening.path === null ? undefined : sessions.find((each) => each.get().session.path === opening.path);
  if (already) {
    switchTo(already);
    return already;
  }
  const shown = shownBefore(opening.path);
  const live = startSession({ ...opening, ...(shown ? { shown } : {}) }, { rpc, look, now: () => performance.now() });
  followShown(live);
  patch({ sessions: [...sessions, live], current: live, view: 'notebooks', explained: undefined });
  return live;
}

export function switchTo(live: LiveSession): void {
  const changed = store.get().current !== live;
  patch({ current: live, view: 'notebooks', ...(changed ? { explained: undefined } : {}) });
  // The look may have changed while it was in the background.
  if (changed) live.askAgain();
}

export function drop(live: LiveSession): void {
  live.close();
  const { sessions, current } = store.get();
  const left = sessions.filter((each) => each !== live);
  patch({ sessions: left, closing: undefined });
  if (current !== live) return;
  const next = left.at(-1);
  if (next) switchTo(next);
  else patch({ current: undefined, explained: undefined });
}

// ── explain ──────────────────────────────────────────────────────────────────────────────────────

export function explain(door: Door, path: readonly string[] = []): void {
  const isByKeyboard = document.activeElement?.matches(':focus-visible') ?? false;
  patch({ explained: { door, path, isByKeyboard }, isExplainOpen: true });
}
