/** Every command by name: type, arrows, Enter. */

import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { commands, runCommand, type Command } from '../commands';
import { Keys } from '../parts/button';
import { patch } from '../workspace';
import { useWords } from '../words/use-words';

export function Palette() {
  const { say } = useWords();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const found = commands
    .filter((command) => command.isListed && command.isAvailable())
    .map((command) => ({ command, name: say(`command.${command.id}`) }))
    .filter(({ command, name }) => matches(typed, `${name} ${command.id}`));

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

  const choose = (command: Command | undefined) => {
    patch({ overlay: undefined });
    if (command) void runCommand(command.id);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const last = found.length - 1;
    if (event.key === 'ArrowDown') setAt(at >= last ? 0 : at + 1);
    else if (event.key === 'ArrowUp') setAt(at <= 0 ? last : at - 1);
    else if (event.key === 'Enter') choose(found[at]?.command);
    else return;
    event.preventDefault();
  };
  return (
    <dialog
      ref={dialog}
      className="palette"
      aria-label={say('palette.label')}
      onCancel={(event) => {
        event.preventDefault();
        patch({ overlay: undefined });
      }}
      onPointerDown={(event) => {
        if (event.target === event.currentTarget) patch({ overlay: undefined });
      }}
    >
      <input
        className="palette-input"
        role="combobox"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={found[at] ? `${id}-${at}` : undefined}
        aria-label={say('palette.placeholder')}
        placeholder={say('palette.placeholder')}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <ul id={id} role="listbox" aria-label={say('palette.label')} className="palette-list">
        {found.map(({ command, name }, index) => (
          // The keyboard reaches every option through the input above.
          <li
            key={command.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === at}
            className="palette-item"
            onPointerMove={() => {
              setAt(index);
            }}
            onClick={() => {
              choose(command);
            }}
          >
            <span>{name}</span>
            <KeysOf command={command} />
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="palette-none">{say('palette.none')}</p>}
    </dialog>
  );
}

/** Its keys anywhere, else those on the frame of a cell. */
function KeysOf({ command }: { readonly command: Command }) {
  const keys = command.keys ?? command.frameKeys?.[0];
  return keys === undefined ? null : <Keys keys={keys} />;
}

/** Every typed word must occur somewhere in the name. */
export function matches(typed: string, name: string): boolean {
  const text = name.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
