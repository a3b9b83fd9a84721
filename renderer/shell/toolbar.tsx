/** The toolbar of a notebook: title, fidelity, currency; run, export, explain. The choices are front matter, so they are in the file. */

import { useState } from 'react';
import { runCommand } from '../commands';
import { Button } from '../parts/button';
import { ExportIcon, PlayIcon, PresentIcon, SigmaIcon } from '../parts/icons';
import { Menu, Select } from '../parts/menu';
import type { LiveSession } from '../session-live';
import { nameOf } from '../session-view';
import type { Fidelity } from '../shown';
import { useStore } from '../store';
import { report, workspace } from '../workspace';
import { useWords } from '../words/use-words';

const fidelities: readonly Fidelity[] = ['article', 'roofline', 'calibrated'];
const currencies = ['USD', 'CNY'];
const forms = ['pdf', 'html', 'pptx', 'xlsx', 'md', 'csv'] as const;

export function Toolbar({ live }: { readonly live: LiveSession }) {
  const { say } = useWords();
  const { session } = useStore(live);
  const { isExplainOpen } = useStore(workspace);
  const head = session.answer?.head;
  const set = (field: string, value: string) => {
    live.edit('front', [field], value).catch((error: unknown) => {
      report(
        say(field === 'title' ? 'toolbar.title' : field === 'fidelity' ? 'toolbar.fidelity' : 'toolbar.currency'),
        error,
      );
    });
  };
  const currency = head?.currency ?? 'USD';
  return (
    <div className="toolbar" role="toolbar" aria-label={say('toolbar.label')}>
      <Title
        key={head?.title ?? ''}
        title={head?.title === undefined || head.title === '' ? nameOf(session) : head.title}
        onTitle={(title) => {
          set('title', JSON.stringify(title));
        }}
      />
      {head && (
        <>
          <Select
            label={say('toolbar.fidelity')}
            value={head.fidelity}
            choices={fidelities.map((id) => ({ id, label: say(`fidelity.${id}`) }))}
            onChoose={(id) => {
              set('fidelity', id);
            }}
          />
          <Select
            label={say('toolbar.currency')}
            value={currency}
            choices={[...new Set([...currencies, currency])].map((id) => ({ id, label: id }))}
            onChoose={(id) => {
              set('currency', id);
            }}
          />
        </>
      )}
      <span className="toolbar-space" />
      <Button
        look="plain"
        icon={<PlayIcon size={12} />}
        onClick={() => void runCommand('run.save')}
        title={say('command.run.save')}
      >
        {say('toolbar.run-all')}
      </Button>
      <Menu
        label={say('toolbar.export')}
        className="button button-plain"
        align="end"
        choices={forms.map((form) => ({ id: form, label: say(`command.file.export-${form}`) }))}
        onChoose={(form) => void runCommand(`file.export-${form}`)}
      >
        <ExportIcon />
        {say('toolbar.export')}
      </Menu>
      <Button
        look="plain"
        icon={<PresentIcon />}
        onClick={() => void runCommand('view.present')}
        title={say('command.view.present')}
      >
        {say('toolbar.present')}
      </Button>
      <Button
        look={isExplainOpen ? 'tinted' : 'plain'}
        icon={<SigmaIcon />}
        aria-pressed={isExplainOpen}
        onClick={() => void runCommand('view.explain')}
      >
        {say('toolbar.explain')}
      </Button>
    </div>
  );
}

/** The title, edited in place: Enter or leaving keeps it, Escape puts it back. */
function Title({ title, onTitle }: { readonly title: string; readonly onTitle: (title: string) => void }) {
  const { say } = useWords();
  const [draft, setDraft] = useState(title);
  return (
    <h1 className="toolbar-title">
      <input
        aria-label={say('toolbar.title')}
        value={draft}
        size={Math.max(8, Math.min(40, widthOf(draft)))}
        onChange={(event) => {
          setDraft(event.target.value);
        }}
        onBlur={() => {
          const next = draft.trim();
          if (next !== '' && next !== title) onTitle(next);
          else setDraft(title);
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
          if (event.key !== 'Escape') return;
          event.currentTarget.value = title;
          setDraft(title);
          requestAnimationFrame(() => {
            (document.activeElement instanceof HTMLElement ? document.activeElement : undefined)?.blur();
          });
        }}
      />
    </h1>
  );
}

/** Characters an input must be wide: a Chinese one takes two. */
function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + (character > '\u2e80' ? 2 : 1), 0);
}
