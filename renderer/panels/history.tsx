/** Every saved run, pinned first, then newest: search, narrow, open, look into, pick for Compare, delete with undo; runs as files. */

import { useDeferredValue, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { Button } from '../parts/button';
import { Empty, Problem } from '../parts/empty';
import { ChevronDownIcon, CompareIcon, SearchIcon } from '../parts/icons';
import { landKeys } from '../parts/land-keys';
import { Menu } from '../parts/menu';
import { Progress } from '../parts/progress';
import { useWork } from '../long-work';
import { useStore } from '../store';
import { useWords } from '../words/use-words';
import { patch, workspace } from '../workspace';
import { HistoryCare } from './history-care';
import { exportFile, importFile, importKey, imports } from './history-files';
import { HistoryFilters, type Filters } from './history-filters';
import { usePagedRuns } from './paged-runs';
import { openRun, pinRun, removeRun, togglePick } from './run-actions';
import { RunDetail } from './run-detail';
import { Header, Row, rowHeight } from './run-row';

export function History() {
  const { say, pick } = useWords();
  const { picks, historyAge } = useStore(workspace);
  const [search, setSearch] = useState('');
  const [filters, setFilters] = useState<Filters>({});
  const [isDetailOpen, setDetailOpen] = useState(false);
  const [isCaring, setCaring] = useState(false);
  const importing = useWork(imports, importKey);
  const [active, setActive] = useState(0);
  const [seen, setSeen] = useState({ first: 0, last: 40 });
  const scroll = useRef<HTMLDivElement>(null);
  const runs = usePagedRuns({ search: useDeferredValue(search.trim()), filters }, historyAge, seen);
  const total = runs.total ?? 0;
  const detailed = runs.at(active);
  const isListed = total > 0;
  useEffect(() => {
    if (isListed) landKeys(scroll.current);
  }, [isListed]);

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
  const toTop = (): void => {
    setActive(0);
    if (scroll.current) scroll.current.scrollTop = 0;
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
    else if (event.key === 'i' && run) setDetailOpen(!isDetailOpen);
    else if (event.key === 'p' && run) void pinRun(run);
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
              toTop();
            }}
          />
        </label>
        <span className="toolbar-space" />
        {picks.length < 2 && total > 1 && <span className="ink3">{say('history.pick-hint')}</span>}
        <Menu
          label={say('history.files')}
          align="end"
          choices={[
            { id: 'import', label: say('history.import') },
            { id: 'export', label: say('history.export') },
            { id: 'care', label: say('history.care') },
          ]}
          onChoose={(id) => {
            if (id === 'import') void importFile();
            else if (id === 'export') void exportFile();
            else setCaring(true);
          }}
        >
          {say('history.files')} <ChevronDownIcon size={12} />
        </Menu>
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
      <HistoryFilters
        filters={filters}
        onChange={(next) => {
          setFilters(next);
          toTop();
        }}
      />
      {importing && (importing.state === 'starting' || importing.state === 'running') && (
        <div className="history-importing">
          <Progress
            label={say('history.importing')}
            progress={importing.state === 'running' ? importing.progress : undefined}
            isShare
            onCancel={() => {
              imports.cancel(importKey);
            }}
          />
        </div>
      )}
      {isCaring && (
        <HistoryCare
          onClose={() => {
            setCaring(false);
          }}
        />
      )}
      {runs.failure && <Problem fact={say('history.failed')} hint={pick(runs.failure)} />}
      {runs.total === 0 && !runs.failure && (
        <NoRuns
          isNarrowed={search.trim() !== '' || Object.keys(filters).length > 0}
          onClear={() => {
            setSearch('');
            setFilters({});
          }}
        />
      )}
      {total > 0 && (
        <div className="history-body">
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
                  onDetail={() => {
                    setActive(index);
                    setDetailOpen(true);
                  }}
                />
              ))}
            </div>
          </div>
          {isDetailOpen && detailed && (
            <RunDetail
              run={detailed}
              onClose={() => {
                setDetailOpen(false);
              }}
            />
          )}
        </div>
      )}
    </main>
  );
}

function range(first: number, last: number): number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
}

function NoRuns({ isNarrowed, onClear }: { readonly isNarrowed: boolean; readonly onClear: () => void }) {
  const { say } = useWords();
  if (isNarrowed)
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
