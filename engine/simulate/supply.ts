/** Where requests come from: drawn one by one, or read from a trace. */

import { arrivalTimes } from './arrivals';
import { drawerOf } from './lengths';
import { randomStream } from './random';
import type { Arrival } from './requests';
import type { Setup, Supply } from './setup';

export interface RequestSource {
  /** The next request of an open process or a trace, in the order of time; undefined at the end, and always of a closed loop. */
  readonly next: () => Arrival | undefined;
  /** A closed loop: users at the start, and the next question of one at a time. */
  readonly users: number;
  readonly ask: (time: number) => Arrival;
}

/** Each purpose draws from a stream of its own. */
const stream = { arrivals: 1, inputs: 2, outputs: 3, turns: 4 } as const;

export function sourceOf({ supply, seed }: Pick<Setup, 'supply' | 'seed'>): RequestSource {
  if (supply.kind === 'trace')
    return {
      next: supply.next,
      users: 0,
      ask: () => {
        throw new Error('a trace is no closed loop');
      },
    };
  const ask = asking(supply, seed);
  const { arrivals } = supply;
  if (arrivals.kind === 'closed') return { next: () => undefined, users: arrivals.users, ask };
  const times = arrivalTimes(arrivals, randomStream(seed, stream.arrivals));
  return { next: () => ask(times()), users: 0, ask };
}

function asking(supply: Extract<Supply, { kind: 'drawn' }>, seed: number): (time: number) => Arrival {
  const input = drawerOf(supply.input, randomStream(seed, stream.inputs));
  const output = drawerOf(supply.output, randomStream(seed, stream.outputs));
  const { turns } = supply;
  if (!turns) return (time) => ({ time, input: input(), output: output() });
  const random = randomStream(seed, stream.turns);
  const talks = Array.from({ length: turns.open }, (_, id) => ({ id, history: 0 }));
  let ids = turns.open;
  return (time) => {
    const talk = talks[Math.floor(random.next() * talks.length)] ?? { id: ids++, history: 0 };
    const before = talk.history;
    const prompt = before + input();
    const answer = output();
    const prefix = { ids: [talk.id], tokens: before, grown: prompt + answer };
    talk.history = prompt + answer;
    if (random.next() * turns.mean < 1) {
      talk.id = ids++;
      talk.history = 0;
    }
    return { time, input: prompt, output: answer, prefix };
  };
}
