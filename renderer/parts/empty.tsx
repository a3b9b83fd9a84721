/** Nothing here yet: a dashed frame, one fact, one button. And its sister for what went wrong. */

import type { ReactNode } from 'react';
import { AlarmIcon } from './icons';

interface EmptyProps {
  readonly fact: string;
  readonly hint?: string;
  readonly children?: ReactNode;
}

export function Empty({ fact, hint, children }: EmptyProps) {
  return (
    <div className="empty">
      <h2 className="empty-fact">{fact}</h2>
      {hint !== undefined && <p className="empty-hint">{hint}</p>}
      {children !== undefined && <div className="empty-actions">{children}</div>}
    </div>
  );
}

/** What happened, then what to do next. Read out at once. All but the first line of the hint is for a report: small, and scrolled. */
export function Problem({ fact, hint = '', children }: EmptyProps) {
  const [first = '', ...rest] = hint.split('\n');
  return (
    <div className="problem" role="alert">
      <AlarmIcon />
      <div className="problem-text">
        <h2 className="empty-fact">{fact}</h2>
        {first !== '' && <p className="empty-hint selectable">{first}</p>}
        {rest.length > 0 && (
          <pre className="problem-details selectable" tabIndex={0}>
            {rest.join('\n')}
          </pre>
        )}
        {children !== undefined && <div className="empty-actions">{children}</div>}
      </div>
    </div>
  );
}
