/** How a figure came to be: the chain of cells as a waterfall, what each does alone at the end, and what each lever carries. */

import type { Out } from '../../app/contract';
import { CellLink } from '../cells/state';
import { ChartFrame } from '../chart';
import { ChangeBadge } from '../parts/badge';
import { Select } from '../parts/menu';
import { Figure } from '../parts/number';
import { useStore } from '../store';
import { useCall } from '../use-call';
import { explain, workspace } from '../workspace';
import { useWords } from '../words/use-words';
import { judged, metricChoices, metricWord } from './judged';
import { useJudge, useLast, useQuestion } from './question';
import { LeverLink, Same } from './what-helps';

type Answer = Out<'notebook.chain'>;
type Chain = NonNullable<Answer['chain']>;

export function ChainOfChanges({
  cell,
  onExplain,
}: {
  readonly cell: string;
  readonly onExplain: (metric: string) => void;
}) {
  const { say, pick } = useWords();
  const { source, revision, look } = useQuestion();
  const [metric, choose] = useJudge();
  const called = useCall('notebook.chain', source && { ...source, cell, metric, look }, revision);
  const answer = useLast(called.value);
  if (called.failure) return <p className="tab-wait">{pick(called.failure)}</p>;
  if (!answer) return <p className="tab-wait">{say('helps.wait')}</p>;
  const { chain, leftOut } = answer;
  return (
    <div className="chain-story">
      {chain ? (
        <>
          <div className="helps-head">
            <Select
              label={say('helps.metric')}
              value={chain.metric.id}
              choices={metricChoices(chain.metrics, { say, pick })}
              onChoose={choose}
            />
          </div>
          <ChartFrame
            key={chain.metric.id}
            chart={chain.chart}
            name={`${cell}-chain`}
            isTitled={false}
            onExplain={onExplain}
          />
          <StepTable chain={chain} />
        </>
      ) : (
        <p className="tab-wait">{say('story.none')}</p>
      )}
      {leftOut.length > 0 && <LeftOutTable levers={leftOut} metric={metric} />}
    </div>
  );
}

function StepTable({ chain }: { readonly chain: Chain }) {
  const { say, pick } = useWords();
  const { explained } = useStore(workspace);
  const { id: metric, title } = chain.metric;
  return (
    <table className="table story-table" aria-label={say('story.steps', { metric: pick(title) })}>
      <thead>
        <tr>
          <th scope="col">{say('story.cell')}</th>
          <th scope="col" className="table-number">
            {say('story.after')}
          </th>
          <th scope="col">{say('story.here')}</th>
          <th scope="col" title={say('story.alone-hint')}>
            {say('story.alone')}
          </th>
        </tr>
      </thead>
      <tbody>
        {chain.rows.map((row) => (
          <tr key={row.cell} data-unfit={!row.fits}>
            <th scope="row">
              <CellLink id={row.cell} />
            </th>
            <td className="table-number">
              {row.number && (
                <Figure
                  number={row.number}
                  explained={explained?.door.cell === row.cell && explained.door.metric === metric}
                  onExplain={() => {
                    explain({ cell: row.cell, metric });
                  }}
                />
              )}
            </td>
            <td>{row.here && <ChangeBadge change={row.here} />}</td>
            <td>{row.alone && <ChangeBadge change={row.alone} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface LeftOutProps {
  readonly levers: Answer['leftOut'];
  /** Ranks: what carries most of it first. */
  readonly metric: string;
}

function LeftOutTable({ levers, metric }: LeftOutProps) {
  const { say, pick } = useWords();
  const shown = judged.filter((id) => levers.some((lever) => lever.gains[id] !== undefined));
  const weight = (lever: Answer['leftOut'][number]): number => Math.abs(Math.log(lever.gains[metric]?.ratio ?? 1));
  const ranked = [...levers].sort((a, b) => weight(b) - weight(a));
  return (
    <section className="story-levers">
      <h4 className="output-table-title">{say('story.levers')}</h4>
      <table className="table story-table" aria-label={say('story.levers')}>
        <thead>
          <tr>
            <th scope="col">{say('levers.lever')}</th>
            {shown.map((id) => (
              <th key={id} scope="col">
                {say(metricWord(id))}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {ranked.map((lever) => (
            <tr key={lever.id}>
              <th scope="row">
                <LeverLink id={lever.id} title={pick(lever.title)} summary={pick(lever.summary)} />
                <span className="table-note">
                  {lever.since === undefined ? say('levers.stands') : `${say('levers.since')} ${lever.since}`}
                </span>
              </th>
              {shown.map((id) => {
                const change = lever.gains[id];
                return <td key={id}>{change ? <ChangeBadge change={change} named={false} relative /> : <Same />}</td>;
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
