/** What stands in place of a view, or of the whole window, that could not be drawn. The text of open notebooks is outside of what is drawn: it is kept, and reloading brings it back. */

import type { ReactNode } from 'react';
import type { Language } from '../../app/contract';
import { Button } from '../parts/button';
import { Problem } from '../parts/empty';
import { Fault, wordsOfFault } from '../parts/fault';
import { reloadWithDrafts } from '../recovery';
import { useWords, Speaking } from '../words/use-words';
import { workspace } from '../workspace';

interface GuardedProps {
  readonly children: ReactNode;
  readonly watch?: unknown;
}

/** Around a view: the rail beside it still leads elsewhere. */
export function GuardedView({ children, watch }: GuardedProps) {
  return (
    <Fault watch={watch} instead={(fault, again) => <BrokenView fault={fault} onAgain={again} />}>
      {children}
    </Fault>
  );
}

/** Around everything. */
export function GuardedWindow({ children }: GuardedProps) {
  return (
    <Fault
      instead={(fault, again) => (
        // Asking for the language may be what failed: the page says which it was last.
        <Speaking language={languageOfPage()}>
          <BrokenView fault={fault} onAgain={again} />
        </Speaking>
      )}
    >
      {children}
    </Fault>
  );
}

function languageOfPage(): Language {
  return document.documentElement.lang.startsWith('zh') ? 'zh' : 'en';
}

function BrokenView({ fault, onAgain }: { readonly fault: Error; readonly onAgain: () => void }) {
  const { say } = useWords();
  return (
    <main className="broken">
      <Problem fact={say('fault.view')} hint={`${say('fault.kept')}\n${wordsOfFault(fault)}`}>
        <Button
          look="primary"
          onClick={() => {
            void reloadWithDrafts(workspace.get().sessions);
          }}
        >
          {say('fault.reload')}
        </Button>
        <Button onClick={onAgain}>{say('fault.again')}</Button>
      </Problem>
    </main>
  );
}
