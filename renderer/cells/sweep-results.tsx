/** What a sweep came to: the best point, the frontier, a heat map over any two axes, every point as a row; and why points are left out. */

import { useState } from 'react';
import type { In, Out, ShownTable } from '../../app/contract';
import { ChartFrame } from '../chart';
import { Tag } from '../parts/badge';
import { Figure } from '../parts/number';
import { ShownTableView } from '../parts/shown-table';
import { Select } from '../parts/menu';
import { createStore, useStore } from '../store';
import { useCall } from '../use-call';
import { useWords } from '../words/use-words';
import { languageOf, themeOf, workspace } from '../workspace';
import { SweepTable } from './sweep-table';

type Of = In<'sweep.charts'>['of'];
type Shown = NonNullable<Out<'sweep.look'>>;

const views = ['frontier', 'heat', 'points', 'left-out'] as const;
type View = (typeof views)[number];

/** The last choice holds for the next sweep too. */
const lastView = createStore<View>('frontier');

interface ResultsProps {
  readonly of: Of;
  /** Another one asks again. */
  readonly age: number | undefined;
  readonly cell: string;
  readonly isSelected: boolean;
  readonly reasons: ShownTable | undefined;
}

export function SweepResults({ of, age, cell, isSelected, reasons }: ResultsProps) {
  const { say } = useWords();
  const [view, setView] = useState<View>(lastView.get());
  const choose = (next: View): void => {
    lastView.set(next);
    setView(next);
  };
  const shown = view === 'left-out' && !reasons ? 'frontier' : view;
  return (
    <div className="tabs">
      <div className="tabs-list" role="tablist" aria-label={say('sweep.views')}>
        {views.map((each) =>
          each === 'left-out' && !reasons ? null : (
            <button
              key={each}
              type="button"
              role="tab"
              className="tab"
              aria-selected={each === shown}
              onClick={() => {
                choose(each);
              }}
            >
              {say(`sweep.view.${each}`)}
            </button>
          ),
        )}
      </div>
      <div role="tabpanel" className="tab-panel" aria-label={say(`sweep.view.${shown}`)}>
        {(shown === 'frontier' || shown === 'heat') && <SweepCharts of={of} age={age} cell={cell} view={shown} />}
        {shown === 'points' && <SweepTable of={of} age={age} isSelected={isSelected} />}
        {shown === 'left-out' && reasons && <ShownTableView table={reasons} sortable />}
      </div>
    </div>
  );
}

interface ChartsProps {
  readonly of: Of;
  readonly age: number | undefined;
  readonly cell: string;
  readonly view: 'frontier' | 'heat';
}

export function SweepCharts({ of, age, cell, view }: ChartsProps) {
  const { say, pick } = useWords();
  const state = useStore(workspace);
  const [asked, setAsked] = useState<{ readonly across?: string; readonly down?: string; readonly column?: string }>(
    {},
  );
  const look = { theme: themeOf(state), language: languageOf(state) };
  const { value, failure } = useCall('sweep.charts', { of, look, ...asked }, age);
  if (failure && !value) return <p className="tab-wait">{pick(failure)}</p>;
  if (!value) return <p className="tab-wait">{say('curve.wait')}</p>;
  const { frontier, heat, shown, axes, columns } = value;
  if (view === 'frontier')
    return frontier ? (
      <ChartFrame chart={frontier} name={cell} />
    ) : (
      <p className="tab-wait">{say('sweep.nothing-fits')}</p>
    );
  const offer = ({ id, title }: (typeof axes)[number]) => ({ id, label: id, hint: pick(title) });
  return (
    <>
      <div className="curve-choices">
        <Select
          label={say('sweep.figure')}
          value={shown.column}
          choices={columns.map(({ id, title }) => ({ id, label: pick(title), hint: id }))}
          onChoose={(column) => {
            setAsked({ ...asked, column });
          }}
        />
        {axes.length > 1 && (
          <>
            <Select
              label={say('sweep.across')}
              value={shown.across ?? ''}
              choices={axes.map(offer)}
              onChoose={(across) => {
                setAsked({ ...asked, across, ...(across === shown.down ? { down: shown.across ?? '' } : {}) });
              }}
            />
            <Select
              label={say('sweep.down')}
              value={shown.down ?? ''}
              choices={axes.map(offer)}
              onChoose={(down) => {
                setAsked({ ...asked, down, ...(down === shown.across ? { across: shown.down ?? '' } : {}) });
              }}
            />
          </>
        )}
      </div>
      {heat ? (
        <ChartFrame key={heat.title.en} chart={heat} name={cell} />
      ) : (
        <p className="tab-wait">{say('sweep.no-heat')}</p>
      )}
    </>
  );
}

interface BestProps {
  readonly sweep: Shown;
  readonly tables: readonly ShownTable[];
  readonly cell: string;
  readonly onExplain?: (cell: string, metric: string) => void;
}

/** The figures that stand beside the best point, where the sweep has them. */
const besideBest = ['serving.tpot', 'decode.throughput_per_card', 'serving.throughput_per_card'];

/** The best point under all that is asked, in one line, and how many points will do. */
export function BestPoint({ sweep, tables, cell, onExplain }: BestProps) {
  const { say, pick } = useWords();
  const { best, axes, fine, done } = sweep;
  const row = tables[0]?.rows[0];
  const column = sweep.columns.find(({ id }) => id === best.column);
  if (!best.row) return done > 0 ? <p className="sweep-best">{say('sweep.none', { points: done })}</p> : null;
  const choices = best.row.choices;
  const figures = [...new Set([best.column, ...besideBest])].flatMap((id) => {
    const found = row?.cells[id];
    return found?.kind === 'number' ? [{ id, number: found.number }] : [];
  });
  return (
    <div className="sweep-best">
      <Tag tone="best">{say('change.best')}</Tag>
      <span className="sweep-choice">
        {axes.map(({ id, values }, i) =>
          values.length < 2 ? null : (
            <span key={id} title={id}>
              <span className="ink3">{id.split('.').at(-1)}</span> <b>{values[choices[i] ?? 0]}</b>
            </span>
          ),
        )}
      </span>
      {figures.map(({ id, number }) => (
        <span key={id} className="sweep-figure">
          <span className="ink3">{titleOf(id)}</span>{' '}
          <Figure
            number={number}
            {...(onExplain
              ? {
                  onExplain: () => {
                    onExplain(cell, id);
                  },
                }
              : {})}
          />
        </span>
      ))}
      <span className="ink3 sweep-count">
        {say('sweep.fine', { fine, points: done, metric: column ? pick(column.title) : best.column })}
      </span>
    </div>
  );

  function titleOf(id: string): string {
    const found = sweep.columns.find((each) => each.id === id);
    return found ? pick(found.title) : id;
  }
}
