/** An open notebook: toolbar, chain of changes, cells. */

import { memo, useMemo, type KeyboardEvent } from 'react';
import type { KindInfo, Language } from '../app/contract';
import { addCell, focusCell, nextKind } from './cell-actions';
import { CellView } from './cells/cell';
import { Chain } from './cells/chain';
import { runCommand } from './commands';
import { textOf } from './notebook-text';
import { Button } from './parts/button';
import { Empty, Problem } from './parts/empty';
import { AddIcon } from './parts/icons';
import { Menu } from './parts/menu';
import type { LiveSession } from './session-live';
import { viewsOf, type CellView as View } from './session-view';
import { Toolbar } from './shell/toolbar';
import type { Door, Theme } from './shown';
import { useStore } from './store';
import { explain, languageOf, patch, report, themeOf, workspace } from './workspace';
import { useWords } from './words/use-words';

export function Notebook({ live }: { readonly live: LiveSession }) {
  const { say, pick } = useWords();
  const { session, slow } = useStore(live);
  const state = useStore(workspace);
  const { kinds, metric, explained, isFrontShown } = state;
  const views = viewsOf(session, { slow, front: isFrontShown });
  const isOpening = session.answer === undefined && session.failure === undefined;
  return (
    <main className="notebook">
      <Toolbar live={live} />
      {session.failure && (
        <Problem fact={say('notebook.failed')} hint={say('notebook.failed-hint', { message: pick(session.failure) })}>
          <Button onClick={live.askAgain}>{say('notebook.retry')}</Button>
        </Problem>
      )}
      <div className="notebook-scroll">
        {isOpening && slow && <p className="notebook-opening">{say('notebook.opening')}</p>}
        {/* Not even cut into cells: the text as it is, so that nothing seems lost. */}
        {session.answer === undefined && session.failure && (
          <pre className="notebook-raw selectable">{textOf(session.cells)}</pre>
        )}
        {session.answer !== undefined && (
          <div className="notebook-columns">
            <Chain
              cells={session.cells}
              results={session.answer.results}
              selected={session.selected}
              metric={metric}
              onMetric={(next: string) => {
                patch({ metric: next });
              }}
              onSelect={(cell: string) => {
                live.dispatch({ type: 'selected', cell });
                focusCell(cell);
              }}
            />
            <div className="notebook-cells">
              <ol aria-label={say('notebook.label')} className="cells">
                {views.map((view) => (
                  <NotebookCell
                    key={view.cell.id}
                    live={live}
                    view={view}
                    selected={view.cell.id === session.selected}
                    folded={session.folded.has(view.cell.id)}
                    language={languageOf(state)}
                    theme={themeOf(state)}
                    explained={explained?.door.cell === view.cell.id ? explained.door : undefined}
                    kinds={kinds}
                  />
                ))}
              </ol>
              {views.length === 0 && <NoCells live={live} />}
              <AddCell live={live} />
            </div>
          </div>
        )}
      </div>
    </main>
  );
}

/** One fact, one button: the kind that usually comes first. */
function NoCells({ live }: { readonly live: LiveSession }) {
  const { say, pick } = useWords();
  const { kinds } = useStore(workspace);
  const first = kinds.find((kind) => kind.id === nextKind(live));
  return (
    <Empty fact={say('notebook.empty')} hint={say('notebook.empty-hint')}>
      {first && (
        <Button
          look="primary"
          onClick={() => {
            addCell(live, first.id);
          }}
        >
          {say('notebook.add-kind', { kind: pick(first.title) })}
        </Button>
      )}
    </Empty>
  );
}

function AddCell({ live }: { readonly live: LiveSession }) {
  const { say, pick } = useWords();
  const { kinds } = useStore(workspace);
  const choices = kinds
    .filter((kind) => kind.id !== 'front')
    // What defines the design first; the text between comes last.
    .sort((a, b) => Number(b.defines) - Number(a.defines))
    .map((kind) => ({ id: kind.id, label: pick(kind.title), hint: pick(kind.summary) }));
  return (
    <Menu
      label={say('notebook.add')}
      className="button button-plain add-cell"
      choices={choices}
      onChoose={(kind) => {
        addCell(live, kind, live.get().session.cells.at(-1)?.id);
      }}
    >
      <AddIcon size={12} />
      {say('notebook.add')}
    </Menu>
  );
}

interface NotebookCellProps {
  readonly live: LiveSession;
  readonly view: View;
  readonly selected: boolean;
  readonly folded: boolean;
  readonly language: Language;
  readonly theme: Theme;
  readonly explained: Door | undefined;
  readonly kinds: readonly KindInfo[];
}

const NotebookCell = memo(
  function NotebookCell({ live, view, selected, folded, language, theme, explained, kinds }: NotebookCellProps) {
    const { cell, result, charts, state } = view;
    const { say } = useWords();
    const { id } = cell;
    const on = useMemo(
      () => ({
        onSelect: () => {
          live.dispatch({ type: 'selected', cell: id });
        },
        onFold: () => {
          live.dispatch({ type: 'folded', cells: [id], folded: !live.get().session.folded.has(id) });
        },
        onBody: (body: string) => {
          live.type(id, body);
        },
        onEdit: (path: readonly string[], value: string | null) => {
          live.edit(id, path, value).catch((error: unknown) => {
            report(say('command.cell.edit'), error);
          });
        },
        onExplain: (from: string, metric: string) => {
          explain({ cell: from, metric });
        },
      }),
      [live, id, say],
    );
    return (
      <li
        className="cells-item"
        data-cell={id}
        tabIndex={selected ? 0 : -1}
        aria-current={selected ? 'true' : undefined}
        aria-label={`${cell.kind} ${id}`}
        onKeyDown={onFrameKey}
        onFocus={(event) => {
          if (event.target === event.currentTarget) on.onSelect();
        }}
      >
        <CellView
          cell={cell}
          {...(result ? { result } : {})}
          charts={charts}
          selected={selected}
          folded={folded}
          state={state}
          language={language}
          theme={theme}
          {...(explained ? { explained } : {})}
          kinds={kinds}
          {...on}
        />
      </li>
    );
  },
  (a, b) =>
    a.view.cell === b.view.cell &&
    a.view.result === b.view.result &&
    a.view.charts === b.view.charts &&
    a.view.state === b.view.state &&
    a.live === b.live &&
    a.selected === b.selected &&
    a.folded === b.folded &&
    a.language === b.language &&
    a.theme === b.theme &&
    a.explained?.metric === b.explained?.metric &&
    a.kinds === b.kinds,
);

/** On the frame: arrows go to the neighbours, Enter goes in. Inside: Escape comes back out. */
function onFrameKey(event: KeyboardEvent<HTMLElement>): void {
  const frame = event.currentTarget;
  if (event.key === 'Escape' && event.target !== frame) {
    frame.focus();
    event.preventDefault();
    return;
  }
  if (event.target !== frame || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  switch (event.key) {
    case 'ArrowDown':
      void runCommand('cell.next');
      break;
    case 'ArrowUp':
      void runCommand('cell.previous');
      break;
    case 'ArrowLeft':
    case 'ArrowRight':
      void runCommand('cell.fold');
      break;
    case 'Enter':
      innerOf(frame)?.focus();
      break;
    case 'Delete':
      void runCommand('cell.remove');
      break;
    default:
      return;
  }
  event.preventDefault();
}

function innerOf(frame: HTMLElement): HTMLElement | null {
  return frame.querySelector<HTMLElement>(
    '.native-edit-context, textarea, input, [role="switch"], [contenteditable="true"]',
  );
}
