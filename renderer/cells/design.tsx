/** The output of a defining cell: the strip always; selected, the headline figures, the instrument and the charts. */

import { useMemo } from 'react';
import type { ShownChart } from '../../app/contract';
import { Chart } from '../chart';
import { ChangeBadge } from '../parts/badge';
import { Figure } from '../parts/number';
import type { ShownDesign } from '../shown';
import { useWords } from '../words/use-words';
import { CellClaims } from '../levers/claims';
import { ChartTabs } from './chart-tabs';
import { Instrument } from './instrument';
import { headline, Metrics, type RowFigure } from './metrics';
import { MissingFigures } from './missing';
import { Notes } from './notes';
import type { OutputProps } from './output';

interface DesignProps extends OutputProps {
  /** A second row of figures: what the cell itself is about. */
  readonly figures?: readonly RowFigure[];
}

export function DesignOutput({ figures = [], ...props }: DesignProps) {
  const { cell, result, charts, selected, explained, onExplain } = props;
  const { id } = cell;
  const explain = useMemo(
    () => (metric: string) => {
      onExplain(id, metric);
    },
    [id, onExplain],
  );
  const { design } = result;
  const shown = explained?.cell === id ? explained.metric : undefined;
  if (!design) return <Notes diagnostics={result.diagnostics} />;
  const isWhole = design.prefill !== undefined || design.decode !== undefined;
  return (
    <>
      {isWhole && !selected && (
        <StripRow design={design} chart={named(charts, 'strip')} explained={shown} onExplain={explain} />
      )}
      {isWhole && selected && (
        <>
          <Metrics figures={besides(figures)} design={design} explained={shown} onExplain={explain} />
          {figures.length > 0 && <Metrics figures={figures} design={design} explained={shown} onExplain={explain} />}
          <Notes diagnostics={result.diagnostics} />
          <Instrument design={design} chart={named(charts, 'resources')} explained={shown} onExplain={explain} />
          {cell.kind === 'optimizations' && <CellClaims cell={id} />}
          <ChartTabs
            cell={id}
            charts={charts.filter((chart) => chart.id !== 'strip' && chart.id !== 'resources')}
            onExplain={explain}
          />
        </>
      )}
      <MissingFigures {...props} design={design} />
      {!(isWhole && selected) && <Notes diagnostics={result.diagnostics} />}
    </>
  );
}

function besides(figures: readonly RowFigure[]): readonly RowFigure[] {
  return headline.filter(({ metric }) => !figures.some((each) => each.metric === metric));
}

export function named(charts: readonly ShownChart[], id: string): ShownChart | undefined {
  return charts.find((chart) => chart.id === id);
}

interface StripProps {
  readonly design: ShownDesign;
  readonly chart: ShownChart | undefined;
  readonly explained: string | undefined;
  readonly onExplain: (metric: string) => void;
}

function StripRow({ design, chart, explained, onExplain }: StripProps) {
  return (
    <div className="strip">
      {/* A press would move the focus, select the cell and take the strip away before the click that explains a bar. */}
      <div
        className="strip-chart"
        onMouseDown={(event) => {
          event.preventDefault();
        }}
      >
        {chart && <Chart chart={chart} onExplain={onExplain} />}
      </div>
      <StripFigure design={design} explained={explained} onExplain={onExplain} />
    </div>
  );
}

/** TPOT and its change; where the design does not fit, by how much, and TPOT in grey. */
function StripFigure({ design, explained, onExplain }: Omit<StripProps, 'chart'>) {
  const { say } = useWords();
  const tpot = design.metrics['serving.tpot'];
  const change = design.delta['serving.tpot'];
  const total = design.metrics['memory.total'];
  const capacity = design.metrics['memory.capacity'];
  return (
    <div className="strip-figure" data-unfit={design.fits === false}>
      {tpot && (
        <span className="strip-tpot">
          <span className="strip-label">TPOT</span>{' '}
          <Figure
            number={tpot}
            explained={explained === 'serving.tpot'}
            onExplain={() => {
              onExplain('serving.tpot');
            }}
          />
        </span>
      )}
      {design.fits === false && total && capacity ? (
        <button
          type="button"
          className="strip-unfit"
          onClick={() => {
            onExplain('memory.total');
          }}
        >
          {say('design.needs', { total: `${total.text} ${total.unit}`, capacity: `${capacity.text} ${capacity.unit}` })}
        </button>
      ) : (
        change && <ChangeBadge change={change} />
      )}
    </div>
  );
}
