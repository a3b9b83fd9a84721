/** A simulation that is not run yet: asked for, on its way, or cancelled. A short one starts by itself once typing rests. */

import { useEffect, useRef } from 'react';
import { ChartFrame } from '../chart';
import { useWork } from '../long-work';
import { folderOf, textOf } from '../notebook-text';
import { Button } from '../parts/button';
import { timeLeft } from '../parts/time-left';
import type { LiveSession } from '../session-live';
import type { ShownSimulation } from '../shown';
import { runsAsked, simulations } from '../simulations';
import { useStore } from '../store';
import { useWords } from '../words/use-words';
import { useAnswered } from './use-levers';

interface RunProps {
  readonly live: LiveSession;
  readonly cell: string;
  readonly simulation: ShownSimulation;
}

/** A short simulation waits for so long a rest of the keys. */
const restMs = 350;

export function SimulationRun({ live, cell, simulation }: RunProps) {
  const { say, pick } = useWords();
  const { question, isShort, requestsText, requests } = simulation;
  const key = `${String(live.id)} ${cell} ${question}`;
  const work = useWork(simulations, key);
  const state = work?.state;
  const revision = useAnswered(live);
  const start = (): void => {
    const { cells, path } = live.get().session;
    void simulations.start(key, { text: textOf(cells), cell, ...folderOf(path) });
  };
  const latest = useRef(start);
  useEffect(() => {
    latest.current = start;
  });
  useEffect(() => {
    if (!isShort || state !== undefined || revision === undefined) return undefined;
    const timer = setTimeout(() => {
      latest.current();
    }, restMs);
    return () => {
      clearTimeout(timer);
    };
  }, [isShort, state, revision]);
  const asked = useStore(runsAsked);
  const askedBefore = useRef(asked);
  useEffect(() => {
    if (askedBefore.current === asked) return;
    askedBefore.current = asked;
    if (simulations.get(key)?.state === 'cancelled') simulations.forget(key);
    latest.current();
  }, [asked, key]);
  useEffect(() => {
    if (state !== 'done') return;
    // What came of it is the cell's own answer now.
    simulations.forget(key);
    live.askAgain();
  }, [state, key, live]);
  useEffect(
    () => () => {
      // Another question: this one's run is of no use any more. A cell that merely leaves the page has the same question when it comes back.
      if (isAskedElsewhere(live, cell, question)) simulations.cancel(key);
    },
    [live, cell, question, key],
  );

  if (work?.state === 'running' || work?.state === 'starting' || work?.state === 'done') {
    const progress = work.state === 'running' ? work.progress : undefined;
    const seen = work.state === 'running' ? work.soFar : undefined;
    return (
      <section className="simulation-run" aria-busy="true">
        <div className="simulation-line">
          <span role="status" aria-live="off">
            {progress === undefined || progress.total === 0
              ? say('simulation.progress-trace', { done: count(progress?.done ?? 0) })
              : say('simulation.progress', { done: count(progress.done), total: count(progress.total) })}
            {progress?.secondsLeft !== undefined && progress.total > 0 && <> · {timeLeft(say, progress.secondsLeft)}</>}
            {seen && <> · {say('simulation.simulated', { time: seen.simulated })}</>}
          </span>
          <Button
            onClick={(event) => {
              event.stopPropagation();
              simulations.cancel(key);
            }}
          >
            {say('simulation.cancel')}
          </Button>
        </div>
        <progress
          className="simulation-bar"
          {...(progress && progress.total > 0 ? { value: progress.done, max: progress.total } : {})}
        />
        {seen && <ChartFrame chart={seen.chart} name={cell} />}
      </section>
    );
  }
  return (
    <section className="simulation-run">
      <div className="simulation-line">
        <span>
          {work?.state === 'cancelled'
            ? say('simulation.cancelled', { done: count(work.progress.done), total: count(work.progress.total) })
            : work?.state === 'failed'
              ? say('simulation.failed', { reason: pick(work.reason) })
              : requests === null
                ? say('simulation.waits-trace')
                : say('simulation.waits', { requests: requestsText })}
        </span>
        <Button
          look="primary"
          onClick={(event) => {
            event.stopPropagation();
            simulations.forget(key);
            start();
          }}
        >
          {say(work === undefined ? 'simulation.run' : 'simulation.again')}
        </Button>
      </div>
    </section>
  );
}

function isAskedElsewhere(live: LiveSession, cell: string, question: string): boolean {
  const now = live.get().session.answer?.results.find(({ id }) => id === cell)?.simulation;
  return now?.question !== question;
}

const thousands = new Intl.NumberFormat('en', { useGrouping: true });

/** Thousands by a thin space (LOOK.md 7). */
function count(n: number): string {
  return thousands.format(n).replaceAll(',', '\u2009');
}
