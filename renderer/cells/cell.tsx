/** A cell of a notebook: header, editor at left, answer at right; folded, one line (LOOK.md 4). */

import { createElement, useRef, useState, type RefObject } from 'react';
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
import { useNearCell, type NearCell } from './near-cell';
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
  const host = useRef<HTMLDivElement>(null);
  const near = useNearCell(host, { isLong: props.isLong && !selected, estimate: estimateOf(props) });
  if (cell.kind === 'prose') {
    return (
      <div ref={host} className="cell-prose" data-selected={selected} onClick={onSelect}>
        {near.isNear ? <Prose body={cell.body} selected={selected} onBody={onBody} /> : <div style={near.style} />}
        <span className="prose-menu">
          <CellMenu isProse onOpen={onSelect} />
        </span>
      </div>
    );
  }
  return (
    <article
      className="cell"
      data-kind={cell.kind}
      data-state={state}
      data-selected={selected}
      data-folded={folded}
      data-missing={state === 'fine' && missingOf(result?.design).length > 0}
      onClick={onSelect}
    >
      {folded ? <Line {...props} /> : <Open {...props} host={host} near={near} />}
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

/** Lines of text and, at right, a strip; what there is is measured once it has been seen. */
function estimateOf({ cell, result }: CellProps): number {
  const lines = cell.body.split('\n').length;
  if (cell.kind === 'prose') return 10 + 20 * Math.max(lines, Math.ceil(cell.body.length / 110));
  return Math.max(16 * lines + 14, result?.design ? 66 : 46);
}

interface OpenProps extends CellProps {
  readonly host: RefObject<HTMLDivElement | null>;
  readonly near: NearCell;
}

function Open(props: OpenProps) {
  const { cell, result, state, selected, kinds, host, near, onEdit } = props;
  const { say } = useWords();
  const info = kinds.find((kind) => kind.id === cell.kind);
  const { form: Form, isFirst } = formOf(cell.kind);
  const hasForm = info !== undefined && info.fields.length > 0;
  const [chosen, setChosen] = useState(lastView.get(cell.kind));
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
                setChosen(next);
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
      <div ref={host} className="cell-body" style={near.style}>
        {near.isNear && (
          <>
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
          </>
        )}
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
