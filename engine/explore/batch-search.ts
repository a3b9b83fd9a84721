/** Whole numbers that satisfy a condition: the largest, the smallest. Each is asked as seldom as can be. */

/** No DP rank holds more requests than this. */
export const mostRequests = 1 << 20;

/** Times step with tiles and waves, so that a batch just beyond one that is too slow may do again. */
const lookAhead = 16;

/** The largest number that will do, 0 if none: doubled until one will not, then halved in between, then looked a little beyond. */
export function largestThat(will: (n: number) => boolean, most = mostRequests): number {
  let best = 0;
  for (let from = beyond(0, will, most); from > best; from = beyond(best, will, most)) best = climb(from, will, most);
  return best;
}

/** The same where all beyond the first that will not do will not either, as with memory: no looking beyond. */
export function largestBefore(will: (n: number) => boolean, most = mostRequests): number {
  return will(1) ? climb(1, will, most) : 0;
}

/** `n`, or the largest of the next few that will do. */
function beyond(n: number, will: (n: number) => boolean, most: number): number {
  for (let next = Math.min(most, n + lookAhead); next > n; next--) if (will(next)) return next;
  return n;
}

/** From one that will do to one whose successor will not. */
function climb(from: number, will: (n: number) => boolean, most: number): number {
  let low = from;
  let step = Math.max(1, from);
  while (low < most) {
    const next = Math.min(most, low + step);
    if (!will(next)) return between(low, next, will);
    low = next;
    step *= 2;
  }
  return low;
}

function between(fine: number, over: number, will: (n: number) => boolean): number {
  let low = fine;
  let high = over;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (will(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** The smallest number up to `most` that will do, if all above it do too; undefined if `most` will not. */
export function smallestThat(will: (n: number) => boolean, most: number): number | undefined {
  let high = 1;
  while (!will(high)) {
    if (high >= most) return undefined;
    high = Math.min(most, high * 2);
  }
  let low = Math.floor(high / 2);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (will(middle)) high = middle;
    else low = middle;
  }
  return high;
}
