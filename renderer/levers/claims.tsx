/** What is reported of a lever beside what is computed here, its conditions, and where the two part. */

import type { Out } from '../../app/contract';
import { Source } from '../panels/source';
import { ChangeBadge, Tag } from '../parts/badge';
import { Figure } from '../parts/number';
import { useCall } from '../use-call';
import { useWords } from '../words/use-words';
import { useLast, useQuestion } from './question';
import { LeverLink } from './what-helps';

type Claim = Out<'notebook.claims'>['claims'][number];

/** Of the levers that an optimizations cell itself switches on. */
export function CellClaims({ cell }: { readonly cell: string }) {
  const { say, pick } = useWords();
  const { source, revision } = useQuestion();
  const called = useCall('notebook.claims', source && { ...source, cell }, revision);
  const answer = useLast(called.value);
  if (!answer || answer.claims.length === 0) return null;
  return (
    <section className="claims" aria-label={say('claims.label')}>
      {answer.claims.map((claim) => (
        <div key={claim.id} className="claim" data-lever={claim.id}>
          <div className="claim-head">
            <LeverLink id={claim.id} title={pick(claim.title)} summary={pick(claim.claim)} />
            {claim.quoted && <Tag>{say('helps.quoted')}</Tag>}
          </div>
          <ClaimBody claim={claim} />
        </div>
      ))}
    </section>
  );
}

export function ClaimBody({ claim }: { readonly claim: Claim }) {
  const { say, pick } = useWords();
  const { computed, metric, reported, reason } = claim;
  return (
    <dl className="claim-body">
      <div>
        <dt>{say('claims.reported')}</dt>
        <dd className="selectable">
          {reported !== undefined && <b className="claim-figure">{reported}</b>} {pick(claim.claim)}{' '}
          <span className="ink3">
            ({pick(claim.conditions)}) <Source id={claim.source} />
          </span>
        </dd>
      </div>
      <div>
        <dt>{say('claims.computed')}</dt>
        <dd>
          {computed ? (
            <>
              <b className="claim-figure">{computed.text}</b> <span>{metric && pick(metric.title)}</span>{' '}
              <ChangeBadge change={computed.change} named={false} />
            </>
          ) : (
            <span className="ink3">{reason ? pick(reason) : say('claims.no-figure')}</span>
          )}
        </dd>
      </div>
      {claim.because && (
        <div>
          <dt>{say('claims.gap')}</dt>
          <dd>
            <span className="selectable">{pick(claim.because)}</span>
            <Causes claim={claim} />
          </dd>
        </div>
      )}
    </dl>
  );
}

function Causes({ claim: { causes, phase } }: { readonly claim: Claim }) {
  const { say, pick } = useWords();
  if (causes.length === 0 || phase === undefined) return null;
  return (
    <details className="helps-more">
      <summary>{say('claims.causes', { phase: say(`instrument.${phase}`) })}</summary>
      <table className="table story-table" aria-label={say('claims.causes', { phase: say(`instrument.${phase}`) })}>
        <thead>
          <tr>
            <th scope="col">{say('claims.part')}</th>
            <th scope="col" className="table-number">
              {say('claims.without')}
            </th>
            <th scope="col" className="table-number">
              {say('claims.with')}
            </th>
            <th scope="col" className="table-number">
              {say('claims.share')}
            </th>
          </tr>
        </thead>
        <tbody>
          {causes.map((cause) => (
            <tr key={cause.id}>
              <th scope="row">{pick(cause.title)}</th>
              <td className="table-number">
                <Figure number={cause.before} />
              </td>
              <td className="table-number">
                <Figure number={cause.after} />
              </td>
              <td className="table-number">{cause.share}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
