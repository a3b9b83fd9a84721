/** The list behind the choice of what is presented. */

export interface Choice {
  readonly id: string;
  readonly kind: string;
  readonly isTaken: boolean;
}

/** Those that are taken first, in their order; then the rest in the order of the text. */
export function chosenFirst(
  cells: readonly { readonly id: string; readonly kind: string }[],
  chosen: readonly string[],
): readonly Choice[] {
  const taken = chosen.flatMap((id) => cells.find((cell) => cell.id === id) ?? []);
  return [
    ...taken.map((cell) => ({ ...cell, isTaken: true })),
    ...cells.filter(({ id }) => !chosen.includes(id)).map((cell) => ({ ...cell, isTaken: false })),
  ];
}

export function toggled(choices: readonly Choice[], id: string): readonly Choice[] {
  return choices.map((each) => (each.id === id ? { ...each, isTaken: !each.isTaken } : each));
}

export function moved(choices: readonly Choice[], from: number, to: number): readonly Choice[] {
  const rest = choices.filter((_, i) => i !== from);
  const one = choices[from];
  return one === undefined || to < 0 || to > rest.length ? choices : [...rest.slice(0, to), one, ...rest.slice(to)];
}
