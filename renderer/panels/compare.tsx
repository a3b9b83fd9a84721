/** Two to six designs side by side: the inputs that differ, results on a shared scale a row, charts below one another. */

import { useState, type CSSProperties } from 'react';
import type { Comparison } from '../../app/contract';
import { Tag } from '../parts/badge';
import { Button, IconButton } from '../parts/button';
import { Empty, Problem } from '../parts/empty';
import { ChevronDownIcon, ChevronRightIcon, CloseIcon } from '../parts/icons';
import { landKeys } from '../parts/land-keys';
import { Select } from '../parts/menu';
import { useStore } from '../store';
import { useCall } from '../use-call';
import { useWords } from '../words/use-words';
import { look, patch, workspace } from '../workspace';
import { Charts } from './compare-charts';
import { Difference } from './compare-difference';
import { InputRow, ResultRow, Section } from './compare-rows';
import { chooseCell, comparing, picksOf, removeColumn } from './compare-state';
import { CompareToolbar } from './compare-toolbar';
import { timeOf } from './run-row';

export function Compare() {
  const { say, pick } = useWords();
  // Theme and language are part of the state: a change of either asks for the charts again.
  useStore(workspace);
  const { columns, baseline } = useStore(comparing);
  const picks = picksOf(columns);
  const isAsked = picks.length >= 2;
  const { value, failure } = useCall(
    'history.compare',
    isAsked ? { picks: [...picks], baseline: Math.min(baseline, picks.length - 1), look: look() } : undefined,
  );
  const shown = isAsked && !failure ? value : undefined;
  return (
    <main className="panel">
      <CompareToolbar comparison={shown} />
      {!isAsked && (
        <Empty fact={say('compare.empty')} hint={say('compare.empty-hint')}>
          <Button look="primary" onClick={openHistory}>
            {say('compare.open-history')}
          </Button>
        </Empty>
      )}
      {isAsked && failure && <Problem fact={say('compare.failed')} hint={pick(failure)} />}
      {isAsked && !failure && !value && <p className="panel-wait">{say('compare.loading')}</p>}
      {shown && (
        <>
          {shown.verdict && <p className="compare-verdict selectable">{pick(shown.verdict)}</p>}
          {shown.note && <p className="compare-note selectable">{pick(shown.note)}</p>}
          <Columns comparison={shown} baseline={Math.min(baseline, shown.columns.length - 1)} />
        </>
      )}
    </main>
  );
}

function openHistory(): void {
  patch({ view: 'history' });
}

/** The metrics a person compares first; all others are one click away. */
const main = [
  'serving.ttft',
  'serving.tpot',
  'serving.throughput_per_card',
  'decode.throughput_per_card',
  'prefill.throughput_per_card',
  'memory.fill',
  'cost.card_hour',
  'cost.per_output_token',
  'cost.per_request',
];

/** Inputs shown at first: the results must be in view without scrolling. */
const shortList = 10;

function Columns({ comparison, baseline }: { readonly comparison: Comparison; readonly baseline: number }) {
  const { say } = useWords();
  const [isAllShown, setAllShown] = useState(false);
  const [areInputsShown, setInputsShown] = useState(false);
  const { columns, inputs, equalInputs, results } = comparison;
  const ids = results.columns.slice(1).map((column) => column.id);
  const differing = inputs.rows.filter((row) => row.differs === true);
  const equal = inputs.rows.filter((row) => row.differs !== true);
  const first = main.flatMap((name) => results.rows.filter((row) => row.id === name));
  const others = results.rows.filter((row) => !main.includes(row.id));
  const style: CSSProperties = { gridTemplateColumns: `176px repeat(${columns.length}, minmax(300px, 1fr))` };
  return (
    <div ref={landKeys} className="compare-scroll" tabIndex={0} role="region" aria-label={say('compare.results')}>
      <div className="compare" role="table" aria-label={say('compare.title')} style={style}>
        <div role="row" className="compare-line">
          <div role="columnheader" className="compare-label" />
          {columns.map((column, index) => (
            <ColumnHead key={ids[index] ?? index} column={column} index={index} isBaseline={index === baseline} />
          ))}
        </div>
        <Section
          title={say('compare.inputs')}
          hint={
            differing.length === 0
              ? say('compare.no-inputs')
              : say('compare.inputs-hint', { n: differing.length, all: inputs.rows.length, equal: equalInputs })
          }
        >
          {inputs.rows.length > shortList && (
            <Fold
              isOpen={areInputsShown}
              onToggle={setInputsShown}
              label={say('compare.all-inputs', { n: inputs.rows.length })}
            />
          )}
        </Section>
        {(areInputsShown ? [...differing, ...equal] : differing.slice(0, shortList)).map((row) => (
          <InputRow key={row.id} row={row} ids={ids} baseline={baseline} />
        ))}
        <Section title={say('compare.results')} hint={say('compare.results-hint')}>
          {others.length > 0 && (
            <Fold
              isOpen={isAllShown}
              onToggle={setAllShown}
              label={say('compare.all-results', { n: results.rows.length })}
            />
          )}
        </Section>
        {(isAllShown ? [...first, ...others] : first).map((row) => (
          <ResultRow key={row.id} row={row} ids={ids} />
        ))}
        <Difference comparison={comparison} baseline={baseline} />
        <Charts comparison={comparison} ids={ids} />
      </div>
    </div>
  );
}

function Fold({
  isOpen,
  onToggle,
  label,
}: {
  readonly isOpen: boolean;
  readonly onToggle: (open: boolean) => void;
  readonly label: string;
}) {
  return (
    <button
      type="button"
      className="compare-fold"
      aria-expanded={isOpen}
      onClick={() => {
        onToggle(!isOpen);
      }}
    >
      {isOpen ? <ChevronDownIcon size={12} /> : <ChevronRightIcon size={12} />}
      {label}
    </button>
  );
}

interface HeadProps {
  readonly column: Comparison['columns'][number];
  readonly index: number;
  readonly isBaseline: boolean;
}

function ColumnHead({ column, index, isBaseline }: HeadProps) {
  const { say, language } = useWords();
  return (
    <div role="columnheader" className="compare-head">
      <div className="compare-head-line">
        <Marker index={index} />
        <span className="compare-title" title={column.cards}>
          {column.cards}
        </span>
        {isBaseline && <Tag tone="accent">{say('compare.baseline')}</Tag>}
        <span className="toolbar-space" />
        <IconButton
          label={say('compare.remove', { name: column.cards })}
          onClick={() => {
            removeColumn(index);
          }}
        >
          <CloseIcon size={12} />
        </IconButton>
      </div>
      <div className="compare-cell">
        <span className="compare-notebook" title={column.title}>
          {column.title}
        </span>
        {column.cells.length > 1 ? (
          <Select
            label={say('compare.cell')}
            value={column.cell}
            choices={column.cells.map((id) => ({ id, label: id }))}
            onChoose={(cell) => {
              chooseCell(index, cell);
            }}
          />
        ) : (
          <span className="mono">{column.cell}</span>
        )}
      </div>
      <div className="ink3">
        {column.run === undefined
          ? say('compare.live-line', { engine: column.engine })
          : say('compare.run-line', { run: column.run, time: timeOf(column.time, language), engine: column.engine })}
      </div>
    </div>
  );
}

/** Accent disc, ink square, ink3 triangle; then the same, hollow. */
function Marker({ index }: { readonly index: number }) {
  const shape = ['M5 .8a4.2 4.2 0 1 1 0 8.4A4.2 4.2 0 0 1 5 .8z', 'M1.2 1.2h7.6v7.6H1.2z', 'M5 .8 9.4 9H.6z'][
    index % 3
  ];
  const colour = ['var(--accent)', 'var(--ink)', 'var(--ink3)'][index % 3];
  const isHollow = index >= 3;
  return (
    <svg
      width={10}
      height={10}
      viewBox="0 0 10 10"
      aria-hidden="true"
      fill={isHollow ? 'none' : colour}
      stroke={colour}
      strokeWidth={isHollow ? 1.5 : 0}
    >
      <path d={shape} />
    </svg>
  );
}
