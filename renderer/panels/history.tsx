/** Every saved run, newest first: search, open, pick for Compare, delete with undo. */

import { useDeferredValue, useRef, useState, type KeyboardEvent } from 'react';
import { rpc } from '../bridge';
import { countRuns } from '../file-actions';
import { Button, IconButton } from '../parts/button';
import { Empty, Problem } from '../parts/empty';
import { CompareIcon, FolderIcon, SearchIcon, TrashIcon } from '../parts/icons';
import { Figure } from '../parts/number';
import { useStore } from '../store';
import { patch, report, show, speech, toast, workspace } from '../workspace';
import { useWords, type Speech } from '../words/use-words';
import { usePagedRuns, type Run } from './paged-runs';

const rowHeight = 32;
const mostPicks = 6;

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
    else if (top + 2 * rowHeight > box.scrollTop + box.clientHeight) box.scrollTop = top + 2 * rowHeight - box.clientHeight;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    const run = runs.at(active);
    const page = Math.max(1, Math.floor((scroll.current?.clientHeight ?? rowHeight) / rowHeight) - 2);
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -total, End: total };
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
      {runs.total === 0 && !runs.failure && <NoRuns search={search} onClear={() => { setSearch(''); }} />}
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

const columns = ['run', 'time', 'title', 'model', 'chips', 'ttft', 'tpot', 'throughput', 'fidelity'] as const;

function Header() {
  const { say } = useWords();
  return (
    <div className="history-row history-header" role="row">
      <span role="columnheader">
        <span className="visually-hidden">{say('history.column.pick')}</span>
      </span>
      {columns.map((column) => (
        <span key={column} role="columnheader" className={`history-${column}`}>
          {say(`history.column.${column}`)}
        </span>
      ))}
      <span role="columnheader">
        <span className="visually-hidden">{say('history.column.actions')}</span>
      </span>
    </div>
  );
}

interface RowProps {
  readonly index: number;
  readonly run: Run | undefined;
  readonly isActive: boolean;
  readonly picks: readonly number[];
  readonly onActive: () => void;
}

function Row({ index, run, isActive, picks, onActive }: RowProps) {
  const { say, language } = useWords();
  const style = { transform: `translateY(${index * rowHeight}px)` };
  if (!run) return <div className="history-row history-blank" role="row" aria-rowindex={index + 2} style={style} />;
  const picked = picks.includes(run.id);
  const figure = (name: string) => {
    const metric = run.shown[name];
    return metric && <Figure number={metric} />;
  };
  return (
    <div
      id={`run-row-${index}`}
      className="history-row"
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isActive}
      style={style}
      onPointerDown={onActive}
      onDoubleClick={() => void openRun(run)}
    >
      <span role="gridcell">
        <input
          type="checkbox"
          tabIndex={-1}
          checked={picked}
          disabled={!picked && picks.length >= mostPicks}
          aria-label={say('history.pick', { id: run.id })}
          onChange={() => {
            togglePick(run.id);
          }}
        />
      </span>
      <span role="gridcell" className="history-run mono">
        #{run.id}
      </span>
      <span role="gridcell" className="history-time">
        {timeOf(run.time, language)}
      </span>
      <span role="gridcell" className="history-title" title={run.path ?? run.title}>
        {run.title}
        {run.tags.map((tag) => (
          <span key={tag} className="tag tag-quiet">
            {tag}
          </span>
        ))}
      </span>
      <span role="gridcell" className="history-model">
        {run.model}
      </span>
      <span role="gridcell" className="history-chips">
        {run.chips.join(', ')}
      </span>
      <span role="gridcell" className="history-ttft">
        {figure('serving.ttft')}
      </span>
      <span role="gridcell" className="history-tpot">
        {figure('serving.tpot')}
      </span>
      <span role="gridcell" className="history-throughput">
        {figure('serving.throughput_per_card')}
      </span>
      <span role="gridcell" className="history-fidelity">
        {run.fidelity === 'article' || run.fidelity === 'roofline' || run.fidelity === 'calibrated' ? say(`fidelity.${run.fidelity}`) : run.fidelity}
      </span>
      <span role="gridcell" className="history-actions">
        <IconButton label={say('history.open')} tabIndex={-1} onClick={() => void openRun(run)}>
          <FolderIcon size={12} />
        </IconButton>
        <IconButton label={say('history.remove')} tabIndex={-1} onClick={() => void removeRun(run)}>
          <TrashIcon size={12} />
        </IconButton>
      </span>
    </div>
  );
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

/** "24 Nov 10:31", with the year when it is another one. */
export function timeOf(time: string, language: string): string {
  const date = new Date(time);
  if (Number.isNaN(date.getTime())) return time;
  const year = date.getFullYear() === new Date().getFullYear() ? {} : ({ year: 'numeric' } as const);
  return new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
    ...year,
  }).format(date);
}

function togglePick(id: number): void {
  const { picks } = workspace.get();
  if (picks.includes(id)) patch({ picks: picks.filter((each) => each !== id) });
  else if (picks.length < mostPicks) patch({ picks: [...picks, id] });
}

/** Opens the text of a run as a notebook of its own: the file it came from stays as it is. */
async function openRun(run: Run): Promise<void> {
  await trying('history.open', async (say) => {
    const detail = await rpc('history.show', { id: run.id });
    show({ path: null, name: say('notebook.run-name', { id: run.id }), text: detail.text });
  });
}

async function removeRun(run: Run): Promise<void> {
  await trying('history.remove', async () => {
    await rpc('history.remove', { id: run.id });
    patch({ picks: workspace.get().picks.filter((id) => id !== run.id) });
    await reread();
    toast('history.removed', { id: run.id }, () => {
      void trying('toast.undo', async () => {
        await rpc('history.restore', { id: run.id });
        await reread();
      });
    });
  });
}

async function reread(): Promise<void> {
  patch({ historyAge: workspace.get().historyAge + 1 });
  await countRuns();
}

async function trying(action: 'history.open' | 'history.remove' | 'toast.undo', work: (say: Speech['say']) => Promise<void>): Promise<void> {
  const { say } = speech();
  try {
    await work(say);
  } catch (error) {
    report(say(action), error);
  }
}
