/** Between the baseline and another design: what each input that differs adds to a figure. */

import { useState } from 'react';
import type { Comparison } from '../../app/contract';
import { ChartFrame } from '../chart';
import { Select } from '../parts/menu';
import { useCall } from '../use-call';
import { useWords } from '../words/use-words';
import { look } from '../workspace';
import { Section } from './compare-rows';

interface DifferenceProps {
  readonly comparison: Comparison;
  readonly baseline: number;
}

const first = ['cost.per_request', 'serving.tpot', 'serving.throughput_per_card', 'serving.ttft'];

export function Difference({ comparison, baseline }: DifferenceProps) {
  const { say, pick } = useWords();
  const { columns, results } = comparison;
  const others = columns.map((_, i) => i).filter((i) => i !== baseline);
  const metrics = results.rows.filter((row) => row.differs === true);
  const usual = first.find((id) => metrics.some((row) => row.id === id)) ?? metrics[0]?.id;
  const [chosen, setChosen] = useState<{ readonly metric?: string; readonly other?: number }>({});
  const metric = metrics.some(({ id }) => id === chosen.metric) ? chosen.metric : usual;
  const other = others.find((i) => i === chosen.other) ?? others[0];
  const [from, to] = [columns[baseline]?.pick, other === undefined ? undefined : columns[other]?.pick];
  const { value, failure, isFresh } = useCall(
    'history.waterfall',
    from && to && metric !== undefined ? { from, to, metric, look: look() } : undefined,
  );
  if (metric === undefined || other === undefined) return null;
  const nameOf = (row: (typeof metrics)[number]): string => {
    const cell = row.cells.name;
    return cell?.kind === 'text' ? pick(cell.text) : row.id;
  };
  return (
    <>
      <Section title={say('compare.difference')} hint={say('compare.difference-hint')}>
        <span className="compare-choices">
          <Select
            label={say('compare.difference-of')}
            value={metric}
            choices={metrics.map((row) => ({ id: row.id, label: nameOf(row), hint: row.id }))}
            onChoose={(id) => {
              setChosen({ ...chosen, metric: id });
            }}
          />
          {others.length > 1 && (
            <Select
              label={say('compare.difference-to')}
              value={String(other)}
              choices={others.map((i) => ({
                id: String(i),
                label: columns[i]?.cards ?? '',
                hint: columns[i]?.cell ?? '',
              }))}
              onChoose={(id) => {
                setChosen({ ...chosen, other: Number(id) });
              }}
            />
          )}
        </span>
      </Section>
      <div role="row" className="compare-line">
        <div role="cell" className="compare-difference" data-old={!isFresh}>
          {value ? (
            <ChartFrame key={`${metric} ${value.parts.length}`} chart={value.chart} name="difference" />
          ) : (
            <p className="panel-wait">
              {failure ? pick(failure) : say(value === null ? 'compare.no-difference' : 'compare.loading')}
            </p>
          )}
        </div>
      </div>
    </>
  );
}
