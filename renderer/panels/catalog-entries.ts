/** Lists of the catalog, asked for once each until an own entry changes: every citation on a page looks into the same one. */

import { useEffect, useState } from 'react';
import type { CatalogEntry, CatalogKind, Text } from '../../app/contract';
import { rpc, textOf } from '../bridge';
import { useStore } from '../store';
import { catalogState } from './catalog-state';

type Entries = readonly CatalogEntry[];

let keptAge = 0;
const asked = new Map<CatalogKind, Promise<Entries>>();
const known = new Map<CatalogKind, Entries>();

function ask(kind: CatalogKind, age: number): Promise<Entries> {
  if (age !== keptAge) {
    asked.clear();
    known.clear();
    keptAge = age;
  }
  const before = asked.get(kind);
  if (before) return before;
  const answer = rpc('catalog.list', { kind });
  asked.set(kind, answer);
  answer.then(
    (entries) => {
      if (asked.get(kind) === answer) known.set(kind, entries);
    },
    () => {
      // A failure is asked again by whoever comes next.
      if (asked.get(kind) === answer) asked.delete(kind);
    },
  );
  return answer;
}

export interface Listed {
  readonly entries: Entries | undefined;
  readonly failure: Text | undefined;
}

export function useEntries(kind: CatalogKind): Listed {
  const { age } = useStore(catalogState);
  const key = `${kind} ${age}`;
  const [state, setState] = useState<{ key: string } & Listed>();
  useEffect(() => {
    let isCurrent = true;
    ask(kind, age).then(
      (entries) => {
        if (isCurrent) setState({ key, entries, failure: undefined });
      },
      (error: unknown) => {
        if (isCurrent) setState({ key, entries: undefined, failure: textOf(error) });
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [kind, age, key]);
  if (state?.key === key) return state;
  // What is known stands at once, without a frame of waiting.
  return { entries: age === keptAge ? known.get(kind) : undefined, failure: undefined };
}
