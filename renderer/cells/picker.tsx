/** Adding a cell, or giving it another kind: type, arrows, Enter. */

import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { nextKind, restructure } from '../cell-actions';
import type { LiveSession } from '../session-live';
import { useStore } from '../store';
import { workspace } from '../workspace';
import { useWords } from '../words/use-words';
import { lay, type Picking } from './overlays';
import { choicesFor, searched, type PickerChoice } from './picker-choices';

export function Picker({ live, picking }: { readonly live: LiveSession; readonly picking: Picking }) {
  const speech = useWords();
  const { say } = speech;
  const { kinds } = useStore(workspace);
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const isBranch = picking.kind === 'add' && picking.branch !== undefined;
  const isConvert = picking.kind === 'convert';
  const choices = useMemo(() => {
    const { cells, selected } = live.get().session;
    return choicesFor({ kinds, cells, speech, next: nextKind(live), design: selected, isBranch });
  }, [kinds, live, speech, isBranch]);
  const found = searched(isConvert ? choices.filter((choice) => choice.key === choice.kind) : choices, typed);
  const label = isConvert
    ? say('picker.convert')
    : isBranch
      ? say('picker.branch', { id: picking.branch ?? '' })
      : say('notebook.add');

  useEffect(() => {
    const box = dialog.current;
    const before = document.activeElement;
    box?.showModal();
    return () => {
      box?.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  useEffect(() => {
    dialog.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  const close = (): void => {
    lay({ picking: undefined });
  };
  const choose = (choice: PickerChoice | undefined): void => {
    close();
    if (!choice) return;
    void restructure(
      live,
      picking.kind === 'convert'
        ? { kind: 'convert', cell: picking.cell, to: choice.kind }
        : {
            kind: 'insert',
            cell: choice.kind,
            body: choice.body,
            ...(picking.below === undefined ? {} : { below: picking.below }),
            ...(picking.branch === undefined ? {} : { branch: picking.branch }),
          },
    );
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const last = found.length - 1;
    if (event.key === 'ArrowDown') setAt(at >= last ? 0 : at + 1);
    else if (event.key === 'ArrowUp') setAt(at <= 0 ? last : at - 1);
    else if (event.key === 'Enter') choose(found[at]);
    else return;
    event.preventDefault();
  };
  return (
    <dialog
      ref={dialog}
      className="palette picker"
      aria-label={label}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) close();
      }}
    >
      <input
        className="palette-input"
        role="combobox"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={found[at] ? `${id}-${at}` : undefined}
        aria-label={label}
        placeholder={isConvert ? say('picker.convert') : say('picker.placeholder', { label })}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul id={id} role="listbox" aria-label={label} className="palette-list">
        {found.map((choice, index) => (
          // The keyboard reaches every option through the input above.
          <li
            key={choice.key}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            className="palette-item picker-item"
            onPointerMove={() => {
              setAt(index);
            }}
            onClick={() => {
              choose(choice);
            }}
          >
            <span className={choice.key === choice.kind ? 'picker-title' : 'picker-title mono'}>{choice.title}</span>
            <span className="picker-hint">{choice.hint}</span>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="palette-none">{say('picker.none')}</p>}
    </dialog>
  );
}
