/** The levers that are off at a cell, best first on a chosen figure, with what each costs elsewhere; a press adds the cell. */

import type { Out } from '../../app/contract';
import { ChangeBadge, Tag } from '../parts/badge';
import { Button } from '../parts/button';
import { Select } from '../parts/menu';
import { showInCatalog } from '../panels/catalog-state';
import { useStore } from '../store';
import { useCall } from '../use-call';
import { workspace } from '../workspace';
import { useWords } from '../words/use-words';
import { metricChoices, metricWord } from './judged';
import { addLever, useJudge, useLast, useQuestion } from './question';

type Help = NonNullable<Out<'notebook.help'>['help']>;
type Helping = Help['useful'][number];

export function WhatHelps({ cell }: { readonly cell: string }) {
  const { say, pick } = useWords();
  const { source, revision } = useQuestion();
  const [metric, choose] = useJudge();
  const called = useCall('notebook.help', source && { ...source, cell, metric }, revision);
  const help = useLast(called.value?.help ?? undefined);
  if (called.failure) return <p className="tab-wait">{pick(called.failure)}</p>;
  if (!help) return <p className="tab-wait">{say(called.isFresh ? 'helps.none' : 'helps.wait')}</p>;
  const best = help.useful.find((each) => each.fits && !each.whatIf);
  return (
    <div className="helps" data-metric={help.metric.id}>
      <div className="helps-head">
        <Select
          label={say('helps.metric')}
          value={help.metric.id}
          choices={metricChoices(help.metrics, { say, pick })}
          onChoose={choose}
        />
        <span className="ink3">{say('helps.hint')}</span>
      </div>
      {help.useful.length === 0 ? (
        <p className="helps-none">{say('helps.nothing', { metric: pick(help.metric.title) })}</p>
      ) : (
        <HelpTable cell={cell} rows={help.useful} best={best?.id} label={say('helps.label')} />
      )}
      {help.useless.length > 0 && (
        <details className="helps-more">
          <summary>{say('helps.useless', { n: help.useless.length })}</summary>
          <HelpTable cell={cell} rows={help.useless} best={undefined} label={say('helps.useless-label')} />
        </details>
      )}
      {help.skipped.length > 0 && (
        <details className="helps-more">
          <summary>{say('helps.skipped', { n: help.skipped.length })}</summary>
          <ul className="helps-skipped">
            {help.skipped.map((lever) => (
              <li key={lever.id}>
                <LeverLink id={lever.id} title={pick(lever.title)} summary={pick(lever.summary)} />
                <span className="ink3">{lever.reason ? pick(lever.reason) : say('helps.no-reason')}</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

interface TableProps {
  readonly cell: string;
  readonly rows: readonly Helping[];
  readonly best: string | undefined;
  readonly label: string;
}

function HelpTable({ cell, rows, best, label }: TableProps) {
  const { say } = useWords();
  return (
    <table className="table helps-table" aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{say('levers.lever')}</th>
          <th scope="col">{say('helps.gain')}</th>
          <th scope="col">{say('helps.elsewhere')}</th>
          <th scope="col">
            <span className="visually-hidden">{say('helps.add')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <HelpRow key={row.id} cell={cell} row={row} isBest={row.id === best} />
        ))}
      </tbody>
    </table>
  );
}

function HelpRow({ cell, row, isBest }: { readonly cell: string; readonly row: Helping; readonly isBest: boolean }) {
  const { say, pick } = useWords();
  const { current } = useStore(workspace);
  const title = pick(row.title);
  return (
    <tr data-lever={row.id}>
      <th scope="row">
        <LeverLink id={row.id} title={title} summary={pick(row.summary)} />
        <LeverTags lever={row} isBest={isBest} />
      </th>
      <td>{row.gain ? <ChangeBadge change={row.gain} named={false} relative /> : <Same />}</td>
      <td>
        <span className="helps-elsewhere">
          {[...row.costs, ...row.brings].map(({ id, change }) => (
            <Elsewhere key={id} metric={say(metricWord(id))} change={change} />
          ))}
          {row.costs.length === 0 && row.brings.length === 0 && <span className="ink3">{say('helps.free')}</span>}
        </span>
        {row.accuracy && (
          <span className="helps-accuracy">{say('helps.accuracy', { effect: pick(row.accuracy) })}</span>
        )}
      </td>
      <td>
        <Button
          look="plain"
          aria-label={say('helps.add-lever', { lever: title })}
          title={say('helps.add-hint', { line: row.line, cell })}
          onClick={() => {
            if (current) void addLever(current, cell, { id: row.id, line: row.line, title });
          }}
        >
          {say('helps.add')}
        </Button>
      </td>
    </tr>
  );
}

function Elsewhere({
  metric,
  change,
}: {
  readonly metric: string;
  readonly change: Helping['costs'][number]['change'];
}) {
  return (
    <span className="helps-other">
      <span className="ink3">{metric}</span> <ChangeBadge change={change} named={false} relative />
    </span>
  );
}

export function Same() {
  const { say } = useWords();
  return <span className="change change-same">{say('change.same')}</span>;
}

interface LeverLinkProps {
  readonly id: string;
  readonly title: string;
  /** What it does and when it hurts: the hover. */
  readonly summary: string;
}

/** To the lever's own page. */
export function LeverLink({ id, title, summary }: LeverLinkProps) {
  return (
    <button
      type="button"
      className="link lever-link"
      title={summary}
      onClick={() => {
        showInCatalog('optimizations', id);
      }}
    >
      {title}
    </button>
  );
}

interface TagsProps {
  readonly lever: Pick<Helping, 'whatIf' | 'study' | 'quoted' | 'fits'>;
  readonly isBest?: boolean;
}

export function LeverTags({ lever, isBest = false }: TagsProps) {
  const { say } = useWords();
  return (
    <>
      {isBest && <Tag tone="best">{say('change.best')}</Tag>}
      {!lever.fits && <Tag tone="alarm">{say('helps.no-fit')}</Tag>}
      {lever.whatIf && <StudyTag study={lever.study} />}
      {lever.quoted && <Tag>{say('helps.quoted')}</Tag>}
    </>
  );
}

/** Computed although this checkpoint was not trained for it, or this network is another. */
export function StudyTag({ study }: { readonly study: Helping['study'] }) {
  const { say, pick } = useWords();
  return <Tag tone="assumed">{study ? pick(study) : say('design.what-if')}</Tag>;
}
