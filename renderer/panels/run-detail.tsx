/** A saved run in full: its name, tags and notes, to be changed; and replayed with today's engine, drift metric by metric. */

import { useState } from 'react';
import { rpc } from '../bridge';
import { Button, IconButton } from '../parts/button';
import { CloseIcon, FolderIcon, PinIcon, PlayIcon, TrashIcon } from '../parts/icons';
import { Select } from '../parts/menu';
import { ShownTableView } from '../parts/shown-table';
import { useStore } from '../store';
import { useCall } from '../use-call';
import { useWords } from '../words/use-words';
import { workspace } from '../workspace';
import { reread, trying } from './history-files';
import type { Run } from './paged-runs';
import { openRun, pinRun, removeRun } from './run-actions';
import { timeOf } from './run-row';

interface DetailProps {
  readonly run: Run;
  readonly onClose: () => void;
}

export function RunDetail({ run, onClose }: DetailProps) {
  const { say, pick, language } = useWords();
  const { historyAge } = useStore(workspace);
  const { value, failure } = useCall('history.show', { id: run.id }, historyAge);
  const detail = value?.id === run.id ? value : undefined;
  const change = (said: { title?: string; tags?: string[]; notes?: string }): void => {
    void trying('history.change', async () => {
      await rpc('history.change', { id: run.id, ...said });
      await reread();
    });
  };
  return (
    <aside className="detail run-detail" aria-label={say('history.detail', { id: run.id })}>
      <header className="detail-head">
        <h2>{say('history.detail', { id: run.id })}</h2>
        <IconButton label={say('history.detail-close')} onClick={onClose}>
          <CloseIcon size={12} />
        </IconButton>
      </header>
      <div className="detail-body" tabIndex={0} role="region" aria-label={say('history.detail', { id: run.id })}>
        {failure && <p>{pick(failure)}</p>}
        {detail && (
          <>
            <p className="ink3">
              {timeOf(detail.time, language)} · {say('history.engine', { engine: detail.engine })}
              {detail.path !== undefined && <span className="selectable run-path"> {detail.path}</span>}
            </p>
            <Field
              key={`title ${run.id} ${detail.title}`}
              label={say('history.name')}
              value={detail.title}
              onKeep={(title) => {
                change({ title });
              }}
            />
            <Field
              key={`tags ${run.id} ${detail.tags.join()}`}
              label={say('history.tags')}
              hint={say('history.tags-hint')}
              value={detail.tags.join(', ')}
              onKeep={(text) => {
                change({ tags: tagsIn(text) });
              }}
            />
            <Field
              key={`notes ${run.id} ${detail.notes}`}
              label={say('history.notes')}
              value={detail.notes}
              isLong
              onKeep={(notes) => {
                change({ notes });
              }}
            />
            <Replay key={run.id} run={run.id} />
          </>
        )}
      </div>
      <footer className="detail-foot">
        <Button icon={<FolderIcon size={12} />} onClick={() => void openRun(run)}>
          {say('history.open')}
        </Button>
        <Button
          look="plain"
          icon={<PinIcon size={12} />}
          aria-pressed={run.pinned === true}
          onClick={() => void pinRun(run)}
        >
          {say(run.pinned === true ? 'history.unpin' : 'history.pin')}
        </Button>
        <span className="toolbar-space" />
        <Button look="plain" icon={<TrashIcon size={12} />} onClick={() => void removeRun(run)}>
          {say('history.remove')}
        </Button>
      </footer>
    </aside>
  );
}

function tagsIn(text: string): string[] {
  const tags = text.split(/[,，、]/).map((tag) => tag.trim());
  return [...new Set(tags.filter((tag) => tag !== ''))];
}

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly isLong?: boolean;
  readonly onKeep: (value: string) => void;
}

/** Kept when it is left, or with Enter; Escape takes it back. */
function Field({ label, hint, value, isLong = false, onKeep }: FieldProps) {
  const [typed, setTyped] = useState(value);
  const keep = (): void => {
    if (typed.trim() !== value) onKeep(typed.trim());
  };
  const shared = {
    className: 'input',
    'aria-label': label,
    placeholder: hint,
    value: typed,
    onBlur: keep,
  };
  return (
    <label className="run-field">
      <span className="ink3">{label}</span>
      {isLong ? (
        <textarea
          {...shared}
          rows={4}
          onChange={(event) => {
            setTyped(event.target.value);
          }}
        />
      ) : (
        <input
          {...shared}
          onChange={(event) => {
            setTyped(event.target.value);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter') keep();
            else if (event.key === 'Escape') setTyped(value);
          }}
        />
      )}
    </label>
  );
}

/** Asked for, since it runs the model. */
function Replay({ run }: { readonly run: number }) {
  const { say, pick } = useWords();
  const [asked, setAsked] = useState<{ readonly cell?: string }>();
  const [isAllShown, setAllShown] = useState(false);
  const { value, failure, isFresh } = useCall('history.replay', asked && { id: run, ...asked });
  if (!asked)
    return (
      <Button
        className="run-replay"
        icon={<PlayIcon size={12} />}
        onClick={() => {
          setAsked({});
        }}
      >
        {say('history.replay')}
      </Button>
    );
  if (failure)
    return (
      <p className="note" data-severity="error">
        {pick(failure)}
      </p>
    );
  if (!value) return <p className="ink3">{say('history.replaying')}</p>;
  const { table, drifted, engine, notes, cell, cells } = value;
  const rows = isAllShown ? table.rows : table.rows.filter(({ differs }) => differs);
  return (
    <section className="run-drift" data-old={!isFresh} aria-label={say('history.replay')}>
      <div className="curve-choices">
        <Select
          label={say('compare.cell')}
          value={cell}
          choices={cells.map((id) => ({ id, label: id }))}
          onChoose={(id) => {
            setAsked({ cell: id });
          }}
        />
        <span>
          {drifted === 0
            ? say('history.no-drift', { then: engine.then, now: engine.now })
            : say('history.drift', { n: drifted, then: engine.then, now: engine.now })}
        </span>
      </div>
      {notes.map((note) => (
        <p key={note.en} className="note">
          {pick(note)}
        </p>
      ))}
      {rows.length > 0 && (
        <div className="output-table">
          <ShownTableView table={{ ...table, rows }} />
        </div>
      )}
      <button
        type="button"
        className="link table-equal"
        aria-expanded={isAllShown}
        onClick={() => {
          setAllShown(!isAllShown);
        }}
      >
        {isAllShown ? say('history.only-drifted') : say('history.all-figures', { n: table.rows.length })}
      </button>
    </section>
  );
}
