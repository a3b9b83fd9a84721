/** An open notebook: toolbar, chain of changes, cells. */

import { memo, useEffect, useMemo, type KeyboardEvent } from 'react';
import type { KindInfo, Language } from '../app/contract';
import { addCell, focusCell, nextKind, pasteCell, removeCell, textOfSelected } from './cell-actions';
import { frameCommandFor } from './cell-commands';
import { CaseHead } from './cells/case-head';
import { CellView } from './cells/cell';
import { Chain } from './cells/chain';
import { endDrag, startDrag, useDrop } from './cells/drag';
import { FindBar } from './cells/find-bar';
import { CellMapDialog } from './cells/map';
import { longFrom } from './cells/near-cell';
import { lay, overlays } from './cells/overlays';
import { Picker } from './cells/picker';
import { Problems } from './cells/problems';
import { runCommand } from './commands';
import { keysOf } from './keys';
import { textOf } from './notebook-text';
import { Button } from './parts/button';
import { Empty, Problem } from './parts/empty';
import { Fault, wordsOfFault } from './parts/fault';
import { AddIcon } from './parts/icons';
import type { LastResult } from './session';
import type { LiveSession } from './session-live';
import { awaits, viewsOf, type CellView as View } from './session-view';
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
  const { picking, isFinding, areProblemsShown, isMapShown } = useStore(overlays);
  useClipboard(live);
  useStrayKeys(live);
  const views = viewsOf(session, { slow, front: isFrontShown });
  const isOpening = session.answer === undefined && session.failure === undefined;
  return (
    <main className="notebook">
      <Toolbar live={live} />
      {isFinding && <FindBar live={live} />}
      {picking && <Picker live={live} picking={picking} />}
      {isMapShown && <CellMapDialog live={live} />}
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
        {session.answer?.answer && (
          <CaseHead
            answer={session.answer.answer}
            old={slow && awaits(session)}
            explained={explained?.door}
            onExplain={(cell, metric) => {
              explain({ cell, metric });
            }}
          />
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
                {views.map((view, index) => (
                  <NotebookCell
                    key={view.cell.id}
                    live={live}
                    view={view}
                    previous={views[index - 1]?.cell.id ?? session.cells.find((cell) => cell.kind === 'front')?.id}
                    next={views[index + 1]?.cell.id}
                    last={session.lastResults.get(view.cell.id)}
                    isLong={views.length > longFrom}
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
      {areProblemsShown && <Problems live={live} />}
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
  const { say } = useWords();
  return (
    <Button
      look="plain"
      className="add-cell"
      icon={<AddIcon size={12} />}
      onClick={() => {
        lay({ picking: { kind: 'add', below: live.get().session.cells.at(-1)?.id } });
      }}
    >
      {say('notebook.add')}
    </Button>
  );
}

/** Ctrl+C, Ctrl+X and Ctrl+V on the frame of a cell mean the cell; inside it they mean its text. */
function useClipboard(live: LiveSession): void {
  useEffect(() => {
    const isOnFrame = (): boolean =>
      document.activeElement?.matches('.cells-item') === true && (document.getSelection()?.isCollapsed ?? true);
    const onCopy = (event: ClipboardEvent): void => {
      const text = isOnFrame() ? textOfSelected(live) : undefined;
      if (text === undefined || !event.clipboardData) return;
      event.clipboardData.setData('text/plain', text);
      event.preventDefault();
      if (event.type === 'cut') removeCell(live);
    };
    const onPaste = (event: ClipboardEvent): void => {
      if (!isOnFrame()) return;
      event.preventDefault();
      void pasteCell(live, event.clipboardData?.getData('text/plain') ?? '');
    };
    document.addEventListener('copy', onCopy);
    document.addEventListener('cut', onCopy);
    document.addEventListener('paste', onPaste);
    return () => {
      document.removeEventListener('copy', onCopy);
      document.removeEventListener('cut', onCopy);
      document.removeEventListener('paste', onPaste);
    };
  }, [live]);
}

/** A key struck while nothing has the focus, at the start or after a dialog, means the selected cell: it need not be reached by Tab first. */
function useStrayKeys(live: LiveSession): void {
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent): void => {
      if (event.defaultPrevented || document.activeElement !== document.body || event.ctrlKey || event.metaKey) return;
      const { selected } = live.get().session;
      const command = frameCommandFor(keysOf(event), event.timeStamp);
      if (!command && event.key !== 'Enter') return;
      event.preventDefault();
      if (selected !== undefined) focusCell(selected);
      // After the frame in which the cell gets the focus: the command may move it on.
      if (command) requestAnimationFrame(() => void runCommand(command.id));
    };
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
    };
  }, [live]);
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
  /** The cells beside it: where one dropped or inserted here would stand. */
  readonly previous: string | undefined;
  readonly next: string | undefined;
  readonly last: LastResult | undefined;
  readonly isLong: boolean;
}

const NotebookCell = memo(
  function NotebookCell(props: NotebookCellProps) {
    const { live, view, selected, folded, language, theme, explained, kinds, previous, next, last, isLong } = props;
    const { cell, result, charts, state } = view;
    const { say, pick } = useWords();
    const { id } = cell;
    const kind = kinds.find((each) => each.id === cell.kind)?.title;
    const drop = useDrop(live, id, next);
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
        aria-label={`${kind ? pick(kind) : cell.kind} ${id}`}
        data-drop={drop.side}
        {...drop.on}
        onDragStart={(event) => {
          // Text that is marked is dragged as text; the header takes the cell along.
          if (event.target instanceof Element && event.target.closest('[draggable="true"]')) startDrag(event, id);
        }}
        onDragEnd={endDrag}
        onKeyDown={onFrameKey}
        onFocus={(event) => {
          if (event.target === event.currentTarget) on.onSelect();
        }}
      >
        <button
          type="button"
          className="cell-gap"
          tabIndex={-1}
          aria-label={say('cell.insert-here')}
          title={say('cell.insert-here')}
          onClick={() => {
            lay({ picking: { kind: 'add', below: previous } });
          }}
        >
          <AddIcon size={12} />
        </button>
        <Fault
          watch={view.result}
          instead={(fault, again) => (
            <Problem fact={say('fault.cell', { id })} hint={wordsOfFault(fault)}>
              <Button onClick={again}>{say('fault.again')}</Button>
              <pre className="notebook-raw selectable">{cell.body}</pre>
            </Problem>
          )}
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
            {...(last ? { last } : {})}
            isLong={isLong}
            {...on}
          />
        </Fault>
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
    a.previous === b.previous &&
    a.next === b.next &&
    a.last === b.last &&
    a.isLong === b.isLong &&
    a.kinds === b.kinds,
);

/** On the frame: Jupyter's keys, Enter goes in. Inside: Escape comes back out. */
function onFrameKey(event: KeyboardEvent<HTMLElement>): void {
  const frame = event.currentTarget;
  if (event.key === 'Escape' && event.target !== frame) {
    frame.focus();
    event.preventDefault();
    return;
  }
  if (event.target !== frame) return;
  if (event.key === 'Enter' && keysOf(event) === 'Enter') {
    innerOf(frame)?.focus();
    event.preventDefault();
    return;
  }
  const command = frameCommandFor(keysOf(event), event.timeStamp);
  if (!command) return;
  event.preventDefault();
  void runCommand(command.id);
}

function innerOf(frame: HTMLElement): HTMLElement | null {
  return frame.querySelector<HTMLElement>(
    '.native-edit-context, textarea, input, [role="switch"], [contenteditable="true"]',
  );
}
