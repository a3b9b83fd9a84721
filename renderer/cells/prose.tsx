/** Text between the cells: read as Markdown, written on Enter or a double click. */

import { useEffect, useRef, useState } from 'react';
import { useWords } from '../words/use-words';
import { Markdown } from './markdown';

interface ProseProps {
  readonly body: string;
  readonly selected: boolean;
  readonly onBody: (body: string) => void;
}

export function Prose({ body, selected, onBody }: ProseProps) {
  const { say } = useWords();
  const [isWriting, setIsWriting] = useState(false);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (isWriting) area.current?.focus();
  }, [isWriting]);
  const isEmpty = body.trim() === '';
  return (
    <div
      className="prose"
      data-writing={isWriting}
      onDoubleClick={() => {
        setIsWriting(true);
      }}
    >
      {!isWriting && (
        <div className="prose-text selectable">
          {isEmpty ? <p className="ink3">{say('cell.prose-empty')}</p> : <Markdown text={body} />}
        </div>
      )}
      {/* There whenever the cell is selected, so that Enter on the frame has where to go. */}
      {(selected || isWriting) && (
        <textarea
          ref={area}
          className={isWriting ? 'prose-area' : 'prose-area visually-hidden'}
          aria-label={say('cell.prose-editor')}
          value={body}
          rows={Math.max(2, body.split('\n').length)}
          tabIndex={isWriting ? 0 : -1}
          onFocus={() => {
            setIsWriting(true);
          }}
          onBlur={() => {
            setIsWriting(false);
          }}
          onChange={(event) => {
            onBody(event.target.value);
          }}
        />
      )}
    </div>
  );
}
