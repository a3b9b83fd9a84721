/**
 * What a long scroll or another notebook leaves behind: drawn once, now out of the page. The browser would keep hundreds of megabytes
 * of it until memory is short; here they go back once the window rests, when nobody waits for a key.
 */

/** Cells and charts; collecting fewer is not worth a tenth of a second. */
const worthIt = 60;
/** So long without a key, a scroll or a pointer is a rest. */
const restMs = 1500;

export interface Leftovers {
  /** So many cells or charts were taken out of the page; without a number, a whole notebook. */
  readonly leave: (pieces?: number) => void;
  /** The person did something. */
  readonly touch: () => void;
}

export interface Rest {
  /** Something is still to be answered or drawn. */
  readonly isBusy: () => boolean;
  readonly giveBack: () => void;
}

export function createLeftovers({ isBusy, giveBack }: Rest): Leftovers {
  let pieces = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wait = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = undefined;
      if (isBusy()) {
        wait();
        return;
      }
      pieces = 0;
      giveBack();
    }, restMs);
  };
  return {
    leave: (more = worthIt) => {
      pieces += more;
      if (pieces >= worthIt) wait();
    },
    touch: () => {
      if (timer !== undefined) wait();
    },
  };
}

/** Those of this window. */
export const leftovers = createLeftovers({
  isBusy: () => document.documentElement.dataset['settled'] !== 'true',
  giveBack: () => {
    window.chokepoint.giveBack();
  },
});

const touches = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'scroll'] as const;

/** Follows what the person does. Returns how to stop. */
export function followTouches(): () => void {
  for (const kind of touches) document.addEventListener(kind, leftovers.touch, { capture: true, passive: true });
  return () => {
    for (const kind of touches) document.removeEventListener(kind, leftovers.touch, { capture: true });
  };
}
