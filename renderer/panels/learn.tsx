/** Learn: the cases that ship, the topics under the stages of the method, and where words, formulas and levers are explained. */

import type { Out } from '../../app/contract';
import { openShipped } from '../file-actions';
import { Button } from '../parts/button';
import { Problem } from '../parts/empty';
import { landKeys } from '../parts/land-keys';
import { useCall } from '../use-call';
import { patch, type HelpPart } from '../workspace';
import { useWords } from '../words/use-words';

type Shelf = Out<'file.shipped'>;
type Shipped = Shelf['notebooks'][number];

export function Learn() {
  const { say, pick } = useWords();
  const { value, failure } = useCall('file.shipped', {});
  return (
    <main className="panel">
      <header className="toolbar">
        <h1 className="toolbar-title">{say('learn.title')}</h1>
      </header>
      {failure && <Problem fact={say('learn.failed')} hint={pick(failure)} />}
      {!failure && !value && <p className="panel-wait">{say('learn.loading')}</p>}
      {value && (
        <div ref={landKeys} className="learn" tabIndex={0} role="region" aria-label={say('learn.title')}>
          <p className="learn-lead">{say('learn.lead')}</p>
          <Flagships shelf={value} />
          <Topics shelf={value} />
          <Reference />
        </div>
      )}
    </main>
  );
}

/** The cases alone, for where no notebook is open. */
export function Cases() {
  const { value } = useCall('file.shipped', {});
  if (!value) return null;
  return (
    <div className="learn learn-cases">
      <Flagships shelf={value} />
      <Topics shelf={value} />
    </div>
  );
}

/** What ships about one stage, for the map of the method. */
export function ShippedOf({ stage }: { readonly stage: string }) {
  const { say } = useWords();
  const { value } = useCall('file.shipped', {});
  const found = value?.notebooks.filter((each) => each.stage === stage) ?? [];
  if (found.length === 0) return null;
  return (
    <div className="framework-notebooks">
      <h3>{say('learn.notebooks')}</h3>
      <ul>
        {found.map((each) => (
          <li key={each.id}>
            <OpenLink notebook={each} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function OpenLink({ notebook: { id, title, question } }: { readonly notebook: Shipped }) {
  const { pick } = useWords();
  return (
    <button type="button" className="link" title={pick(question)} onClick={() => void openShipped(id, pick(title))}>
      {pick(title)}
    </button>
  );
}

function Flagships({ shelf }: { readonly shelf: Shelf }) {
  const { say, pick } = useWords();
  return (
    <section aria-label={say('learn.flagships')}>
      <h2>{say('learn.flagships')}</h2>
      <ul className="learn-cards">
        {shelf.notebooks
          .filter(({ series }) => series === 'flagship')
          .map((each) => (
            <li key={each.id} className="learn-card" data-notebook={each.id}>
              <h3>{pick(each.title)}</h3>
              <p>{pick(each.question)}</p>
              <Tags notebook={each} shelf={shelf} />
              <Button
                aria-label={say('learn.open', { title: pick(each.title) })}
                onClick={() => void openShipped(each.id, pick(each.title))}
              >
                {say('learn.open-case')}
              </Button>
            </li>
          ))}
      </ul>
    </section>
  );
}

function Topics({ shelf }: { readonly shelf: Shelf }) {
  const { say, pick } = useWords();
  const topics = shelf.notebooks.filter(({ series }) => series === 'topic');
  return (
    <section aria-label={say('learn.topics')}>
      <h2>{say('learn.topics')}</h2>
      <div className="learn-stages">
        {shelf.stages.map(({ id, title, method }, place) => {
          const own = topics.filter(({ stage }) => stage === id);
          return (
            <section key={id} className="learn-stage" aria-label={pick(title)}>
              <h3>
                <span className="framework-number">{place + 1}</span> {pick(title)}
              </h3>
              <p className="ink3">{pick(method)}</p>
              <ul>
                {own.map((each) => (
                  <li key={each.id} data-notebook={each.id}>
                    <OpenLink notebook={each} />
                    <p>{pick(each.question)}</p>
                    <Tags notebook={each} shelf={shelf} />
                  </li>
                ))}
              </ul>
            </section>
          );
        })}
      </div>
    </section>
  );
}

/** Level and levers, as words. */
function Tags({ notebook, shelf }: { readonly notebook: Shipped; readonly shelf: Shelf }) {
  const { pick } = useWords();
  const level = shelf.levels.find(({ id }) => id === notebook.level);
  const levers = notebook.levers.flatMap((id) => shelf.levers.find((each) => each.id === id) ?? []);
  const words = [...(level ? [level] : []), ...levers];
  return <p className="learn-tags">{words.map(({ title }) => pick(title)).join(' · ')}</p>;
}

function Reference() {
  const { say } = useWords();
  const help = (helpPart: HelpPart) => () => {
    patch({ view: 'help', helpPart });
  };
  return (
    <section aria-label={say('learn.reference')}>
      <h2>{say('learn.reference')}</h2>
      <div className="learn-reference">
        <Button
          onClick={() => {
            patch({ view: 'framework' });
          }}
        >
          {say('learn.map')}
        </Button>
        <Button onClick={help('levers')}>{say('learn.levers')}</Button>
        <Button onClick={help('formulas')}>{say('learn.formulas')}</Button>
        <Button onClick={help('glossary')}>{say('learn.glossary')}</Button>
      </div>
    </section>
  );
}
