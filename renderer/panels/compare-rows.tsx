/** Rows of a comparison: inputs that differ, and results with bars on the row's own scale. */

import type { ReactNode } from 'react';
import { ChangeBadge, Tag, TrustBadge } from '../parts/badge';
import { Figure } from '../parts/number';
import type { TableCell, TableRow } from '../shown';
import { useWords } from '../words/use-words';

export function Section({
  title,
  hint,
  children,
}: {
  readonly title: string;
  readonly hint: string;
  readonly children?: ReactNode;
}) {
  return (
    <div role="row" className="compare-line compare-section">
      <div role="rowheader" className="compare-section-title">
        <b>{title}</b> <span className="ink3">{hint}</span> {children}
      </div>
    </div>
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

export function InputRow({ row, ids, baseline }: RowProps & { readonly baseline: number }) {
  const base = keyOf(row.cells[ids[baseline] ?? '']);
  return (
    <div role="row" className="compare-line compare-input">
      <Label row={row} />
      {ids.map((id) => {
        const cell = row.cells[id];
        return (
          <div
            key={id}
            role="cell"
            className="compare-value"
            data-differs={row.differs === true && keyOf(cell) !== base}
          >
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

export function ResultRow({ row, ids }: RowProps) {
  const { say, pick } = useWords();
  const most = Math.max(...ids.map((id) => Math.max(sizeOf(row.cells[id]), limitOf(row.cells[id]) ?? 0)));
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
        const limit = limitOf(cell);
        return (
          <div key={id} role="cell" className="compare-value compare-bars" data-best={best}>
            <span className="compare-figure" data-alarm={cell.note !== undefined}>
              <Figure number={cell.number} />
            </span>
            <span className="compare-bar" aria-hidden="true">
              <span style={{ width: most === 0 ? 0 : `${(100 * sizeOf(cell)) / most}%` }} />
              {limit !== undefined && most > 0 && <i style={{ left: `${(100 * limit) / most}%` }} />}
            </span>
            <span className="compare-badges">
              {best && <Tag tone="best">{say('change.best')}</Tag>}
              {/* A miss says all there is to say: there is room for one of them (picture 3). */}
              {cell.note ? (
                <Tag tone="alarm">{pick(cell.note)}</Tag>
              ) : (
                cell.change && <ChangeBadge change={cell.change} named={false} relative />
              )}
            </span>
          </div>
        );
      })}
    </div>
  );
}

function limitOf(cell: TableCell | undefined): number | undefined {
  return cell?.kind === 'number' ? cell.limit : undefined;
}

function sizeOf(cell: TableCell | undefined): number {
  return cell?.kind === 'number' ? Math.abs(cell.number.value ?? 0) : 0;
}
