/** Two to six runs side by side: the inputs that differ, results on a shared scale a row, charts below one another. */

import { Fragment, useState, type CSSProperties, type ReactNode } from 'react';
import type { Comparison } from '../../app/contract';
import { Chart } from '../chart';
import { Button, IconButton } from '../parts/button';
import { ChangeBadge, Tag, TrustBadge } from '../parts/badge';
import { Empty, Problem } from '../parts/empty';
import { AddIcon, ChevronDownIcon, ChevronRightIcon, CloseIcon, ResourceMark } from '../parts/icons';
import { Figure } from '../parts/number';
import type { Resource, TableCell, TableRow } from '../shown';
import { useStore } from '../store';
import { useCall } from '../use-call';
import { look, patch, workspace } from '../workspace';
import { useWords } from '../words/use-words';
import { timeOf } from './history';

export function Compare() {
  const { say, pick } = useWords();
  // Theme and language are part of the state: a change of either asks for the charts again.
  const { picks } = useStore(workspace);
  const isAsked = picks.length >= 2;
  const { value, failure } = useCall('history.compare', isAsked ? { picks: picks.map((run) => ({ run })), look: look() } : undefined);
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
            <Fold isOpen={areInputsShown} onToggle={setInputsShown} label={say('compare.all-inputs', { n: inputs.rows.length })} />
          )}
        </Section>
        {(areInputsShown ? [...differing, ...equal] : differing.slice(0, shortList)).map((row) => (
          <InputRow key={row.id} row={row} ids={ids} />
        ))}
        <Section title={say('compare.results')} hint={say('compare.results-hint')}>
          {others.length > 0 && <Fold isOpen={isAllShown} onToggle={setAllShown} label={say('compare.all-results', { n: results.rows.length })} />}
        </Section>
        {(isAllShown ? [...first, ...others] : first).map((row) => (
          <ResultRow key={row.id} row={row} ids={ids} />
        ))}
        <Charts comparison={comparison} ids={ids} />
      </div>
    </div>
  );
}

function Section({ title, hint, children }: { readonly title: string; readonly hint: string; readonly children?: ReactNode }) {
  return (
    <div role="row" className="compare-line compare-section">
      <div role="rowheader" className="compare-section-title">
        <b>{title}</b> <span className="ink3">{hint}</span> {children}
      </div>
    </div>
  );
}

function Fold({ isOpen, onToggle, label }: { readonly isOpen: boolean; readonly onToggle: (open: boolean) => void; readonly label: string }) {
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
      <div className="ink3">{say('compare.run-line', { run: column.run, time: timeOf(column.time, language), engine: column.engine })}</div>
    </div>
  );
}

/** Accent disc, ink square, ink3 triangle; then the same, hollow. */
function Marker({ index }: { readonly index: number }) {
  const shape = ['M5 .8a4.2 4.2 0 1 1 0 8.4A4.2 4.2 0 0 1 5 .8z', 'M1.2 1.2h7.6v7.6H1.2z', 'M5 .8 9.4 9H.6z'][index % 3];
  const colour = ['var(--accent)', 'var(--ink)', 'var(--ink3)'][index % 3];
  const isHollow = index >= 3;
  return (
    <svg width={10} height={10} viewBox="0 0 10 10" aria-hidden="true" fill={isHollow ? 'none' : colour} stroke={colour} strokeWidth={isHollow ? 1.5 : 0}>
      <path d={shape} />
    </svg>
  );
}

interface RowProps {
  readonly row: TableRow;
  readonly ids: readonly string[];
}

function Label({ row }: { readonly row: TableRow }) {
  const { pick } = useWords();
  const cell = row.cells.name;
  const title = cell?.kind === 'text' ? pick(cell.text) : row.id;
  return (
    <div role="rowheader" className="compare-label" title={row.id}>
      {title}
    </div>
  );
}

function InputRow({ row, ids }: RowProps) {
  const base = keyOf(row.cells[ids[0] ?? '']);
  return (
    <div role="row" className="compare-line compare-input">
      <Label row={row} />
      {ids.map((id) => {
        const cell = row.cells[id];
        return (
          <div key={id} role="cell" className="compare-value" data-differs={row.differs === true && keyOf(cell) !== base}>
            <Value cell={cell} />
          </div>
        );
      })}
    </div>
  );
}

function keyOf(cell: TableCell | undefined): string {
  if (cell?.kind === 'number') return `${cell.number.value ?? ''} ${cell.number.unitName} ${cell.number.origin}`;
  return cell?.kind === 'text' ? cell.text.en : '';
}

function Value({ cell }: { readonly cell: TableCell | undefined }) {
  const { pick } = useWords();
  if (cell?.kind === 'number')
    return (
      <>
        <Figure number={cell.number} /> {cell.number.trust && <TrustBadge trust={cell.number.trust} />}
      </>
    );
  return cell?.kind === 'text' ? pick(cell.text) : <span className="ink3">—</span>;
}

function ResultRow({ row, ids }: RowProps) {
  const { say, pick } = useWords();
  const most = Math.max(...ids.map((id) => sizeOf(row.cells[id])));
  return (
    <div role="row" className="compare-line compare-result">
      <Label row={row} />
      {ids.map((id) => {
        const cell = row.cells[id];
        if (cell?.kind !== 'number')
          return (
            <div key={id} role="cell" className="compare-value">
              <Value cell={cell} />
            </div>
          );
        const best = cell.best === true;
        return (
          <div key={id} role="cell" className="compare-value compare-bars" data-best={best}>
            <span className="compare-figure">
              <Figure number={cell.number} />
            </span>
            <span className="compare-bar" aria-hidden="true">
              <span style={{ width: most === 0 ? 0 : `${(100 * sizeOf(cell)) / most}%` }} />
            </span>
            <span className="compare-badges">
              {best && <Tag tone="best">{say('change.best')}</Tag>}
              {cell.change && <ChangeBadge change={cell.change} named={false} relative />}
              {cell.note && <Tag tone="alarm">{pick(cell.note)}</Tag>}
            </span>
          </div>
        );
      })}
    </div>
  );
}

function sizeOf(cell: TableCell | undefined): number {
  return cell?.kind === 'number' ? Math.abs(cell.number.value ?? 0) : 0;
}

/** The resource bars carry no words of their own: they stand once, at the left, on the bars' pitch of 16 px. */
function ResourceLabels() {
  const { say } = useWords();
  return (
    <ul className="compare-resources">
      {(['Prefill', 'Decode'] as const).map((phase) => (
        <Fragment key={phase}>
          <li>{phase}</li>
          {resources.map((resource) => (
            <li key={resource}>
              <ResourceMark resource={resource} /> {say(`resource.${resource}`)}
            </li>
          ))}
        </Fragment>
      ))}
    </ul>
  );
}

const resources: readonly Resource[] = ['compute', 'memory-capacity', 'memory-bandwidth', 'communication'];

/** Charts of the same kind stand in one row, so that they can be read against one another. */
function Charts({ comparison, ids }: { readonly comparison: Comparison; readonly ids: readonly string[] }) {
  const { pick } = useWords();
  const labels: Readonly<Record<string, ReactNode>> = { resources: <ResourceLabels /> };
  const kinds = new Map(comparison.charts.flat().map((chart) => [chart.id, chart]));
  kinds.delete('strip');
  return [...kinds.values()].map((kind) => (
    <Fragment key={kind.id}>
      <Section title={pick(kind.title)} hint={pick(kind.hint)} />
      <div role="row" className="compare-line">
        <div role="rowheader" className="compare-label">
          {labels[kind.id]}
        </div>
        {ids.map((id, index) => {
          const chart = comparison.charts[index]?.find((each) => each.id === kind.id);
          return (
            <div key={id} role="cell" className="compare-chart">
              {chart && <Chart chart={chart} />}
            </div>
          );
        })}
      </div>
    </Fragment>
  ));
}
