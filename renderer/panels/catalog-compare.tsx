/** Two to six entries side by side: the roofs of chips in one chart, then figure by figure, each row on its own scale. */

import { useState } from 'react';
import type { CatalogEntry, CatalogKind, Roofs } from '../../app/contract';
import { ChartFrame } from '../chart';
import { TrustBadge } from '../parts/badge';
import { IconButton } from '../parts/button';
import { Problem } from '../parts/empty';
import { CloseIcon } from '../parts/icons';
import { landKeys } from '../parts/land-keys';
import { Select } from '../parts/menu';
import { useStore } from '../store';
import { useCall } from '../use-call';
import { look, workspace } from '../workspace';
import { useWords } from '../words/use-words';
import { catalogColumns } from './catalog-columns';
import { figureAt, figureNames } from './catalog-read';
import { setCatalog, togglePicked } from './catalog-state';

interface CompareProps {
  readonly kind: CatalogKind;
  readonly entries: readonly CatalogEntry[];
}

export function CatalogCompare({ kind, entries }: CompareProps) {
  const { say, pick, language } = useWords();
  const names = [...new Set(entries.flatMap(figureNames))].filter((name) => !name.startsWith('extras.'));
  const words = catalogColumns[kind].filter(({ id, align }) => align === 'text' && id !== 'title');
  return (
    <div ref={landKeys} className="compare-scroll" tabIndex={0} role="region" aria-label={say('compare.title')}>
      {kind === 'chips' && <RoofChart ids={entries.map(({ id }) => id)} />}
      <div className="compare" style={{ gridTemplateColumns: `176px repeat(${entries.length}, minmax(190px, 1fr))` }}>
        <div className="compare-line compare-section">
          <span className="compare-label" />
          {entries.map((entry) => (
            <div key={entry.id} className="compare-head">
              <div className="compare-head-line">
                <h2 className="compare-title">{entry.title}</h2>
                <span className="toolbar-space" />
                <IconButton
                  label={say('catalog.unpick', { title: entry.title })}
                  onClick={() => {
                    togglePicked(entry.id);
                    if (entries.length <= 2) setCatalog({ isComparing: false });
                  }}
                >
                  <CloseIcon size={12} />
                </IconButton>
              </div>
              <code className="ink3">{entry.id}</code>
            </div>
          ))}
        </div>
        {words.map((column) => {
          const texts = entries.map((entry) => column.read(entry, language).text);
          if (texts.every((text) => text === '') || column.id === 'id') return null;
          return <Line key={column.id} title={pick(column.title)} texts={texts} ids={entries.map(({ id }) => id)} />;
        })}
        {names.map((name) => (
          <FigureLine key={name} name={name} entries={entries} />
        ))}
      </div>
    </div>
  );
}

interface LineProps {
  readonly title: string;
  readonly texts: readonly string[];
  readonly ids: readonly string[];
}

function Line({ title, texts, ids }: LineProps) {
  const differs = new Set(texts).size > 1;
  return (
    <div className="compare-line compare-input">
      <span className="compare-label">{title}</span>
      {texts.map((text, place) => (
        <span key={ids[place]} className="compare-value selectable" data-differs={differs && text !== texts[0]}>
          {text}
        </span>
      ))}
    </div>
  );
}

function FigureLine({ name, entries }: { readonly name: string; readonly entries: readonly CatalogEntry[] }) {
  const { say, pick } = useWords();
  const figures = entries.map((entry) => figureAt(entry, name));
  const title = figures.find((figure) => figure !== undefined)?.title;
  const most = Math.max(...figures.map((figure) => figure?.value ?? 0));
  if (!title) return null;
  return (
    <div className="compare-line compare-result">
      <span className="compare-label">{pick(title)}</span>
      {figures.map((figure, place) => {
        const why = figure?.absent ?? figure?.unknown;
        const value = figure?.value;
        return (
          <div key={entries[place]?.id} className="compare-value compare-bars compare-figures">
            <span
              className="compare-figure selectable"
              title={why ? pick(why) : (figure?.sourceTitle ?? figure?.source)}
            >
              {figure?.text ?? '—'} {figure?.trust && <TrustBadge trust={figure.trust} />}
            </span>
            {value === undefined ? (
              <span className="ink3 compare-why">
                {why ? say(figure?.absent ? 'catalog.absent' : 'catalog.unknown', { reason: pick(why) }) : ''}
              </span>
            ) : (
              <span className="compare-bar">
                <span style={{ width: most > 0 ? `${(100 * value) / most}%` : 0 }} />
              </span>
            )}
          </div>
        );
      })}
    </div>
  );
}

function RoofChart({ ids }: { readonly ids: readonly string[] }) {
  const { say, pick } = useWords();
  // The look is drawn into the chart: another theme or language asks again.
  useStore(workspace);
  const [math, setMath] = useState<Roofs['math']>();
  const { value, failure } = useCall('catalog.roofs', {
    ids: [...ids],
    look: look(),
    ...(math === undefined ? {} : { math }),
  });
  if (failure) return <Problem fact={say('catalog.failed')} hint={pick(failure)} />;
  if (!value) return <p className="panel-wait">{say('compare.loading')}</p>;
  return (
    <section className="roofs" aria-label={say('catalog.roofs')}>
      <div className="roofs-head">
        <Select
          label={say('catalog.format')}
          value={value.math}
          choices={value.maths.map((each) => ({ id: each, label: each.toUpperCase() }))}
          onChoose={(id) => {
            setMath(value.maths.find((each) => each === id));
          }}
        />
        {value.left.length > 0 && (
          <ul className="roofs-left">
            {value.left.map(({ id, title, reason }) => (
              <li key={id}>{say('catalog.no-roof', { title, reason: pick(reason) })}</li>
            ))}
          </ul>
        )}
      </div>
      {value.chart && <ChartFrame chart={value.chart} name="chips" />}
    </section>
  );
}
