/** The list of runs read by pages as it scrolls: ten thousand rows cost what is on screen. */

import { useEffect, useState } from 'react';
import type { Out, Text } from '../../app/contract';
import { rpc, textOf } from '../bridge';
import type { Filters } from './history-filters';

export type Run = Out<'history.list'>['runs'][number];

const pageSize = 100;

interface Pages {
  readonly key: string;
  readonly total: number | undefined;
  readonly pages: ReadonlyMap<number, readonly Run[]>;
  readonly failure: Text | undefined;
}

export interface PagedRuns {
  readonly total: number | undefined;
  readonly failure: Text | undefined;
  /** The run at a place, once its page has been read. */
  readonly at: (index: number) => Run | undefined;
}

/** Keeps the pages that hold rows `first` to `last` read. */
export function usePagedRuns(
  { search, filters }: { readonly search: string; readonly filters: Filters },
  age: number,
  { first, last }: { first: number; last: number },
): PagedRuns {
  const key = JSON.stringify([age, search, filters]);
  const [state, setState] = useState<Pages>({ key, total: undefined, pages: new Map(), failure: undefined });
  const from = Math.floor(Math.max(0, first) / pageSize);
  const to = Math.floor(Math.max(0, last) / pageSize);
  useEffect(() => {
    let isCurrent = true;
    for (let page = from; page <= to; page++) {
      if (state.key === key && state.pages.has(page)) continue;
      rpc('history.list', {
        limit: pageSize,
        offset: page * pageSize,
        ...filters,
        ...(search === '' ? {} : { search }),
      }).then(
        ({ runs, total }) => {
          if (!isCurrent) return;
          setState((old) => ({
            key,
            total,
            failure: undefined,
            pages: new Map(old.key === key ? old.pages : []).set(page, runs),
          }));
        },
        (error: unknown) => {
          if (isCurrent) setState({ key, total: 0, pages: new Map(), failure: textOf(error) });
        },
      );
    }
    return () => {
      isCurrent = false;
    };
    // The pages read are the effect's own result: only the range and the key ask again.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, from, to]);
  return {
    total: state.total,
    failure: state.failure,
    at: (index) => state.pages.get(Math.floor(index / pageSize))?.[index % pageSize],
  };
}
