/** Help: the notebook's format, the levers, the formulas and the words, all as the engine tells them; and the keys. */

import { useMemo, useState, type ReactNode } from 'react';
import type { HelpAnswer, Text } from '../../app/contract';
import { commands, type Command } from '../commands';
import { Button, Keys } from '../parts/button';
import { Empty, Problem } from '../parts/empty';
import { Formula } from '../parts/formula';
import { SearchIcon } from '../parts/icons';
import { landKeys } from '../parts/land-keys';
import { useStore } from '../store';
import { useCall } from '../use-call';
import { helpParts, patch, workspace, type HelpPart as HelpPartName } from '../workspace';
import { useWords, type Speech } from '../words/use-words';
import { showInCatalog } from './catalog-state';

type Part = HelpPartName;

export function Help() {
  const { say, pick } = useWords();
  const { value, failure } = useCall('help.get', {});
  const { helpPart: part } = useStore(workspace);
  const [search, setSearch] = useState('');
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const isFound = (text: string) => words.every((word) => text.toLowerCase().includes(word));
  return (
    <main className="panel">
      <header className="toolbar toolbar-wrap">
        <h1 className="toolbar-title">{say('help.title')}</h1>
        <div className="segments" role="radiogroup" aria-label={say('help.contents')}>
          {helpParts.map((each) => (
            <button
              key={each}
              type="button"
              role="radio"
              className="segment"
              aria-checked={each === part}
              onClick={() => {
                patch({ helpPart: each });
              }}
            >
              {say(`help.${each}`)}
            </button>
          ))}
        </div>
        <label className="search search-short">
          <SearchIcon size={12} />
          <input
            type="search"
            className="input"
            value={search}
            placeholder={say('help.search')}
            aria-label={say('help.search')}
            onChange={(event) => {
              setSearch(event.target.value);
            }}
          />
        </label>
      </header>
      {failure && <Problem fact={say('help.failed')} hint={pick(failure)} />}
      {!failure && !value && <p className="panel-wait">{say('help.loading')}</p>}
      {value && (
        <div ref={landKeys} className="help" tabIndex={0} role="region" aria-label={say(`help.${part}`)}>
          <HelpPart key={part} part={part} help={value} isFound={isFound} />
        </div>
      )}
    </main>
  );
}

interface PartProps {
  readonly help: HelpAnswer;
  readonly isFound: (text: string) => boolean;
}

function HelpPart({ part, help, isFound }: PartProps & { readonly part: Part }): ReactNode {
  switch (part) {
    case 'format':
      return <Format help={help} isFound={isFound} />;
    case 'levers':
      return <Levers help={help} isFound={isFound} />;
    case 'formulas':
      return <Formulas help={help} isFound={isFound} />;
    case 'glossary':
      return <Glossary help={help} isFound={isFound} />;
    case 'keys':
      return <AllKeys isFound={isFound} />;
  }
}

const both = ({ en, zh }: Text) => `${en} ${zh}`;

function Format({ help, isFound }: PartProps) {
  const { say, pick } = useWords();
  const kinds = help.kinds
    // Prose has none: there is nothing to look up.
    .filter((kind) => kind.fields.length > 0)
    .map((kind) => ({
      kind,
      fields: kind.fields.filter((field) =>
        isFound(`${kind.id} ${both(kind.title)} ${field.path.join('.')} ${both(field.title)} ${both(field.meaning)}`),
      ),
    }))
    .filter(({ kind, fields }) => fields.length > 0 || isFound(`${kind.id} ${both(kind.title)} ${both(kind.summary)}`));
  return (
    <>
      <p className="help-lead">{say('help.format-text')}</p>
      {kinds.length === 0 && <Nothing />}
      {kinds.map(({ kind, fields }) => (
        <section key={kind.id} aria-label={pick(kind.title)}>
          <h2>
            {pick(kind.title)} <code>{kind.id}</code>
            <span className="ink3">{say(kind.defines ? 'help.defines' : 'help.reads')}</span>
          </h2>
          <p>{pick(kind.summary)}</p>
          <pre className="help-code selectable">{`\`\`\`yaml ${kind.id} …\n${pick(kind.template).trimEnd()}\n\`\`\``}</pre>
          {fields.length > 0 && (
            <table className="table help-table">
              <thead>
                <tr>
                  <th scope="col">{say('help.field')}</th>
                  <th scope="col">{say('help.meaning')}</th>
                  <th scope="col">{say('help.unit')}</th>
                  <th scope="col">{say('help.unsaid')}</th>
                </tr>
              </thead>
              <tbody>
                {fields.map((field) => (
                  <tr key={field.path.join('.')}>
                    <th scope="row">
                      <code className="selectable">{field.path.join('.')}</code>
                    </th>
                    <td className="selectable">{pick(field.meaning)}</td>
                    <td>{field.unit}</td>
                    <td>{field.standard}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </section>
      ))}
    </>
  );
}

function Nothing() {
  const { say } = useWords();
  return <Empty fact={say('help.none')} hint={say('history.none-hint')} />;
}

function Levers({ help, isFound }: PartProps) {
  const { language } = useWords();
  const found = help.levers.filter((lever) => isFound(`${lever.id} ${lever.title} ${both(lever.summary)}`));
  if (found.length === 0) return <Nothing />;
  return (
    <dl className="help-list">
      {found.map((lever) => (
        <div key={lever.id}>
          <dt>
            <button
              type="button"
              className="link"
              onClick={() => {
                showInCatalog('optimizations', lever.id);
              }}
            >
              {lever.title}
            </button>{' '}
            <code>{lever.id}</code>
          </dt>
          <dd className="selectable">{lever.summary[language]}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Typesetting takes a moment each: the first few at once, the rest when asked. */
const firstFormulas = 24;

function Formulas({ help, isFound }: PartProps) {
  const { say, pick } = useWords();
  const [isAllShown, setAllShown] = useState(false);
  const found = useMemo(
    () => help.formulas.filter(({ id, title, cite }) => isFound(`${id} ${both(title)} ${cite ?? ''}`)),
    [help.formulas, isFound],
  );
  if (found.length === 0) return <Nothing />;
  const shown = isAllShown ? found : found.slice(0, firstFormulas);
  return (
    <>
      {shown.map((formula) => (
        <section key={formula.id} className="help-formula" aria-label={pick(formula.title)}>
          <h2>
            {pick(formula.title)} <code>{formula.id}</code>
            {formula.cite !== undefined && <span className="ink3">{formula.cite}</span>}
          </h2>
          <Formula line={formula.line} />
          <ul>
            {formula.inputs.map(({ symbol, unit, meaning }) => (
              <li key={`${symbol} ${meaning.en}`}>
                <Formula line={symbol} />
                <span className="selectable">
                  {pick(meaning)} <span className="ink3">{unit}</span>
                </span>
              </li>
            ))}
          </ul>
          {formula.erratum && <p className="help-erratum selectable">{pick(formula.erratum)}</p>}
        </section>
      ))}
      {shown.length < found.length && (
        <Button
          onClick={() => {
            setAllShown(true);
          }}
        >
          {say('help.more', { n: found.length })}
        </Button>
      )}
    </>
  );
}

function Glossary({ help, isFound }: PartProps) {
  const { pick } = useWords();
  const groups = help.glossary.map(({ title, terms }) => ({
    title,
    terms: terms.filter(({ term, name, meaning }) => isFound(`${both(term)} ${name ?? ''} ${both(meaning)}`)),
  }));
  if (groups.every(({ terms }) => terms.length === 0)) return <Nothing />;
  return groups.map(
    ({ title, terms }) =>
      terms.length > 0 && (
        <section key={title.en} aria-label={pick(title)}>
          <h2>{pick(title)}</h2>
          <dl className="help-list">
            {terms.map(({ term, name, meaning }) => (
              <div key={`${name ?? ''} ${term.en}`}>
                <dt>
                  {pick(term)} {name !== undefined && <code className="selectable">{name}</code>}
                </dt>
                <dd className="selectable">{pick(meaning)}</dd>
              </div>
            ))}
          </dl>
        </section>
      ),
  );
}

function AllKeys({ isFound }: Pick<PartProps, 'isFound'>) {
  const { say } = useWords();
  const groups = keyed(say)
    .map(({ title, rows }) => ({ title, rows: rows.filter(({ name, id }) => isFound(`${name} ${id}`)) }))
    .filter(({ rows }) => rows.length > 0);
  if (groups.length === 0) return <Nothing />;
  return groups.map(({ title, rows }) => (
    <section key={title} aria-label={title}>
      <h2>{title}</h2>
      <dl className="help-list help-keys">
        {rows.map(({ id, name, keys }) => (
          <div key={id}>
            <dt>{name}</dt>
            <dd>
              {keys.map((each) => (
                <Keys key={each} keys={each} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  ));
}

interface KeyGroup {
  readonly title: string;
  readonly rows: readonly { readonly id: string; readonly name: string; readonly keys: readonly string[] }[];
}

function keyed(say: Speech['say']): readonly KeyGroup[] {
  const rowsOf = (keysOf: (command: Command) => readonly string[]) =>
    commands
      .map((command) => ({ id: command.id, name: say(`command.${command.id}`), keys: keysOf(command) }))
      .filter(({ keys }) => keys.length > 0);
  return [
    { title: say('help.keys-anywhere'), rows: rowsOf(({ keys }) => (keys === undefined ? [] : [keys])) },
    { title: say('help.keys-frame'), rows: rowsOf(({ frameKeys = [] }) => frameKeys) },
  ];
}
