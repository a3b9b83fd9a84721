/** The points that no other point beats: less of one figure, more of the other. */

export interface Placed {
  /** Of the point in its space; of two that are equal the lower stays. */
  readonly point: number;
  /** Less is better. */
  readonly less: number;
  /** More is better. */
  readonly more: number;
}

/** Takes points in any order; what it holds does not depend on the order. A class because it lives through a sweep. */
export class Frontier<P extends Placed> {
  /** By `less` rising; `more` then rises too. */
  readonly #held: P[] = [];

  get held(): readonly P[] {
    return this.#held;
  }

  /** Quick no for most points: true where nothing held is at least as good in both and better in one. */
  beats(less: number, more: number): boolean {
    const before = this.#held[this.#firstAbove(less) - 1];
    return !before || before.more < more || (before.less === less && before.more === more);
  }

  /** True where the point is on the frontier, so far. NaN never is. */
  take(point: P): boolean {
    if (Number.isNaN(point.less) || Number.isNaN(point.more)) return false;
    const held = this.#held;
    const at = this.#firstAbove(point.less);
    const before = held[at - 1];
    if (before && before.more >= point.more) {
      if (before.less !== point.less || before.more !== point.more || before.point < point.point) return false;
    }
    let start = at;
    while (start > 0 && held[start - 1]?.less === point.less) start--;
    let end = at;
    while (end < held.length && (held[end]?.more ?? Number.POSITIVE_INFINITY) <= point.more) end++;
    held.splice(start, end - start, point);
    return true;
  }

  #firstAbove(less: number): number {
    let low = 0;
    let high = this.#held.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#held[middle]?.less ?? Number.POSITIVE_INFINITY) <= less) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
