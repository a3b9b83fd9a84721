/** A sweep: run at once where it is small; else how many points and how long, then its progress, then the same results. */

import type { Out, ShownTable } from '../../app/contract';
import { rpc } from '../bridge';
import { sourceOf } from '../session-view';
import { Button } from '../parts/button';
import { PlayIcon } from '../parts/icons';
import { Progress } from '../parts/progress';
import { useStore } from '../store';
import { sweeps, type Swept } from '../sweeps';
import { useWork, type Work } from '../long-work';
import { useCall } from '../use-call';
import { useWords } from '../words/use-words';
import { report, workspace } from '../workspace';
import { Notes } from './notes';
import type { OutputProps } from './output';
import { BestPoint, SweepResults } from './sweep-results';
import { useAnswered } from './use-levers';

type Shown = NonNullable<Out<'sweep.look'>>;

/** The text of the notebook as it was last answered, and the cell that sweeps. */
export interface Question {
  readonly text: string;
  readonly cell: string;
}

const large = 'sweep.large';

export function SweepOutput({ cell, result, selected, onExplain }: OutputProps) {
  const { current } = useStore(workspace);
  const revision = useAnswered(current);
  const question =
    current && revision !== undefined ? { ...sourceOf(current.get().session), cell: cell.id } : undefined;
  const { sweep } = result;
  const isLarge = result.diagnostics.some(({ code }) => code === large);
  const others = result.diagnostics.filter(({ code }) => code !== large);
  return (
    <>
      <Notes diagnostics={others} />
      {sweep && isLarge && current && (
        <LargeSweep sweep={sweep} session={current.id} question={question} cell={cell.id} isSelected={selected} />
      )}
      {sweep && !isLarge && sweep.done > 0 && question && (
        <>
          <BestPoint sweep={sweep} tables={result.tables} cell={cell.id} onExplain={onExplain} />
          <SweepResults of={question} age={revision} cell={cell.id} isSelected={selected} reasons={result.tables[1]} />
        </>
      )}
    </>
  );
}

interface LargeProps {
  readonly sweep: Shown;
  readonly session: number;
  readonly cell: string;
  readonly question: Question | undefined;
  readonly isSelected: boolean;
}

/** Never started by itself: it says what it costs, and waits. */
function LargeSweep({ sweep, session, cell, question, isSelected }: LargeProps) {
  const { say, pick } = useWords();
  const key = `${session} ${cell}`;
  const work = useWork(sweeps, key);
  const isBusy = work?.state === 'starting' || work?.state === 'running';
  const start = (out?: string): void => {
    if (question) void sweeps.start(key, { ...question, ...(out === undefined ? {} : { out }) });
  };
  const startIntoFile = (): void => {
    rpc('file.pickSave', { suggested: `${cell}.csv` }).then(
      (path) => {
        if (path !== null) start(path);
      },
      (error: unknown) => {
        report(say('sweep.run-file'), error);
      },
    );
  };
  const swept = sweptIn(work);
  const isOld = swept !== undefined && swept.sweep.key !== sweep.key;
  return (
    <>
      {!isBusy && (
        <div className="sweep-start">
          <Plan sweep={sweep} question={question} work={work} isOld={isOld} />
          <span className="cell-space" />
          <Button
            look={work?.state === 'done' && !isOld ? 'bordered' : 'primary'}
            icon={<PlayIcon size={12} />}
            disabled={!question}
            onClick={() => {
              start();
            }}
          >
            {say(work?.state === 'done' || work?.state === 'cancelled' ? 'sweep.run-again' : 'sweep.run')}
          </Button>
          <Button disabled={!question} onClick={startIntoFile}>
            {say('sweep.run-file')}
          </Button>
        </div>
      )}
      {isBusy && (
        <Progress
          label={say('sweep.running')}
          progress={work.state === 'running' ? work.progress : undefined}
          onCancel={() => {
            sweeps.cancel(key);
          }}
        />
      )}
      {work?.state === 'failed' && (
        <p className="note" data-severity="error">
          {pick(work.reason)}
        </p>
      )}
      {swept && swept.sweep.done > 0 && work?.state !== 'cancelled' && (
        <div data-old={isOld} className="sweep-swept">
          <BestPoint sweep={swept.sweep} tables={swept.done?.tables ?? []} cell={cell} />
          <SweepResults
            of={{ job: swept.job }}
            age={swept.sweep.done}
            cell={cell}
            isSelected={isSelected}
            reasons={swept.done?.tables[1]}
          />
        </div>
      )}
    </>
  );
}

function sweptIn(work: Work<Swept> | undefined): Swept | undefined {
  if (work?.state === 'done') return work.result;
  return work?.state === 'running' ? work.soFar : undefined;
}

interface PlanProps {
  readonly sweep: Shown;
  readonly question: Question | undefined;
  readonly work: Work<Swept> | undefined;
  readonly isOld: boolean;
}

/** How many points and how long, before it starts; what became of it, after. */
function Plan({ sweep, question, work, isOld }: PlanProps) {
  const { say, pick } = useWords();
  const isAsked = work === undefined || work.state === 'failed' || isOld;
  const { value, failure } = useCall('sweep.plan', isAsked ? question : undefined, 0);
  const points = spaced(sweep.points);
  if (work?.state === 'cancelled')
    return <p>{say('sweep.cancelled', { done: spaced(work.progress.done), points: spaced(work.progress.total) })}</p>;
  if (work?.state === 'done' && !isOld) {
    const { done } = work.result;
    return (
      <p>
        {say('sweep.done', { points: spaced(sweep.points), seconds: (done?.seconds ?? 0).toFixed(1) })}
        {done?.path !== undefined && <span className="ink3"> {say('sweep.written', { path: done.path })}</span>}
      </p>
    );
  }
  return (
    <p>
      {isOld && <b>{say('sweep.old')} </b>}
      {say('sweep.points', { points, axes: sweep.axes.map(({ id, values }) => `${id} ${values.length}`).join(' × ') })}
      <br />
      <span className="ink3">
        {value
          ? say('sweep.plan', { time: pick(value.time), threads: value.threads })
          : failure
            ? pick(failure)
            : say('sweep.planning')}
      </span>
    </p>
  );
}

/** Thousands by a thin space (LOOK.md 7). */
export function spaced(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, '\u2009');
}

export type Tables = readonly ShownTable[];
