/** Buttons: primary (one a view), bordered, plain, and icon-only. Each says what it does with a verb. */

import type { ButtonHTMLAttributes, ReactNode } from 'react';

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: 'primary' | 'bordered' | 'plain' | 'tinted';
  readonly icon?: ReactNode;
  readonly children?: ReactNode;
}

export function Button({ look = 'bordered', icon, children, className, ...rest }: ButtonProps) {
  const names = ['button', `button-${look}`, className].filter(Boolean).join(' ');
  return (
    <button type="button" className={names} {...rest}>
      {icon}
      {children}
    </button>
  );
}

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** What a screen reader and the hover say. */
  readonly label: string;
  readonly children: ReactNode;
}

export function IconButton({ label, children, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      className={['icon-button', className].filter(Boolean).join(' ')}
      aria-label={label}
      title={label}
      {...rest}
    >
      {children}
    </button>
  );
}

const drawn: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Enter: '↵',
};

/** A shortcut as keys: "Ctrl+Shift+P" reads Ctrl Shift P. */
export function Keys({ keys }: { readonly keys: string }) {
  return (
    <kbd className="keys">
      {keys
        .split('+')
        .map((key) => drawn[key] ?? key)
        .join(' ')}
    </kbd>
  );
}
