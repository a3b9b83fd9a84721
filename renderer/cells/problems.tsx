/** All that is wrong or worth saying, in one list under the cells; a line goes to its place. */

import { useMemo } from 'react';
import { IconButton } from '../parts/button';
import { AlarmIcon, CloseIcon } from '../parts/icons';
import { reveal } from '../reveal';
import type { LiveSession } from '../session-live';
import { problemsOf } from '../session-view';
import { useStore } from '../store';
import { useWords } from '../words/use-words';
import { lay } from './overlays';

export function Problems({ live }: { readonly live: LiveSession }) {
  const { say, pick } = useWords();
  const { session } = useStore(live);
  const problems = useMemo(() => problemsOf(session), [session]);
  const count = (severity: string): number =>
    problems.filter((problem) => problem.diagnostic.severity === severity).length;
  return (
    <section className="problems" aria-label={say('problems.label')}>
      <header className="problems-head">
        <b>{say('problems.label')}</b>
        <span className="ink3">
          {say('problems.counts', { errors: count('error'), warnings: count('warning'), notes: count('info') })}
        </span>
        <span className="cell-space" />
        <IconButton
          label={say('problems.close')}
          onClick={() => {
            lay({ areProblemsShown: false });
          }}
        >
          <CloseIcon size={12} />
        </IconButton>
      </header>
      {problems.length === 0 ? (
        <p className="problems-none">{say('problems.none')}</p>
      ) : (
        <ul className="problems-list">
          {problems.map(({ cell, diagnostic, line }, index) => (
            <li key={index}>
              <button
                type="button"
                className="problems-item"
                data-severity={diagnostic.severity}
                onClick={() => {
                  const { at } = diagnostic;
                  reveal(live, at && at.line > 0 ? { cell, line: at.line } : { cell });
                }}
              >
                {diagnostic.severity === 'info' ? (
                  <span className="problems-dot" aria-hidden="true" />
                ) : (
                  <AlarmIcon size={12} />
                )}
                <span className="problems-text">{pick(diagnostic.text)}</span>
                <span className="problems-place mono">{line === undefined ? cell : `${cell}:${line}`}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
