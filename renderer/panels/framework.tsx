/** The article's framework over one design: see clearly, avoid waste, raise utilisation, save resources; each lever on its level. */

import { useState } from 'react';
import type { CellResult, Out } from '../../app/contract';
import { selectCell } from '../cell-actions';
import { Verdict } from '../cells/instrument';
import { metricChoices } from '../levers/judged';
import { addLever, useJudge, useLast, useQuestion } from '../levers/question';
import { LeverLink, LeverTags, Same, StudyTag } from '../levers/what-helps';
import { ChangeBadge } from '../parts/badge';
import { Button, IconButton } from '../parts/button';
import { Empty, Problem } from '../parts/empty';
import { AddIcon } from '../parts/icons';
import { landKeys } from '../parts/land-keys';
import { Select } from '../parts/menu';
import type { LiveSession } from '../session-live';
import { useStore } from '../store';
import { useCall } from '../use-call';
import { patch, workspace } from '../workspace';
import { useWords } from '../words/use-words';
import { ShippedOf } from './learn';

type Map = NonNullable<Out<'notebook.framework'>['framework']>;
type Stage = Map['stages'][number];
type Lever = Stage['levels'][number]['levers'][number];

export function Framework() {
  const { say } = useWords();
  const { current } = useStore(workspace);
  return (
    <main className="panel">
      {current ? (
        <FrameworkOf key={current.id} live={current} />
      ) : (
        <>
          <header className="toolbar">
            <h1 className="toolbar-title">{say('framework.title')}</h1>
          </header>
          <Empty fact={say('framework.empty')} hint={say('framework.empty-hint')} />
        </>
      )}
    </main>
  );
}

function FrameworkOf({ live }: { readonly live: LiveSession }) {
  const { say, pick } = useWords();
  const { session } = useStore(live);
  const { source, revision } = useQuestion();
  const [metric, choose] = useJudge();
  const [asked, setAsked] = useState<string>();
  const designs = (session.answer?.results ?? []).filter(isWhole);
  const design =
    designs.find(({ id }) => id === (asked ?? session.selected)) ??
    designs.find(({ id }) => id === session.answer?.head.headline) ??
    designs.at(-1);
  const question = source && design && { ...source, cell: design.id, metric };
  const called = useCall('notebook.framework', question, revision);
  const map = useLast(called.value?.framework ?? undefined);
  return (
    <>
      <header className="toolbar toolbar-wrap">
        <h1 className="toolbar-title">{say('framework.title')}</h1>
        {design && (
          <Select
            label={say('framework.cell')}
            value={design.id}
            choices={designs.map(({ id }) => ({ id, label: id }))}
            onChoose={setAsked}
          />
        )}
        {map && (
          <Select
            label={say('helps.metric')}
            value={map.metric.id}
            choices={metricChoices(map.metrics, { say, pick })}
            onChoose={choose}
          />
        )}
      </header>
      {called.failure && <Problem fact={say('framework.empty')} hint={pick(called.failure)} />}
      {!called.failure && session.answer && !design && (
        <Empty fact={say('framework.empty')} hint={say('framework.empty-hint')} />
      )}
      {design && !map && !called.failure && <p className="panel-wait">{say('helps.wait')}</p>}
      {design && map && (
        <div ref={landKeys} className="framework" tabIndex={0} role="region" aria-label={say('framework.title')}>
          <p className="framework-lead">{say('framework.lead')}</p>
          <div className="framework-stages">
            {map.stages.map((stage, place) => (
              <StageColumn key={stage.stage} stage={stage} number={place + 1} live={live} design={design} />
            ))}
          </div>
        </div>
      )}
    </>
  );
}

type Whole = CellResult & { readonly design: NonNullable<CellResult['design']> };

function isWhole(result: CellResult): result is Whole {
  return result.design?.decode !== undefined;
}

interface StageProps {
  readonly stage: Stage;
  readonly number: number;
  readonly live: LiveSession;
  readonly design: Whole;
}

function StageColumn({ stage, number, live, design }: StageProps) {
  const { say, pick } = useWords();
  const levers = stage.levels.flatMap((level) => level.levers);
  const best = levers.find(({ id }) => id === stage.best);
  return (
    <section className="framework-stage" aria-label={pick(stage.title)} data-stage={stage.stage}>
      <header className="framework-head">
        <h2>
          <span className="framework-number">{number}</span> {pick(stage.title)}
        </h2>
        <p>{pick(stage.method)}</p>
      </header>
      {stage.stage === 'see' ? (
        <Seen live={live} design={design} />
      ) : (
        <>
          <p className="framework-counts">{say('framework.counts', stage.counts)}</p>
          <p className="framework-best">
            {best?.gain ? (
              <>
                {say('framework.best')} <b>{pick(best.title)}</b>{' '}
                <ChangeBadge change={best.gain} named={false} relative />
              </>
            ) : (
              <span className="ink3">{say('framework.nothing-left')}</span>
            )}
          </p>
        </>
      )}
      {stage.levels.map(
        (level) =>
          (stage.stage !== 'see' || level.levers.length > 0) && (
            <div key={level.level} className="framework-level" role="group" aria-label={pick(level.title)}>
              <h3>{pick(level.title)}</h3>
              {level.levers.length === 0 ? (
                <p className="ink3 framework-none">{say('framework.no-lever')}</p>
              ) : (
                <ul>
                  {level.levers.map((lever) => (
                    <LeverLine
                      key={lever.id}
                      lever={lever}
                      live={live}
                      cell={design.id}
                      isBest={lever.id === stage.best}
                    />
                  ))}
                </ul>
              )}
            </div>
          ),
      )}
      <ShippedOf stage={stage.stage} />
    </section>
  );
}

/** The first stage switches nothing: it is what the design shows. */
function Seen({ live, design }: { readonly live: LiveSession; readonly design: Whole }) {
  const { say } = useWords();
  const { prefill, decode } = design.design;
  return (
    <div className="framework-seen">
      {[prefill, decode].map(
        (phase) =>
          phase && (
            <div key={phase.name}>
              <h3>{say(`instrument.${phase.name}`)}</h3>
              <Verdict phase={phase} />
            </div>
          ),
      )}
      <Button
        onClick={() => {
          patch({ view: 'notebooks' });
          selectCell(live, design.id);
        }}
      >
        {say('framework.go', { cell: design.id })}
      </Button>
      <Button
        look="plain"
        onClick={() => {
          patch({ view: 'validation' });
        }}
      >
        {say('framework.validate')}
      </Button>
    </div>
  );
}

interface LineProps {
  readonly lever: Lever;
  readonly live: LiveSession;
  readonly cell: string;
  readonly isBest: boolean;
}

function LeverLine({ lever, live, cell, isBest }: LineProps) {
  const { say, pick } = useWords();
  const title = pick(lever.title);
  const { state, gain, line, id } = lever;
  return (
    <li className="framework-lever" data-lever={id} data-state={state}>
      <span
        className="framework-mark"
        role="img"
        aria-label={say(`framework.${state}`)}
        title={say(`framework.${state}`)}
      />
      <span className="framework-name">
        <LeverLink id={id} title={title} summary={pick(lever.summary)} />
        {state === 'on' && lever.whatIf && <StudyTag study={lever.study} />}
        {state === 'off' && <LeverTags lever={lever} isBest={isBest} />}
        {state === 'skipped' && (
          <span className="framework-reason">{lever.reason ? pick(lever.reason) : say('helps.no-reason')}</span>
        )}
        {state === 'on' && lever.since !== undefined && (
          <span className="framework-reason">
            {say('levers.since')} {lever.since}
          </span>
        )}
      </span>
      {state !== 'skipped' && (
        <span
          className="framework-gain lever-gain"
          data-on={state === 'on'}
          title={say(state === 'on' ? 'levers.with' : 'levers.would')}
        >
          {gain ? <ChangeBadge change={gain} named={false} relative /> : <Same />}
        </span>
      )}
      {state === 'off' && (
        <IconButton
          label={say('helps.add-lever', { lever: title })}
          onClick={() => {
            patch({ view: 'notebooks' });
            void addLever(live, cell, { id, line, title });
          }}
        >
          <AddIcon size={12} />
        </IconButton>
      )}
    </li>
  );
}
