/** A row of the list of runs. */

import { IconButton } from '../parts/button';
import { FolderIcon, InfoIcon, PinIcon, TrashIcon } from '../parts/icons';
import { Figure } from '../parts/number';
import { useWords } from '../words/use-words';
import type { Run } from './paged-runs';
import { mostPicks, openRun, removeRun, togglePick } from './run-actions';

export const rowHeight = 32;

const columns = ['run', 'time', 'title', 'model', 'chips', 'ttft', 'tpot', 'throughput', 'fidelity'] as const;

export function Header() {
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
  readonly onDetail: () => void;
}

export function Row({ index, run, isActive, picks, onActive, onDetail }: RowProps) {
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
      <span role="gridcell" className="history-run mono" data-pinned={run.pinned === true}>
        {run.pinned === true && <PinIcon size={12} />}#{run.id}
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
        {run.note !== undefined && (
          <span className="history-note" title={run.note}>
            {run.note}
          </span>
        )}
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
        {run.fidelity === 'article' || run.fidelity === 'roofline' || run.fidelity === 'calibrated'
          ? say(`fidelity.${run.fidelity}`)
          : run.fidelity}
      </span>
      <span role="gridcell" className="history-actions">
        <IconButton label={say('history.details')} tabIndex={-1} onClick={onDetail}>
          <InfoIcon size={12} />
        </IconButton>
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
