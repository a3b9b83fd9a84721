/** The notebook and its file hold different texts: both can be seen, and one chosen. Nothing is lost either way. */

import { useState } from 'react';
import { conflictOf, conflicts, keepMine, takeFile, type Conflict } from '../disk';
import { textOf } from '../notebook-text';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { InfoIcon } from '../parts/icons';
import { nameOf } from '../session-view';
import { useStore } from '../store';
import { workspace } from '../workspace';
import { useWords } from '../words/use-words';
import { Diff } from './files-diff';

export function FileBar() {
  const { current, view } = useStore(workspace);
  const conflict = conflictOf(useStore(conflicts), current);
  return conflict && view === 'notebooks' ? <Bar key={conflict.disk} conflict={conflict} /> : null;
}

function Bar({ conflict }: { readonly conflict: Conflict }) {
  const { say } = useWords();
  const { session } = useStore(conflict.live);
  const [isComparing, setComparing] = useState(false);
  const name = nameOf(session);
  const isChanged = conflict.kind === 'changed';
  const choices = (
    <>
      <Button
        onClick={() => {
          takeFile(conflict);
        }}
      >
        {say(isChanged ? 'files.take' : 'files.open-instead')}
      </Button>
      <Button
        look={isComparing ? 'primary' : 'bordered'}
        onClick={() => {
          keepMine(conflict);
        }}
      >
        {say(isChanged ? 'files.keep' : 'files.keep-restored')}
      </Button>
    </>
  );
  return (
    <div className="file-bar" role="alert">
      <InfoIcon size={12} />
      <span className="file-bar-text">{say(isChanged ? 'files.changed' : 'files.restored', { name })}</span>
      <Button
        look="plain"
        onClick={() => {
          setComparing(true);
        }}
      >
        {say('files.compare')}
      </Button>
      {choices}
      {isComparing && (
        <Dialog
          isWide
          title={say(isChanged ? 'files.changed' : 'files.restored', { name })}
          onClose={() => {
            setComparing(false);
          }}
          actions={choices}
        >
          <p className="diff-key">{say('files.key')}</p>
          <Diff before={conflict.disk} after={textOf(session.cells)} />
        </Dialog>
      )}
    </div>
  );
}
