/** The optimizations of a cell as switches: what the cell says first, then what is on or skipped at it, then the rest; each with what it brings here. */

import { useMemo, useState } from 'react';
import { ChangeBadge, Tag } from '../parts/badge';
import { useStore } from '../store';
import type { ShownChange, ShownDesign } from '../shown';
import { workspace } from '../workspace';
import { StudyTag } from '../levers/what-helps';
import { judged, metricWord } from '../levers/judged';
import { useWords } from '../words/use-words';
import { isOn, valuesOf } from './body-values';
import { Switch } from './controls';
import { FieldRow, type Field, type OnEdit } from './form';
import type { FormProps } from './kinds';
import { CellLink } from './state';
import { useLevers, type LeverGain } from './use-levers';

interface Lever {
  readonly id: string;
  readonly field: Field;
  readonly parameters: readonly Field[];
  /** What the cell itself says. */
  readonly said: boolean | undefined;
  readonly isApplied: boolean;
  readonly isWhatIf: boolean;
  readonly skipped: ShownDesign['skipped'][number] | undefined;
  readonly gain: LeverGain | undefined;
}

export function Levers({ cell, body, fields, design, onEdit }: FormProps) {
  const { say } = useWords();
  const [all, setAll] = useState(false);
  const values = useMemo(() => valuesOf(body), [body]);
  const gains = useLevers(cell);
  const { metric } = useStore(workspace);
  if (values.isBroken) return <p className="form-note">{say('form.broken')}</p>;
  const levers = fields.flatMap((field): Lever[] => {
    const [id] = field.path;
    if (id === undefined || field.path.length > 1 || field.control !== 'toggle') return [];
    const applied = design?.applied.find((each) => each.id === id);
    return [
      {
        id,
        field,
        parameters: fields.filter((each) => each.path.length === 2 && each.path[0] === id),
        said: isOn(values, [id]),
        isApplied: applied !== undefined,
        isWhatIf: applied?.whatIf ?? gains.get(id)?.whatIf ?? false,
        skipped: design?.skipped.find((each) => each.id === id),
        gain: gains.get(id),
      },
    ];
  });
  const here = levers.filter((lever) => lever.said !== undefined);
  const before = levers.filter((lever) => lever.said === undefined && lever.isApplied);
  const rest = levers.filter((lever) => lever.said === undefined && !lever.isApplied);
  const useful = rest.filter((lever) => isUseful(lever, metric));
  const others = rest.filter((lever) => !isUseful(lever, metric));
  const row = (lever: Lever) => (
    <LeverRow key={lever.id} cell={cell} lever={lever} metric={metric} values={values} onEdit={onEdit} />
  );
  return (
    <div className="levers">
      <div className="levers-head">
        <span>{say('levers.lever')}</span>
        <span>{say('levers.gain', { metric: say(metricWord(metric)) })}</span>
      </div>
      {here.map(row)}
      {before.map(row)}
      {useful.length > 0 && (
        <>
          <h4 className="levers-group">{say('levers.useful')}</h4>
          {(all ? useful : useful.slice(0, few)).map(row)}
        </>
      )}
      {all && others.map(row)}
      {rest.length > 0 && (
        <button
          type="button"
          className="link levers-more"
          onClick={() => {
            setAll(!all);
          }}
        >
          {all ? say('form.fewer') : say('form.more', { n: others.length + Math.max(0, useful.length - few) })}
        </button>
      )}
    </div>
  );
}

/** Suggestions shown before the person asks for all. */
const few = 3;

/** Not worth a line: less than a thousandth of the figure. */
const least = 0.001;

function isUseful({ gain, isWhatIf }: Lever, metric: string): boolean {
  const change = gain?.gains[metric];
  return (
    gain?.state === 'off' &&
    !isWhatIf &&
    change?.better === true &&
    (change.ratio === undefined || Math.abs(change.ratio - 1) > least)
  );
}

interface LeverRowProps {
  readonly cell: string;
  readonly lever: Lever;
  readonly metric: string;
  readonly values: ReturnType<typeof valuesOf>;
  readonly onEdit: OnEdit;
}

function LeverRow({ cell, lever, metric, values, onEdit }: LeverRowProps) {
  const { say, pick } = useWords();
  const { field, parameters, said, isApplied, isWhatIf, skipped, gain } = lever;
  const path = [...field.path];
  const on = said ?? isApplied;
  const reason = skipped?.reason ?? (gain?.state === 'skipped' ? gain.reason : undefined);
  const isSkipped = skipped !== undefined && said !== undefined;
  const cannot = !on && reason !== undefined;
  return (
    <div className="lever" data-on={on} data-skipped={isSkipped || cannot}>
      <div className="lever-head">
        <Switch
          on={on}
          faded={isSkipped || cannot}
          label={pick(field.title)}
          onSwitch={(next) => {
            onEdit(path, next ? 'on' : 'off');
          }}
        />
        <span className="lever-name" title={pick(field.meaning)}>
          {pick(field.title)}
        </span>
        <span className="lever-fact" title={pick(field.meaning)}>
          <Fact cell={cell} lever={lever} />
        </span>
        {isSkipped || cannot ? (
          <Tag>{say('design.skipped')}</Tag>
        ) : (
          gain && <Gain gain={gain} metric={metric} on={on} />
        )}
      </div>
      {isWhatIf && (
        <p className="lever-reason">
          <StudyTag study={gain?.study} />
        </p>
      )}
      {reason && (isSkipped || cannot) && <p className="lever-reason">{pick(reason)}</p>}
      {on && said !== undefined && parameters.length > 0 && (
        <div className="lever-parameters">
          {parameters.map((parameter) => {
            const tick = gain?.turns[parameter.path[1] ?? ''];
            return (
              <FieldRow
                key={parameter.path.join('.')}
                field={parameter}
                values={values}
                onEdit={onEdit}
                title={pick(parameter.title)}
                {...(tick === undefined ? {} : { tick })}
              />
            );
          })}
        </div>
      )}
    </div>
  );
}

/** Since when it is on, or what it does in a few words. */
function Fact({ cell, lever: { field, said, isApplied, gain } }: { readonly cell: string; readonly lever: Lever }) {
  const { say, pick } = useWords();
  if (said !== undefined || !isApplied) return <>{firstClause(pick(field.meaning))}</>;
  if (gain?.since === undefined || gain.since === cell) return <>{say(gain ? 'levers.stands' : 'form.inherited')}</>;
  return (
    <>
      {say('levers.since')} <CellLink id={gain.since} />
    </>
  );
}

/** With against without: the metric beside the chain, else the first that changes, named. Off: what it would bring, outlined. */
function Gain({ gain, metric, on }: { readonly gain: LeverGain; readonly metric: string; readonly on: boolean }) {
  const { say } = useWords();
  const own = gain.gains[metric];
  const other = own ? undefined : judged.find((name) => gain.gains[name] !== undefined);
  const change: ShownChange | undefined = own ?? (other === undefined ? undefined : gain.gains[other]);
  if (!change) return <span className="lever-none">{say('change.same')}</span>;
  return (
    <span className="lever-gain" data-on={on} title={say(on ? 'levers.with' : 'levers.would')}>
      {other !== undefined && <span className="lever-of">{say(metricWord(other))}</span>}
      <ChangeBadge change={change} named={false} />
    </span>
  );
}

/** One fact beside the name; the whole summary is the hover. */
function firstClause(summary: string): string {
  return /^[^.;。；]*/u.exec(summary)?.[0] ?? summary;
}
