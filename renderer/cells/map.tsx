/** The map of the cells: what needs what, on demand. A click goes there; hovering shows what belongs together. */

import { useEffect, useMemo, useRef, useState } from 'react';
import { selectCell } from '../cell-actions';
import { IconButton } from '../parts/button';
import { CloseIcon } from '../parts/icons';
import type { LiveSession } from '../session-live';
import { useStore } from '../store';
import { workspace } from '../workspace';
import { useWords } from '../words/use-words';
import { mapOf, relativesOf, type MapNode } from './map-layout';
import { lay } from './overlays';

/** Pixels. */
const node = { width: 104, height: 32 };
const gap = { x: 36, y: 14 };
const margin = 8;

const left = (at: Pick<MapNode, 'column'>): number => margin + at.column * (node.width + gap.x);
const top = (at: Pick<MapNode, 'row'>): number => margin + at.row * (node.height + gap.y);

export function CellMapDialog({ live }: { readonly live: LiveSession }) {
  const { say, pick } = useWords();
  const { kinds } = useStore(workspace);
  const { session } = useStore(live);
  const dialog = useRef<HTMLDialogElement>(null);
  const [near, setNear] = useState<string>();
  const map = useMemo(() => mapOf(session.cells, session.answer?.results ?? []), [session.cells, session.answer]);
  const related = near === undefined ? undefined : relativesOf(near, map.edges);
  const byId = new Map(map.nodes.map((each) => [each.id, each]));
  const close = (): void => {
    lay({ isMapShown: false });
  };
  useEffect(() => {
    const box = dialog.current;
    box?.showModal();
    box?.querySelector<HTMLElement>('[aria-current="true"]')?.focus();
    return () => {
      box?.close();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className="map"
      aria-label={say('map.label')}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) close();
      }}
    >
      <header className="map-head">
        <b>{say('map.label')}</b>
        <span className="map-key">
          <svg width={22} height={8} aria-hidden="true">
            <path className="map-edge" d="M0,4H22" />
          </svg>
          {say('map.starts')}
        </span>
        <span className="map-key">
          <svg width={22} height={8} aria-hidden="true">
            <path className="map-edge" data-kind="reads" d="M0,4H22" />
          </svg>
          {say('map.reads')}
        </span>
        <span className="cell-space" />
        <IconButton label={say('map.close')} onClick={close}>
          <CloseIcon size={12} />
        </IconButton>
      </header>
      <div className="map-scroll">
        <div
          className="map-plane"
          style={{
            width: 2 * margin + map.columns * (node.width + gap.x) - gap.x,
            height: 2 * margin + map.rows * (node.height + gap.y) - gap.y,
          }}
        >
          <svg className="map-edges" aria-hidden="true">
            {map.edges.map((edge) => {
              const from = byId.get(edge.from);
              const to = byId.get(edge.to);
              if (!from || !to) return null;
              const [x0, y0] = [left(from) + node.width, top(from) + node.height / 2];
              const [x1, y1] = [left(to), top(to) + node.height / 2];
              const bend = Math.max(gap.x / 2, (x1 - x0) / 2);
              return (
                <path
                  key={`${edge.kind} ${edge.from} ${edge.to}`}
                  className="map-edge"
                  data-kind={edge.kind}
                  data-dim={related !== undefined && !(related.has(edge.from) && related.has(edge.to))}
                  d={`M${x0},${y0}C${x0 + bend},${y0} ${x1 - bend},${y1} ${x1},${y1}`}
                />
              );
            })}
          </svg>
          {map.nodes.map((each) => {
            const kind = kinds.find((info) => info.id === each.kind);
            return (
              <button
                key={each.id}
                type="button"
                className="map-node"
                style={{ left: left(each), top: top(each), width: node.width, height: node.height }}
                data-status={each.status}
                data-dim={related !== undefined && !related.has(each.id)}
                aria-current={each.id === session.selected}
                onPointerEnter={() => {
                  setNear(each.id);
                }}
                onPointerLeave={() => {
                  setNear(undefined);
                }}
                onFocus={() => {
                  setNear(each.id);
                }}
                onBlur={() => {
                  setNear(undefined);
                }}
                onClick={() => {
                  close();
                  selectCell(live, each.id);
                }}
              >
                <span className="map-kind">{kind ? pick(kind.title) : each.kind}</span>
                <span className="map-id mono">{each.id}</span>
              </button>
            );
          })}
        </div>
      </div>
    </dialog>
  );
}
