/** A citation: the source's title, which goes to the source itself; an id that nothing describes stays an id. */

import { useWords } from '../words/use-words';
import { useEntries } from './catalog-entries';
import { showInCatalog } from './catalog-state';

export function Source({ id }: { readonly id: string }) {
  const { say } = useWords();
  const { entries } = useEntries('sources');
  if (id === '') return null;
  const source = entries?.find((each) => each.id === id);
  if (!source) return <span className="detail-why">{id}</span>;
  return (
    <button
      type="button"
      className="link detail-source"
      title={say('catalog.to-source', { id })}
      onClick={() => {
        showInCatalog('sources', id);
      }}
    >
      {source.title}
    </button>
  );
}
