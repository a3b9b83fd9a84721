/** A cell's fields as a form: another view of its YAML, edited in place so that comments and order stay. */

import { useMemo } from 'react';
import type { KindInfo } from '../../app/contract';
import { IconButton } from '../parts/button';
import { CloseIcon } from '../parts/icons';
import { useWords, type Speech } from '../words/use-words';
import { isOn, valuesOf, type BodyValues } from './body-values';
import { Segments, Slider, Switch, TextInput } from './controls';

export type Field = KindInfo['fields'][number];
export type OnEdit = (path: string[], value: string | null) => void;

interface FormProps {
  readonly body: string;
  readonly fields: readonly Field[];
  readonly onEdit: OnEdit;
}

export function FieldForm({ body, fields, onEdit }: FormProps) {
  const { say, pick } = useWords();
  const values = useMemo(() => valuesOf(body), [body]);
  if (values.isBroken) return <p className="form-note">{say('form.broken')}</p>;
  const beyond = values.beyond(fields.map(({ path }) => path));
  const groups = Map.groupBy(fields, (field) => field.path.slice(0, -1).join('.'));
  return (
    <div className="form">
      {[...groups].map(([group, members]) => (
        <fieldset key={group} className="form-group">
          {group !== '' && <legend className="form-legend mono">{group}</legend>}
          {members.map((field) => (
            <FieldRow
              key={field.path.join('.')}
              field={field}
              values={values}
              onEdit={onEdit}
              title={pick(field.title)}
            />
          ))}
        </fieldset>
      ))}
      {beyond.length > 0 && (
        <section className="form-group" aria-label={say('form.beyond')}>
          <h3 className="form-legend">{say('form.beyond')}</h3>
          {beyond.map(({ path, text }) => (
            <div key={path.join('.')} className="form-row">
              <span className="form-label mono">{path.join('.')}</span>
              <code className="form-beyond selectable">{text}</code>
            </div>
          ))}
        </section>
      )}
    </div>
  );
}

interface RowProps {
  readonly field: Field;
  readonly values: BodyValues;
  readonly onEdit: OnEdit;
  readonly title: string;
  /** Where a parameter stops paying: a mark on its slider. */
  readonly tick?: number;
}

/** What a field means, its unit and range, and what holds when it is unsaid. */
function hintOf(field: Field, { say, pick }: Speech): string {
  const { meaning, unit, least, most, standard } = field;
  const isRanged = least !== undefined && most !== undefined && Number.isFinite(least) && Number.isFinite(most);
  return [
    pick(meaning),
    ...(unit === undefined ? [] : [say('form.unit', { unit })]),
    ...(isRanged ? [say('form.range', { least, most })] : []),
    ...(standard === undefined ? [] : [say('form.standard', { standard })]),
  ].join('\n');
}

export function FieldRow({ field, values, onEdit, title, tick }: RowProps) {
  const speech = useWords();
  const { say } = speech;
  const path = [...field.path];
  const isSaid = values.says(path);
  return (
    <div className="form-row" title={hintOf(field, speech)} data-said={isSaid}>
      <span className="form-label">{title}</span>
      <span className="form-control">
        <Control
          field={field}
          values={values}
          onEdit={onEdit}
          title={title}
          {...(tick === undefined ? {} : { tick })}
        />
      </span>
      {isSaid && (
        <IconButton
          className="form-reset"
          label={say('form.reset', { field: title })}
          onClick={() => {
            onEdit(path, null);
          }}
        >
          <CloseIcon size={12} />
        </IconButton>
      )}
    </div>
  );
}

function Control({ field, values, onEdit, title, tick }: RowProps) {
  const { say } = useWords();
  const path = [...field.path];
  const said = values.at(path);
  const set = (value: string): void => {
    onEdit(path, value === '' ? null : value);
  };
  switch (field.control) {
    case 'toggle':
      return (
        <Switch
          on={isOn(values, path) ?? field.standard === 'on'}
          label={title}
          onSwitch={(on) => {
            set(on ? 'on' : 'off');
          }}
        />
      );
    case 'choice':
      return (
        <select
          className="input form-select"
          aria-label={title}
          value={said ?? ''}
          onChange={(event) => {
            set(event.target.value);
          }}
        >
          <option value="">{field.standard ?? say('form.unset')}</option>
          {[...new Set([...(field.choices ?? []), ...(said === undefined ? [] : [said])])].map((choice) => (
            <option key={choice} value={choice}>
              {choice}
            </option>
          ))}
        </select>
      );
    case 'number':
      return <NumberControl field={field} said={said} title={title} set={set} tick={tick} />;
    case 'text':
      return <TextControl field={field} said={said} title={title} set={set} />;
  }
}

interface TextProps {
  readonly field: Field;
  readonly said: string | undefined;
  readonly title: string;
  readonly set: (value: string) => void;
}

/** Typed, or chosen out of what is offered; what stands behind the name that was chosen is told below it. */
function TextControl({ field, said, title, set }: TextProps) {
  const { say, pick } = useWords();
  const { offers = [], standard } = field;
  const input = <TextInput wide label={title} value={said ?? ''} placeholder={standard} onCommit={set} />;
  if (offers.length === 0) return input;
  const chosen = offers.find(({ value }) => value === said);
  return (
    <>
      {input}
      <select
        className="input form-select form-offers"
        aria-label={say('form.offers', { field: title })}
        value={chosen?.value ?? ''}
        onChange={(event) => {
          set(event.target.value);
        }}
      >
        <option value="">{say('form.offered')}</option>
        {offers.map(({ value, note }) => (
          <option key={value} value={value}>
            {pick(note)}
          </option>
        ))}
      </select>
      {chosen && <span className="form-behind">{pick(chosen.note)}</span>}
    </>
  );
}

/** At most this many whole values stand side by side; more, or fractions, get a slider where both ends are known and near. */
const sideBySide = 5;
const slides = 64;

interface NumberProps {
  readonly field: Field;
  readonly said: string | undefined;
  readonly title: string;
  readonly tick: number | undefined;
  readonly set: (value: string) => void;
}

function NumberControl({ field, said, title, set, tick }: NumberProps) {
  const { say } = useWords();
  const { least, most, whole = false, standard } = field;
  const now = Number(said ?? standard);
  const isRanged = least !== undefined && most !== undefined && Number.isFinite(now);
  if (isRanged && whole && most - least < sideBySide) {
    const choices = Array.from({ length: most - least + 1 }, (_, index) => String(least + index)).map((id) => ({
      id,
      label: id,
    }));
    return <Segments small label={title} value={String(now)} choices={choices} onChoose={set} />;
  }
  const input = <TextInput label={title} value={said ?? ''} placeholder={standard ?? field.unit} onCommit={set} />;
  if (!isRanged || most - least > slides) return input;
  return (
    <>
      <Slider
        label={title}
        value={now}
        least={least}
        most={most}
        whole={whole}
        {...(tick === undefined ? {} : { tick, tickLabel: say('levers.turn', { value: Number(tick.toPrecision(2)) }) })}
        onSlide={(value) => {
          set(String(whole ? value : Number(value.toPrecision(3))));
        }}
      />
      {input}
    </>
  );
}
