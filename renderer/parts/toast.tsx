/** One line at the bottom right for 8 seconds, with Undo where there is something to undo. Never for errors that need an answer. */

import { useEffect } from 'react';
import { useWords } from '../words/use-words';
import { IconButton } from './button';
import { CloseIcon } from './icons';

export interface ToastMessage {
  readonly id: number;
  readonly text: string;
  readonly undo?: () => void;
}

const secondsShown = 8;

interface ToastsProps {
  readonly toasts: readonly ToastMessage[];
  readonly onClose: (id: number) => void;
}

export function Toasts({ toasts, onClose }: ToastsProps) {
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toasts.map((toast) => (
        <Toast key={toast.id} toast={toast} onClose={onClose} />
      ))}
    </div>
  );
}

function Toast({ toast, onClose }: { readonly toast: ToastMessage; readonly onClose: (id: number) => void }) {
  const { say } = useWords();
  useEffect(() => {
    const timer = setTimeout(() => {
      onClose(toast.id);
    }, secondsShown * 1000);
    return () => {
      clearTimeout(timer);
    };
  }, [toast.id, onClose]);
  return (
    <div className="toast">
      <span>{toast.text}</span>
      {toast.undo && (
        <button
          type="button"
          className="link"
          onClick={() => {
            toast.undo?.();
            onClose(toast.id);
          }}
        >
          {say('toast.undo')}
        </button>
      )}
      <IconButton
        label={say('toast.close')}
        onClick={() => {
          onClose(toast.id);
        }}
      >
        <CloseIcon size={12} />
      </IconButton>
    </div>
  );
}
