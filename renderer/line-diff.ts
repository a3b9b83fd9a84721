/** Two texts compared line by line: the fewest lines that must go and come (Myers 1986). */

export interface DiffLine {
  readonly kind: 'same' | 'gone' | 'come';
  readonly text: string;
}

/** Beyond so many differing lines the two have nothing to do with each other: all of one goes, all of the other comes. */
const mostChanges = 4000;

export function diffLines(before: string, after: string): readonly DiffLine[] {
  const [a, b] = [linesOf(before), linesOf(after)];
  let first = 0;
  while (first < a.length && first < b.length && a[first] === b[first]) first++;
  let last = 0;
  while (last < a.length - first && last < b.length - first && a.at(-1 - last) === b.at(-1 - last)) last++;
  const same = (lines: readonly string[]) => lines.map((text): DiffLine => ({ kind: 'same', text }));
  return [
    ...same(a.slice(0, first)),
    ...between(a.slice(first, a.length - last), b.slice(first, b.length - last)),
    ...same(last === 0 ? [] : a.slice(-last)),
  ];
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}

function between(a: readonly string[], b: readonly string[]): readonly DiffLine[] {
  const trace = search(a, b);
  if (!trace) return [...a.map(gone), ...b.map(come)];
  const lines: DiffLine[] = [];
  let [x, y] = [a.length, b.length];
  for (let d = trace.length - 1; d > 0; d--) {
    const reached = trace[d - 1];
    const k = x - y;
    const down = k === -d || (k !== d && at(reached, k - 1) < at(reached, k + 1));
    const from = down ? k + 1 : k - 1;
    const [fromX, fromY] = [at(reached, from), at(reached, from) - from];
    for (; x > fromX && y > fromY; x--, y--) lines.push({ kind: 'same', text: a[x - 1] ?? '' });
    if (down) lines.push(come(b[--y] ?? ''));
    else lines.push(gone(a[--x] ?? ''));
  }
  for (; x > 0 && y > 0; x--, y--) lines.push({ kind: 'same', text: a[x - 1] ?? '' });
  return lines.reverse();
}

type Reached = ReadonlyMap<number, number>;

/** By number of changes, how far along each diagonal one gets; undefined where it takes too many. */
function search(a: readonly string[], b: readonly string[]): readonly Reached[] | undefined {
  const trace: Reached[] = [];
  let reached = new Map([[1, 0]]);
  for (let d = 0; d <= Math.min(a.length + b.length, mostChanges); d++) {
    const next = new Map(reached);
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && at(reached, k - 1) < at(reached, k + 1));
      let x = down ? at(reached, k + 1) : at(reached, k - 1) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      next.set(k, x);
      if (x >= a.length && x - k >= b.length) return [...trace, next];
    }
    trace.push(next);
    reached = next;
  }
  return undefined;
}

function at(reached: Reached | undefined, k: number): number {
  return reached?.get(k) ?? -1;
}

const gone = (text: string): DiffLine => ({ kind: 'gone', text });
const come = (text: string): DiffLine => ({ kind: 'come', text });

/** Runs of equal lines longer than this are folded but for their ends. */
const shownAround = 3;

export type DiffPart = { readonly lines: readonly DiffLine[] } | { readonly folded: number };

/** The lines that differ with a few around them, and how many equal ones stand between. */
export function partsOf(lines: readonly DiffLine[]): readonly DiffPart[] {
  const near = lines.map((_, place) =>
    lines.slice(Math.max(0, place - shownAround), place + shownAround + 1).some(({ kind }) => kind !== 'same'),
  );
  const parts: ({ lines: DiffLine[] } | { folded: number })[] = [];
  lines.forEach((line, place) => {
    const last = parts.at(-1);
    if (near[place]) {
      if (last && 'lines' in last) last.lines.push(line);
      else parts.push({ lines: [line] });
    } else if (last && 'folded' in last) last.folded++;
    else parts.push({ folded: 1 });
  });
  return parts;
}
