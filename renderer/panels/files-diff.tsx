/** Two texts of one notebook, line by line: what is in the file alone, what stands here alone. */

import { useMemo } from 'react';
import { diffLines, partsOf, type DiffLine } from '../line-diff';
import { useWords } from '../words/use-words';

interface DiffProps {
  /** Lines that only this text has are marked −. */
  readonly before: string;
  /** Lines that only this text has are marked +. */
  readonly after: string;
}

const signs = { same: ' ', gone: '−', come: '+' } as const;

export function Diff({ before, after }: DiffProps) {
  const { say } = useWords();
  const parts = useMemo(() => partsOf(diffLines(before, after)), [before, after]);
  const isEqual = parts.every((part) => 'folded' in part);
  if (isEqual) return <p className="diff-equal">{say('files.equal')}</p>;
  return (
    <div className="diff" tabIndex={0} role="region" aria-label={say('files.diff')}>
      {parts.map((part, place) =>
        'folded' in part ? (
          <div key={place} className="diff-folded">
            {say('files.folded', { n: part.folded })}
          </div>
        ) : (
          part.lines.map((line, at) => <Line key={`${place} ${at}`} line={line} />)
        ),
      )}
    </div>
  );
}

function Line({ line: { kind, text } }: { readonly line: DiffLine }) {
  const { say } = useWords();
  return (
    <div className="diff-line selectable" data-kind={kind}>
      <span aria-hidden="true">{signs[kind]}</span>
      {kind !== 'same' && (
        <span className="visually-hidden">{say(kind === 'gone' ? 'files.only-before' : 'files.only-after')}</span>
      )}
      <code>{text.replace(/\r?\n$/, '')}</code>
    </div>
  );
}
