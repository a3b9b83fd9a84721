/** A run over time, with a cursor to move along it by hand or to let play; the state at that moment stands beside. */

import { useEffect, useMemo, useState } from 'react';
import type { ShownChart } from '../../app/contract';
import { ChartFrame } from '../chart';
import { IconButton } from '../parts/button';
import { PauseIcon, PlayIcon } from '../parts/icons';
import { Figure, narrowSpace } from '../parts/number';
import type { ShownSimulation } from '../shown';
import { useWords } from '../words/use-words';

interface TimelineProps {
  readonly chart: ShownChart;
  readonly timeline: NonNullable<ShownSimulation['timeline']>;
  readonly name: string;
}

/** The whole run plays in so long, whatever its length. */
const playMs = 10_000;
const frameMs = 50;

export function SimulationTimeline({ chart, timeline, name }: TimelineProps) {
  const { say, pick } = useWords();
  const { moments, rows } = timeline;
  const last = moments.length - 1;
  const [at, setAt] = useState<number>();
  const [isPlaying, setIsPlaying] = useState(false);
  useEffect(() => {
    if (!isPlaying) return undefined;
    const step = Math.max(1, Math.round((last * frameMs) / playMs));
    const every = Math.max(frameMs, playMs / Math.max(1, last));
    const timer = setInterval(() => {
      setAt((now = 0) => Math.min(last, now + step));
    }, every);
    return () => {
      clearInterval(timer);
    };
  }, [isPlaying, last]);
  // At its end it stands.
  const plays = isPlaying && at !== last;
  const moment = at === undefined ? undefined : moments[Math.min(at, last)];
  const shown = useMemo(
    () => (moment ? { ...chart, data: { ...chart.data, cursor: [{ time: moment.at, shown: true }] } } : chart),
    [chart, moment],
  );
  const isStill = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  return (
    <div className="simulation-timeline">
      <ChartFrame chart={shown} name={name} />
      <div className="simulation-scrub">
        {!isStill && (
          <IconButton
            label={say(plays ? 'simulation.pause' : 'simulation.play')}
            onClick={(event) => {
              event.stopPropagation();
              if (!plays && (at === undefined || at === last)) setAt(0);
              setIsPlaying(!plays);
            }}
          >
            {plays ? <PauseIcon size={12} /> : <PlayIcon size={12} />}
          </IconButton>
        )}
        <input
          type="range"
          min={0}
          max={Math.max(0, last)}
          value={Math.min(at ?? 0, last)}
          aria-label={say('simulation.scrub')}
          aria-valuetext={moment ? `${moment.time.text} ${moment.time.unit}` : undefined}
          onClick={(event) => {
            event.stopPropagation();
          }}
          onChange={(event) => {
            setIsPlaying(false);
            setAt(event.target.valueAsNumber);
          }}
        />
        <span className="simulation-moment">
          {moment ? `${moment.time.text}${narrowSpace}${moment.time.unit}` : ''}
        </span>
      </div>
      {moment && (
        <dl className="simulation-state">
          {rows.map((row, index) => {
            const figure = moment.figures[index];
            return (
              figure && (
                <div key={row.id}>
                  <dt>{pick(row.title)}</dt>
                  <dd>
                    <Figure number={figure} />
                  </dd>
                </div>
              )
            );
          })}
        </dl>
      )}
    </div>
  );
}
