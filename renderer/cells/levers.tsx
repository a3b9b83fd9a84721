/** The optimizations of a cell as switches: what the cell says first, then what is on or skipped at it, then the rest. */

import { useMemo, useState } from 'react';
import type { ShownDesign } from '../shown';
import { Tag } from '../parts/badge';
import { useWords } from '../words/use-words';
import { isOn, valuesOf } from './body-values';
import { Switch } from './controls';
import { FieldRow, type Field, type OnEdit } from './form';

interface LeversProps {
  readonly body: string;
  readonly fields: readonly Field[];
  readonly design: ShownDesign | undefined;
  readonly onEdit: OnEdit;
}

interface Lever {
  readonly field: Field;
  readonly parameters: readonly Field[];
  /** What the cell itself says. */
  readonly said: boolean | undefined;
  readonly isApplied: boolean;
  readonly isWhatIf: boolean;
  readonly skipped: NonNullable<LeversProps['design']>['skipped'][number] | undefined;
}

export function Levers({ body, fields, design, onEdit }: LeversProps) {
  const { say } = useWords();
  const [all, setAll] = useState(false);
  const values = useMemo(() => valuesOf(body), [body]);
  if (values.isBroken) return <p className="form-note">{say('form.broken')}</p>;
  const levers = fields.flatMap((field): Lever[] => {
    const [id] = field.path;
    if (id === undefined || field.path.length > 1 || field.control !== 'toggle') return [];
    const applied = design?.applied.find((each) => each.id === id);
    return [
      {
        field,
        parameters: fields.filter((each) => each.path.length === 2 && each.path[0] === id),
        said: isOn(values, [id]),
        isApplied: applied !== undefined,
        isWhatIf: applied?.whatIf ?? false,
        skipped: design?.skipped.find((each) => each.id === id),
      },
    ];
  });
  const here = levers.filter((lever) => lever.said !== undefined);
  const before = levers.filter((lever) => lever.said === undefined && lever.isApplied);
  const rest = levers.filter((lever) => lever.said === undefined && !lever.isApplied);
  return (
    <div className="levers">
      {[...here, ...before, ...(all ? rest : [])].map((lever) => (
        <LeverRow key={lever.field.path.join('.')} lever={lever} values={values} onEdit={onEdit} />
      ))}
      {rest.length > 0 && (
        <button
          type="button"
          className="link levers-more"
          onClick={() => {
            setAll(!all);
          }}
        >
          {all ? say('form.fewer') : say('form.more', { n: rest.length })}
        </button>
      )}
    </div>
  );
}

interface LeverRowProps {
  readonly lever: Lever;
  readonly values: ReturnType<typeof valuesOf>;
  readonly onEdit: OnEdit;
}

function LeverRow({ lever, values, onEdit }: LeverRowProps) {
  const { say, pick } = useWords();
  const { field, parameters, said, isApplied, isWhatIf, skipped } = lever;
  const path = [...field.path];
  const on = said ?? isApplied;
  const isSkipped = skipped !== undefined && said !== undefined;
  return (
    <div className="lever" data-on={on}>
      <div className="lever-head">
        <Switch
          on={on}
          faded={isSkipped}
          label={pick(field.title)}
          onSwitch={(next) => {
            onEdit(path, next ? 'on' : 'off');
          }}
        />
        <span className="lever-name" title={pick(field.meaning)}>
          {pick(field.title)}
        </span>
        <span className="lever-fact">
          {said === undefined && isApplied ? say('form.inherited') : firstClause(pick(field.meaning))}
        </span>
        {isSkipped && <Tag>{say('design.skipped')}</Tag>}
        {isWhatIf && <Tag tone="assumed">{say('design.what-if')}</Tag>}
      </div>
      {isSkipped && <p className="lever-reason">{pick(skipped.reason)}</p>}
      {on && said !== undefined && parameters.length > 0 && (
        <div className="lever-parameters">
          {parameters.map((parameter) => (
            <FieldRow
              key={parameter.path.join('.')}
              field={parameter}
              values={values}
              onEdit={onEdit}
              title={pick(parameter.title)}
            />
          ))}
        </div>
      )}
    </div>
  );
}

/** One fact beside the name; the whole summary is the hover. */
function firstClause(summary: string): string {
  return /^[^.;。；]*/u.exec(summary)?.[0] ?? summary;
}
