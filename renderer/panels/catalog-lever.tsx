/** A lever in full: what it is, its parameters, its effect on answers, what is reported beside what is computed. */

import type { CatalogEntry } from '../../app/contract';
import { LeverClaim } from '../levers/lever-claim';
import { useWords } from '../words/use-words';
import { isRecord, isText, wordOf } from './catalog-read';
import { Fact, Section } from './detail-parts';
import { Source } from './source';

export function LeverFacts({ entry }: { readonly entry: CatalogEntry }) {
  const { say, pick, language } = useWords();
  const parameters = isRecord(entry.parameters) ? Object.entries(entry.parameters) : [];
  const accuracy = isRecord(entry.accuracy) ? entry.accuracy : undefined;
  return (
    <>
      <Section title={say('catalog.about')}>
        <dl className="detail-facts">
          <Fact name={say('catalog.level')} text={wordOf(entry.levelInWords, language)} />
          <Fact name={say('catalog.stage')} text={wordOf(entry.stageInWords, language)} />
          <Fact name={say('catalog.affects')} text={wordOf(entry.affects, language)} />
          <Fact name={say('catalog.excludes')} text={wordOf(entry.excludes, language)} />
          <Fact name={say('catalog.cite')} text={wordOf(entry.source, language)} />
        </dl>
      </Section>
      {parameters.length > 0 && (
        <Section title={say('catalog.parameters')}>
          <ul className="detail-list">
            {parameters.map(([name, parameter]) =>
              isRecord(parameter) ? (
                <li key={name}>
                  <span>
                    <code>{name}</code> {isText(parameter.meaning) && pick(parameter.meaning)}
                  </span>
                  <span className="detail-why selectable">
                    {say('catalog.parameter', {
                      least: wordOf(parameter.least, language),
                      most: wordOf(parameter.most, language),
                      standard: wordOf(parameter.standard, language),
                    })}
                  </span>
                  {typeof parameter.source === 'string' && <Source id={parameter.source} />}
                </li>
              ) : null,
            )}
          </ul>
        </Section>
      )}
      {accuracy && isText(accuracy.effect) && (
        <Section title={say('catalog.accuracy')}>
          <p className="selectable">{pick(accuracy.effect)}</p>
          <Source id={wordOf(accuracy.source, language)} />
        </Section>
      )}
      {isRecord(entry.reported) && (
        <Section title={say('catalog.reported')}>
          <LeverClaim id={entry.id} />
        </Section>
      )}
    </>
  );
}
