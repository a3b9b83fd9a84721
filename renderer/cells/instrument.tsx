/** The instrument of a selected cell: bars drawn by the engine's chart, and beside them each row's figures as doors (LOOK.md 4). */

import { Fragment } from 'react';
import type { ShownChart } from '../../app/contract';
import { Chart } from '../chart';
import { ChokeMark, ResourceMark } from '../parts/icons';
import { Figure, narrowSpace } from '../parts/number';
import type { Resource, ShownDesign, ShownLoad, ShownPhase } from '../shown';
import { useWords } from '../words/use-words';

/** The metric that holds a resource's busy time, after the phase's name; capacity has none. */
const busy: Readonly<Record<Resource, string | undefined>> = {
  compute: 'time.compute',
  'memory-capacity': undefined,
  'memory-bandwidth': 'time.memory',
  communication: 'time.communication',
};

interface InstrumentProps {
  readonly design: ShownDesign;
  readonly chart: ShownChart | undefined;
  readonly explained: string | undefined;
  readonly onExplain: (metric: string) => void;
}

export function Instrument({ design, chart, explained, onExplain }: InstrumentProps) {
  const { say } = useWords();
  const phases = [design.prefill, design.decode].flatMap((phase) => (phase ? [phase] : []));
  if (phases.length === 0) return null;
  return (
    <section className="instrument" aria-label={say('instrument.label')}>
      <div className="instrument-heads">
        <span className="instrument-share">
          {say('instrument.share')}
          <span className="key-hatch" /> {say('instrument.hidden')}
          <span className="key-tick" /> {say('instrument.alarm')}
        </span>
        <span className="instrument-number">{say('instrument.binds')}</span>
        <span className="instrument-number">{say('instrument.busy')}</span>
        <span className="instrument-against">{say('instrument.against')}</span>
      </div>
      <div className="instrument-grid">
        {chart && (
          <div className="instrument-bars">
            <Chart chart={chart} onExplain={onExplain} />
          </div>
        )}
        {phases.map((phase, index) => (
          <Fragment key={phase.name}>
            <PhaseTitle phase={phase} line={index * linesAPhase + 1} explained={explained} onExplain={onExplain} />
            {phase.load.map((load, row) => (
              <Row
                key={load.resource}
                phase={phase}
                line={index * linesAPhase + 2 + row}
                load={load}
                design={design}
                explained={explained}
                onExplain={onExplain}
              />
            ))}
          </Fragment>
        ))}
      </div>
    </section>
  );
}

/** A title and four resources: the chart leaves the first line of each phase free. */
const linesAPhase = 5;

interface PhaseProps {
  readonly phase: ShownPhase;
  /** Line of the grid, from 1. */
  readonly line: number;
  readonly explained: string | undefined;
  readonly onExplain: (metric: string) => void;
}

function PhaseTitle({ phase, line, explained, onExplain }: PhaseProps) {
  const { say } = useWords();
  const metric = `${phase.name}.time`;
  return (
    <div className="instrument-title" style={{ gridRow: line }}>
      <span className="instrument-phase">
        <b>{say(`instrument.${phase.name}`)}</b>{' '}
        <span className="ink2">
          <Figure
            number={phase.time}
            explained={explained === metric}
            onExplain={() => {
              onExplain(metric);
            }}
          />{' '}
          {say(`instrument.pass-${phase.name}`)}
        </span>
      </span>
      <Verdict phase={phase} />
    </div>
  );
}

export function Verdict({ phase }: { readonly phase: ShownPhase }) {
  const { say, language } = useWords();
  const { bottleneck, next } = phase;
  if (!bottleneck) return <span className="ink3">{say('instrument.unknown')}</span>;
  const then = bottleneck === 'memory-capacity' ? 'instrument.then-capacity' : 'instrument.then';
  const gain = next?.gain.text;
  return (
    <span className="verdict">
      <ChokeMark /> <b>{say('instrument.resource-binds', { resource: say(`resource.${bottleneck}`) })}</b>
      <span className="ink2">
        {next && gain !== undefined
          ? say(then, { resource: within(say(`resource.${next.resource}`), language), gain: `${gain}×` })
          : say('instrument.alone')}
      </span>
    </span>
  );
}

/** Inside a sentence, English names a resource without its capital. */
function within(name: string, language: string): string {
  return language === 'en' ? name.toLowerCase() : name;
}

interface RowProps extends PhaseProps {
  readonly load: ShownLoad;
  readonly design: ShownDesign;
}

function Row({ phase, line, load, design, explained, onExplain }: RowProps) {
  const { say } = useWords();
  const { resource, binds, measure, value, limit, alarm } = load;
  const chokes = phase.bottleneck === resource;
  const after = busy[resource];
  const busyName = after === undefined ? 'memory.total' : `${phase.name}.${after}`;
  const busyNumber = after === undefined ? design.metrics['memory.total'] : load.busy;
  const measureName = measure === 'memory.fill' ? measure : `${phase.name}.${measure}`;
  const door = (metric: string) => ({
    explained: explained === metric,
    onExplain: () => {
      onExplain(metric);
    },
  });
  return (
    <div
      className="instrument-row"
      style={{ gridRow: line }}
      role="group"
      aria-label={say('instrument.row', {
        resource: say(`resource.${resource}`),
        phase: say(`instrument.${phase.name}`),
      })}
      data-chokes={chokes}
      data-alarm={alarm}
    >
      <span className="instrument-name">
        <ResourceMark resource={resource} /> {say(`resource.${resource}`)}
      </span>
      <span className="instrument-place" />
      <span className="instrument-number">
        {binds && <Figure number={binds} {...door(`${phase.name}.time`)} explained={false} />}
      </span>
      <span className="instrument-number">{busyNumber && <Figure number={busyNumber} {...door(busyName)} />}</span>
      <span className="instrument-measure">
        <Figure number={written(measure, value)} {...door(measureName)} />
        {alarm && <AlarmMark />}
      </span>
      <span className="instrument-limit">
        {say(measure === 'mfu' ? 'instrument.least' : 'instrument.most', { limit: limitText(measure, limit) })}
      </span>
    </div>
  );
}

/** A limit passed: a small triangle beside the figure. */
function AlarmMark() {
  return (
    <svg width={9} height={9} viewBox="0 0 9 9" className="alarm-mark" aria-hidden="true">
      <path d="M4.5 1.2 8.2 8H0.8z" fill="none" stroke="currentColor" strokeWidth={1.2} />
    </svg>
  );
}

type Written = Pick<ShownLoad['value'], 'value' | 'text' | 'unit' | 'missing'>;

/** A share is read in hundredths, a ratio as a factor. */
function written(measure: string, number: Written): Written {
  if (number.value === null) return number;
  if (isRatio(measure)) return { ...number, text: `${number.text}×`, unit: '' };
  const share = `${String(Math.round(100 * number.value))}${narrowSpace}%`;
  return { ...number, text: measure === 'mfu' ? `MFU${narrowSpace}${share}` : share, unit: '' };
}

function isRatio(measure: string): boolean {
  return measure.endsWith('_ratio');
}

function limitText(measure: string, limit: number): string {
  return isRatio(measure) ? String(limit) : String(Math.round(100 * limit));
}
