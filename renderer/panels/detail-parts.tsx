/** What the pages of catalog entries are built of: a headed section, a list of facts. */

import type { ReactNode } from 'react';
import type { CatalogEntry } from '../../app/contract';
import { useWords } from '../words/use-words';
import { wordOf } from './catalog-read';

export function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

type PlainField =
  | 'vendor'
  | 'aliases'
  | 'deviceNames'
  | 'release'
  | 'memoryType'
  | 'topology'
  | 'note'
  | 'hidden'
  | 'vocab'
  | 'contextLength'
  | 'mtpLayers'
  | 'nativePrecision';

export function Plain({ entry, fields }: { readonly entry: CatalogEntry; readonly fields: readonly PlainField[] }) {
  const { say, language } = useWords();
  return (
    <dl className="detail-facts">
      {fields.map((field) => (
        <Fact key={field} name={say(`catalog.field.${field}`)} text={wordOf(entry[field], language)} />
      ))}
    </dl>
  );
}

export function Fact({ name, text }: { readonly name: string; readonly text: string }) {
  if (text === '') return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd className="selectable">{text}</dd>
    </div>
  );
}
