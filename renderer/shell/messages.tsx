/** What went wrong with something asked for, across the top until read; and the question before unsaved work is closed. */

import { save } from '../file-actions';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { Problem } from '../parts/empty';
import { nameOf } from '../session-view';
import { useStore } from '../store';
import { drop, patch, workspace } from '../workspace';
import { useWords } from '../words/use-words';

export function TroubleBar() {
  const { say } = useWords();
  const { trouble } = useStore(workspace);
  if (!trouble) return null;
  return (
    <Problem fact={say('problem.title', { action: trouble.action })} hint={trouble.reason}>
      <Button
        onClick={() => {
          patch({ trouble: undefined });
        }}
      >
        {say('problem.dismiss')}
      </Button>
    </Problem>
  );
}

export function ClosingDialog() {
  const { say } = useWords();
  const { closing } = useStore(workspace);
  if (!closing) return null;
  const cancel = () => {
    patch({ closing: undefined });
  };
  return (
    <Dialog
      title={say('dialog.unsaved', { name: nameOf(closing.get().session) })}
      onClose={cancel}
      actions={
        <>
          <Button
            look="plain"
            onClick={() => {
              drop(closing);
            }}
          >
            {say('dialog.close-anyway')}
          </Button>
          <Button onClick={cancel}>{say('dialog.cancel')}</Button>
          <Button
            look="primary"
            onClick={() => {
              void save(closing).then((saved) => {
                if (saved) drop(closing);
                else cancel();
              });
            }}
          >
            {say('dialog.save')}
          </Button>
        </>
      }
    >
      {say('dialog.unsaved-hint')}
    </Dialog>
  );
}
