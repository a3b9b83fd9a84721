/** A chip of the person's own, or their figures for a shipped one: value, who vouches, and what was measured beside it. */

import { useState } from 'react';
import type { CatalogEntry, EntryProblem } from '../../app/contract';
import { TrustBadge } from '../parts/badge';
import { useCall } from '../use-call';
import { useWords } from '../words/use-words';
import { useEntries } from './catalog-entries';
import { DraftFrame, Faults, idOf, recordIn } from './catalog-draft-frame';
import { figureAt, figureNames, isRecord } from './catalog-read';

const origins = ['datasheet', 'measured', 'given', 'assumed'] as const;
type Origin = (typeof origins)[number];
const protocol = 'https://';

/** Figures that can be measured against their peak, with the unit of both. */
const measurable: Readonly<Record<string, string>> = {
  'tflops.bf16': 'FLOP/s',
  'tflops.fp8': 'FLOP/s',
  'tflops.int8': 'FLOP/s',
  'tflops.fp4': 'FLOP/s',
  memoryBandwidth: 'B/s',
  scaleUp: 'B/s',
  scaleOut: 'B/s',
};

interface Typed {
  readonly value: string;
  readonly origin: Origin;
}

export function ChipDraft({ from, isNew }: { readonly from: string; readonly isNew: boolean }) {
  const { entries: chips } = useEntries('chips');
  const start = chips?.find(({ id }) => id === from) ?? chips?.[0];
  const { value: file } = useCall('catalog.file', start && { kind: 'chips', id: start.id });
  const record = file && recordIn(file.text);
  if (!start || !record) return null;
  return <ChipForm entry={start} record={record} isNew={isNew} isBlank={from === ''} />;
}

interface ChipFormProps {
  readonly entry: CatalogEntry;
  readonly record: Readonly<Record<string, unknown>>;
  readonly isNew: boolean;
  readonly isBlank: boolean;
}

function ChipForm({ entry, record, isNew, isBlank }: ChipFormProps) {
  const { say } = useWords();
  const [title, setTitle] = useState(
    isBlank ? '' : isNew ? say('catalog.copy-of', { title: entry.title }) : entry.title,
  );
  const [vendor, setVendor] = useState(isBlank ? '' : String(record.vendor));
  const [source, setSource] = useState({ title: '', url: '' });
  const [typed, setTyped] = useState<Readonly<Record<string, Typed>>>({});
  const [measured, setMeasured] = useState<Readonly<Record<string, string>>>({});
  const names = figureNames(entry).filter((name) => !name.startsWith('extras.'));
  const id = isNew ? idOf(title) : entry.id;
  const text = chipFile({ record, names, id, title, vendor, isNew, isBlank, typed, measured });
  const isTouched = Object.keys(typed).length > 0 || Object.keys(measured).length > 0;
  const said = {
    title: source.title.trim() === '' ? say('catalog.own-source') : source.title.trim(),
    ...(/^https:\/\/\S+\.\S+$/.test(source.url.trim()) ? { url: source.url.trim() } : {}),
  };
  return (
    <DraftFrame
      kind="chips"
      title={say(isNew ? 'catalog.add-chip' : 'catalog.own-entry', { id: entry.id })}
      text={text}
      {...(isTouched || isBlank ? { source: said } : {})}
    >
      {(problems) => (
        <>
          <div className="draft-names">
            <Line label={say('catalog.field.title')} value={title} disabled={!isNew} onChange={setTitle} />
            <Line label={say('catalog.field.vendor')} value={vendor} onChange={setVendor} />
            <Line
              label={say('catalog.where')}
              value={source.title}
              placeholder={say('catalog.where-hint')}
              onChange={(next) => {
                setSource({ ...source, title: next });
              }}
            />
            <Line
              label={say('catalog.address')}
              value={source.url}
              placeholder={protocol}
              onChange={(next) => {
                setSource({ ...source, url: next });
              }}
            />
          </div>
          <table className="draft-figures">
            <thead>
              <tr>
                <th scope="col">{say('catalog.figures')}</th>
                <th scope="col">{say('catalog.value')}</th>
                <th scope="col">{say('catalog.vouches')}</th>
                <th scope="col">{say('catalog.measured-beside')}</th>
              </tr>
            </thead>
            <tbody>
              {names.map((name) => (
                <FigureRow
                  key={name}
                  name={name}
                  entry={entry}
                  isBlank={isBlank}
                  typed={typed[name]}
                  measured={measured[name]}
                  problems={problems}
                  onTyped={(next) => {
                    setTyped({ ...typed, [name]: next });
                  }}
                  onMeasured={(next) => {
                    setMeasured({ ...measured, [name]: next });
                  }}
                />
              ))}
            </tbody>
          </table>
          <Faults
            problems={title.trim() === '' ? [] : problems}
            shown={names.flatMap((name) => [name, measuredName(name)])}
          />
        </>
      )}
    </DraftFrame>
  );
}

function measuredName(name: string): string {
  return `extras.${name}.measured`;
}

interface LineProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly disabled?: boolean;
  readonly onChange: (value: string) => void;
}

function Line({ label, value, placeholder, disabled, onChange }: LineProps) {
  return (
    <label className="draft-line">
      <span>{label}</span>
      <input
        className="input"
        value={value}
        placeholder={placeholder}
        disabled={disabled}
        onChange={(event) => {
          onChange(event.target.value);
        }}
      />
    </label>
  );
}

interface FigureRowProps {
  readonly name: string;
  readonly entry: CatalogEntry;
  readonly isBlank: boolean;
  readonly typed: Typed | undefined;
  readonly measured: string | undefined;
  readonly problems: readonly EntryProblem[];
  readonly onTyped: (typed: Typed) => void;
  readonly onMeasured: (value: string) => void;
}

function FigureRow({ name, entry, isBlank, typed, measured, problems, onTyped, onMeasured }: FigureRowProps) {
  const { say, pick } = useWords();
  const figure = figureAt(entry, name);
  const before = isBlank ? undefined : figure;
  const beside = isBlank ? undefined : figureAt(entry, measuredName(name));
  const value = typed?.value ?? before?.said ?? '';
  const wrong = problems.find(({ field }) => field === name || field === measuredName(name));
  const label = figure ? pick(figure.title) : name;
  return (
    <>
      <tr data-wrong={wrong !== undefined}>
        <th scope="row">{label}</th>
        <td>
          <input
            className="input"
            value={value}
            aria-label={label}
            aria-invalid={wrong?.field === name}
            placeholder={say('catalog.not-published')}
            onChange={(event) => {
              onTyped({ value: event.target.value, origin: typed?.origin ?? 'given' });
            }}
          />
        </td>
        <td>
          {typed === undefined ? (
            <span className="draft-kept">{before?.trust && <TrustBadge trust={before.trust} named />}</span>
          ) : (
            <select
              className="input"
              aria-label={say('catalog.vouches-of', { figure: label })}
              value={typed.origin}
              onChange={(event) => {
                onTyped({ ...typed, origin: origins.find((each) => each === event.target.value) ?? 'given' });
              }}
            >
              {origins.map((each) => (
                <option key={each} value={each}>
                  {say(`trust.${each}`)}
                </option>
              ))}
            </select>
          )}
        </td>
        <td>
          {measurable[name] !== undefined && (
            <input
              className="input"
              value={measured ?? beside?.said ?? ''}
              aria-label={say('catalog.measured-of', { figure: label })}
              aria-invalid={wrong?.field === measuredName(name)}
              onChange={(event) => {
                onMeasured(event.target.value);
              }}
            />
          )}
        </td>
      </tr>
      {wrong && (
        <tr className="draft-wrong">
          <td colSpan={4} role="status">
            {pick(wrong.text)}
          </td>
        </tr>
      )}
    </>
  );
}

interface ChipFile {
  readonly record: Readonly<Record<string, unknown>>;
  readonly names: readonly string[];
  readonly id: string;
  readonly title: string;
  readonly vendor: string;
  readonly isNew: boolean;
  readonly isBlank: boolean;
  readonly typed: Readonly<Record<string, Typed>>;
  readonly measured: Readonly<Record<string, string>>;
}

/** The record with what was typed in place; all else stays, with its sources. */
export function chipFile({ record, names, id, title, vendor, isNew, isBlank, typed, measured }: ChipFile): string {
  const source = `own-${id}`;
  const stated = (value: string, origin: Origin) => ({ value: value.trim(), origin, source, confidence: 'medium' });
  const unsaid = { unknown: { en: 'not given', zh: '未给出' } };
  const old = (name: string): unknown => {
    const [first = '', format] = name.split('.');
    const field = record[first];
    return format === undefined ? field : isRecord(field) ? field[format] : undefined;
  };
  const figure = (name: string): unknown => {
    const now = typed[name];
    if (now === undefined) return isBlank ? unsaid : old(name);
    return now.value.trim() === '' ? unsaid : stated(now.value, now.origin);
  };
  const peaks = names.filter((name) => name.startsWith('tflops.'));
  const before = isRecord(record.extras) && !isBlank ? Object.entries(record.extras) : [];
  const extras = Object.fromEntries([
    ...before.filter(([key]) => measured[key.replace(/\.measured$/, '')] === undefined),
    ...Object.entries(measured)
      .filter(([, value]) => value.trim() !== '')
      .map(([name, value]) => [`${name}.measured`, { unit: measurable[name], ...stated(value, 'measured') }]),
  ]);
  const bare = isNew ? { aliases: [], deviceNames: [] } : {};
  const kept = isBlank ? {} : record;
  return `${JSON.stringify(
    {
      ...kept,
      id,
      title: title.trim(),
      vendor: vendor.trim(),
      ...bare,
      tflops: Object.fromEntries(peaks.map((name) => [name.replace('tflops.', ''), figure(name)])),
      ...Object.fromEntries(names.filter((name) => !name.startsWith('tflops.')).map((name) => [name, figure(name)])),
      extras,
    },
    null,
    2,
  )}\n`;
}
