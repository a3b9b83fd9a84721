/** The run: events in the order of time. Pure: the same setup gives the same answer, bit for bit. */

import type { Answer, Latency } from './answer';
import { DecodePool } from './decode-pool';
import { Heap } from './event-queue';
import { PrefillPool } from './prefill-pool';
import { PrefixCache } from './prefix-cache';
import { randomStream } from './random';
import { Requests, type Arrival } from './requests';
import type { Setup } from './setup';
import { Account, series, seriesNames, spentOn } from './statistics/account';
import { BatchMeans } from './statistics/batch-means';
import { RequestSample } from './statistics/request-sample';
import { TimeSeries } from './statistics/time-series';
import { sourceOf, type RequestSource } from './supply';
import { Transfers } from './transfers';
import { event, type World } from './world';

export interface Progress {
  /** Share of the run that is done; NaN where its length is not known. */
  readonly share: number;
  readonly seconds: number;
  readonly arrived: number;
  readonly finished: number;
}

const routingStream = 6;
/** An event's kind and what it is about, in one number. */
const kindsOfEvents = 4;

export class Simulation {
  readonly #setup: Setup;
  readonly #requests = new Requests();
  readonly #account = new Account();
  readonly #series = new TimeSeries(seriesNames);
  readonly #events = new Heap(1024);
  readonly #source: RequestSource;
  readonly #cache: PrefixCache;
  readonly #prefill: PrefillPool;
  readonly #decode: DecodePool;
  readonly #transfers: Transfers;
  readonly #latency: Readonly<Record<Latency, BatchMeans>>;
  readonly #sample = new RequestSample();
  readonly #firstCounted: number;
  #next: Arrival | undefined;
  #now = 0;
  #finished = 0;
  #preempted = 0;
  #refused = 0;
  #lastArrival = 0;
  #leftBehind = 0;
  #finishedInWindow = 0;
  #goodInWindow = 0;
  /** Requests in the system × seconds, inside the window; and since when the number stands. */
  #area = 0;
  #since = 0;
  #isOver = false;

  constructor(setup: Setup) {
    this.#setup = setup;
    const expected = 'requests' in setup.until ? setup.until.requests : undefined;
    this.#firstCounted = Math.floor(setup.warmup * (expected ?? 0));
    const counted = expected === undefined ? undefined : expected - this.#firstCounted;
    this.#latency = {
      ttft: new BatchMeans(counted),
      tpot: new BatchMeans(counted),
      itl: new BatchMeans(),
      e2e: new BatchMeans(counted),
    };
    if ('seconds' in setup.until) {
      this.#account.from = setup.warmup * setup.until.seconds;
      this.#account.to = setup.until.seconds;
    }
    const world: World = {
      setup,
      requests: this.#requests,
      account: this.#account,
      series: this.#series,
      tokenGaps: this.#latency.itl,
      routingDraws: randomStream(setup.seed, routingStream),
      schedule: (time, kind, id) => this.#events.push(time, kind + kindsOfEvents * id),
      finish: (slot, time) => this.#finish(slot, time),
      redo: (slot, time) => this.#redo(slot, time),
    };
    this.#source = sourceOf(setup);
    this.#cache = new PrefixCache(setup.cache);
    this.#decode = new DecodePool(world);
    this.#transfers = new Transfers(world);
    this.#decode.carrier = (slot, time) => this.#transfers.send(slot, time);
    this.#prefill = new PrefillPool(world, this.#cache, (slot, _started, time, rank) => {
      this.#requests.source[slot] = rank;
      this.#decode.announce(slot, time);
    });
    this.#next = this.#pull();
    for (let user = 0; user < this.#source.users && this.#wantsMore(); user++) this.#arrive(this.#source.ask(0));
  }

  /** Runs so many events at most; true when there is nothing more to do. */
  proceed(most = Number.POSITIVE_INFINITY): boolean {
    const end = 'seconds' in this.#setup.until ? this.#setup.until.seconds : Number.POSITIVE_INFINITY;
    for (let turn = 0; turn < most && !this.#isOver; turn++) {
      const arriving = this.#next?.time ?? Number.POSITIVE_INFINITY;
      const time = Math.min(arriving, this.#events.key);
      if (time === Number.POSITIVE_INFINITY || time > end) {
        this.#now = time > end && end < Number.POSITIVE_INFINITY ? end : this.#now;
        this.#close();
        return true;
      }
      this.#now = time;
      if (arriving <= this.#events.key && this.#next) {
        this.#arrive(this.#next);
        this.#next = this.#pull();
        // The end of a trace shows only here.
        if (!this.#next && this.#account.to === Number.POSITIVE_INFINITY && !this.#isOneBurst())
          this.#account.to = time;
      } else this.#happen(this.#events.pop(), time);
    }
    return this.#isOver;
  }

  progress(): Progress {
    const { until } = this.#setup;
    const share =
      'requests' in until
        ? (this.#finished + this.#refused) / until.requests
        : 'seconds' in until
          ? this.#now / until.seconds
          : Number.NaN;
    return { share, seconds: this.#now, arrived: this.#requests.arrived, finished: this.#finished };
  }

  #happen(packed: number, time: number): void {
    const kind = packed % kindsOfEvents;
    const id = Math.floor(packed / kindsOfEvents);
    if (kind === event.stepped) this.#decode.stepped(id, time);
    else if (kind === event.prefilled) this.#prefill.computed(id, time);
    else if (kind === event.transferred) {
      this.#transfers.underWay--;
      this.#decode.receive(id, time);
    }
  }

  #wantsMore(): boolean {
    const { until } = this.#setup;
    return !('requests' in until) || this.#requests.arrived + this.#refused < until.requests;
  }

  /** The next of an open process, held until its time comes. */
  #pull(): Arrival | undefined {
    const { until } = this.#setup;
    const held = this.#requests.arrived + this.#refused;
    if ('requests' in until && held >= until.requests) return undefined;
    return this.#source.next();
  }

  #arrive(arrival: Arrival): void {
    const { decode } = this.#setup;
    const most = decode.pages * decode.page;
    if (arrival.input + arrival.output + this.#setup.drafts.length + 1 > most) {
      this.#refused++;
      this.#turnAway(arrival.time);
      return;
    }
    this.#countTo(arrival.time);
    const slot = this.#requests.take(arrival);
    this.#lastArrival = arrival.time;
    this.#leftBehind = this.#requests.live - this.#decode.running;
    const isLast = !this.#wantsMore();
    if (this.#isOneBurst()) this.#account.from = 0;
    else if ('requests' in this.#setup.until) {
      if (this.#requests.arrived - 1 === this.#firstCounted) this.#account.from = arrival.time;
      if (isLast) this.#account.to = arrival.time;
    } else if ('end' in this.#setup.until && this.#requests.arrived === 1) this.#account.from = arrival.time;
    this.#admit(slot, arrival.time);
  }

  /** All come at once: the window is the whole run. */
  #isOneBurst(): boolean {
    const { until } = this.#setup;
    return 'requests' in until && this.#source.users >= until.requests;
  }

  /** A user who is turned away asks again with something else. */
  #turnAway(time: number): void {
    if (this.#source.users > 0 && this.#wantsMore()) this.#arrive(this.#source.ask(time));
  }

  #admit(slot: number, time: number): void {
    const { prompts } = this.#decode;
    if (!prompts) {
      this.#prefill.add(slot, time);
      return;
    }
    const requests = this.#requests;
    const wanted = requests.wanted[slot] ?? 0;
    const prefix = requests.prefix[slot];
    const hit = this.#cache.look(prefix, wanted).tokens;
    const cached = prefix ? hit : Math.min(wanted - 1, Math.round(wanted * this.#setup.hit));
    requests.cached[slot] = cached;
    requests.offset[slot] = cached;
    const rank = this.#decode.route(slot);
    prompts.add(rank, slot);
    this.#decode.wake(rank, time, true);
  }

  #redo(slot: number, time: number): void {
    this.#preempted++;
    this.#requests.offset[slot] = 0;
    this.#admit(slot, time);
  }

  #finish(slot: number, time: number): void {
    this.#countTo(time);
    const requests = this.#requests;
    this.#finished++;
    const output = requests.output[slot] ?? 1;
    const arrival = requests.arrival[slot] ?? 0;
    const first = requests.first[slot] ?? time;
    const ttft = first - arrival;
    const tpot = output > 1 ? (time - first) / (output - 1) : Number.NaN;
    const { slo } = this.#setup;
    const isGood = !(slo.ttft !== undefined && ttft > slo.ttft) && !(slo.tpot !== undefined && tpot > slo.tpot);
    if (time > this.#account.from && time <= this.#account.to) {
      this.#finishedInWindow++;
      if (isGood) this.#goodInWindow++;
    }
    if (this.#isCounted(slot)) {
      this.#latency.ttft.add(ttft);
      if (!Number.isNaN(tpot)) this.#latency.tpot.add(tpot);
      this.#latency.e2e.add(time - arrival);
    }
    this.#sample.add(requests, slot, time);
    requests.give(slot);
    if (this.#source.users > 0 && this.#wantsMore()) this.#arrive(this.#source.ask(time));
  }

  #isCounted(slot: number): boolean {
    return 'requests' in this.#setup.until
      ? (this.#requests.number[slot] ?? 0) >= this.#firstCounted
      : (this.#requests.arrival[slot] ?? 0) >= this.#account.from;
  }

  /** The number in the system changes: what it was until now goes into the sums. */
  #countTo(time: number): void {
    const share = this.#account.share(this.#since, time);
    const live = this.#requests.live;
    if (share > 0) this.#area += live * share * (time - this.#since);
    this.#series.add(series.waiting, live - this.#decode.running, this.#since, time);
    this.#series.add(series.running, this.#decode.running, this.#since, time);
    this.#since = time;
  }

  #close(): void {
    this.#isOver = true;
    this.#countTo(this.#now);
    if (this.#account.to === Number.POSITIVE_INFINITY)
      this.#account.to = this.#isOneBurst() ? this.#now : this.#lastArrival;
    this.#decode.settle(this.#now);
    if (!this.#setup.shared) this.#prefill.settle(this.#now);
  }

  /** Card time of the window that was accounted for: all there is, once the run is over. */
  cardSeconds(): number {
    return this.#account.spent.reduce((sum, each) => sum + each, 0);
  }

  answer(): Answer {
    const { from, to } = this.#account;
    const long = to - from;
    const { prefill, decode, shared } = this.#setup;
    const decodeCards = decode.groups * decode.ranks * decode.cards;
    const cards = decodeCards + (shared ? 0 : prefill.groups * prefill.ranks * prefill.cards);
    const all = this.cardSeconds();
    const [compute = 0, memory = 0, link = 0] = this.#account.busy;
    const latency = (each: BatchMeans) => ({
      mean: each.mean(),
      p50: each.percentile(0.5),
      p90: each.percentile(0.9),
      p99: each.percentile(0.99),
    });
    const of = <T>(make: (name: Latency) => T): Record<Latency, T> => ({
      ttft: make('ttft'),
      tpot: make('tpot'),
      itl: make('itl'),
      e2e: make('e2e'),
    });
    const spent = (index: number): number => (this.#account.spent[index] ?? 0) / all;
    return {
      arrived: this.#requests.arrived,
      finished: this.#finished,
      inFlight: this.#requests.live,
      preempted: this.#preempted,
      leftBehind: this.#leftBehind,
      refused: this.#refused,
      seconds: this.#now,
      window: { from, to },
      meanInSystem: this.#area / long,
      requestsPerSecond: this.#finishedInWindow / long,
      tokensPerSecondPerCard: this.#account.tokens / long / cards,
      goodput: this.#goodInWindow / long,
      latency: of((name) => latency(this.#latency[name])),
      utilisation: {
        compute: compute / long / cards,
        memory: memory / long / cards,
        link: link / long / cards,
        kv: this.#account.kv / long / decodeCards,
      },
      spent: {
        compute: spent(spentOn.indexOf('compute')),
        memory: spent(spentOn.indexOf('memory')),
        communication: spent(spentOn.indexOf('communication')),
        imbalance: spent(spentOn.indexOf('imbalance')),
        idle: spent(spentOn.indexOf('idle')),
        host: spent(spentOn.indexOf('host')),
        preemption: spent(spentOn.indexOf('preemption')),
      },
      prefixHit: this.#cache.asked === 0 ? 0 : this.#cache.found / this.#cache.asked,
      series: this.#series.rows(),
      distribution: of((name) => this.#latency[name].all.steps(200)),
      requests: this.#sample.rows(),
    };
  }
}

/** A whole run at once. */
export function simulate(setup: Setup): Answer {
  const simulation = new Simulation(setup);
  simulation.proceed();
  return simulation.answer();
}
