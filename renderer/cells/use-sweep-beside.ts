/** The sweep over the design that a case argues for, where the notebook has one: its charts stand beside the case (picture 4). */

import { useState } from 'react';
import { sourceOf } from '../session-view';
import type { Session } from '../session';
import { useStore } from '../store';
import { workspace } from '../workspace';
import type { Question } from './sweep';
import { useAnswered } from './use-levers';

export interface SweepBeside {
  readonly question: Question;
  /** Of the answer that it speaks of. */
  readonly revision: number;
}

/** That of the last answer, until the next is there. */
export function useSweepBeside(design: string): SweepBeside | undefined {
  const { current } = useStore(workspace);
  const revision = useAnswered(current);
  const [last, setLast] = useState<{ readonly revision: number; readonly beside: SweepBeside | undefined }>();
  if (current && revision !== undefined && revision !== last?.revision)
    setLast({ revision, beside: besideIn(current.get().session, design, revision) });
  return last?.beside;
}

/** The first that was small enough to be run with the notebook, and came to something. */
function besideIn(session: Session, design: string, revision: number): SweepBeside | undefined {
  const found = session.answer?.results.find(
    ({ sweep, reads }) => sweep !== undefined && sweep.done > 0 && reads?.includes(design) === true,
  );
  return found && { question: { ...sourceOf(session), cell: found.id }, revision };
}
