/** Long answers told in slices, so that runs go in between; a newer question ends an older one. */

/** Longer at a stretch would be felt by whoever types meanwhile. */
const sliceMs = 8;

/** Null where another subject was asked about before all was told. */
export type Teller<Subject extends object, Piece> = (
  subject: Subject,
  pieces: () => Iterable<Piece>,
) => Promise<readonly Piece[] | null>;

/** What is told of a subject is kept as long as the subject is; whoever asks meanwhile gets the same answer. */
export function teller<Subject extends object, Piece>(): Teller<Subject, Piece> {
  const told = new WeakMap<Subject, Promise<readonly Piece[] | null>>();
  let newest: Subject | undefined;
  const tell = async (subject: Subject, pieces: () => Iterable<Piece>): Promise<readonly Piece[] | null> => {
    const all: Piece[] = [];
    let began = performance.now();
    for (const piece of pieces()) {
      all.push(piece);
      if (performance.now() - began < sliceMs) continue;
      await new Promise((resolve) => setImmediate(resolve));
      if (subject !== newest) {
        told.delete(subject);
        return null;
      }
      began = performance.now();
    }
    return all;
  };
  return (subject, pieces) => {
    newest = subject;
    const known = told.get(subject);
    if (known) return known;
    const answer = tell(subject, pieces);
    told.set(subject, answer);
    // A fault is told once; the next question tries again.
    answer.catch(() => told.delete(subject));
    return answer;
  };
}
