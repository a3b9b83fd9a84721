/** Which charts are on screen or about to be: one far away costs neither time nor memory, however long the notebook. */

/** So much above and below the window: a turn of the wheel finds its charts drawn. */
const marginPx = 800;

/** Where charts are scrolled; elsewhere the window itself. */
const scrollers = '.notebook-scroll, .compare-scroll';

const watchers = new Map<Element | null, Watcher>();

interface Watcher {
  readonly observer: IntersectionObserver;
  readonly sight: IntersectionObserver;
  readonly listeners: Map<Element, Listener>;
}

/** `height`: what it takes, in pixels, where the browser has just measured it. */
type Listener = (near: boolean, isFirst: boolean, height?: number) => void;

function isNear(place: Element): boolean {
  const { top, bottom } = place.getBoundingClientRect();
  return bottom > -marginPx && top < window.innerHeight + marginPx;
}

/** So long after the last move of a scroll bar the page counts as still. */
const stillMs = 120;

let scrolledAt = Number.NEGATIVE_INFINITY;
if (typeof window !== 'undefined')
  window.addEventListener(
    'scroll',
    () => {
      scrolledAt = performance.now();
    },
    { capture: true, passive: true },
  );

function isScrolling(): boolean {
  return performance.now() - scrolledAt < stillMs;
}

/** Calls `onChange` now and whenever it comes near or goes. `isFirst`: it was made near, and not by scrolling. Returns how to stop. */
export function watchNear(place: Element, onChange: Listener): () => void {
  // Asking where it stands lays the page out. While scrolling, the observer tells a frame later, for nothing.
  if (!isScrolling()) onChange(isNear(place), true);
  const root = place.closest(scrollers);
  const watcher = watchers.get(root) ?? watcherOf(root);
  watcher.listeners.set(place, onChange);
  watcher.observer.observe(place);
  watcher.sight.observe(place);
  return () => {
    watcher.observer.unobserve(place);
    watcher.sight.unobserve(place);
    unseen.delete(place);
    watcher.listeners.delete(place);
    if (watcher.listeners.size > 0) return;
    watcher.observer.disconnect();
    watcher.sight.disconnect();
    watchers.delete(root);
  };
}

function watcherOf(root: Element | null): Watcher {
  const listeners: Watcher['listeners'] = new Map();
  const observer = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting, boundingClientRect } of entries)
        listeners.get(target)?.(isIntersecting, false, boundingClientRect.height);
    },
    { root, rootMargin: `${String(marginPx)}px 0px` },
  );
  const sight = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries)
        if (isIntersecting) unseen.delete(target);
        else unseen.add(target);
    },
    { root },
  );
  const watcher = { observer, sight, listeners };
  watchers.set(root, watcher);
  return watcher;
}

/** Watched, and not on the screen. */
const unseen = new Set<Element>();
const afterwards = new Set<() => void>();

/**
 * At once for what can be seen and for all of the selected cell; for what cannot, all together once that stands painted: who
 * types waits for what they look at. Returns how to take it back.
 */
export function whenSeen(place: Element, work: () => void): () => void {
  if (!unseen.has(place) || place.closest('[data-cell][aria-current="true"]')) {
    work();
    return () => undefined;
  }
  afterwards.add(work);
  if (afterwards.size === 1) requestAnimationFrame(() => setTimeout(doAfterwards));
  return () => {
    afterwards.delete(work);
  };
}

function doAfterwards(): void {
  const works = [...afterwards];
  afterwards.clear();
  for (const work of works) work();
}

const queue: (() => void)[] = [];

/** A frame that came later than this had too much to do already: the next one scrolls, and does nothing else. */
const lateMs = 30;
/** So many frames in a row may scroll only; then what waits comes all the same. */
const passedOverMost = 4;

let lastFrame = 0;
let passedOver = 0;

/** One piece of work a frame: charts that scroll into reach must not stop the scrolling. Returns how to take it back. */
export function inTurn(work: () => void): () => void {
  queue.push(work);
  if (queue.length === 1) {
    lastFrame = performance.now();
    requestAnimationFrame(takeTurn);
  }
  return () => {
    const at = queue.indexOf(work);
    // The first of the queue has its frame asked for already.
    if (at > 0) queue.splice(at, 1);
    else if (at === 0) queue[0] = () => undefined;
  };
}

function takeTurn(now: number): void {
  const isLate = now - lastFrame > lateMs;
  lastFrame = now;
  if (isLate && isScrolling() && passedOver < passedOverMost) {
    passedOver++;
    requestAnimationFrame(takeTurn);
    return;
  }
  passedOver = 0;
  const work = queue[0];
  work?.();
  queue.shift();
  if (queue.length > 0) requestAnimationFrame(takeTurn);
}
