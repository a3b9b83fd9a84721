/** Every saved run, newest first: search, open, pick for Compare, delete with undo. */

import { useDeferredValue, useRef, useState, type KeyboardEvent } from 'react';
import { Button } from '../parts/button';
import { Empty, Problem } from '../parts/empty';
import { CompareIcon, SearchIcon } from '../parts/icons';
import { useStore } from '../store';
import { useWords } from '../words/use-words';
import { patch, workspace } from '../workspace';
import { usePagedRuns } from './paged-runs';
import { openRun, removeRun, togglePick } from './run-actions';
import { Header, Row, rowHeight } from './run-row';

export function History() {
  const { say, pick } = useWords();
  const { picks, historyAge } = useStore(workspace);
  const [search, setSearch] = useState('');
  const [active, setActive] = useState(0);
  const [seen, setSeen] = useState({ first: 0, last: 40 });
  const scroll = useRef<HTMLDivElement>(null);
  const runs = usePagedRuns(useDeferredValue(search.trim()), historyAge, seen);
  const total = runs.total ?? 0;

  const look = () => {
    const box = scroll.current;
    if (!box) return;
    const first = Math.max(0, Math.floor(box.scrollTop / rowHeight) - 8);
    setSeen({ first, last: first + Math.ceil(box.clientHeight / rowHeight) + 16 });
  };
  const goTo = (index: number) => {
    const next = Math.max(0, Math.min(total - 1, index));
    setActive(next);
    const box = scroll.current;
    if (!box) return;
    const top = next * rowHeight;
    // The header row stays at the top and covers one row.
    if (top < box.scrollTop) box.scrollTop = top;
    else if (top + 2 * rowHeight > box.scrollTop + box.clientHeight)
      box.scrollTop = top + 2 * rowHeight - box.clientHeight;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const run = runs.at(active);
    const page = Math.max(1, Math.floor((scroll.current?.clientHeight ?? rowHeight) / rowHeight) - 2);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: page,
      PageUp: -page,
      Home: -total,
      End: total,
    };
    const step = steps[event.key];
    if (step !== undefined) goTo(active + step);
    else if (event.key === 'Enter' && run) void openRun(run);
    else if (event.key === ' ' && run) togglePick(run.id);
    else if (event.key === 'Delete' && run) void removeRun(run);
    else return;
    event.preventDefault();
  };

  return (
    <main className="panel">
      <header className="toolbar">
        <h1 className="toolbar-title">{say('history.title')}</h1>
        <label className="search">
          <SearchIcon size={12} />
          <input
            type="search"
            className="input"
            value={search}
            placeholder={say('history.search')}
            aria-label={say('history.search')}
            onChange={(event) => {
              setSearch(event.target.value);
              setActive(0);
              if (scroll.current) scroll.current.scrollTop = 0;
            }}
          />
        </label>
        <span className="toolbar-space" />
        {picks.length < 2 && total > 1 && <span className="ink3">{say('history.pick-hint')}</span>}
        <Button
          look="primary"
          icon={<CompareIcon />}
          disabled={picks.length < 2}
          onClick={() => {
            patch({ view: 'compare' });
          }}
        >
          {picks.length === 0 ? say('compare.title') : say('history.compare', { n: picks.length })}
        </Button>
      </header>
      {runs.failure && <Problem fact={say('history.failed')} hint={pick(runs.failure)} />}
      {runs.total === 0 && !runs.failure && (
        <NoRuns
          search={search}
          onClear={() => {
            setSearch('');
          }}
        />
      )}
      {total > 0 && (
        <div
          ref={scroll}
          className="history-scroll"
          role="grid"
          aria-label={say('history.title')}
          aria-rowcount={total + 1}
          aria-activedescendant={`run-row-${active}`}
          tabIndex={0}
          onScroll={look}
          onKeyDown={onKeyDown}
        >
          <Header />
          <div role="rowgroup" style={{ height: total * rowHeight, position: 'relative' }}>
            {range(seen.first, Math.min(seen.last, total - 1)).map((index) => (
              <Row
                key={index}
                index={index}
                run={runs.at(index)}
                isActive={index === active}
                picks={picks}
                onActive={() => {
                  setActive(index);
                }}
              />
            ))}
          </div>
        </div>
      )}
    </main>
  );
}

function range(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}

function NoRuns({ search, onClear }: { readonly search: string; readonly onClear: () => void }) {
  const { say } = useWords();
  if (search.trim() !== '')
    return (
      <Empty fact={say('history.none')} hint={say('history.none-hint')}>
        <Button onClick={onClear}>{say('history.clear')}</Button>
      </Empty>
    );
  return (
    <Empty fact={say('history.empty')} hint={say('history.empty-hint')}>
      <Button
        onClick={() => {
          patch({ view: 'notebooks' });
        }}
      >
        {say('history.to-notebook')}
      </Button>
    </Empty>
  );
}
