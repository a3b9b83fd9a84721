/** Where the chain beside the cells draws what: at the cells' heights, and only about as far as one sees. */

import { useLayoutEffect, useState, type RefObject } from 'react';
import type { SourceCell } from '../../app/contract';
import type { Stretch } from './lanes';
import { longFrom } from './near-cell';

/** Top of each cell, in pixels below the gutter's. */
export type Tops = ReadonlyMap<string, number>;

/** Measured; followed as cells grow. */
export function useTops(gutter: RefObject<HTMLElement | null>, cells: readonly SourceCell[]): Tops {
  const [tops, setTops] = useState<Tops>(new Map());
  useLayoutEffect(() => {
    const own = gutter.current;
    const column = own?.parentElement;
    if (!own || !column) return undefined;
    const measure = (): void => {
      const zero = own.getBoundingClientRect().top;
      const next = new Map(
        [...column.querySelectorAll<HTMLElement>('[data-cell]')].map((cell) => [
          cell.dataset['cell'] ?? '',
          Math.round(cell.getBoundingClientRect().top - zero),
        ]),
      );
      setTops((now) => (isSame(now, next) ? now : next));
    };
    const watch = new ResizeObserver(measure);
    column.querySelectorAll<HTMLElement>('[data-cell]').forEach((cell) => {
      watch.observe(cell);
    });
    watch.observe(column);
    measure();
    return () => {
      watch.disconnect();
    };
  }, [gutter, cells]);
  return tops;
}

function isSame(one: Tops, other: Tops): boolean {
  return one.size === other.size && [...one].every(([id, top]) => other.get(id) === top);
}

const whole: Stretch = { top: Number.NEGATIVE_INFINITY, bottom: Number.POSITIVE_INFINITY };

/** The stretch moves in steps of so many pixels, and reaches one further than is seen. */
const stepPx = 1000;

/** What is seen of a long notebook, generously; all of a short one. */
export function useStretch(gutter: RefObject<HTMLElement | null>, cells: readonly SourceCell[]): Stretch {
  const isLong = cells.length > longFrom;
  const [stretch, setStretch] = useState(whole);
  useLayoutEffect(() => {
    const scroller = gutter.current?.closest('.notebook-scroll');
    if (!isLong || !scroller) return undefined;
    const follow = (): void => {
      const step = Math.floor(scroller.scrollTop / stepPx);
      const screens = Math.ceil(scroller.clientHeight / stepPx);
      const next = { top: (step - 1) * stepPx, bottom: (step + 2 + screens) * stepPx };
      setStretch((now) => (now.top === next.top && now.bottom === next.bottom ? now : next));
    };
    follow();
    const watch = new ResizeObserver(follow);
    watch.observe(scroller);
    scroller.addEventListener('scroll', follow, { passive: true });
    return () => {
      watch.disconnect();
      scroller.removeEventListener('scroll', follow);
    };
  }, [gutter, isLong]);
  return isLong ? stretch : whole;
}
