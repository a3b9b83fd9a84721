/** Which cells are presented, and in which order: saved in the front matter, so that it travels with the file. */

import { useState } from 'react';
import { Button, IconButton } from '../parts/button';
import { Dialog } from '../parts/dialog';
import type { LiveSession } from '../session-live';
import { useStore } from '../store';
import { patch, report } from '../workspace';
import { useWords } from '../words/use-words';
import { chosenFirst, moved, toggled, type Choice } from './choice';
import './present.css';

export function ChooseCells({ live }: { readonly live: LiveSession }) {
  const { say } = useWords();
  const { session } = useStore(live);
  const cells = session.cells.filter(({ kind }) => kind !== 'front' && kind !== 'prose');
  const [choices, setChoices] = useState<readonly Choice[]>(() =>
    chosenFirst(
      cells.map(({ id, kind }) => ({ id, kind })),
      session.answer?.head.present ?? [],
    ),
  );
  const close = (): void => {
    patch({ overlay: undefined });
  };
  const keep = (): void => {
    const taken = choices.filter(({ isTaken }) => isTaken).map(({ id }) => id);
    close();
    live.edit('front', ['present'], taken.length === 0 ? null : `[${taken.join(', ')}]`).catch((error: unknown) => {
      report(say('present.save'), error);
    });
  };
  return (
    <Dialog
      title={say('present.choose')}
      onClose={close}
      actions={
        <>
          <Button look="plain" onClick={close}>
            {say('dialog.cancel')}
          </Button>
          <Button look="primary" onClick={keep}>
            {say('present.save')}
          </Button>
        </>
      }
    >
      <p>{say('present.choose-hint')}</p>
      <ol className="choose-list">
        {choices.map(({ id, kind, isTaken }, at) => (
          <li key={id}>
            <label>
              <input
                type="checkbox"
                checked={isTaken}
                aria-label={say('present.take', { id })}
                onChange={() => {
                  setChoices(toggled(choices, id));
                }}
              />
              <span className="mono">{id}</span> <span className="ink3">{kind}</span>
            </label>
            <IconButton
              label={say('present.up', { id })}
              disabled={at === 0}
              onClick={() => {
                setChoices(moved(choices, at, at - 1));
              }}
            >
              ↑
            </IconButton>
            <IconButton
              label={say('present.down', { id })}
              disabled={at === choices.length - 1}
              onClick={() => {
                setChoices(moved(choices, at, at + 1));
              }}
            >
              ↓
            </IconButton>
          </li>
        ))}
      </ol>
    </Dialog>
  );
}
