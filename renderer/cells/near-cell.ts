/** In a long notebook only the cells on screen and about to be are drawn; the others keep their height. */

import { useLayoutEffect, useRef, useState, type CSSProperties, type RefObject } from 'react';
import { inTurn, watchNear } from '../charts/near';
import { leftovers } from '../leftovers';

/** Up to so many cells all of them are there: nothing is saved, and the browser finds everything. */
export const longFrom = 60;

export interface NearCell {
  readonly isNear: boolean;
  /** Of the cell: its height while it is empty. */
  readonly style: CSSProperties;
}

/** `estimate`: pixels that it probably takes, until it has been there once; another estimate is another content. */
export function useNearCell(
  host: RefObject<HTMLElement | null>,
  { isLong, estimate }: { readonly isLong: boolean; readonly estimate: number },
): NearCell {
  const [near, setNear] = useState(false);
  const [taken, setTaken] = useState<{ readonly height: number; readonly estimate: number }>();
  const latest = useRef(estimate);
  useLayoutEffect(() => {
    latest.current = estimate;
  });
  useLayoutEffect(() => {
    const place = host.current;
    if (!place || !isLong) return undefined;
    let takeBack: (() => void) | undefined;
    const stop = watchNear(place, (now, isFirst, height) => {
      takeBack?.();
      takeBack = undefined;
      if (!now) {
        // Before it goes: what it really took.
        if (height !== undefined) setTaken({ height, estimate: latest.current });
        setNear(false);
        leftovers.leave(1);
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
  const isNear = !isLong || near;
  return { isNear, style: isNear ? {} : { height: taken?.estimate === estimate ? taken.height : estimate } };
}
