/** What saves of this notebook replaced: each against what stands here now, and put back where wanted. */

import { useState } from 'react';
import { putBack } from '../disk';
import { textOf } from '../notebook-text';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { Problem } from '../parts/empty';
import type { LiveSession } from '../session-live';
import { nameOf } from '../session-view';
import { useStore } from '../store';
import { useCall } from '../use-call';
import { patch } from '../workspace';
import { useWords } from '../words/use-words';
import { Diff } from './files-diff';

export function Versions({ live }: { readonly live: LiveSession }) {
  const { say, pick, language } = useWords();
  const { session } = useStore(live);
  const { path } = session;
  const { value, failure } = useCall('file.versions', path === null ? undefined : { path });
  const [chosen, setChosen] = useState<string>();
  const id = chosen ?? value?.[0]?.id;
  const version = useCall('file.version', path === null || id === undefined ? undefined : { path, id });
  const close = () => {
    patch({ overlay: undefined });
  };
  return (
    <Dialog
      isWide
      title={say('files.versions', { name: nameOf(session) })}
      onClose={close}
      actions={
        <>
          <Button look="plain" onClick={close}>
            {say('dialog.cancel')}
          </Button>
          <Button
            look="primary"
            disabled={id === undefined}
            onClick={() => {
              close();
              if (id !== undefined) void putBack(live, id);
            }}
          >
            {say('files.put-back')}
          </Button>
        </>
      }
    >
      {failure && <Problem fact={say('files.no-versions')} hint={pick(failure)} />}
      {(path === null || value?.length === 0) && <p>{say('files.no-versions')}</p>}
      {value !== undefined && value.length > 0 && (
        <div className="versions">
          <ul aria-label={say('files.versions-list')}>
            {value.map((each) => (
              <li key={each.id}>
                <button
                  type="button"
                  className="rail-file"
                  aria-current={each.id === id ? 'true' : undefined}
                  onClick={() => {
                    setChosen(each.id);
                  }}
                >
                  {new Date(each.time).toLocaleString(language === 'zh' ? 'zh-CN' : 'en-GB')}
                </button>
              </li>
            ))}
          </ul>
          {version.value && (
            <div className="versions-diff">
              <p className="diff-key">{say('files.version-key')}</p>
              <Diff before={version.value.text} after={textOf(session.cells)} />
            </div>
          )}
        </div>
      )}
    </Dialog>
  );
}
