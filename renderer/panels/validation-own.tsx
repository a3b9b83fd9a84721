/** A person's own measurements on the Validation page: a file chosen, the design that served it, what is wrong with it. */

import { useRef } from 'react';
import type { OwnValidation, Text } from '../../app/contract';
import { Button, IconButton } from '../parts/button';
import { CloseIcon } from '../parts/icons';
import { Select } from '../parts/menu';
import { textOf } from '../notebook-text';
import { fileName } from '../session-view';
import { createStore, useStore } from '../store';
import { useCall } from '../use-call';
import { workspace } from '../workspace';
import { useWords } from '../words/use-words';

interface Chosen {
  readonly name: string;
  readonly text: string;
  /** The design that a person says served it. */
  readonly cell?: string;
}

/** Kept while another view is open. */
const chosen = createStore<{ readonly file: Chosen | undefined }>({ file: undefined });

export interface Own {
  readonly isChosen: boolean;
  readonly file: Chosen | undefined;
  readonly value: OwnValidation | undefined;
  readonly failure: Text | undefined;
}

export function useOwn(): Own {
  const { language } = useWords();
  const { file } = useStore(chosen);
  const { current } = useStore(workspace);
  const session = current?.get().session;
  const folder = session?.path?.replace(/[\\/][^\\/]*$/, '');
  const notebook = session && {
    text: textOf(session.cells),
    ...(folder === undefined || folder === '' ? {} : { folder }),
    ...(file?.cell === undefined ? {} : { cell: file.cell }),
  };
  const asked = file && { text: file.text, name: file.name, language, ...(notebook ? { notebook } : {}) };
  const { value, failure, isFresh } = useCall('validation.file', asked);
  // What was said of the file before is not said of this one.
  return {
    isChosen: file !== undefined,
    file,
    value: isFresh || value?.cells ? value : undefined,
    failure: isFresh ? failure : undefined,
  };
}

export function OwnFile() {
  const { say } = useWords();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        title={say('validation.own-hint')}
        onClick={() => {
          input.current?.click();
        }}
      >
        {say('validation.own')}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".json,.jsonl,application/json"
        hidden
        aria-label={say('validation.own')}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file)
            void file.text().then((text) => {
              chosen.set({ file: { name: file.name, text } });
            });
        }}
      />
    </>
  );
}

/** Whose figures are shown, against which design, and what is doubtful about them. */
export function OwnBar({ own: { file, value } }: { readonly own: Own }) {
  const { say, pick } = useWords();
  const { current } = useStore(workspace);
  if (!file) return null;
  const name = current ? fileName(current.get().session) : '';
  return (
    <section className="own-bar" aria-label={say('validation.own-file', { name: file.name })}>
      <div className="own-bar-line">
        <span className="selectable">{say('validation.own-file', { name: file.name })}</span>
        {value?.cells && (
          <>
            <Select
              label={say('validation.own-design')}
              value={value.cell ?? ''}
              choices={value.cells.map((id) => ({ id, label: id }))}
              onChoose={(cell) => {
                chosen.set({ file: { ...file, cell } });
              }}
            />
            <span className="ink3">{say('validation.own-notebook', { name })}</span>
          </>
        )}
        <IconButton
          label={say('validation.own-close')}
          onClick={() => {
            chosen.set({ file: undefined });
          }}
        >
          <CloseIcon size={12} />
        </IconButton>
      </div>
      {(value?.problems ?? []).map(({ severity, text }) => (
        <p key={text.en} className={severity === 'info' ? 'ink3 selectable' : 'own-bar-problem selectable'}>
          {pick(text)}
        </p>
      ))}
    </section>
  );
}
