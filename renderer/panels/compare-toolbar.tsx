/** What is done with a comparison: its baseline, another design beside it, keeping it, reopening one, writing it into a file. */

import { useId, useState } from 'react';
import type { Comparison } from '../../app/contract';
import { Button } from '../parts/button';
import { Dialog } from '../parts/dialog';
import { AddIcon, ChevronDownIcon, ExportIcon, SaveIcon } from '../parts/icons';
import { Menu, Select } from '../parts/menu';
import { nameOf } from '../session-view';
import { useStore } from '../store';
import { useCall } from '../use-call';
import { useWords } from '../words/use-words';
import { patch, workspace } from '../workspace';
import {
  addCell,
  chooseBaseline,
  comparing,
  exportComparison,
  mostColumns,
  openComparison,
  saveComparison,
} from './compare-state';

export function CompareToolbar({ comparison }: { readonly comparison: Comparison | undefined }) {
  const { say, language } = useWords();
  const { columns, baseline, saved } = useStore(comparing);
  const [isNaming, setNaming] = useState(false);
  const isShown = columns.length >= 2 && comparison !== undefined;
  return (
    <header className="toolbar">
      <h1 className="toolbar-title">{saved?.title ?? say('compare.title')}</h1>
      {isShown && (
        <Select
          label={say('compare.baseline-choice')}
          value={String(baseline)}
          choices={comparison.columns.map((column, i) => ({
            id: String(i),
            label: column.cards,
            hint: `${column.title} / ${column.cell}`,
          }))}
          onChoose={(id) => {
            chooseBaseline(Number(id));
          }}
        />
      )}
      <span className="toolbar-space" />
      <SavedMenu />
      <AddMenu />
      {isShown && (
        <>
          <Menu
            label={say('compare.export')}
            choices={[
              { id: 'md', label: say('compare.export-md') },
              { id: 'csv', label: say('compare.export-csv') },
            ]}
            onChoose={(id) => void exportComparison(id === 'csv' ? 'csv' : 'md', language)}
          >
            <ExportIcon size={12} /> {say('compare.export')}
          </Menu>
          <Button
            look="primary"
            icon={<SaveIcon size={12} />}
            onClick={() => {
              setNaming(true);
            }}
          >
            {say('compare.save')}
          </Button>
        </>
      )}
      {isNaming && (
        <NameDialog
          first={saved?.title ?? comparison?.columns.map(({ cards }) => cards).join(', ') ?? ''}
          onClose={() => {
            setNaming(false);
          }}
        />
      )}
    </header>
  );
}

function SavedMenu() {
  const { say } = useWords();
  const { historyAge } = useStore(workspace);
  const { value } = useCall('comparison.list', {}, historyAge);
  if (!value || value.length === 0) return null;
  return (
    <Menu
      label={say('compare.open-saved')}
      choices={value.map(({ id, title, picks }) => ({
        id: String(id),
        label: title,
        hint: picks.map(({ run }) => `#${run}`).join(' '),
      }))}
      onChoose={(id) => {
        const found = value.find((each) => String(each.id) === id);
        if (found) openComparison(found);
      }}
    >
      {say('compare.open-saved')} <ChevronDownIcon size={12} />
    </Menu>
  );
}

const fromHistory = 'history';

/** A design of an open notebook, or runs from the history. */
function AddMenu() {
  const { say } = useWords();
  const { sessions } = useStore(workspace);
  const { columns } = useStore(comparing);
  const cells = sessions.flatMap((live) => {
    const { session } = live.get();
    return (session.answer?.results ?? [])
      .filter(({ design }) => design?.metrics['serving.tpot'] !== undefined)
      .map(({ id }) => ({ id: `${live.id} ${id}`, label: id, hint: nameOf(session), session: live.id, cell: id }));
  });
  return (
    <Menu
      label={say('compare.add')}
      disabled={columns.length >= mostColumns}
      choices={[{ id: fromHistory, label: say('compare.add-runs') }, ...cells]}
      onChoose={(id) => {
        const cell = cells.find((each) => each.id === id);
        if (cell) addCell(cell.session, cell.cell);
        else patch({ view: 'history' });
      }}
    >
      <AddIcon size={12} /> {say('compare.add')}
    </Menu>
  );
}

function NameDialog({ first, onClose }: { readonly first: string; readonly onClose: () => void }) {
  const { say } = useWords();
  const [title, setTitle] = useState(first);
  const id = useId();
  const keep = (): void => {
    if (title.trim() === '') return;
    void saveComparison(title.trim());
    onClose();
  };
  return (
    <Dialog
      title={say('compare.save')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{say('dialog.cancel')}</Button>
          <Button look="primary" disabled={title.trim() === ''} onClick={keep}>
            {say('compare.save-do')}
          </Button>
        </>
      }
    >
      <label htmlFor={id} className="ink3">
        {say('compare.name')}
      </label>
      <input
        id={id}
        className="input dialog-input"
        value={title}
        onChange={(event) => {
          setTitle(event.target.value);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') keep();
        }}
      />
    </Dialog>
  );
}
