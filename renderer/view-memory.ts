/** How the cells of a notebook are shown, kept from one opening to the next: what is folded and which chart is chosen. Not in its text. */

import type { Session } from './session';
import type { LiveSession } from './session-live';

type Shown = Pick<Session, 'folded' | 'charts'>;

const prefix = 'chokepoint.view.';
/** Notebooks remembered; the one seen longest ago goes first. */
const most = 60;

export function shownBefore(path: string | null): Shown | undefined {
  if (path === null) return undefined;
  try {
    return read(JSON.parse(localStorage.getItem(prefix + path) ?? 'null'));
  } catch {
    return undefined;
  }
}

/** Keeps what is folded and chosen whenever it changes. */
export function followShown(live: LiveSession): void {
  let last: Shown = live.get().session;
  live.subscribe(() => {
    const { session } = live.get();
    if (session.folded === last.folded && session.charts === last.charts) return;
    last = session;
    keepShown(session.path, session, Date.now());
  });
}

function keepShown(path: string | null, { folded, charts }: Shown, now: number): void {
  if (path === null) return;
  try {
    if (folded.size === 0 && charts.size === 0) localStorage.removeItem(prefix + path);
    else localStorage.setItem(prefix + path, JSON.stringify({ at: now, folded: [...folded], charts: [...charts] }));
    forget();
  } catch {
    // A full disk costs the memory of a fold, and nothing else.
  }
}

function forget(): void {
  const keys = Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  const age = (key: string): number => ageOf(localStorage.getItem(key));
  for (const key of keys.sort((a, b) => age(b) - age(a)).slice(most)) localStorage.removeItem(key);
}

function ageOf(kept: string | null): number {
  const value: unknown = JSON.parse(kept ?? 'null');
  return typeof value === 'object' && value !== null && 'at' in value && typeof value.at === 'number' ? value.at : 0;
}

/** Another version of the program may have written it. */
function read(value: unknown): Shown | undefined {
  if (typeof value !== 'object' || value === null || !('folded' in value) || !('charts' in value)) return undefined;
  const { folded, charts } = value;
  if (!Array.isArray(folded) || !Array.isArray(charts)) return undefined;
  return {
    folded: new Set(folded.filter((each) => typeof each === 'string')),
    charts: new Map(
      charts.flatMap((each: unknown): [string, string | null][] => {
        if (!Array.isArray(each)) return [];
        const [cell, chart]: unknown[] = each;
        return typeof cell === 'string' && (typeof chart === 'string' || chart === null) ? [[cell, chart]] : [];
      }),
    ),
  };
}
