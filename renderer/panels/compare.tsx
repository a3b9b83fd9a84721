/** Two to six runs side by side: the inputs that differ, results on a shared scale a row, charts below one another. */

import { useState, type CSSProperties } from 'react';
import type { Comparison } from '../../app/contract';
import { Tag } from '../parts/badge';
import { Button, IconButton } from '../parts/button';
import { Empty, Problem } from '../parts/empty';
import { AddIcon, ChevronDownIcon, ChevronRightIcon, CloseIcon } from '../parts/icons';
import { useStore } from '../store';
import { useCall } from '../use-call';
import { useWords } from '../words/use-words';
import { look, patch, workspace } from '../workspace';
import { Charts } from './compare-charts';
import { InputRow, ResultRow, Section } from './compare-rows';
import { timeOf } from './run-row';

export function Compare() {
  const { say, pick } = useWords();
  // Theme and language are part of the state: a change of either asks for the charts again.
  const { picks } = useStore(workspace);
  const isAsked = picks.length >= 2;
  const { value, failure } = useCall(
    'history.compare',
    isAsked ? { picks: picks.map((run) => ({ run })), look: look() } : undefined,
  );
  return (
    <main className="panel">
      <header className="toolbar">
        <h1 className="toolbar-title">{say('compare.title')}</h1>
        <span className="toolbar-space" />
        {isAsked && (
          <Button look="plain" icon={<AddIcon size={12} />} onClick={openHistory}>
            {say('compare.add')}
          </Button>
        )}
      </header>
      {!isAsked && (
        <Empty fact={say('compare.empty')} hint={say('compare.empty-hint')}>
          <Button look="primary" onClick={openHistory}>
            {say('compare.open-history')}
          </Button>
        </Empty>
      )}
      {isAsked && failure && <Problem fact={say('compare.failed')} hint={pick(failure)} />}
      {isAsked && !failure && !value && <p className="panel-wait">{say('compare.loading')}</p>}
      {isAsked && !failure && value && <Columns comparison={value} />}
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

function Columns({ comparison }: { readonly comparison: Comparison }) {
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
    <div className="compare-scroll">
      <div className="compare" role="table" aria-label={say('compare.title')} style={style}>
        <div role="row" className="compare-line">
          <div role="columnheader" className="compare-label" />
          {columns.map((column, index) => (
            <ColumnHead key={ids[index] ?? index} column={column} index={index} />
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
          <InputRow key={row.id} row={row} ids={ids} />
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

function ColumnHead({ column, index }: { readonly column: Comparison['columns'][number]; readonly index: number }) {
  const { say, language } = useWords();
  const { picks } = useStore(workspace);
  return (
    <div role="columnheader" className="compare-head">
      <div className="compare-head-line">
        <Marker index={index} />
        <span className="compare-title" title={column.title}>
          {column.title}
        </span>
        {index === 0 && <Tag tone="accent">{say('compare.baseline')}</Tag>}
        <span className="toolbar-space" />
        <IconButton
          label={say('compare.remove', { run: column.run })}
          onClick={() => {
            patch({ picks: picks.filter((run) => run !== column.run) });
          }}
        >
          <CloseIcon size={12} />
        </IconButton>
      </div>
      <div className="mono compare-cell">{column.cell}</div>
      <div className="ink3">
        {say('compare.run-line', { run: column.run, time: timeOf(column.time, language), engine: column.engine })}
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
