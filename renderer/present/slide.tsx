/** One slide (LOOK.md 3, picture 6): parts along the top, one statement, its evidence, what it rests on below. */

import type { Block, CaseDocument, Slide } from '../../app/contract';
import { Chart } from '../chart';
import { TrustBadge } from '../parts/badge';
import { Figure } from '../parts/number';
import { ShownTableView } from '../parts/shown-table';
import { useWords } from '../words/use-words';
import { tabsOf } from './tabs';

export const slideWidth = 1440;
export const slideHeight = 900;

interface SlideProps {
  readonly slide: Slide;
  readonly document: CaseDocument;
  readonly number: number;
}

export function SlideView({ slide, document, number }: SlideProps) {
  const { say } = useWords();
  const isAlone = slide.narrow.length === 0 || slide.wide.length === 0;
  return (
    <article className="slide" aria-label={slide.title}>
      <header className="slide-head">
        {tabsOf(document).map(({ id, title }) => (
          <span key={id} aria-current={id === slide.section ? 'true' : undefined}>
            {title}
          </span>
        ))}
        <span className="slide-name">{document.title}</span>
      </header>
      <h1 className="slide-title" data-length={slide.title.length > 90 ? 'long' : 'short'}>
        {slide.title}
      </h1>
      {slide.lead.length > 0 && (
        <div className="slide-lead" data-length={slide.lead.join('').length > 420 ? 'long' : 'short'}>
          {slide.lead.map((text) => (
            <p key={text}>{text}</p>
          ))}
        </div>
      )}
      <div className="slide-body" data-alone={isAlone}>
        {slide.wide.length > 0 && <Side blocks={slide.wide} />}
        {slide.narrow.length > 0 && <Side blocks={slide.narrow} />}
      </div>
      <footer className="slide-foot">
        {slide.rests.length > 0 && <span>{say('present.rests')}</span>}
        {slide.rests.map(({ label, value, trust }) => (
          <span key={`${label} ${value}`}>
            {`${label} ${value} `}
            <TrustBadge trust={trust} named />
          </span>
        ))}
        <span className="slide-number">
          <span className="ink3">
            {`${say('status.engine', { version: document.engine })} · ${document.fidelity} · ${document.time.slice(0, 10)}`}
          </span>
          {` ${String(number)} / ${String(document.slides.length)}`}
        </span>
      </footer>
    </article>
  );
}

function Side({ blocks }: { readonly blocks: readonly Block[] }) {
  return (
    <div className="slide-side">
      {blocks.map((block, i) => (
        <BlockView key={`${block.kind} ${String(i)}`} block={block} />
      ))}
    </div>
  );
}

function BlockView({ block }: { readonly block: Block }) {
  const { pick, say } = useWords();
  switch (block.kind) {
    case 'chart':
      return (
        <figure className="slide-chart">
          <figcaption>
            <b>{pick(block.chart.title)}</b> <span>{pick(block.chart.hint)}</span>
          </figcaption>
          <div className="slide-zoom">
            <Chart chart={block.chart} />
          </div>
        </figure>
      );
    case 'table':
      return (
        <div
          className="slide-table"
          data-rows={block.table.rows.length > 11 ? 'many' : 'few'}
          data-columns={block.table.columns.length > 5 ? 'many' : 'few'}
        >
          <ShownTableView table={block.table} />
        </div>
      );
    case 'figures':
      return (
        <dl className="slide-figures">
          {block.figures.map(({ label, number, note, metric }) => (
            <div key={metric}>
              <dt>{label}</dt>
              <dd>
                <Figure number={number} />
                {number.trust && <TrustBadge trust={number.trust} named />}
                {note !== undefined && <span className="slide-note">{note}</span>}
              </dd>
            </div>
          ))}
        </dl>
      );
    case 'assumptions':
      return (
        <div className="slide-table" data-rows="many">
          <table className="table">
            <thead>
              <tr>
                <th scope="col">{say('present.fact')}</th>
                <th scope="col" className="table-number">
                  {say('present.value')}
                </th>
                <th scope="col">{say('present.rests')}</th>
                <th scope="col">{say('present.source')}</th>
              </tr>
            </thead>
            <tbody>
              {block.facts.map(({ label, value, trust, source }) => (
                <tr key={`${label} ${value}`}>
                  <td>{label}</td>
                  <td className="table-number">{value}</td>
                  <td>
                    <TrustBadge trust={trust} named />
                  </td>
                  <td>{source}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      );
    case 'statement':
    case 'heading':
      return <p className="slide-statement">{block.text}</p>;
    case 'prose':
    case 'derivation':
    case 'cell':
      return null;
  }
}
