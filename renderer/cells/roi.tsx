/** An ROI case: the verdict in plain words and how sure it is, the fleet and its money, break-even, what would change the verdict, and the sweep beside it. */

import { useState } from 'react';
import { ChartFrame, Chart } from '../chart';
import { TrustBadge } from '../parts/badge';
import { ChevronDownIcon, ChevronRightIcon } from '../parts/icons';
import { Figure } from '../parts/number';
import { ShownTableView } from '../parts/shown-table';
import { useWords } from '../words/use-words';
import type { Word } from '../words';
import { named } from './design';
import { Notes } from './notes';
import type { OutputProps } from './output';
import { SweepCharts } from './sweep-results';
import { useSweepBeside, type SweepBeside } from './use-sweep-beside';

const figures: readonly { readonly metric: string; readonly label: Word }[] = [
  { metric: 'roi.margin', label: 'roi.margin' },
  { metric: 'roi.payback', label: 'roi.payback' },
  { metric: 'roi.npv', label: 'roi.npv' },
  { metric: 'roi.break_even_card_hour', label: 'roi.break-even' },
];

export function RoiOutput(props: OutputProps) {
  const { cell, result, charts, explained, onExplain } = props;
  const { pick } = useWords();
  const { roi } = result;
  const beside = useSweepBeside(roi?.own.id ?? '');
  if (!roi) return <Notes diagnostics={result.diagnostics} />;
  const dots = named(charts, 'sure-dots');
  const even = named(charts, 'roi-break-even');
  const tornado = named(charts, 'tornado');
  return (
    <>
      <div className="roi-head">
        <div className="roi-said">
          <p className="roi-verdict selectable">{pick(roi.verdict)}</p>
          {pick(roi.detail) !== '' && <p className="roi-detail selectable">{pick(roi.detail)}</p>}
        </div>
        {dots && (
          <figure className="roi-dots">
            <figcaption className="ink3">{pick(dots.hint)}</figcaption>
            <Chart chart={dots} />
          </figure>
        )}
      </div>
      <RoiFigures roi={roi} cell={cell.id} explained={explained} onExplain={onExplain} />
      <Notes diagnostics={result.diagnostics} />
      <div className="roi-charts">
        {beside && <BesideChart beside={beside} view="frontier" />}
        {even && <ChartFrame chart={even} name={cell.id} />}
        {tornado && <ChartFrame chart={tornado} name={cell.id} />}
        {beside && <BesideChart beside={beside} view="heat" />}
      </div>
      {result.tables.map((table) => (
        <RoiTable key={table.id} table={table} isOpenAtFirst={table.id === 'fleets'} />
      ))}
    </>
  );
}

function BesideChart({ beside, view }: { readonly beside: SweepBeside; readonly view: 'frontier' | 'heat' }) {
  const { question, revision } = beside;
  return (
    <div>
      <SweepCharts of={question} age={revision} cell={question.cell} view={view} />
    </div>
  );
}

type FiguresProps = Pick<OutputProps, 'explained' | 'onExplain'> & {
  readonly roi: NonNullable<OutputProps['result']['roi']>;
  readonly cell: string;
};

function RoiFigures({ roi, cell, explained, onExplain }: FiguresProps) {
  const { say } = useWords();
  const { hour, month } = roi.own.fleet ?? {};
  const shown = figures.flatMap(({ metric, label }) => {
    const number = roi.metrics[metric];
    // Nothing was invested that could be paid back.
    const isVoid = metric === 'roi.payback' && number?.value === 0;
    return number && !isVoid ? [{ metric, label, number }] : [];
  });
  return (
    <dl className="metrics">
      {hour && (
        <div className="metric">
          <dt className="metric-label">{say('roi.hour')}</dt>
          <dd className="metric-value">
            <Figure number={hour} />
          </dd>
        </div>
      )}
      {month && (
        <div className="metric">
          <dt className="metric-label">{say('roi.month')}</dt>
          <dd className="metric-value">
            <Figure number={month} />
          </dd>
        </div>
      )}
      {shown.map(({ metric, label, number }) => (
        <div key={metric} className="metric">
          <dt className="metric-label">
            {say(label)} {number.trust && <TrustBadge trust={number.trust} />}
          </dt>
          <dd className="metric-value">
            <Figure
              number={number}
              explained={explained?.cell === cell && explained.metric === metric}
              onExplain={() => {
                onExplain(cell, metric);
              }}
            />
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface RoiTableProps {
  readonly table: OutputProps['result']['tables'][number];
  readonly isOpenAtFirst: boolean;
}

function RoiTable({ table, isOpenAtFirst }: RoiTableProps) {
  const { pick } = useWords();
  const [isOpen, setOpen] = useState(isOpenAtFirst);
  return (
    <section className="output-table" aria-label={pick(table.title)}>
      <h3 className="output-table-title">
        <button
          type="button"
          className="roi-fold"
          aria-expanded={isOpen}
          onClick={() => {
            setOpen(!isOpen);
          }}
        >
          {isOpen ? <ChevronDownIcon size={12} /> : <ChevronRightIcon size={12} />}
          {pick(table.title)}
        </button>
      </h3>
      {isOpen && <ShownTableView table={table} />}
    </section>
  );
}
