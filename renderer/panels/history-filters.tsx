/** What the list of runs is narrowed by, beside its words: chip, model, tag, days, pinned. */

import { useState } from 'react';
import { Button } from '../parts/button';
import { Select } from '../parts/menu';
import { useStore } from '../store';
import { useCall } from '../use-call';
import { useWords } from '../words/use-words';
import { workspace } from '../workspace';

export interface Filters {
  readonly chip?: string;
  readonly model?: string;
  readonly tag?: string;
  /** Days, both counted in: 2026-11-01. */
  readonly from?: string;
  readonly to?: string;
  readonly pinned?: boolean;
}

interface FiltersProps {
  readonly filters: Filters;
  readonly onChange: (filters: Filters) => void;
}

const kinds = ['chip', 'model', 'tag'] as const;
const ends = ['from', 'to'] as const;
const any = '';

export function HistoryFilters({ filters, onChange }: FiltersProps) {
  const { say } = useWords();
  const { historyAge } = useStore(workspace);
  const { value } = useCall('history.facets', {}, historyAge);
  const lists = { chip: value?.chips ?? [], model: value?.models ?? [], tag: value?.tags ?? [] };
  const set = (key: keyof Filters, said: string | true | undefined): void => {
    const { [key]: _, ...rest } = filters;
    onChange(said === undefined || said === '' ? rest : { ...rest, [key]: said });
  };
  return (
    <div className="history-filters" role="group" aria-label={say('history.filters')}>
      {kinds.map((kind) =>
        lists[kind].length === 0 && filters[kind] === undefined ? null : (
          <Select
            key={kind}
            label={say(`history.filter.${kind}`)}
            value={filters[kind] ?? any}
            choices={[{ id: any, label: say('history.any') }, ...lists[kind].map((id) => ({ id, label: id }))]}
            onChoose={(id) => {
              set(kind, id);
            }}
          />
        ),
      )}
      {ends.map((end) => (
        <DayField
          // Cleared with all the others, it is empty again.
          key={`${end} ${filters[end] ?? ''}`}
          label={say(`history.filter.${end}`)}
          day={filters[end]}
          onChange={(day) => {
            set(end, day);
          }}
        />
      ))}
      <Button
        look="plain"
        aria-pressed={filters.pinned === true}
        onClick={() => {
          set('pinned', filters.pinned === true ? undefined : true);
        }}
      >
        {say('history.filter.pinned')}
      </Button>
      {Object.keys(filters).length > 0 && (
        <button
          type="button"
          className="link"
          onClick={() => {
            onChange({});
          }}
        >
          {say('history.filter.clear')}
        </button>
      )}
    </div>
  );
}

interface DayFieldProps {
  readonly label: string;
  readonly day: string | undefined;
  readonly onChange: (day: string | undefined) => void;
}

/** One stop for the keyboard, where a date field of the system has four. Said once it is whole. */
function DayField({ label, day = '', onChange }: DayFieldProps) {
  const { say } = useWords();
  const [text, setText] = useState(day);
  const isWrong = text !== '' && !isDay(text);
  const tell = (): void => {
    if (!isWrong && text !== day) onChange(text === '' ? undefined : text);
  };
  return (
    <label className="history-day">
      <span className="ink3">{label}</span>
      <input
        className="input"
        value={text}
        placeholder={say('history.filter.day')}
        maxLength={10}
        size={10}
        spellCheck={false}
        aria-invalid={isWrong}
        title={isWrong ? say('history.filter.not-a-day') : undefined}
        onChange={(event) => {
          setText(event.target.value.trim());
        }}
        onBlur={tell}
        onKeyDown={(event) => {
          if (event.key === 'Enter') tell();
        }}
      />
    </label>
  );
}

/** One of the calendar: no thirtieth of February. */
function isDay(text: string): boolean {
  const at = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}
