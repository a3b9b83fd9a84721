/** A cell of a notebook: header, editor at left, answer at right; folded, one line (LOOK.md 4). */

import { createElement, useRef, useState } from 'react';
import type { CellResult, KindInfo, Language, ShownChart, SourceCell } from '../../app/contract';
import { IconButton } from '../parts/button';
import { ChevronDownIcon, ChevronRightIcon, BranchIcon } from '../parts/icons';
import { endReveal, revealed } from '../reveal';
import type { LastResult } from '../session';
import type { CellState, Door, Theme } from '../shown';
import { useStore } from '../store';
import { useWords } from '../words/use-words';
import './cells.css';
import './editing.css';
import './decision.css';
import { CellMenu } from './cell-menu';
import { CellName } from './cell-name';
import { Segments } from './controls';
import { EditorPane } from './editor-pane';
import { finding } from './find-state';
import { Folded } from './folded';
import type { OnEdit } from './form';
import { formOf, outputOf } from './kinds';
import { missingOf } from './missing';
import { useNearCell } from './near-cell';
import { overlays } from './overlays';
import { Prose } from './prose';
import { CellLink, StateMarker } from './state';
import { Blocked, Failed } from './trouble';

export interface CellProps {
  readonly cell: SourceCell;
  readonly result?: CellResult;
  readonly charts: readonly ShownChart[];
  readonly selected: boolean;
  readonly folded: boolean;
  readonly state: CellState;
  readonly language: Language;
  readonly theme: Theme;
  readonly onSelect: () => void;
  readonly onFold: () => void;
  readonly onBody: (body: string) => void;
  readonly onEdit: OnEdit;
  readonly onExplain: (cell: string, metric: string) => void;
  /** The number that Explain shows, where it is of this cell. */
  readonly explained?: Door;
  readonly kinds: readonly KindInfo[];
  /** What it answered when it last ran. */
  readonly last?: LastResult;
  /** One of so many that only those near the window have their insides in the page. */
  readonly isLong: boolean;
}

export function CellView(props: CellProps) {
  const { cell, selected, folded, state, result, onSelect, onBody } = props;
  const host = useRef<HTMLElement>(null);
  const near = useNearCell(host, { isLong: props.isLong && !selected, estimate: estimateOf(props) });
  // Here, and not in what is taken away while it is far: the choice is kept.
  const [chosen, choose] = useState(lastView.get(cell.kind));
  if (cell.kind === 'prose') {
    return (
      <section ref={host} className="cell-prose" style={near.style} data-selected={selected} onClick={onSelect}>
        {near.isNear && (
          <>
            <Prose body={cell.body} selected={selected} onBody={onBody} />
            <span className="prose-menu">
              <CellMenu isProse onOpen={onSelect} />
            </span>
          </>
        )}
      </section>
    );
  }
  return (
    <article
      ref={host}
      className="cell"
      style={near.style}
      data-kind={cell.kind}
      data-state={state}
      data-selected={selected}
      data-folded={folded}
      data-missing={state === 'fine' && missingOf(result?.design).length > 0}
      onClick={onSelect}
    >
      {near.isNear && (folded ? <Line {...props} /> : <Open {...props} chosen={chosen} choose={choose} />)}
    </article>
  );
}

function Line(props: CellProps) {
  return (
    <header className="cell-head" draggable={props.cell.kind !== 'front'}>
      <Name {...props} />
      <Folded {...props} />
      <StateMarker state={props.state} result={props.result} />
      <CellMenu onOpen={props.onSelect} />
    </header>
  );
}

type View = 'form' | 'yaml';

/** Which view each kind was last read in: the choice holds for the next cell of that kind. */
const lastView = new Map<string, View>();

/** Pixels of a header with the lines around the cell (cells.css): folded, and above its two sides. */
const folds = 26;
const headed = 25;

/** A header and, below it, lines of text or a strip; what there is is measured once it has been seen. */
function estimateOf({ cell, result, folded }: CellProps): number {
  const lines = cell.body.split('\n').length;
  if (cell.kind === 'prose') return 10 + 20 * Math.max(lines, Math.ceil(cell.body.length / 110));
  return folded ? folds : headed + Math.max(16 * lines + 14, result?.design ? 62 : 46);
}

interface OpenProps extends CellProps {
  readonly chosen: View | undefined;
  readonly choose: (view: View) => void;
}

function Open(props: OpenProps) {
  const { cell, result, state, selected, kinds, chosen, choose, onEdit } = props;
  const { say } = useWords();
  const info = kinds.find((kind) => kind.id === cell.kind);
  const { form: Form, isFirst } = formOf(cell.kind);
  const hasForm = info !== undefined && info.fields.length > 0;
  const isRevealed = useStore(revealed)?.cell === cell.id;
  // What was found stands in the text, not in the form.
  const found = useStore(finding).current;
  const isSought = useStore(overlays).isFinding && found?.cell === cell.id;
  const view: View = hasForm && !isRevealed && !isSought ? (chosen ?? (isFirst ? 'form' : 'yaml')) : 'yaml';
  const isForm = selected && view === 'form' && info !== undefined;
  return (
    <>
      <header className="cell-head" draggable={props.cell.kind !== 'front'}>
        <Name {...props} />
        {hasForm && (
          <span className="cell-views">
            <Segments
              small
              label={say('cell.view')}
              value={view}
              choices={[
                { id: 'form', label: say('cell.form') },
                { id: 'yaml', label: say('cell.yaml') },
              ]}
              onChoose={(id) => {
                const next = id === 'form' ? 'form' : 'yaml';
                endReveal();
                lastView.set(cell.kind, next);
                choose(next);
              }}
            />
          </span>
        )}
        {selected && result?.from !== undefined && (
          <span className="cell-against">
            Δ {say('design.against')} <CellLink id={result.from} />
          </span>
        )}
        <span className="cell-space" />
        <StateMarker state={state} result={result} {...(props.last ? { last: props.last } : {})} />
        {cell.kind !== 'front' && <CellMenu onOpen={props.onSelect} />}
      </header>
      {state === 'running' && <div className="cell-progress" />}
      <div className="cell-body">
        <div className="cell-left">
          {isForm ? (
            <Form cell={cell.id} body={cell.body} fields={info.fields} design={result?.design} onEdit={onEdit} />
          ) : (
            <EditorPane {...props} diagnostics={result?.diagnostics ?? none} />
          )}
        </div>
        <div className="cell-right" data-old={state === 'stale'}>
          <Right {...props} />
        </div>
      </div>
    </>
  );
}

const none: CellResult['diagnostics'] = [];

function Name({ cell, folded, kinds, onFold }: CellProps) {
  const { say, pick } = useWords();
  const info = kinds.find((kind) => kind.id === cell.kind);
  const title = cell.kind === 'front' ? say('cell.front') : info ? pick(info.title) : cell.kind;
  return (
    <>
      <IconButton
        className="cell-fold"
        label={say(folded ? 'cell.unfold' : 'cell.fold')}
        aria-expanded={!folded}
        tabIndex={-1}
        onClick={(event) => {
          event.stopPropagation();
          onFold();
        }}
      >
        {folded ? <ChevronRightIcon size={12} /> : <ChevronDownIcon size={12} />}
      </IconButton>
      <span className="cell-kind">{title}</span>
      {cell.kind !== 'front' && <CellName id={cell.id} />}
      {cell.from !== undefined && (
        <span className="tag tag-quiet cell-from">
          <BranchIcon size={12} /> {say('cell.from')} <span className="mono">{cell.from}</span>
        </span>
      )}
    </>
  );
}

function Right(props: CellProps) {
  const { cell, result, charts, state, selected, kinds, explained, last, onEdit, onExplain, onBody } = props;
  if (!result) return null;
  if (state === 'failed' || result.status === 'error')
    return <Failed result={result} body={cell.body} onBody={onBody} {...(last ? { last } : {})} />;
  if (state === 'blocked' || result.status === 'blocked') return <Blocked result={result} />;
  return createElement(outputOf(result), {
    cell,
    result,
    charts,
    selected,
    kind: kinds.find((kind) => kind.id === cell.kind),
    explained,
    onEdit,
    onExplain,
  });
}
