/** What the time of the decode ranks goes to: sums that grow with every run of steps, taken apart rank by rank when its holdings change. */

import { cost, width } from './costs';
import type { DecodeRanks } from './decode-ranks';
import { series } from './statistics/account';
import type { World } from './world';

export class RankLedger {
  readonly #world: World;
  readonly #ranks: DecodeRanks;
  readonly #size: number;
  readonly #cards: number;
  /** The first decode rank's number among all ranks. */
  readonly #first: number;
  /** By group: longest own time of a rank summed over the steps; the joint row of a step, and its sum. */
  readonly #longest: Float64Array;
  readonly joint: Float64Array[] = [];
  readonly #jointSum: Float64Array[] = [];
  readonly #idleSince: Float64Array;
  /** By rank: what the sums were when its costs were last accounted for, and when that was. */
  readonly #longestThen: Float64Array;
  readonly #jointThen: Float64Array[] = [];
  readonly #accounted: Float64Array;
  readonly #scratch = new Float64Array(width);

  constructor(world: World, ranks: DecodeRanks) {
    const { decode, prefill } = world.setup;
    this.#world = world;
    this.#ranks = ranks;
    this.#size = decode.ranks;
    this.#cards = decode.cards;
    this.#first = prefill.groups * prefill.ranks;
    this.#longest = new Float64Array(decode.groups);
    this.#idleSince = new Float64Array(decode.groups);
    this.#longestThen = new Float64Array(ranks.count);
    this.#accounted = new Float64Array(ranks.count);
    for (let group = 0; group < decode.groups; group++) {
      this.joint.push(new Float64Array(width));
      this.#jointSum.push(new Float64Array(width));
    }
    for (let rank = 0; rank < ranks.count; rank++) this.#jointThen.push(new Float64Array(width));
  }

  /** So many steps, the slowest rank's own part of which begins at `most` and gains `gain` a step. */
  addRun(group: number, steps: number, most: number, gain: number): void {
    const triangle = (steps * (steps - 1)) / 2;
    this.#longest[group] = (this.#longest[group] ?? 0) + steps * most + triangle * gain;
    const joint = this.joint[group];
    const sum = this.#jointSum[group];
    if (joint && sum) for (let at = cost.joint; at < width; at++) sum[at] = (sum[at] ?? 0) + steps * (joint[at] ?? 0);
  }

  /** What a rank's time was spent on since it was last asked. */
  settle(rank: number, time: number): void {
    const ranks = this.#ranks;
    const group = Math.floor(rank / this.#size);
    const step = ranks.step[group] ?? 0;
    const steps = step - (ranks.since[rank] ?? 0);
    const from = this.#accounted[rank] ?? 0;
    if (steps === 0) return;
    const row = ranks.row[rank];
    const slope = ranks.slope[rank];
    const joint = this.#jointSum[group];
    const jointThen = this.#jointThen[rank];
    if (!row || !slope || !joint || !jointThen) return;
    const { account } = this.#world;
    const cards = account.share(from, time) * this.#cards;
    const longest = (this.#longest[group] ?? 0) - (this.#longestThen[rank] ?? 0);
    const sum = this.#scratch;
    const isEmpty = (row[cost.own] ?? 0) === 0;
    for (let at = 0; at < cost.joint; at++) {
      sum[at] = steps * (row[at] ?? 0) + ((slope[at] ?? 0) * steps * (steps - 1)) / 2;
      row[at] = (row[at] ?? 0) + (slope[at] ?? 0) * steps;
    }
    ranks.own[rank] = row[cost.own] ?? 0;
    for (let at = cost.joint; at < width; at++) sum[at] = (joint[at] ?? 0) - (jointThen[at] ?? 0);
    const number = this.#first + rank;
    // A rank without requests runs dummy batches: it steps along with its group, and nothing comes of it.
    if (isEmpty) account.add(number, 'idle', cards * (longest + (sum[cost.joint] ?? 0)));
    else {
      const waited = Math.max(0, longest - (sum[cost.own] ?? 0));
      account.work(number, sum, cards, ranks.redone[rank] ?? 0);
      account.add(number, 'imbalance', cards * waited);
      this.#keep(rank, waited, from, time);
    }
    ranks.since[rank] = step;
    this.#longestThen[rank] = this.#longest[group] ?? 0;
    for (let at = cost.joint; at < width; at++) jointThen[at] = joint[at] ?? 0;
    this.#accounted[rank] = time;
  }

  /** Over time: what the rank was busy with in this interval, as summed in the scratch row. */
  #keep(rank: number, waited: number, from: number, time: number): void {
    const { account, series: kept, setup } = this.#world;
    const sum = this.#scratch;
    const cards = this.#cards;
    const long = time - from;
    for (let at = 0; at < 3; at++)
      kept.add(series.compute + at, (cards * (sum[cost.busyCompute + at] ?? 0)) / long, from, time);
    kept.add(series.imbalance, (cards * waited) / long, from, time);
    kept.add(series.host, (cards * ((sum[cost.ownHost] ?? 0) + (sum[cost.jointHost] ?? 0))) / long, from, time);
    const used = (this.#ranks.pages(rank) * cards) / Math.max(1, setup.decode.pages);
    account.kv += used * long * account.share(from, time);
    kept.add(series.kv, used, from, time);
  }

  /** Nobody decodes in the group from here on. */
  rest(group: number, time: number): void {
    this.#idleSince[group] = time;
  }

  /** Nobody has decoded in the group until now: all of it was empty. */
  settleRest(group: number, time: number): void {
    const since = this.#idleSince[group] ?? 0;
    const { account } = this.#world;
    const seconds = account.share(since, time) * (time - since) * this.#cards;
    for (let rank = group * this.#size; rank < (group + 1) * this.#size; rank++) {
      account.add(this.#first + rank, 'idle', seconds);
      this.#accounted[rank] = time;
    }
    this.#idleSince[group] = time;
  }
}
