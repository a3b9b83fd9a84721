/** A simulate cell: what it waits for, its run, and what came of it. */

import { useEffect } from 'react';
import type { CellResult, ShownChart } from '../../app/contract';
import { ChartFrame } from '../chart';
import { Figure } from '../parts/number';
import type { Door, ShownSimulation } from '../shown';
import { useStore } from '../store';
import { workspace } from '../workspace';
import { useWords } from '../words/use-words';
import { Notes } from './notes';
import type { OutputProps } from './output';
import { SimulationRequests } from './simulate-requests';
import { SimulationRun } from './simulate-run';
import { SimulationTimeline } from './simulate-timeline';
import './simulate.css';
import { TableOutput } from './table';

interface Answered {
  readonly result: CellResult;
  readonly charts: readonly ShownChart[];
}

/** What a cell last came to, so that a new question does not empty the page while it runs. */
const lastAnswers = new Map<string, Answered>();

export function SimulateOutput(props: OutputProps) {
  const { cell, result, charts } = props;
  const { say } = useWords();
  const { current } = useStore(workspace);
  const { simulation } = result;
  const place = `${String(current?.id ?? 0)} ${cell.id}`;
  const isDone = simulation?.state === 'done';
  useEffect(() => {
    if (isDone) lastAnswers.set(place, { result, charts });
  }, [place, isDone, result, charts]);
  const shown: Answered | undefined = isDone ? { result, charts } : simulation ? lastAnswers.get(place) : undefined;
  if (!simulation || !current) return <Notes diagnostics={result.diagnostics} />;
  return (
    <>
      {!isDone && <SimulationRun key={simulation.question} live={current} cell={cell.id} simulation={simulation} />}
      {!isDone && shown && <p className="simulation-earlier">{say('simulation.earlier')}</p>}
      {!isDone && <Notes diagnostics={result.diagnostics} />}
      {shown?.result.simulation && (
        <div className="simulation" data-old={!isDone}>
          <Answer {...props} {...shown} simulation={shown.result.simulation} isOld={!isDone} />
        </div>
      )}
    </>
  );
}

interface AnswerProps extends OutputProps {
  readonly simulation: ShownSimulation;
  readonly isOld: boolean;
}

const panels = ['simulation-ttft', 'simulation-tpot', 'simulation-e2e'];

function Answer(props: AnswerProps) {
  const { cell, simulation, charts, explained, isOld, onExplain } = props;
  const open = (metric: string): void => {
    onExplain(cell.id, metric);
  };
  const latency = charts.filter(({ id }) => panels.includes(id));
  const spent = charts.find(({ id }) => id === 'simulation-spent');
  const timeline = charts.find(({ id }) => id === 'simulation-timeline');
  return (
    <>
      <Vitals simulation={simulation} cell={cell.id} explained={explained} onOpen={open} />
      <div className="simulation-panels">
        {latency.map((chart) => (
          <ChartFrame key={chart.id} chart={chart} name={cell.id} />
        ))}
      </div>
      {timeline && simulation.timeline && (
        <SimulationTimeline chart={timeline} timeline={simulation.timeline} name={cell.id} />
      )}
      {spent && <ChartFrame chart={spent} name={cell.id} />}
      <TableOutput {...props} />
      {!isOld && simulation.kept && <SimulationRequests cell={cell.id} kept={simulation.kept} />}
    </>
  );
}

interface VitalsProps {
  readonly simulation: ShownSimulation;
  readonly cell: string;
  readonly explained: Door | undefined;
  readonly onOpen: (metric: string) => void;
}

function Vitals({ simulation, cell, explained, onOpen }: VitalsProps) {
  const { pick } = useWords();
  return (
    <dl className="simulation-vitals">
      {simulation.vitals.map(({ id, title, number, note, isMissed, metric }) => (
        <div key={id}>
          <dt>{pick(title)}</dt>
          <dd>
            <Figure
              number={number}
              explained={metric !== undefined && explained?.cell === cell && explained.metric === metric}
              {...(metric === undefined
                ? {}
                : {
                    onExplain: () => {
                      onOpen(metric);
                    },
                  })}
            />
          </dd>
          {note && (
            <dd className="simulation-note" data-missed={isMissed === true}>
              {pick(note)}
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
