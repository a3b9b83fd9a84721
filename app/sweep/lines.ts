/** Pieces of a text of any size → its lines. */

export function* linesIn(next: () => string | undefined): Generator<string> {
  let rest = '';
  for (let piece = next(); piece !== undefined; piece = next()) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}
