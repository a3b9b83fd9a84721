/** Who vouches for a number: the facts under it, or where the figure itself stands. */

import { useState } from 'react';
import { TrustBadge } from '../parts/badge';
import type { Explained } from '../shown';
import { explain } from '../workspace';
import { useWords } from '../words/use-words';

export function Leaf({ explained }: { readonly explained: Explained }) {
  const { say, pick } = useWords();
  const { source, origin } = explained.node;
  if (!source) return null;
  if (origin === 'question') return <p className="explain-note">{say('explain.question')}</p>;
  const where = [source.source, source.date, source.note].filter((part) => part !== undefined && part !== '');
  return (
    <section aria-label={say('explain.source')}>
      <h3>{say('explain.source')}</h3>
      <p className="selectable">{where.length > 0 ? where.join(' · ') : pick(source.label)}</p>
      {origin === 'unknown' && <p className="explain-note">{say('explain.unpublished')}</p>}
    </section>
  );
}

/** Metrics listed at first: under a small kernel's time stand most of them. */
const shortFeeds = 8;

/** What rests on the number: each a door to itself. */
export function Feeds({ explained, cell }: { readonly explained: Explained; readonly cell: string }) {
  const { say, pick } = useWords();
  const [isAllShown, setAllShown] = useState(false);
  const { feeds } = explained;
  const shown = isAllShown || feeds.length <= shortFeeds + 1 ? feeds : feeds.slice(0, shortFeeds);
  return (
    <section aria-label={say('explain.feeds')}>
      <h3>{say('explain.feeds')}</h3>
      <ul className="explain-feeds">
        {shown.map(({ metric, title }) => (
          <li key={metric}>
            <button
              type="button"
              className="explain-feed"
              title={pick(title)}
              onClick={() => {
                explain({ cell, metric });
              }}
            >
              {metric}
            </button>
          </li>
        ))}
      </ul>
      {shown.length < feeds.length && (
        <button
          type="button"
          className="link"
          onClick={() => {
            setAllShown(true);
          }}
        >
          {say('explain.more-sources', { n: feeds.length - shown.length })}
        </button>
      )}
    </section>
  );
}

/** Facts listed at first: under a calibrated time stand dozens. */
const shortList = 6;

export function Sources({ explained }: { readonly explained: Explained }) {
  const { say, pick } = useWords();
  const [isAllShown, setAllShown] = useState(false);
  const { sources } = explained.node;
  const hidden = isAllShown || sources.length <= shortList + 1 ? 0 : sources.length - shortList;
  return (
    <section aria-label={say('explain.sources')}>
      <h3>{say('explain.sources')}</h3>
      <ul className="explain-sources">
        {sources.slice(0, sources.length - hidden).map((each) => (
          <li key={`${each.label.en}|${each.source ?? ''}`} className="selectable">
            <TrustBadge trust={each.trust} />
            <span>
              {pick(each.label)} <span className="ink3">{[each.source, each.date].filter(Boolean).join(' · ')}</span>
            </span>
          </li>
        ))}
      </ul>
      {hidden > 0 && (
        <button
          type="button"
          className="link"
          onClick={() => {
            setAllShown(true);
          }}
        >
          {say('explain.more-sources', { n: hidden })}
        </button>
      )}
    </section>
  );
}
