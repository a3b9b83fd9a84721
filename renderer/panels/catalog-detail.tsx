/** One entry in full: every figure with who vouches for it, or why there is none. */

import type { ReactNode } from 'react';
import type { CatalogEntry, CatalogKind } from '../../app/contract';
import { rpc } from '../bridge';
import { TrustBadge, Tag } from '../parts/badge';
import { Button, IconButton } from '../parts/button';
import { CloseIcon, TrashIcon } from '../parts/icons';
import { report } from '../workspace';
import { useWords } from '../words/use-words';
import { catalogWords } from './catalog-columns';
import { LeverFacts } from './catalog-lever';
import { figureAt, figureNames, isRecord, isText, layersOf, wordOf, type EntryFigure } from './catalog-read';
import { Fact, Plain, Section } from './detail-parts';
import { Source } from './source';
import { removeOwn, setCatalog } from './catalog-state';

interface DetailProps {
  readonly kind: CatalogKind;
  readonly entry: CatalogEntry;
}

export function CatalogDetail({ kind, entry }: DetailProps) {
  const { say, language } = useWords();
  const title = isText(entry.titleInWords) ? entry.titleInWords[language] : entry.title;
  return (
    <aside className="detail" aria-label={title}>
      <header className="detail-head">
        <h2>{title}</h2>
        <IconButton
          label={say('catalog.close')}
          onClick={() => {
            setCatalog({ opened: undefined });
          }}
        >
          <CloseIcon size={12} />
        </IconButton>
      </header>
      <div className="detail-body" tabIndex={0} role="region" aria-label={say('catalog.details')}>
        <p className="detail-id">
          <code className="selectable">{entry.id}</code>
          {entry.own === 'added' && <Tag tone="accent">{say('catalog.own-added')}</Tag>}
          {entry.own === 'replaced' && <Tag tone="accent">{say('catalog.own-replaced')}</Tag>}
        </p>
        {kind !== 'sources' && <p className="detail-summary selectable">{entry.summary[language]}</p>}
        <Facts kind={kind} entry={entry} />
      </div>
      {(kind === 'chips' || kind === 'models') && (
        <footer className="detail-foot">
          <Button
            onClick={() => {
              setCatalog({
                draft: kind === 'chips' ? { kind, from: entry.id, isNew: false } : { kind, from: entry.id },
              });
            }}
          >
            {say(entry.own === undefined ? 'catalog.override' : 'catalog.edit')}
          </Button>
          {kind === 'chips' && (
            <Button
              look="plain"
              onClick={() => {
                setCatalog({ draft: { kind, from: entry.id, isNew: true } });
              }}
            >
              {say('catalog.copy')}
            </Button>
          )}
          <span className="toolbar-space" />
          {entry.own !== undefined && (
            <Button look="plain" icon={<TrashIcon size={12} />} onClick={() => void removeOwn(kind, entry.id)}>
              {say(entry.own === 'added' ? 'catalog.remove' : 'catalog.remove-override')}
            </Button>
          )}
        </footer>
      )}
    </aside>
  );
}

function Facts({ kind, entry }: DetailProps): ReactNode {
  switch (kind) {
    case 'chips':
      return <ChipFacts entry={entry} />;
    case 'models':
      return <ModelFacts entry={entry} />;
    case 'optimizations':
      return <LeverFacts entry={entry} />;
    case 'sources':
      return <SourceFacts entry={entry} />;
  }
}

function ChipFacts({ entry }: { readonly entry: CatalogEntry }) {
  const { say, language } = useWords();
  const names = figureNames(entry);
  const own = names.filter((name) => !name.startsWith('extras.'));
  const beside = names.filter((name) => name.startsWith('extras.'));
  const evidence = Array.isArray(entry.evidence) ? entry.evidence.filter(isRecord) : [];
  return (
    <>
      <Section title={say('catalog.figures')}>
        <FigureList entry={entry} names={own} />
      </Section>
      {beside.length > 0 && (
        <Section title={say('catalog.beside')}>
          <FigureList entry={entry} names={beside} />
        </Section>
      )}
      <Links entry={entry} />
      <Section title={say('catalog.about')}>
        <Plain
          entry={entry}
          fields={['vendor', 'aliases', 'deviceNames', 'release', 'memoryType', 'topology', 'note']}
        />
      </Section>
      {evidence.length > 0 && (
        <Section title={say('catalog.evidence')}>
          <ul className="detail-list">
            {evidence.map((each, place) => (
              // Nothing in it need be unique, and it never changes order.
              <li key={place}>
                <span className="selectable">{wordOf(each.what, language)}</span>
                <Source id={wordOf(each.source, language)} />
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

/** What carries the bytes between cards, and what exchanges reach of it. */
function Links({ entry }: { readonly entry: CatalogEntry }) {
  const { say, language } = useWords();
  const links = Array.isArray(entry.links) ? entry.links.filter(isRecord) : [];
  if (links.length === 0) return null;
  return (
    <Section title={say('catalog.links')}>
      <ul className="detail-list">
        {links.map(({ title, reached }) => (
          <li key={wordOf(title, 'en')}>
            <span className="selectable">{wordOf(title, language)}</span>
            {(Array.isArray(reached) ? reached : []).map((each: unknown) => (
              <span key={wordOf(each, 'en')} className="ink3 selectable">
                {wordOf(each, language)}
              </span>
            ))}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function FigureList({ entry, names }: { readonly entry: CatalogEntry; readonly names: readonly string[] }) {
  return (
    <dl className="detail-figures">
      {names.map((name) => {
        const figure = figureAt(entry, name);
        return figure && <Figure key={name} figure={figure} />;
      })}
    </dl>
  );
}

function Figure({ figure }: { readonly figure: EntryFigure }) {
  const { say, pick } = useWords();
  const why = figure.absent ?? figure.unknown;
  return (
    <div className="detail-figure">
      <dt>{pick(figure.title)}</dt>
      <dd>
        <span className="detail-value selectable" data-unknown={figure.text === undefined}>
          {figure.text ?? '—'} {figure.trust && <TrustBadge trust={figure.trust} named />}
        </span>
        {why && (
          <span className="detail-why selectable">
            {say(figure.absent ? 'catalog.absent' : 'catalog.unknown', { reason: pick(why) })}
          </span>
        )}
        {figure.source !== undefined && <Source id={figure.source} />}
        {figure.note !== undefined && <span className="detail-why selectable">{figure.note}</span>}
      </dd>
    </div>
  );
}

function ModelFacts({ entry }: { readonly entry: CatalogEntry }) {
  const { say, language } = useWords();
  const published = isRecord(entry.published) ? entry.published : undefined;
  const blocked = isRecord(entry.blocked) && isText(entry.blocked.reason) ? entry.blocked.reason : undefined;
  const layers = layersOf(entry);
  const native = isRecord(entry.native) ? entry.native : undefined;
  return (
    <>
      {blocked && <p className="detail-why">{say('catalog.blocked', { reason: blocked[language] })}</p>}
      <Section title={say('catalog.counted')}>
        <FigureList entry={entry} names={['parameters', 'activeParameters', 'kvPerToken']} />
      </Section>
      {published && (
        <Section title={say('catalog.published')}>
          <dl className="detail-facts">
            <Fact name={say('catalog.published-total')} text={wordOf(published.total, language)} />
            <Fact name={say('catalog.published-active')} text={wordOf(published.active, language)} />
            <Fact
              name={say('catalog.confidence')}
              text={catalogWords.confidence?.[String(published.confidence)]?.[language] ?? ''}
            />
            <Fact name={say('catalog.basis')} text={wordOf(published.basisNote, language)} />
            <Fact name={say('catalog.note')} text={wordOf(published.note, language)} />
          </dl>
        </Section>
      )}
      <Section title={say('catalog.layers')}>
        <ul className="detail-list">
          {layers.map((layer, place) => (
            // Equal groups may follow each other.
            <li key={place}>
              <span>
                {layer.count} × {layer.attention}, {layer.ffn}
              </span>
              <code className="detail-why selectable">{layer.dimensions}</code>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={say('catalog.about')}>
        <Plain entry={entry} fields={['hidden', 'vocab', 'contextLength', 'mtpLayers', 'nativePrecision', 'aliases']} />
        {native && (
          <dl className="detail-facts">
            <Fact
              name={say('catalog.native')}
              text={say('catalog.native-formats', {
                weights: String(native.weights),
                experts: String(native.experts),
              })}
            />
          </dl>
        )}
        <Source id={wordOf(entry.source, language)} />
      </Section>
    </>
  );
}

function SourceFacts({ entry }: { readonly entry: CatalogEntry }) {
  const { say, language } = useWords();
  const { url } = entry;
  return (
    <Section title={say('catalog.about')}>
      <dl className="detail-facts">
        <Fact name={say('catalog.locator')} text={wordOf(entry.locator, language)} />
        <Fact name={say('catalog.published-on')} text={wordOf(entry.published, language)} />
        <Fact name={say('catalog.read-on')} text={wordOf(entry.read, language)} />
        <Fact
          name={say('catalog.confidence')}
          text={catalogWords.confidence?.[String(entry.confidence)]?.[language] ?? ''}
        />
        <Fact name={say('catalog.license')} text={wordOf(entry.license, language)} />
        <Fact name={say('catalog.note')} text={wordOf(entry.note, language)} />
      </dl>
      {typeof url === 'string' && <Address url={url} />}
    </Section>
  );
}

function Address({ url }: { readonly url: string }) {
  const { say } = useWords();
  if (!url.startsWith('https://')) return <p className="selectable">{url}</p>;
  return (
    <button
      type="button"
      className="link detail-link"
      onClick={() => {
        rpc('link.open', { url }).catch((error: unknown) => {
          report(say('catalog.sources'), error);
        });
      }}
    >
      {url}
    </button>
  );
}
