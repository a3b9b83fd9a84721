/** Moving a cell with the mouse: the header is taken, a line shows where it will stand. */

import { useState, type DragEvent } from 'react';
import { dropCell } from '../cell-actions';
import type { LiveSession } from '../session-live';

const format = 'application/x-chokepoint-cell';

/** What is being dragged: other windows and files have no say here. */
let dragged: string | undefined;

export function startDrag(event: DragEvent, id: string): void {
  dragged = id;
  event.dataTransfer.setData(format, id);
  event.dataTransfer.effectAllowed = 'move';
}

export function endDrag(): void {
  dragged = undefined;
}

export type DropSide = 'above' | 'below';

/** For the frame of a cell: where something dragged over it would go, and that it goes there. */
export function useDrop(live: LiveSession, id: string, next: string | undefined) {
  const [side, setSide] = useState<DropSide>();
  return {
    side,
    on: {
      onDragOver: (event: DragEvent<HTMLElement>) => {
        if (dragged === undefined) return;
        event.preventDefault();
        const { top, height } = event.currentTarget.getBoundingClientRect();
        const now = event.clientY < top + height / 2 ? 'above' : 'below';
        setSide(dragged === id ? undefined : now);
      },
      onDragLeave: (event: DragEvent<HTMLElement>) => {
        const to = event.relatedTarget;
        if (!(to instanceof Node) || !event.currentTarget.contains(to)) setSide(undefined);
      },
      onDrop: (event: DragEvent<HTMLElement>) => {
        if (dragged === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        const moved = dragged;
        setSide(undefined);
        endDrag();
        if (moved !== id && side) dropCell(live, moved, side === 'above' ? id : next);
      },
    },
  };
}
