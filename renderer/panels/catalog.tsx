/** What is known of chips, models, levers and sources, with who vouches for each figure; a person's own entries among them. */

import { useMemo, useRef, type ReactNode } from 'react';
import type { CatalogEntry, CatalogKind } from '../../app/contract';
import { TrustBadge, Tag } from '../parts/badge';
import { Button } from '../parts/button';
import { Checklist } from '../parts/checklist';
import { DataTable, type DataColumn } from '../parts/data-table';
import { Empty, Problem } from '../parts/empty';
import { AddIcon, ChevronDownIcon, CompareIcon, SearchIcon } from '../parts/icons';
import { Menu, Select } from '../parts/menu';
import { useStore } from '../store';
import { useCall } from '../use-call';
import { useWords } from '../words/use-words';
import { catalogColumns, catalogFacets, type CatalogCell, type CatalogColumn } from './catalog-columns';
import { CatalogCompare } from './catalog-compare';
import { CatalogDetail } from './catalog-detail';
import { CatalogDraft } from './catalog-draft';
import { useEntries } from './catalog-entries';
import { catalogState, importConfig, mostPicked, setCatalog, showKind, togglePicked } from './catalog-state';

const kinds: readonly CatalogKind[] = ['chips', 'models', 'optimizations', 'sources'];
const anything = '*';

export function Catalog() {
  const { say, pick, language } = useWords();
  const { kind, search, facets, opened, isComparing, picks, draft } = useStore(catalogState);
  const { entries, failure } = useEntries(kind);
  const found = useMemo(() => {
    const words = search.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = catalogFacets[kind].filter(({ id }) => facets[id] !== undefined);
    return (entries ?? []).filter((entry) => {
      if (!wanted.every(({ id, read }) => read(entry).some((each) => each.id === facets[id]))) return false;
      const text = catalogColumns[kind].map((column) => column.read(entry, language).text).join(' ');
      const whole = `${text} ${String(entry.aliases)}`.toLowerCase();
      return words.every((word) => whole.includes(word));
    });
  }, [entries, kind, search, facets, language]);
  const shown = entries?.find(({ id }) => id === opened);
  const compared = entries?.filter(({ id }) => picks.includes(id)) ?? [];
  return (
    <main className="panel">
      <CatalogBar entries={entries ?? []} />
      <CatalogProblems />
      {failure && <Problem fact={say('catalog.failed')} hint={pick(failure)} />}
      {!failure && !entries && <p className="panel-wait">{say('catalog.loading')}</p>}
      {entries && isComparing && compared.length > 0 ? (
        <CatalogCompare kind={kind} entries={picks.flatMap((id) => compared.filter((each) => each.id === id))} />
      ) : (
        entries && (
          <div className="panel-split">
            {found.length === 0 ? <NothingFound /> : <Entries entries={found} />}
            {shown && <CatalogDetail key={shown.id} kind={kind} entry={shown} />}
          </div>
        )
      )}
      {draft && <CatalogDraft draft={draft} />}
    </main>
  );
}

function NothingFound() {
  const { say } = useWords();
  return (
    <Empty fact={say('catalog.none')} hint={say('history.none-hint')}>
      <Button
        onClick={() => {
          setCatalog({ search: '', facets: {} });
        }}
      >
        {say('history.clear')}
      </Button>
    </Empty>
  );
}

function CatalogBar({ entries }: { readonly entries: readonly CatalogEntry[] }) {
  const { say } = useWords();
  const { kind, search, picks, isComparing } = useStore(catalogState);
  const isOwnable = kind === 'chips' || kind === 'models';
  return (
    <header className="toolbar toolbar-wrap">
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
              showKind(each);
            }}
          >
            {say(`catalog.${each}`)}
          </button>
        ))}
      </div>
      {!isComparing && (
        <>
          <label className="search search-short">
            <SearchIcon size={12} />
            <input
              type="search"
              className="input"
              value={search}
              placeholder={say('catalog.search')}
              aria-label={say('catalog.search')}
              onChange={(event) => {
                setCatalog({ search: event.target.value });
              }}
            />
          </label>
          <Facets entries={entries} />
        </>
      )}
      <span className="toolbar-space" />
      {!isComparing && <Columns />}
      {isOwnable && <AddEntry />}
      {isOwnable && isComparing && (
        <Button
          onClick={() => {
            setCatalog({ isComparing: false });
          }}
        >
          {say('catalog.back')}
        </Button>
      )}
      {isOwnable && !isComparing && (
        <Button
          look="primary"
          icon={<CompareIcon />}
          disabled={picks.length < 2}
          title={picks.length < 2 ? say('catalog.pick-hint') : undefined}
          onClick={() => {
            setCatalog({ isComparing: true });
          }}
        >
          {picks.length === 0 ? say('compare.title') : say('history.compare', { n: picks.length })}
        </Button>
      )}
    </header>
  );
}

function Facets({ entries }: { readonly entries: readonly CatalogEntry[] }) {
  const { say, pick } = useWords();
  const { kind, facets } = useStore(catalogState);
  return catalogFacets[kind].map(({ id, title, read }) => {
    const values = new Map(entries.flatMap(read).map((each) => [each.id, pick(each.label)]));
    if (values.size < 2) return null;
    const choices = [...values].map(([value, label]) => ({ id: value, label }));
    return (
      <Select
        key={id}
        label={pick(title)}
        value={facets[id] ?? anything}
        choices={[{ id: anything, label: say('catalog.any') }, ...choices]}
        onChoose={(value) => {
          const rest = Object.fromEntries(Object.entries(facets).filter(([name]) => name !== id));
          setCatalog({ facets: value === anything ? rest : { ...rest, [id]: value } });
        }}
      />
    );
  });
}

/** The columns on screen: the person's choice, else the usual ones. */
function useColumns(): readonly CatalogColumn[] {
  const { kind, columns } = useStore(catalogState);
  const chosen = columns[kind];
  return useMemo(
    () => catalogColumns[kind].filter(({ id, isUsual }) => (chosen ? chosen.includes(id) : isUsual)),
    [kind, chosen],
  );
}

function Columns() {
  const { say, pick } = useWords();
  const { kind, columns } = useStore(catalogState);
  const chosen = useColumns().map(({ id }) => id);
  return (
    <Checklist
      label={say('catalog.columns')}
      choices={catalogColumns[kind].slice(1).map(({ id, title }) => ({ id, label: pick(title) }))}
      chosen={chosen}
      onToggle={(id) => {
        const next = chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id];
        setCatalog({ columns: { ...columns, [kind]: next } });
      }}
    >
      {say('catalog.columns')}
      <ChevronDownIcon size={12} />
    </Checklist>
  );
}

function AddEntry() {
  const { say } = useWords();
  const { kind } = useStore(catalogState);
  const file = useRef<HTMLInputElement>(null);
  const isChips = kind === 'chips';
  return (
    <>
      <Menu
        label={say('catalog.add')}
        align="end"
        choices={
          isChips
            ? [{ id: 'chip', label: say('catalog.add-chip'), hint: say('catalog.add-chip-hint') }]
            : [{ id: 'import', label: say('catalog.import'), hint: say('catalog.import-hint') }]
        }
        onChoose={() => {
          if (isChips) setCatalog({ draft: { kind: 'chips', from: '', isNew: true } });
          else file.current?.click();
        }}
      >
        <AddIcon size={12} />
        {say('catalog.add')}
      </Menu>
      <input
        ref={file}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label={say('catalog.import')}
        onChange={(event) => {
          const [chosen] = event.target.files ?? [];
          event.target.value = '';
          if (chosen)
            void chosen.text().then((text) => importConfig(text, window.chokepoint.pathOf(chosen) || chosen.name));
        }}
      />
    </>
  );
}

/** A person's own files that are left out: what is wrong, file by file. */
function CatalogProblems() {
  const { say, pick } = useWords();
  const { age } = useStore(catalogState);
  const { value } = useCall('catalog.problems', {}, age);
  const faults = value?.filter(({ severity }) => severity === 'error') ?? [];
  if (faults.length === 0) return null;
  return (
    <Problem
      fact={say('catalog.left-out', { n: faults.length })}
      hint={faults.map(({ text }) => pick(text)).join('\n')}
    />
  );
}

function Entries({ entries }: { readonly entries: readonly CatalogEntry[] }) {
  const { say, pick, language } = useWords();
  const { kind, order, opened, picks } = useStore(catalogState);
  const shown = useColumns();
  const columns = useMemo(
    () =>
      shown.map((column): DataColumn<CatalogEntry> => ({
        id: column.id,
        title: pick(column.title),
        align: column.align,
        width: column.width,
        key: (entry) => {
          const cell = column.read(entry, language);
          return column.align === 'number' ? cell.value : cell.text;
        },
        cell: (entry) => (
          <Cell cell={column.read(entry, language)} own={column.id === 'title' && entry.own !== undefined} />
        ),
      })),
    [shown, pick, language],
  );
  return (
    <DataTable<CatalogEntry>
      label={say(`catalog.${kind}`)}
      columns={columns}
      rows={entries}
      order={order}
      onOrder={(next) => {
        setCatalog({ order: next });
      }}
      opened={opened}
      onOpen={(entry) => {
        setCatalog({ opened: entry.id });
      }}
      {...(kind === 'chips' || kind === 'models'
        ? {
            picked: picks,
            isFull: picks.length >= mostPicked,
            onPick: (entry) => {
              togglePicked(entry.id);
            },
            pickLabel: (entry) => say('catalog.pick', { title: entry.title }),
          }
        : {})}
    />
  );
}

function Cell({ cell, own }: { readonly cell: CatalogCell; readonly own: boolean }): ReactNode {
  const { say } = useWords();
  return (
    <span className={cell.isMono === true ? 'mono' : undefined} title={cell.hint ?? cell.text}>
      {cell.text}
      {cell.trust && (
        <>
          {' '}
          <TrustBadge trust={cell.trust} />
        </>
      )}
      {own && (
        <>
          {' '}
          <Tag tone="accent">{say('catalog.own')}</Tag>
        </>
      )}
    </span>
  );
}
