/** The rail: where one can go, what is open, what was open. Icons only under 1180 px. */

import type { ReactNode } from 'react';
import { runCommand } from '../commands';
import { openPath } from '../file-actions';
import { IconButton } from '../parts/button';
import {
  CatalogIcon,
  CloseIcon,
  CompareIcon,
  FolderIcon,
  FrameworkIcon,
  HelpIcon,
  HistoryIcon,
  LearnIcon,
  NotebookIcon,
  ValidationIcon,
} from '../parts/icons';
import type { LiveSession } from '../session-live';
import { isDirty, nameOf, shortName } from '../session-view';
import { useStore } from '../store';
import { useCall } from '../use-call';
import { patch, switchTo, views, workspace, type View } from '../workspace';
import { useWords } from '../words/use-words';

const icons: Readonly<Record<View, ReactNode>> = {
  notebooks: <NotebookIcon />,
  history: <HistoryIcon />,
  compare: <CompareIcon />,
  framework: <FrameworkIcon />,
  catalog: <CatalogIcon />,
  validation: <ValidationIcon />,
  learn: <LearnIcon />,
  help: <HelpIcon />,
};

const recentShown = 6;

export function Rail() {
  const { say } = useWords();
  const { view, sessions, current, settings, runs } = useStore(workspace);
  const openPaths = new Set(sessions.map((each) => each.get().session.path));
  const recent = settings.recent.filter((path) => !openPaths.has(path)).slice(0, recentShown);
  return (
    <nav className="rail" aria-label={say('rail.label')}>
      <ul>
        {views.map((each) => (
          <li key={each}>
            <button
              type="button"
              className="rail-view"
              aria-current={each === view ? 'page' : undefined}
              title={say(`rail.${each}`)}
              onClick={() => {
                patch({ view: each });
              }}
            >
              {icons[each]}
              <span className="rail-word">{say(`rail.${each}`)}</span>
              {each === 'history' && runs !== undefined && runs > 0 && <span className="rail-count">{thin(runs)}</span>}
            </button>
          </li>
        ))}
      </ul>
      {sessions.length > 0 && (
        <section className="rail-list" aria-label={say('rail.open')}>
          <h2>{say('rail.open')}</h2>
          <ul>
            {sessions.map((live) => (
              <OpenNotebook key={live.id} live={live} isCurrent={live === current && view === 'notebooks'} />
            ))}
          </ul>
        </section>
      )}
      <Folder />
      {recent.length > 0 && (
        <section className="rail-list" aria-label={say('rail.recent')}>
          <h2>{say('rail.recent')}</h2>
          <ul>
            {recent.map((path) => (
              <li key={path}>
                <button type="button" className="rail-file" title={path} onClick={() => void openPath(path)}>
                  <span className="rail-name">{shortName(path)}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </nav>
  );
}

/** The notebooks of the chosen folder; without one, a button that asks for it. */
function Folder() {
  const { say } = useWords();
  const { settings, folderAge, sessions, isReady } = useStore(workspace);
  const { folder } = settings;
  const { value } = useCall('folder.list', folder === null ? undefined : { path: folder }, folderAge);
  if (!isReady) return null;
  const openPaths = new Set(sessions.map((each) => each.get().session.path));
  return (
    <section className="rail-list" aria-label={say('rail.folder')}>
      <h2 title={folder ?? undefined}>
        {folder === null ? say('rail.folder') : shortName(folder)}
        {folder !== null && (
          <IconButton label={say('command.file.close-folder')} onClick={() => void runCommand('file.close-folder')}>
            <CloseIcon size={12} />
          </IconButton>
        )}
      </h2>
      {folder === null ? (
        <button type="button" className="rail-file" onClick={() => void runCommand('file.open-folder')}>
          <FolderIcon size={12} />
          <span className="rail-name">{say('files.open-folder')}</span>
        </button>
      ) : (
        <ul>
          {value?.files.map(({ path, name }) => (
            <li key={path}>
              <button
                type="button"
                className="rail-file"
                title={path}
                data-open={openPaths.has(path)}
                onClick={() => void openPath(path)}
              >
                <span className="rail-name">{name.replace(/\.bench\.md$/, '')}</span>
              </button>
            </li>
          ))}
          {value?.files.length === 0 && <li className="rail-note">{say('files.empty-folder')}</li>}
          {value?.isCut === true && <li className="rail-note">{say('files.cut')}</li>}
        </ul>
      )}
    </section>
  );
}

function OpenNotebook({ live, isCurrent }: { readonly live: LiveSession; readonly isCurrent: boolean }) {
  const { say } = useWords();
  const { session } = useStore(live);
  const name = nameOf(session);
  const dirty = isDirty(session);
  return (
    <li>
      <button
        type="button"
        className="rail-file"
        aria-current={isCurrent ? 'true' : undefined}
        aria-label={dirty ? say('rail.unsaved', { name }) : name}
        title={session.path ?? name}
        onClick={() => {
          switchTo(live);
        }}
      >
        <span className="rail-name">{name}</span>
        {dirty && <span className="rail-dot" aria-hidden="true" />}
      </button>
    </li>
  );
}

/** 1204 → "1 204", with the thin space of LOOK.md 7. */
function thin(n: number): string {
  return String(n).replace(/\B(?=(\d{3})+$)/g, '\u2009');
}
