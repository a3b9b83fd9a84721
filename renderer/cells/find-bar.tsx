/** Find in all cells: type, Enter to the next, Shift+Enter back, Escape ends. */

import { useEffect, useMemo } from 'react';
import { IconButton } from '../parts/button';
import { ChevronDownIcon, CloseIcon } from '../parts/icons';
import type { LiveSession } from '../session-live';
import { useStore } from '../store';
import { useWords } from '../words/use-words';
import { matchesIn } from './find-matches';
import { clearFound, paintFound } from './find-paint';
import { finding, findNext, findText, stopFinding } from './find-state';

/** Monaco comes a moment after its cell was selected, and then the text is another. */
const settledMs = 250;

export function FindBar({ live }: { readonly live: LiveSession }) {
  const { say } = useWords();
  const { needle, current } = useStore(finding);
  const { session } = useStore(live);
  const { cells, selected } = session;
  const all = useMemo(() => matchesIn(cells, needle), [cells, needle]);
  const at = all.findIndex((match) => match.cell === current?.cell && match.from === current.from);
  useEffect(() => {
    const paint = (): void => {
      const root = document.querySelector('.notebook-scroll');
      if (root) paintFound(root, needle);
    };
    const frame = requestAnimationFrame(paint);
    const timer = setTimeout(paint, settledMs);
    return () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }, [needle, cells, selected, current]);
  useEffect(() => clearFound, []);
  return (
    <div className="find" role="search" aria-label={say('find.label')}>
      <input
        className="input find-input"
        aria-label={say('find.label')}
        placeholder={say('find.placeholder')}
        value={needle}
        onChange={(event) => {
          findText(live, event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') findNext(live, event.shiftKey ? -1 : 1);
          else if (event.key === 'Escape') stopFinding(live);
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      <span className="find-count" role="status">
        {needle !== '' &&
          (all.length === 0 ? say('find.none') : say('find.count', { at: at < 0 ? '–' : at + 1, n: all.length }))}
      </span>
      <IconButton
        label={say('command.edit.find-previous')}
        className="find-up"
        disabled={all.length === 0}
        onClick={() => {
          findNext(live, -1);
        }}
      >
        <ChevronDownIcon size={12} />
      </IconButton>
      <IconButton
        label={say('command.edit.find-next')}
        disabled={all.length === 0}
        onClick={() => {
          findNext(live, 1);
        }}
      >
        <ChevronDownIcon size={12} />
      </IconButton>
      <IconButton
        label={say('find.close')}
        onClick={() => {
          stopFinding(live);
        }}
      >
        <CloseIcon size={12} />
      </IconButton>
    </div>
  );
}
