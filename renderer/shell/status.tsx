/** The status bar: saved or not, problems, engine and worker; language and theme at the right. */

import { runCommand } from '../commands';
import { AlarmIcon, BlockedIcon, ContrastIcon, RingIcon, RunningIcon, ThemeIcon } from '../parts/icons';
import type { LiveSession } from '../session-live';
import { countProblems, isDirty } from '../session-view';
import { useStore } from '../store';
import { workspace } from '../workspace';
import { useWords } from '../words/use-words';

export function StatusBar() {
  const { say, language } = useWords();
  const { current, info, settings, view, runs } = useStore(workspace);
  return (
    <footer className="status" aria-label={say('status.label')}>
      {current && <SessionStatus live={current} />}
      {info && <span>{say('status.engine', { version: info.engine })}</span>}
      {current && <WorkerState live={current} />}
      {info?.fallback === true && (
        <button
          type="button"
          className="status-item"
          onClick={() => void runCommand('help.about')}
          title={say('about.fallback')}
        >
          {say('status.fallback')}
        </button>
      )}
      <span className="toolbar-space" />
      {view === 'history' && runs !== undefined && <span>{say('status.runs', { n: runs })}</span>}
      {view === 'notebooks' && current && <CellCount live={current} />}
      <button
        type="button"
        className="status-item"
        title={say('status.language')}
        onClick={() => void runCommand('view.language')}
      >
        <b data-on={language === 'zh'}>中</b>
        <span className="ink3">/</span>
        <b data-on={language === 'en'}>EN</b>
        <span className="visually-hidden">{say('status.language')}</span>
      </button>
      <button
        type="button"
        className="status-item"
        aria-label={say(`status.theme-${settings.theme}`)}
        title={say(`status.theme-${settings.theme}`)}
        onClick={() => void runCommand('view.theme')}
      >
        <ThemeIcon size={12} />
      </button>
      {settings.contrast === 'more' && (
        <button
          type="button"
          className="status-item"
          aria-label={say('status.contrast')}
          title={say('status.contrast')}
          onClick={() => void runCommand('view.contrast')}
        >
          <ContrastIcon size={12} />
        </button>
      )}
    </footer>
  );
}

function SessionStatus({ live }: { readonly live: LiveSession }) {
  const { say } = useWords();
  const { session } = useStore(live);
  const { problems, blocked, first } = countProblems(session);
  return (
    <>
      <span className="status-saved">
        {isDirty(session) ? <RingIcon size={12} /> : <span className="status-dot" aria-hidden="true" />}
        {say(isDirty(session) ? 'status.unsaved' : 'status.saved')}
      </span>
      {first === undefined ? (
        <button type="button" className="status-item" onClick={() => void runCommand('view.problems')}>
          {say('status.problems', { n: problems })}
        </button>
      ) : (
        <button type="button" className="status-item status-problems" onClick={() => void runCommand('view.problems')}>
          <AlarmIcon size={12} />
          {say('status.problems', { n: problems })}
        </button>
      )}
      {blocked > 0 && (
        <span className="status-saved">
          <BlockedIcon size={12} />
          {say('status.blocked', { n: blocked })}
        </span>
      )}
    </>
  );
}

function WorkerState({ live }: { readonly live: LiveSession }) {
  const { say } = useWords();
  const { session, slow } = useStore(live);
  if (session.failure) return <span className="status-failed">{say('status.worker-failed')}</span>;
  return (
    <span className="status-saved">
      {slow && <RunningIcon />}
      {say(slow ? 'status.worker-busy' : 'status.worker-idle')}
    </span>
  );
}

function CellCount({ live }: { readonly live: LiveSession }) {
  const { say } = useWords();
  const { session } = useStore(live);
  const cells = session.cells.filter((cell) => cell.kind !== 'prose' && cell.kind !== 'front');
  return <span>{say('status.cells', { n: cells.length })}</span>;
}
