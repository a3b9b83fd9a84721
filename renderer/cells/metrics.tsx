/** Figures of a selected cell in a row: value, trust, change (LOOK.md 4, Metric). */

import { ChangeBadge, TrustBadge } from '../parts/badge';
import { AlarmIcon, CheckIcon } from '../parts/icons';
import { Figure } from '../parts/number';
import type { ShownDesign } from '../shown';
import type { Word } from '../words';
import { useWords } from '../words/use-words';

export interface RowFigure {
  readonly metric: string;
  readonly label: Word;
  /** Why a design may be without it; else it is left out then. */
  readonly absent?: Word;
}

/** In the order of the row. */
export const headline: readonly RowFigure[] = [
  { metric: 'serving.tpot', label: 'design.tpot' },
  { metric: 'speed', label: 'design.speed' },
  { metric: 'serving.ttft', label: 'chain.ttft' },
  { metric: 'decode.throughput_per_card', label: 'design.decode' },
  { metric: 'memory.total', label: 'design.memory' },
  { metric: 'cost.per_output_token', label: 'design.cost' },
];

interface MetricsProps {
  readonly figures: readonly RowFigure[];
  readonly design: ShownDesign;
  readonly explained: string | undefined;
  readonly onExplain: (metric: string) => void;
}

export function Metrics({ figures, design, explained, onExplain }: MetricsProps) {
  const { say } = useWords();
  return (
    <dl className="metrics">
      {figures.map(({ metric, label, absent }) => {
        if (metric === 'speed') return <Speed key={metric} {...{ design, explained, onExplain }} />;
        const number = design.metrics[metric];
        if (!number) return absent && <Absent key={metric} label={label} why={absent} />;
        const change = design.delta[metric];
        const capacity = metric === 'memory.total' ? design.metrics['memory.capacity'] : undefined;
        return (
          <div key={metric} className="metric" data-unfit={design.fits === false}>
            <dt className="metric-label">
              {say(label)} {number.trust && <TrustBadge trust={number.trust} />}
            </dt>
            <dd className="metric-value">
              <Figure
                number={capacity?.unit === number.unit ? { ...number, unit: '' } : number}
                explained={explained === metric}
                onExplain={() => {
                  onExplain(metric);
                }}
              />
              {capacity && capacity.value !== null && (
                <span className="metric-of">{say('design.of', { capacity: `${capacity.text} ${capacity.unit}` })}</span>
              )}
            </dd>
            <dd className="metric-change">{change && <ChangeBadge change={change} />}</dd>
          </div>
        );
      })}
    </dl>
  );
}

function Absent({ label, why }: { readonly label: Word; readonly why: Word }) {
  const { say } = useWords();
  return (
    <div className="metric">
      <dt className="metric-label">{say(label)}</dt>
      <dd className="metric-value">—</dd>
      <dd className="metric-change metric-of">{say(why)}</dd>
    </div>
  );
}

/** One over TPOT: what a user sees, and whether the SLO is met. */
function Speed({ design, explained, onExplain }: Omit<MetricsProps, 'figures'>) {
  const { say } = useWords();
  const { speed } = design;
  if (!speed) return null;
  const { door, number, change, slo } = speed;
  return (
    <div className="metric" data-unfit={design.fits === false}>
      <dt className="metric-label">
        {say('design.speed')} {number.trust && <TrustBadge trust={number.trust} />}
      </dt>
      <dd className="metric-value">
        <Figure
          number={number}
          explained={explained === door}
          onExplain={() => {
            onExplain(door);
          }}
        />
      </dd>
      <dd className="metric-change">
        {slo ? (
          <span className="metric-slo" data-met={slo.met}>
            {slo.met ? <CheckIcon size={12} /> : <AlarmIcon size={12} />}
            {say(slo.met ? 'design.slo-met' : 'design.slo-missed', { speed: slo.number.text })}
          </span>
        ) : (
          change && <ChangeBadge change={change} />
        )}
      </dd>
    </div>
  );
}
