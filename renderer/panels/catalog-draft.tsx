/** An own entry being made: checked by the engine while it is typed, kept only when nothing is wrong. */

import { useState } from 'react';
import { useCall } from '../use-call';
import { useWords } from '../words/use-words';
import { ChipDraft } from './catalog-draft-chip';
import { DraftFrame, Faults, idOf, recordIn } from './catalog-draft-frame';
import type { Draft } from './catalog-state';

export function CatalogDraft({ draft }: { readonly draft: Draft }) {
  const { say } = useWords();
  if ('imported' in draft) {
    const { text, source, notes } = draft.imported;
    return (
      <ModelDraft
        text={text}
        title={say('catalog.import')}
        source={source.title}
        locator={source.locator}
        notes={notes}
      />
    );
  }
  return draft.kind === 'chips' ? <ChipDraft from={draft.from} isNew={draft.isNew} /> : <FromModel id={draft.from} />;
}

function FromModel({ id }: { readonly id: string }) {
  const { say } = useWords();
  const { value } = useCall('catalog.file', { kind: 'models', id });
  if (!value) return null;
  return <ModelDraft text={value.text} title={say('catalog.own-entry', { id })} source="" notes={[]} />;
}

interface ModelDraftProps {
  readonly text: string;
  readonly title: string;
  readonly source: string;
  readonly locator?: string;
  readonly notes: readonly { readonly en: string; readonly zh: string }[];
}

/** A model's dimensions are many and nested: they are edited as the file that will be kept. */
function ModelDraft({ text: first, title, source, locator, notes }: ModelDraftProps) {
  const { say, pick } = useWords();
  const [text, setText] = useState(first);
  const [name, setName] = useState(() => nameIn(first));
  const said = source === '' ? {} : { source: { title: source, ...(locator === undefined ? {} : { locator }) } };
  return (
    <DraftFrame kind="models" title={title} text={text} {...said}>
      {(problems) => (
        <>
          {notes.length > 0 && (
            <section className="draft-notes" aria-label={say('catalog.import-notes')}>
              <h3>{say('catalog.import-notes')}</h3>
              <ul>
                {notes.map((note) => (
                  <li key={note.en} className="selectable">
                    {pick(note)}
                  </li>
                ))}
              </ul>
            </section>
          )}
          <label className="draft-line">
            <span>{say('catalog.field.title')}</span>
            <input
              className="input"
              value={name}
              onChange={(event) => {
                setName(event.target.value);
                setText(renamed(text, event.target.value));
              }}
            />
          </label>
          <label className="draft-text">
            <span>{say('catalog.file')}</span>
            <textarea
              className="input mono"
              spellCheck={false}
              rows={16}
              value={text}
              onChange={(event) => {
                setText(event.target.value);
                setName(nameIn(event.target.value) || name);
              }}
            />
          </label>
          <Faults problems={problems} />
        </>
      )}
    </DraftFrame>
  );
}

function nameIn(text: string): string {
  const record = recordIn(text);
  return typeof record?.title === 'string' ? record.title : '';
}

function renamed(text: string, title: string): string {
  const record = recordIn(text);
  if (!record) return text;
  const id = idOf(title);
  // The source of an imported entry carries its id.
  const source = String(record.source) === `own-${String(record.id)}` ? { source: `own-${id}` } : {};
  return `${JSON.stringify({ ...record, id, title, ...source }, null, 2)}\n`;
}
