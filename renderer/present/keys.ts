/** What a key does in a presentation. Remote controls send Page Up, Page Down, F5, Escape, a full stop or B. */

export type Move = 'next' | 'back' | 'first' | 'last' | 'notes' | 'black' | 'leave';

const moves: Readonly<Record<string, Move>> = {
  ArrowRight: 'next',
  ArrowDown: 'next',
  PageDown: 'next',
  ' ': 'next',
  Enter: 'next',
  ArrowLeft: 'back',
  ArrowUp: 'back',
  PageUp: 'back',
  Backspace: 'back',
  Home: 'first',
  End: 'last',
  n: 'notes',
  b: 'black',
  '.': 'black',
  Escape: 'leave',
};

export function moveFor({ key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>): Move | undefined {
  if (key === ' ' && shiftKey) return 'back';
  return moves[key.length === 1 ? key.toLowerCase() : key];
}

/** The slide after a move, within those there are. */
export function slideAfter(move: Move, { at, count }: { readonly at: number; readonly count: number }): number {
  switch (move) {
    case 'next':
      return Math.min(count - 1, at + 1);
    case 'back':
      return Math.max(0, at - 1);
    case 'first':
      return 0;
    case 'last':
      return Math.max(0, count - 1);
    case 'notes':
    case 'black':
    case 'leave':
      return at;
  }
}
