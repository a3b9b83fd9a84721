/** In a long notebook only the cells on screen and about to be have their insides in the page; the others keep their height. */

import { useLayoutEffect, useState, type CSSProperties, type RefObject } from 'react';
import { inTurn, watchNear } from '../charts/near';

/** Up to so many cells all of them are there: nothing is saved, and the browser finds everything. */
export const longFrom = 60;

export interface NearCell {
  readonly isNear: boolean;
  /** Of the place: its height while it is empty. */
  readonly style: CSSProperties;
}

/** `estimate`: pixels that the insides probably take, until they have been there once. */
export function useNearCell(
  host: RefObject<HTMLDivElement | null>,
  { isLong, estimate }: { readonly isLong: boolean; readonly estimate: number },
): NearCell {
  const [near, setNear] = useState(false);
  const [height, setHeight] = useState<number>();
  useLayoutEffect(() => {
    const place = host.current;
    if (!place || !isLong) return undefined;
    let takeBack: (() => void) | undefined;
    const stop = watchNear(place, (now, isFirst, measured) => {
      takeBack?.();
      takeBack = undefined;
      if (!now) {
        // Before it goes: what it really took.
        if (measured !== undefined) setHeight(measured);
        setNear(false);
      } else if (isFirst) setNear(true);
      // One a frame: cells that come into reach must not stop the scrolling.
      else
        takeBack = inTurn(() => {
          setNear(true);
        });
    });
    return () => {
      takeBack?.();
      stop();
    };
  }, [host, isLong]);
  return { isNear: !isLong || near, style: !isLong || near ? {} : { height: height ?? estimate } };
}
