/** A popover of boxes to tick; it stays open until it is left. */

import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { CheckIcon } from './icons';

interface ChecklistProps {
  readonly label: string;
  readonly choices: readonly { readonly id: string; readonly label: string }[];
  readonly chosen: readonly string[];
  readonly onToggle: (id: string) => void;
  readonly children: ReactNode;
}

export function Checklist({ label, choices, chosen, onToggle, children }: ChecklistProps) {
  const [isOpen, setOpen] = useState(false);
  const box = useRef<HTMLSpanElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!isOpen) return undefined;
    itemsOf(box.current)[0]?.focus();
    const away = (event: PointerEvent) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setOpen(false);
    };
    window.addEventListener('pointerdown', away, true);
    return () => {
      window.removeEventListener('pointerdown', away, true);
    };
  }, [isOpen]);
  const onKeyDown = (event: KeyboardEvent) => {
    const items = itemsOf(box.current);
    const at = items.findIndex((item) => item === document.activeElement);
    if (event.key === 'ArrowDown') items[(at + 1) % items.length]?.focus();
    else if (event.key === 'ArrowUp') items[(at - 1 + items.length) % items.length]?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') {
      setOpen(false);
      button.current?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <span className="menu" ref={box}>
      <button
        ref={button}
        type="button"
        className="button button-bordered"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        title={label}
        onClick={() => {
          setOpen(!isOpen);
        }}
      >
        {children}
      </button>
      {isOpen && (
        <div className="popover popover-end" role="menu" tabIndex={-1} aria-label={label} onKeyDown={onKeyDown}>
          {choices.map((choice) => (
            <button
              key={choice.id}
              type="button"
              className="popover-item"
              role="menuitemcheckbox"
              aria-checked={chosen.includes(choice.id)}
              tabIndex={-1}
              onClick={() => {
                onToggle(choice.id);
              }}
            >
              <span className="popover-check">{chosen.includes(choice.id) && <CheckIcon size={12} />}</span>
              <span className="popover-text">{choice.label}</span>
            </button>
          ))}
        </div>
      )}
    </span>
  );
}

function itemsOf(box: HTMLElement | null): HTMLButtonElement[] {
  return [...(box?.querySelectorAll<HTMLButtonElement>('.popover-item') ?? [])];
}
