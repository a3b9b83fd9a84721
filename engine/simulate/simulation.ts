/** The run: events in the order of time. Pure: the same setup gives the same answer, bit for bit. */

import type { Answer } from './answer';
import { DecodePool } from './decode-pool';
import { Heap } from './event-queue';
import { PrefillPool } from './prefill-pool';
import { PrefixCache } from './prefix-cache';
import { randomStream } from './random';
import { Requests, type Arrival } from './requests';
import type { Setup } from './setup';
import { Account } from './statistics/account';
import { TimeSeries } from './statistics/time-series';
import { sourceOf, type RequestSource } from './supply';
import { Tally } from './tally';
import type { OverTime } from './timeline';
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
  readonly #account: Account;
  readonly #tally: Tally;
  readonly #series = new TimeSeries();
  readonly #events = new Heap(1024);
  readonly #source: RequestSource;
  readonly #cache: PrefixCache;
  readonly #prefill: PrefillPool;
  readonly #decode: DecodePool;
  readonly #transfers: Transfers;
  #next: Arrival | undefined;
  #now = 0;
  #lastArrival = 0;
  #isOver = false;

  constructor(setup: Setup) {
    this.#setup = setup;
    const { prefill, decode } = setup;
    this.#account = new Account(prefill.groups * prefill.ranks + decode.groups * decode.ranks);
    this.#tally = new Tally({ setup, requests: this.#requests, account: this.#account, series: this.#series });
    const world: World = {
      setup,
      requests: this.#requests,
      account: this.#account,
      series: this.#series,
      tokenGaps: this.#tally.latency.itl,
      routingDraws: randomStream(setup.seed, routingStream),
      schedule: (time, kind, id) => this.#events.push(time, kind + kindsOfEvents * id),
      finish: (slot, time) => this.#finish(slot, time),
      gaveWay: () => {
        this.#tally.preempted++;
      },
      redo: (slot, time) => this.#redo(slot, time),
    };
    this.#source = sourceOf(setup);
    this.#cache = new PrefixCache(setup.cache);
    this.#transfers = new Transfers(world);
    this.#decode = new DecodePool(world, this.#cache, (slot, time) => this.#transfers.send(slot, time));
    this.#prefill = new PrefillPool(world, this.#cache, (slot, time, rank) => {
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
        ? (this.#tally.finished + this.#tally.refused) / until.requests
        : 'seconds' in until
          ? this.#now / until.seconds
          : Number.NaN;
    return { share, seconds: this.#now, arrived: this.#requests.arrived, finished: this.#tally.finished };
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
    return !('requests' in until) || this.#requests.arrived + this.#tally.refused < until.requests;
  }

  /** The next of an open process, held until its time comes. */
  #pull(): Arrival | undefined {
    const { until } = this.#setup;
    const held = this.#requests.arrived + this.#tally.refused;
    if ('requests' in until && held >= until.requests) return undefined;
    return this.#source.next();
  }

  #arrive(arrival: Arrival): void {
    const { decode } = this.#setup;
    const most = decode.pages * decode.page;
    if (arrival.input + arrival.output + this.#setup.drafts.length + 1 > most) {
      this.#tally.refused++;
      this.#turnAway(arrival.time);
      return;
    }
    this.#tally.countTo(arrival.time, this.#decode.running);
    const slot = this.#requests.take(arrival);
    this.#lastArrival = arrival.time;
    const how = { isOneBurst: this.#isOneBurst(), isLast: !this.#wantsMore() };
    this.#tally.arrived(arrival.time, this.#decode.running, how);
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
    const hit = this.#cache.look(prefix, wanted);
    const cached = prefix ? hit.tokens : Math.min(wanted - 1, Math.round(wanted * this.#setup.hit));
    requests.cached[slot] = cached;
    requests.offset[slot] = cached;
    requests.loading[slot] = hit.seconds;
    const rank = this.#decode.route(slot);
    prompts.add(rank, slot, time);
    this.#decode.wake(rank, time, true);
  }

  #redo(slot: number, time: number): void {
    this.#requests.offset[slot] = 0;
    this.#admit(slot, time);
  }

  #finish(slot: number, time: number): void {
    this.#tally.countTo(time, this.#decode.running);
    this.#tally.finish(slot, time);
    this.#requests.give(slot);
    if (this.#source.users > 0 && this.#wantsMore()) this.#arrive(this.#source.ask(time));
  }

  #close(): void {
    this.#isOver = true;
    this.#tally.countTo(this.#now, this.#decode.running);
    if (this.#account.to === Number.POSITIVE_INFINITY)
      this.#account.to = this.#isOneBurst() ? this.#now : this.#lastArrival;
    this.#decode.settle(this.#now);
    if (!this.#setup.shared) this.#prefill.settle(this.#now);
  }

  /** What there is of it over time, whether or not it is over. */
  overTime(): OverTime {
    const { prefill, decode, shared } = this.#setup;
    const cards = decode.groups * decode.ranks * decode.cards;
    const all = cards + (shared ? 0 : prefill.groups * prefill.ranks * prefill.cards);
    return { series: this.#series.rows(), cards: { all, decode: cards } };
  }

  /** Card time of the window that was accounted for: all there is, once the run is over. */
  cardSeconds(): number {
    return this.#account.total();
  }

  answer(): Answer {
    const { asked, found } = this.#cache;
    return this.#tally.answer({ seconds: this.#now, prefixHit: asked === 0 ? 0 : found / asked });
  }
}

/** A whole run at once. */
export function simulate(setup: Setup): Answer {
  const simulation = new Simulation(setup);
  simulation.proceed();
  return simulation.answer();
}
