/** Points of a sweep as rows: sorted by any column in the engine, those that will do, those that are left out with why, or all. */

import { useState } from 'react';
import type { In } from '../../app/contract';
import { Tag } from '../parts/badge';
import { useCall } from '../use-call';
import { useWords } from '../words/use-words';
import { Segments } from './controls';

interface TableProps {
  readonly of: In<'sweep.rows'>['of'];
  readonly age: number | undefined;
  readonly isSelected: boolean;
}

type Only = In<'sweep.rows'>['only'];
const only: readonly Only[] = ['fine', 'left-out', 'all'];

/** Rows at first, and with each further wish. */
const page = 100;
const most = 2500;

export function SweepTable({ of, age, isSelected }: TableProps) {
  const { say, pick } = useWords();
  const [which, setWhich] = useState<Only>('fine');
  const [order, setOrder] = useState<{ readonly column: string; readonly falling: boolean }>();
  const [limit, setLimit] = useState(page);
  const { value, failure } = useCall(
    'sweep.rows',
    { of, only: which, offset: 0, limit: isSelected ? limit : 10, ...(order ? { order } : {}) },
    age,
  );
  if (failure && !value) return <p className="tab-wait">{pick(failure)}</p>;
  if (!value) return <p className="tab-wait">{say('curve.wait')}</p>;
  const { columns, rows, total, points } = value;
  return (
    <>
      <div className="curve-choices">
        <Segments
          small
          label={say('sweep.which')}
          value={which}
          choices={only.map((id) => ({ id, label: say(`sweep.only.${id}`) }))}
          onChoose={(id) => {
            setWhich(only.find((each) => each === id) ?? 'all');
            setLimit(page);
          }}
        />
        <span className="ink3">
          {which === 'all' && total < points
            ? say('sweep.sample', { rows: total, points })
            : say('sweep.rows', { shown: rows.length, rows: total })}
        </span>
      </div>
      <div className="sweep-table" tabIndex={0} role="region" aria-label={say('sweep.view.points')}>
        <table className="table">
          <thead>
            <tr>
              {columns.map(({ id, title, align }) => {
                const falls = order?.column === id ? order.falling : undefined;
                return (
                  <th
                    key={id}
                    scope="col"
                    className={`table-${align}`}
                    aria-sort={falls === undefined ? undefined : falls ? 'descending' : 'ascending'}
                  >
                    <button
                      type="button"
                      className="table-sort"
                      aria-label={say('table.sort', { column: pick(title) })}
                      onClick={() => {
                        setOrder({ column: id, falling: falls === false });
                      }}
                    >
                      {pick(title)}
                      <span aria-hidden="true">{falls === undefined ? '' : falls ? ' ↓' : ' ↑'}</span>
                    </button>
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.point} data-left={row.left}>
                {columns.map(({ id, align }, i) => (
                  <td key={id} className={`table-${align}`}>
                    {row.cells[i] ??
                      (row.reason ? pick(row.reason) : row.isBest ? <Tag tone="best">{say('change.best')}</Tag> : '')}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {isSelected && rows.length < total && limit < most && (
        <button
          type="button"
          className="link table-equal"
          onClick={() => {
            setLimit(Math.min(most, limit + 400));
          }}
        >
          {say('sweep.more')}
        </button>
      )}
    </>
  );
}
