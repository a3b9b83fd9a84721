/** A lever's claim on its page in the catalog, beside what is computed at the open design, else at the shipped sample. */

import { useState } from 'react';
import { sourceOf } from '../session-view';
import { Tag } from '../parts/badge';
import { useCall } from '../use-call';
import { workspace } from '../workspace';
import { useWords } from '../words/use-words';
import { ClaimBody } from './claims';

export function LeverClaim({ id }: { readonly id: string }) {
  const { say, pick } = useWords();
  // The notebook does not change while the catalog is in view.
  const [session] = useState(() => workspace.get().current?.get().session);
  const at = session
    ? { ...sourceOf(session), ...(session.selected === undefined ? {} : { cell: session.selected }) }
    : {};
  const { value, failure } = useCall('notebook.claims', { ...at, lever: id });
  if (failure) return <p className="ink3">{pick(failure)}</p>;
  const claim = value?.claims[0];
  if (!value || !claim) return <p className="ink3">{say(value ? 'claims.no-design' : 'claims.wait')}</p>;
  return (
    <>
      {claim.quoted && <Tag>{say('helps.quoted')}</Tag>}
      <ClaimBody claim={claim} />
      {value.cell !== undefined && (
        <p className="detail-why">{say('claims.at', { cell: value.cell, title: value.title })}</p>
      )}
    </>
  );
}
