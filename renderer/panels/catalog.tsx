/** What is known of chips, models, levers and sources, with who vouches for each figure. */

import { useMemo, useState } from 'react';
import type { CatalogEntry, CatalogKind } from '../../app/contract';
import { rpc } from '../bridge';
import { TrustBadge } from '../parts/badge';
import { Empty, Problem } from '../parts/empty';
import { SearchIcon } from '../parts/icons';
import { useCall } from '../use-call';
import { report } from '../workspace';
import { useWords } from '../words/use-words';
import { catalogColumns, type CatalogCell, type CatalogColumn } from './catalog-columns';

const kinds: readonly CatalogKind[] = ['chips', 'models', 'optimizations', 'sources'];

export function Catalog() {
  const { say, pick, language } = useWords();
  const [kind, setKind] = useState<CatalogKind>('chips');
  const [search, setSearch] = useState('');
  const { value, failure, isFresh } = useCall('catalog.list', { kind });
  const columns = catalogColumns[kind];
  const found = useMemo(() => {
    const words = search.toLowerCase().split(/\s+/).filter(Boolean);
    return (value ?? []).filter((entry) => {
      const text = columns
        .map((column) => column.read(entry, language).text)
        .join(' ')
        .toLowerCase();
      return words.every((word) => text.includes(word));
    });
  }, [value, search, columns, language]);
  return (
    <main className="panel">
      <header className="toolbar">
        <h1 className="toolbar-title">{say('catalog.title')}</h1>
        <div className="segments" role="radiogroup" aria-label={say('catalog.kinds')}>
          {kinds.map((each) => (
            <button
              key={each}
              type="button"
              role="radio"
              className="segment"
              aria-checked={each === kind}
              onClick={() => {
                setKind(each);
              }}
            >
              {say(`catalog.${each}`)}
            </button>
          ))}
        </div>
        <label className="search">
          <SearchIcon size={12} />
          <input
            type="search"
            className="input"
            value={search}
            placeholder={say('catalog.search')}
            aria-label={say('catalog.search')}
            onChange={(event) => {
              setSearch(event.target.value);
            }}
          />
        </label>
      </header>
      {failure && <Problem fact={say('catalog.failed')} hint={pick(failure)} />}
      {!failure && !isFresh && <p className="panel-wait">{say('catalog.loading')}</p>}
      {!failure && isFresh && found.length === 0 && (
        <Empty fact={say('catalog.none')} hint={say('history.none-hint')} />
      )}
      {!failure && isFresh && found.length > 0 && (
        <div className="table-scroll" tabIndex={0} role="region" aria-label={say(`catalog.${kind}`)}>
          <Entries key={kind} entries={found} columns={columns} label={say(`catalog.${kind}`)} />
        </div>
      )}
    </main>
  );
}

interface EntriesProps {
  readonly entries: readonly CatalogEntry[];
  readonly columns: readonly CatalogColumn[];
  readonly label: string;
}

function Entries({ entries, columns, label }: EntriesProps) {
  const { say, pick, language } = useWords();
  const [order, setOrder] = useState<{ column: CatalogColumn; falling: boolean }>();
  const rows = useMemo(() => {
    if (!order) return entries;
    const texts = new Intl.Collator(language, { numeric: true });
    const sign = order.falling ? -1 : 1;
    return [...entries].sort((a, b) => {
      const [left, right] = [order.column.read(a, language), order.column.read(b, language)];
      if (left.value !== undefined && right.value !== undefined) return sign * (left.value - right.value);
      // Where there is no figure the row stands last, whichever way.
      if (order.column.align === 'number') return Number(left.value === undefined) - Number(right.value === undefined);
      return sign * texts.compare(left.text, right.text);
    });
  }, [entries, order, language]);
  return (
    <table className="table table-sticky" aria-label={label}>
      <thead>
        <tr>
          {columns.map((column) => {
            const falls = order?.column === column ? order.falling : undefined;
            return (
              <th
                key={column.id}
                scope="col"
                className={`table-${column.align}`}
                aria-sort={falls === undefined ? undefined : falls ? 'descending' : 'ascending'}
              >
                <button
                  type="button"
                  className="table-sort"
                  aria-label={say('table.sort', { column: pick(column.title) })}
                  onClick={() => {
                    setOrder({ column, falling: falls === undefined ? column.align === 'number' : !falls });
                  }}
                >
                  {pick(column.title)}
                  <span aria-hidden="true">{falls === undefined ? '' : falls ? ' ↓' : ' ↑'}</span>
                </button>
              </th>
            );
          })}
        </tr>
      </thead>
      <tbody>
        {rows.map((entry) => (
          <tr key={entry.id}>
            {columns.map((column) => (
              <td key={column.id} className={`table-${column.align}`}>
                <Cell cell={column.read(entry, language)} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Cell({ cell }: { readonly cell: CatalogCell }) {
  const { say } = useWords();
  const { url } = cell;
  if (url !== undefined)
    return (
      <button
        type="button"
        className="link"
        onClick={() => {
          rpc('link.open', { url }).catch((error: unknown) => {
            report(say('catalog.sources'), error);
          });
        }}
      >
        {cell.text}
      </button>
    );
  return (
    <span className={cell.isMono === true ? 'mono selectable' : 'selectable'} title={cell.hint}>
      {cell.text} {cell.trust && <TrustBadge trust={cell.trust} />}
    </span>
  );
}
