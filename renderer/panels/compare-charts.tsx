/** Charts of a comparison: those of the same kind side by side. */

import { Fragment, type ReactNode } from 'react';
import type { Comparison } from '../../app/contract';
import { Chart } from '../chart';
import { ResourceMark } from '../parts/icons';
import type { Resource } from '../shown';
import { useWords } from '../words/use-words';
import { Section } from './compare-rows';

/** The resource bars carry no names of their own: they stand once, at the left, on the bars' pitch of 16 px. */
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
export function Charts({ comparison, ids }: { readonly comparison: Comparison; readonly ids: readonly string[] }) {
  const { pick } = useWords();
  const labels: Readonly<Record<string, ReactNode>> = { resources: <ResourceLabels /> };
  const kinds = new Map(comparison.charts.flat().map((chart) => [chart.id, chart]));
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
