/** What a run is asked about: counted request by request and interval by interval, and told at the end as an Answer. */

import type { Answer, Latency, RankShare } from './answer';
import type { Requests } from './requests';
import type { Setup } from './setup';
import { series, spentOn, type Account, type SpentOn } from './statistics/account';
import { BatchMeans } from './statistics/batch-means';
import { RequestSample } from './statistics/request-sample';
import type { TimeSeries } from './statistics/time-series';

export interface Counted {
  readonly setup: Setup;
  readonly requests: Requests;
  readonly account: Account;
  readonly series: TimeSeries;
}

/** What the system itself tells at the end. */
export interface Ending {
  readonly seconds: number;
  readonly prefixHit: number;
}

export class Tally {
  readonly latency: Readonly<Record<Latency, BatchMeans>>;
  readonly #world: Counted;
  readonly #sample = new RequestSample();
  readonly #firstCounted: number;
  finished = 0;
  preempted = 0;
  refused = 0;
  leftBehind = 0;
  #finishedInWindow = 0;
  #goodInWindow = 0;
  /** Requests in the system × seconds, inside the window; and since when the number stands. */
  #area = 0;
  #since = 0;

  constructor(world: Counted) {
    this.#world = world;
    const { until, warmup } = world.setup;
    const expected = 'requests' in until ? until.requests : undefined;
    this.#firstCounted = Math.floor(warmup * (expected ?? 0));
    const counted = expected === undefined ? undefined : expected - this.#firstCounted;
    this.latency = {
      ttft: new BatchMeans(counted),
      tpot: new BatchMeans(counted),
      itl: new BatchMeans(),
      e2e: new BatchMeans(counted),
    };
    if ('seconds' in until) {
      world.account.from = warmup * until.seconds;
      world.account.to = until.seconds;
    }
  }

  /** The window follows the arrivals where the run does; `isOneBurst`: all come at once, and the whole run counts. */
  arrived(time: number, running: number, { isOneBurst, isLast }: { isOneBurst: boolean; isLast: boolean }): void {
    const { account, requests, setup } = this.#world;
    this.leftBehind = requests.live - running;
    if (isOneBurst) account.from = 0;
    else if ('requests' in setup.until) {
      if (requests.arrived - 1 === this.#firstCounted) account.from = time;
      if (isLast) account.to = time;
    } else if ('end' in setup.until && requests.arrived === 1) account.from = time;
  }

  /** A request has its last token and is about to give its slot back. */
  finish(slot: number, time: number): void {
    const { requests, account, setup } = this.#world;
    this.finished++;
    const output = requests.output[slot] ?? 1;
    const arrival = requests.arrival[slot] ?? 0;
    const first = requests.first[slot] ?? time;
    const ttft = first - arrival;
    const tpot = output > 1 ? (time - first) / (output - 1) : Number.NaN;
    const { slo } = setup;
    const isGood = !(slo.ttft !== undefined && ttft > slo.ttft) && !(slo.tpot !== undefined && tpot > slo.tpot);
    if (time > account.from && time <= account.to) {
      this.#finishedInWindow++;
      if (isGood) this.#goodInWindow++;
    }
    if (this.#isCounted(slot)) {
      this.latency.ttft.add(ttft);
      if (!Number.isNaN(tpot)) this.latency.tpot.add(tpot);
      this.latency.e2e.add(time - arrival);
    }
    this.#sample.add(requests, slot, time);
  }

  #isCounted(slot: number): boolean {
    const { setup, requests, account } = this.#world;
    return 'requests' in setup.until
      ? (requests.number[slot] ?? 0) >= this.#firstCounted
      : (requests.arrival[slot] ?? 0) >= account.from;
  }

  /** The number in the system changes: what it was until now goes into the sums. */
  countTo(time: number, running: number): void {
    const { account, requests, series: kept } = this.#world;
    const share = account.share(this.#since, time);
    const { live } = requests;
    if (share > 0) this.#area += live * share * (time - this.#since);
    kept.add(series.waiting, live - running, this.#since, time);
    kept.add(series.running, running, this.#since, time);
    this.#since = time;
  }

  answer({ seconds, prefixHit }: Ending): Answer {
    const { account, requests, setup, series: kept } = this.#world;
    const { from, to } = account;
    const long = to - from;
    const { prefill, decode, shared } = setup;
    const decodeCards = decode.groups * decode.ranks * decode.cards;
    const cards = decodeCards + (shared ? 0 : prefill.groups * prefill.ranks * prefill.cards);
    const [compute = 0, memory = 0, link = 0] = account.busy;
    const all = account.total();
    return {
      arrived: requests.arrived,
      finished: this.finished,
      inFlight: requests.live,
      preempted: this.preempted,
      leftBehind: this.leftBehind,
      refused: this.refused,
      seconds,
      window: { from, to },
      meanInSystem: this.#area / long,
      requestsPerSecond: this.#finishedInWindow / long,
      tokensPerSecondPerCard: account.tokens / long / cards,
      goodput: this.#goodInWindow / long,
      latency: perLatency((name) => summary(this.latency[name])),
      utilisation: {
        compute: compute / long / cards,
        memory: memory / long / cards,
        link: link / long / cards,
        kv: account.kv / long / decodeCards,
      },
      spent: perUse((kind) => account.spent(kind) / all),
      ranks: rankShares(setup, account),
      prefixHit,
      series: kept.rows(),
      distribution: perLatency((name) => this.latency[name].all.steps(200)),
      requests: this.#sample.rows(),
    };
  }
}

function rankShares({ prefill, decode, shared }: Setup, account: Account): readonly RankShare[] {
  const prefills = prefill.groups * prefill.ranks;
  const shares = (pool: RankShare['pool'], first: number, count: number, cards: number): readonly RankShare[] =>
    Array.from({ length: count }, (_, rank) => {
      const all = account.total(first + rank);
      return { pool, rank, cards, spent: perUse((kind) => account.spent(kind, first + rank) / all) };
    });
  return [
    ...(shared ? [] : shares('prefill', 0, prefills, prefill.cards)),
    ...shares('decode', prefills, decode.groups * decode.ranks, decode.cards),
  ];
}

function summary(each: BatchMeans) {
  return {
    mean: each.mean(),
    p50: each.percentile(0.5),
    p90: each.percentile(0.9),
    p99: each.percentile(0.99),
  };
}

function perLatency<T>(make: (name: Latency) => T): Record<Latency, T> {
  return { ttft: make('ttft'), tpot: make('tpot'), itl: make('itl'), e2e: make('e2e') };
}

function perUse(make: (kind: SpentOn) => number): Record<SpentOn, number> {
  const shares: Record<SpentOn, number> = {
    compute: 0,
    memory: 0,
    communication: 0,
    imbalance: 0,
    idle: 0,
    host: 0,
    preemption: 0,
  };
  for (const kind of spentOn) shares[kind] = make(kind);
  return shares;
}
