/** A model cell: what it is made of, and its size in three figures. */

import { Chart } from '../chart';
import { Figure } from '../parts/number';
import type { Word } from '../words';
import { useWords } from '../words/use-words';
import { DesignOutput, named } from './design';
import type { OutputProps } from './output';

const figures: readonly { readonly metric: string; readonly label: Word }[] = [
  { metric: 'model.parameters', label: 'model.parameters' },
  { metric: 'model.active_parameters', label: 'model.active' },
  { metric: 'model.kv_bytes_per_token', label: 'model.kv' },
];

export function ModelOutput(props: OutputProps) {
  const { say } = useWords();
  const { cell, charts, explained, onExplain } = props;
  const parts = named(charts, 'model');
  const { design } = props.result;
  return (
    <>
      {parts && <Chart chart={parts} />}
      <p className="model-figures">
        {figures.map(({ metric, label }) => {
          const number = design?.metrics[metric];
          if (!number || number.value === null) return null;
          return (
            <span key={metric}>
              <Figure
                number={number}
                explained={explained?.metric === metric}
                onExplain={() => {
                  onExplain(cell.id, metric);
                }}
              />{' '}
              <span className="ink3">{say(label)}</span>
            </span>
          );
        })}
      </p>
      <DesignOutput {...props} charts={charts.filter((chart) => chart.id !== 'model')} />
    </>
  );
}
