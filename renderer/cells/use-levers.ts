/** What the levers of a cell bring, asked after each answer; the last figures stay until the next are told. */

import { useEffect, useState } from 'react';
import type { Out } from '../../app/contract';
import { rpc } from '../bridge';
import { awaits, sourceOf } from '../session-view';
import { useStore } from '../store';
import { workspace, type Workspace } from '../workspace';
import type { LiveSession } from '../session-live';

export type LeverGain = NonNullable<Out<'notebook.levers'>['levers']>[number];

const nothing: ReadonlyMap<string, LeverGain> = new Map();

export function useLevers(cell: string): ReadonlyMap<string, LeverGain> {
  const { current }: Workspace = useStore(workspace);
  const [told, setTold] = useState<{ readonly cell: string; readonly gains: ReadonlyMap<string, LeverGain> }>();
  const revision = useAnswered(current);
  useEffect(() => {
    if (!current || revision === undefined) return undefined;
    let isWanted = true;
    rpc('notebook.levers', { ...sourceOf(current.get().session), cell }).then(
      ({ levers }) => {
        if (isWanted && levers) setTold({ cell, gains: new Map(levers.map((each) => [each.id, each])) });
      },
      // Without them the form still switches; what is wrong with the engine is told where it answers.
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [current, revision, cell]);
  return told?.cell === cell ? told.gains : nothing;
}

const never = { get: () => undefined, subscribe: () => () => undefined };

/** The revision that the answer speaks of; undefined while it is not the text as it stands. */
export function useAnswered(live: LiveSession | undefined): number | undefined {
  const shown = useStore<ReturnType<LiveSession['get']> | undefined>(live ?? never);
  return shown && !awaits(shown.session) ? shown.session.revision : undefined;
}
