/** A popover of choices: arrows move, Enter chooses, Escape returns the focus to the button that opened it. */

import { useEffect, useId, useLayoutEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { CheckIcon, ChevronDownIcon } from './icons';

export interface Choice {
  readonly id: string;
  readonly label: ReactNode;
  /** One line in ink3 under the label. */
  readonly hint?: string;
  readonly keys?: string;
  readonly disabled?: boolean;
}

interface PopoverProps {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly chosen?: string;
  readonly onChoose: (id: string) => void;
  readonly onClose: () => void;
  readonly align?: 'start' | 'end';
}

function Popover({ label, choices, chosen, onChoose, onClose, align = 'start' }: PopoverProps) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    // Where there is no room below, and there is above, it opens upwards.
    const { top = 0, bottom = 0, height = 0 } = box.current?.getBoundingClientRect() ?? {};
    box.current?.classList.toggle('popover-up', bottom > window.innerHeight && top > height);
  }, []);
  useEffect(() => {
    const items = itemsOf(box.current);
    (items.find((item) => item.getAttribute('aria-checked') === 'true') ?? items[0])?.focus();
    const away = (event: PointerEvent) => {
      const at = event.target;
      if (at instanceof Node && !box.current?.parentElement?.contains(at)) onClose();
    };
    window.addEventListener('pointerdown', away, true);
    return () => {
      window.removeEventListener('pointerdown', away, true);
    };
  }, [onClose]);

  const onKeyDown = (event: KeyboardEvent) => {
    const items = itemsOf(box.current);
    const at = items.findIndex((item) => item === document.activeElement);
    const go = (index: number) => items[(index + items.length) % items.length]?.focus();
    switch (event.key) {
      case 'ArrowDown':
        go(at + 1);
        break;
      case 'ArrowUp':
        go(at - 1);
        break;
      case 'Home':
        go(0);
        break;
      case 'End':
        go(-1);
        break;
      case 'Escape':
      case 'Tab':
        onClose();
        break;
      default:
        return;
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      ref={box}
      className={`popover popover-${align}`}
      role="menu"
      tabIndex={-1}
      aria-label={label}
      onKeyDown={onKeyDown}
    >
      {choices.map((choice) => (
        <button
          key={choice.id}
          type="button"
          className="popover-item"
          role={chosen === undefined ? 'menuitem' : 'menuitemradio'}
          aria-checked={chosen === undefined ? undefined : choice.id === chosen}
          disabled={choice.disabled}
          tabIndex={-1}
          onClick={() => {
            onChoose(choice.id);
          }}
        >
          {chosen !== undefined && (
            <span className="popover-check">{choice.id === chosen && <CheckIcon size={12} />}</span>
          )}
          <span className="popover-text">
            <span>{choice.label}</span>
            {choice.hint !== undefined && <span className="popover-hint">{choice.hint}</span>}
          </span>
          {choice.keys !== undefined && <kbd className="keys">{choice.keys}</kbd>}
        </button>
      ))}
    </div>
  );
}

function itemsOf(box: HTMLElement | null): HTMLButtonElement[] {
  return [...(box?.querySelectorAll<HTMLButtonElement>('.popover-item:not(:disabled)') ?? [])];
}

interface MenuProps {
  /** Names the menu, and is the hover of its button; the button's name is what stands on it. */
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly chosen?: string;
  readonly onChoose: (id: string) => void;
  readonly align?: 'start' | 'end';
  /** Class and content of the button. */
  readonly className?: string;
  readonly disabled?: boolean;
  readonly children: ReactNode;
}

export function Menu({
  label,
  choices,
  chosen,
  onChoose,
  align,
  className = 'button button-bordered',
  disabled,
  children,
}: MenuProps) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const id = useId();
  const [close] = useState(() => () => {
    setOpen(false);
    button.current?.focus();
  });
  return (
    <span className="menu">
      <button
        ref={button}
        id={id}
        type="button"
        className={className}
        aria-haspopup="menu"
        aria-expanded={open}
        title={label}
        disabled={disabled}
        onClick={() => {
          setOpen(!open);
        }}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          setOpen(true);
        }}
      >
        {children}
      </button>
      {open && (
        <Popover
          label={label}
          choices={choices}
          {...(chosen === undefined ? {} : { chosen })}
          {...(align ? { align } : {})}
          onClose={close}
          onChoose={(choice) => {
            close();
            onChoose(choice);
          }}
        />
      )}
    </span>
  );
}

interface SelectProps {
  readonly label: string;
  readonly value: string;
  readonly choices: readonly Choice[];
  readonly onChoose: (id: string) => void;
  readonly disabled?: boolean;
}

/** A menu whose button shows its label in ink3 and what is chosen. */
export function Select({ label, value, choices, onChoose, disabled }: SelectProps) {
  const shown = choices.find((choice) => choice.id === value)?.label ?? value;
  return (
    <Menu
      label={label}
      choices={choices}
      chosen={value}
      onChoose={onChoose}
      {...(disabled === undefined ? {} : { disabled })}
    >
      <span className="ink3">{label}</span> <span>{shown}</span>
      <ChevronDownIcon size={12} />
    </Menu>
  );
}
