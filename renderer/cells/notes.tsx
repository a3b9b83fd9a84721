/** What the engine has to say about a cell that runs: warnings first, each with its fix where there is one. */

import type { Diagnostic } from '../shown';
import { useWords } from '../words/use-words';

export function Notes({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }) {
  const { pick } = useWords();
  const order = ['error', 'warning', 'info'] as const;
  const notes = order.flatMap((severity) => diagnostics.filter((each) => each.severity === severity));
  if (notes.length === 0) return null;
  return (
    <ul className="notes">
      {notes.map((note, index) => (
        <li key={index} className="note selectable" data-severity={note.severity}>
          {pick(note.text)}
        </li>
      ))}
    </ul>
  );
}
