/** How a cell stands: a glyph and a word (LOOK.md 4). */

import { focusCell } from '../cell-actions';
import { AlarmIcon, BlockedIcon, CheckIcon, RunningIcon, StaleIcon } from '../parts/icons';
import { narrowSpace } from '../parts/number';
import type { CellResult } from '../../app/contract';
import type { LastResult } from '../session';
import type { CellState } from '../shown';
import { useWords } from '../words/use-words';
import { clock } from './trouble';

interface StateProps {
  readonly state: CellState;
  readonly result: CellResult | undefined;
  readonly last?: LastResult;
}

export function StateMarker({ state, result, last }: StateProps) {
  const { say, language } = useWords();
  switch (state) {
    case 'fine': {
      if (!result) return null;
      const time = timeOf(result.milliseconds);
      return (
        <span className="state" data-state={state} title={say('state.fine', { time })}>
          {time} <CheckIcon size={12} />
        </span>
      );
    }
    case 'running':
      return (
        <span className="state" data-state={state}>
          {say('state.running')} <RunningIcon size={12} />
        </span>
      );
    case 'stale':
      return (
        <span className="state" data-state={state}>
          {last ? say('state.stale-since', { time: clock(last.at, language) }) : say('state.stale')}{' '}
          <StaleIcon size={12} />
        </span>
      );
    case 'blocked': {
      const by = result?.blockedBy;
      return (
        <span className="state" data-state={state}>
          {say('state.blocked')} {by !== undefined && <CellLink id={by} />} <BlockedIcon size={12} />
        </span>
      );
    }
    case 'failed': {
      const line = result?.diagnostics.find((each) => each.severity === 'error' && each.at)?.at?.line;
      return (
        <span className="state" data-state={state}>
          {line === undefined || line < 1 ? say('state.failed') : say('state.failed-line', { line })}{' '}
          <AlarmIcon size={12} />
        </span>
      );
    }
  }
}

export function CellLink({ id }: { readonly id: string }) {
  const { say } = useWords();
  return (
    <button
      type="button"
      className="link mono"
      aria-label={say('blocked.go', { id })}
      onClick={(event) => {
        event.stopPropagation();
        focusCell(id);
      }}
    >
      {id}
    </button>
  );
}

function timeOf(milliseconds: number): string {
  const figure = milliseconds < 9.95 ? milliseconds.toFixed(1) : String(Math.round(milliseconds));
  return `${figure}${narrowSpace}ms`;
}
