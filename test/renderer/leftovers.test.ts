import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createLeftovers } from '../../renderer/leftovers';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function room() {
  const state = { isBusy: false, given: 0 };
  const leftovers = createLeftovers({
    isBusy: () => state.isBusy,
    giveBack: () => {
      state.given++;
    },
  });
  return { state, ...leftovers };
}

const aWhile = 10_000;

describe('what was taken out of the page', () => {
  test('goes back once, when the window rests', () => {
    const { state, leave } = room();
    leave();
    expect(state.given).toBe(0);
    vi.advanceTimersByTime(aWhile);
    expect(state.given).toBe(1);
    vi.advanceTimersByTime(aWhile);
    expect(state.given).toBe(1);
  });

  test('of a chart or two nothing is made; many small things are a large one', () => {
    const { state, leave } = room();
    leave(2);
    vi.advanceTimersByTime(aWhile);
    expect(state.given).toBe(0);
    for (let cell = 0; cell < 200; cell++) leave(1);
    vi.advanceTimersByTime(aWhile);
    expect(state.given).toBe(1);
  });

  test('waits for whoever types or scrolls', () => {
    const { state, leave, touch } = room();
    leave();
    for (let key = 0; key < 100; key++) {
      vi.advanceTimersByTime(1000);
      touch();
    }
    expect(state.given).toBe(0);
    vi.advanceTimersByTime(aWhile);
    expect(state.given).toBe(1);
  });

  test('waits until all is answered and drawn', () => {
    const { state, leave } = room();
    state.isBusy = true;
    leave();
    vi.advanceTimersByTime(aWhile);
    expect(state.given).toBe(0);
    state.isBusy = false;
    vi.advanceTimersByTime(aWhile);
    expect(state.given).toBe(1);
  });
});
