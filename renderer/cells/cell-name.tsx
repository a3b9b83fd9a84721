/** The name of a cell: read, and written on F2 or a double click; every reference follows. */

import { useState } from 'react';
import { restructure } from '../cell-actions';
import { useStore } from '../store';
import { workspace } from '../workspace';
import { useWords } from '../words/use-words';
import { lay, overlays } from './overlays';

export function CellName({ id }: { readonly id: string }) {
  const { say } = useWords();
  const { renaming } = useStore(overlays);
  if (renaming === id) return <NameInput key={id} id={id} />;
  return (
    <span
      className="cell-id mono"
      title={say('cell.rename-hint')}
      onDoubleClick={() => {
        lay({ renaming: id });
      }}
    >
      {id}
    </span>
  );
}

function NameInput({ id }: { readonly id: string }) {
  const { say } = useWords();
  const [typed, setTyped] = useState(id.replace(/~\d+$/, ''));
  const end = (name: string | undefined): void => {
    if (overlays.get().renaming !== id) return;
    lay({ renaming: undefined });
    const live = workspace.get().current;
    if (live && name !== undefined && name !== '' && name !== id)
      void restructure(live, { kind: 'rename', cell: id, name });
  };
  return (
    <input
      className="input cell-rename mono"
      aria-label={say('cell.name')}
      value={typed}
      size={Math.max(8, typed.length + 1)}
      autoFocus
      onFocus={(event) => {
        event.target.select();
      }}
      onChange={(event) => {
        setTyped(event.target.value.toLowerCase().replace(/[\s_]+/g, '-'));
      }}
      onBlur={() => {
        end(typed.trim());
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') end(typed.trim());
        else if (event.key === 'Escape') end(undefined);
        else return;
        event.preventDefault();
        event.stopPropagation();
        event.currentTarget.closest<HTMLElement>('[data-cell]')?.focus();
      }}
    />
  );
}
