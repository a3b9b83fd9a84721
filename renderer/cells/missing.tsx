/** Figures that nobody has published: what waits for them, and where to fill them in (LOOK.md 4, missing figure). */

import { useState } from 'react';
import { Button } from '../parts/button';
import { BlockedIcon } from '../parts/icons';
import type { ShownDesign } from '../shown';
import { useWords } from '../words/use-words';
import type { Field } from './form';
import type { OutputProps } from './output';

interface MissingProps extends Pick<OutputProps, 'kind' | 'onEdit'> {
  readonly design: ShownDesign;
}

/** No figure of a catalog: more requests arrive than the pool serves, and a warning says so (rate.overload). */
const overrun = 'rate';

export function missingOf(design: ShownDesign | undefined): readonly string[] {
  const fields = Object.values(design?.metrics ?? {}).flatMap((number) => number.missing ?? []);
  return [...new Set(fields)].filter((field) => field !== overrun).sort();
}

export function MissingFigures({ design, kind, onEdit }: MissingProps) {
  const { say, pick, language } = useWords();
  const missing = missingOf(design);
  if (missing.length === 0) return null;
  const fields = missing.map((name) => ({ name, field: kind?.fields.find((field) => fills(field, name)) }));
  const list = fields
    .map(({ name, field }) => (field ? pick(field.title) : name))
    .join(language === 'zh' ? '、' : ', ');
  const mine = fields.flatMap(({ field }) => (field ? [field] : []));
  return (
    <div className="trouble">
      <BlockedIcon size={12} />
      <div className="trouble-text">
        <p className="trouble-fact">{say('missing.title', { fields: list })}</p>
        <p className="trouble-hint">{say('missing.hint')}</p>
        {mine.length > 0 && <Fill fields={mine} onEdit={onEdit} />}
      </div>
    </div>
  );
}

/** The field of a form that sets a figure: `set.tflops.fp8` for `tflops.fp8`. */
function fills(field: Field, name: string): boolean {
  return field.path.length > 1 && field.path.slice(1).join('.') === name;
}

function Fill({ fields, onEdit }: { readonly fields: readonly Field[]; readonly onEdit: OutputProps['onEdit'] }) {
  const { say, pick } = useWords();
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const use = (): void => {
    for (const field of fields) {
      const value = typed[field.path.join('.')]?.trim();
      if (value) onEdit([...field.path], value);
    }
  };
  return (
    <form
      className="missing-form"
      onSubmit={(event) => {
        event.preventDefault();
        use();
      }}
    >
      {fields.map((field) => {
        const key = field.path.join('.');
        return (
          <label key={key} className="missing-field">
            {pick(field.title)}
            <input
              className="input missing-input"
              value={typed[key] ?? ''}
              placeholder={field.unit ?? say('missing.value')}
              onChange={(event) => {
                setTyped({ ...typed, [key]: event.target.value });
              }}
            />
          </label>
        );
      })}
      <Button look="primary" type="submit" disabled={!Object.values(typed).some((value) => value.trim() !== '')}>
        {say('missing.use')}
      </Button>
    </form>
  );
}
