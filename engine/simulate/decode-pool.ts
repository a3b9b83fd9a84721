/**
 * The decode pool: groups of ranks in lock-step. Between two changes of who decodes where, every step follows from the one before,
 * so that a run of steps is one event: its length is found, its time is summed, nothing is left out.
 */

import { AcceptedDrafts } from './accepted-drafts';
import { cost, width } from './costs';
import { DecodeRanks } from './decode-ranks';
import { Heap } from './event-queue';
import { PromptChunks } from './prompt-chunks';
import { series } from './statistics/account';
import { event, type World } from './world';

export class DecodePool {
  readonly ranks: DecodeRanks;
  /** Chunks of prompts that ride along, where one pool does both. */
  readonly prompts: PromptChunks | undefined;
  readonly #world: World;
  readonly #size: number;
  readonly #cards: number;
  readonly #drafts: AcceptedDrafts | undefined;
  /** By group: the run of steps under way. Its k-th step takes `time` + k × `gain`. */
  readonly #start: Float64Array;
  readonly #steps: Float64Array;
  readonly #time: Float64Array;
  readonly #gain: Float64Array;
  readonly #end: Float64Array;
  /** Longest own time of a rank, summed over the group's steps; the joint row, and its sum. */
  readonly #longest: Float64Array;
  readonly #most: Float64Array;
  readonly #mostGain: Float64Array;
  readonly #joint: Float64Array[] = [];
  readonly #jointSum: Float64Array[] = [];
  readonly #idleSince: Float64Array;
  /** By rank: what the sums were when its costs were last accounted for, and when that was. */
  readonly #longestThen: Float64Array;
  readonly #jointThen: Float64Array[] = [];
  readonly #accounted: Float64Array;
  readonly #finishing: Heap[] = [];
  /** By group: who joined since the last run of steps, and how many of them got a token in it. */
  readonly #fresh: number[][] = [];
  readonly #freshCount: Float64Array;
  readonly #scratch = new Float64Array(width);
  #routed = 0;
  #running = 0;

  constructor(world: World) {
    const { groups, ranks, cards } = world.setup.decode;
    this.#world = world;
    this.ranks = new DecodeRanks(world);
    this.#size = ranks;
    this.#cards = cards;
    this.#drafts = world.setup.drafts.length > 0 ? new AcceptedDrafts(world.setup) : undefined;
    this.prompts = world.setup.shared ? new PromptChunks(world, this.ranks) : undefined;
    const perGroup = (): Float64Array => new Float64Array(groups);
    this.#start = perGroup();
    this.#steps = perGroup();
    this.#time = perGroup();
    this.#gain = perGroup();
    this.#end = perGroup().fill(Number.NaN);
    this.#longest = perGroup();
    this.#most = perGroup();
    this.#mostGain = perGroup();
    this.#idleSince = perGroup();
    this.#freshCount = perGroup();
    this.#longestThen = new Float64Array(groups * ranks);
    this.#accounted = new Float64Array(groups * ranks);
    for (let group = 0; group < groups; group++) {
      this.#joint.push(new Float64Array(width));
      this.#jointSum.push(new Float64Array(width));
      this.#finishing.push(new Heap());
      this.#fresh.push([]);
    }
    for (let rank = 0; rank < groups * ranks; rank++) this.#jointThen.push(new Float64Array(width));
  }

  /** Requests decoding. */
  get running(): number {
    return this.#running;
  }

  /** Chooses the rank of a request whose prompt is computed, or is to be computed there. */
  route(slot: number): number {
    const { requests, setup, routingDraws } = this.#world;
    const rank = setup.policies.routing.choose(this.ranks, {
      input: requests.wanted[slot] ?? 0,
      turn: this.#routed++,
      draw: routingDraws.next(),
    });
    this.ranks.send(rank, slot);
    return rank;
  }

  /** Its cache has come: it decodes from the next step on, if there is room. */
  receive(slot: number, time: number): void {
    const rank = this.#world.requests.rank[slot] ?? 0;
    this.ranks.ready[rank]?.push(slot);
    this.wake(rank, time, (this.ranks.batch[rank] ?? 0) < this.#world.setup.decode.maxBatch);
  }

  /** Something new at a rank: its group starts, or the run of steps is cut at the next step's end if that makes a difference. */
  wake(rank: number, time: number, matters: boolean): void {
    const group = Math.floor(rank / this.#size);
    if (Number.isNaN(this.#end[group] ?? 0)) this.#plan(group, time);
    else if (matters) this.#cut(group, time);
  }

  /** The run of steps ends, unless it was cut and this is the end that it had before. */
  stepped(group: number, time: number): void {
    if (this.#end[group] !== time) return;
    const steps = this.#steps[group] ?? 0;
    const { ranks } = this;
    const from = ranks.step[group] ?? 0;
    this.#addRun(group, steps, time);
    ranks.step[group] = from + steps;
    for (let rank = group * this.#size; rank < (group + 1) * this.#size; rank++) ranks.grow(rank, from, steps);
    if (this.#drafts) this.#accept(group, this.#drafts, time);
    this.prompts?.computed(group, time, (slot, rank) => ranks.ready[rank]?.push(slot));
    this.#finishDue(group, time);
    this.#plan(group, time);
  }

  /** All that is not accounted for yet, at the end of the run. */
  settle(time: number): void {
    for (let group = 0; group < this.#start.length; group++) {
      if (Number.isNaN(this.#end[group] ?? 0)) this.#idle(group, time);
      else this.#cutForEnd(group, time);
      for (let rank = group * this.#size; rank < (group + 1) * this.#size; rank++) this.#account(rank, time);
    }
  }

  #plan(group: number, time: number): void {
    const { ranks } = this;
    const wasIdle = Number.isNaN(this.#end[group] ?? 0);
    if (wasIdle) this.#idle(group, time);
    const first = group * this.#size;
    const last = first + this.#size;
    let batch = 0;
    for (let rank = first; rank < last; rank++) {
      this.#admit(rank, time);
      batch += ranks.batch[rank] ?? 0;
    }
    const chunks = this.prompts?.choose(group) ?? false;
    if (batch === 0 && !chunks) {
      for (let rank = first; rank < last; rank++) this.#account(rank, time);
      this.#end[group] = Number.NaN;
      this.#idleSince[group] = time;
      return;
    }
    this.#price(group, time, chunks);
    this.#measure(group, time, chunks);
    this.#schedule(group, time);
  }

  /** Requests with their cache there begin, and the latest give way if pages run out. */
  #admit(rank: number, time: number): void {
    const { ranks } = this;
    const { decode } = this.#world.setup;
    const ready = ranks.ready[rank];
    const group = Math.floor(rank / this.#size);
    if (!ready) return;
    do {
      while (ready.size > 0 && (ranks.batch[rank] ?? 0) + (this.prompts?.underWay(rank) ?? 0) < decode.maxBatch) {
        const slot = ready.shift();
        this.#account(rank, time);
        ranks.join(rank, slot);
        this.#running++;
        this.#world.requests.ready[slot] = time;
        this.#fresh[group]?.push(this.#stay(slot));
        this.#expect(group, slot);
      }
      while (ranks.free(rank) < 0 && (ranks.batch[rank] ?? 0) > 0) this.#preempt(rank, time);
    } while (ready.size > 0 && (ranks.batch[rank] ?? 0) === 0);
    if ((ranks.batch[rank] ?? 0) === 0) this.#letIn(rank, time);
  }

  /** Without drafts the step of its last token is known from the start. */
  #expect(group: number, slot: number): void {
    if (this.#drafts) return this.#drafts.begin(slot, this.#world.requests);
    const { requests } = this.#world;
    const left = (requests.output[slot] ?? 0) - (requests.done[slot] ?? 0);
    this.#finishing[group]?.push((this.ranks.step[group] ?? 0) + left, this.#stay(slot));
  }

  /** One number for a slot and the stay it belongs to. */
  #stay(slot: number): number {
    return slot + (this.#world.requests.epoch[slot] ?? 0) * slots;
  }

  #finishDue(group: number, time: number): void {
    if (this.#drafts) return;
    const { requests } = this.#world;
    const finishing = this.#finishing[group];
    const step = this.ranks.step[group] ?? 0;
    while (finishing && finishing.key <= step) {
      const value = finishing.pop();
      const slot = value % slots;
      if ((requests.epoch[slot] ?? 0) === Math.floor(value / slots)) this.#leave(slot, time);
    }
  }

  #leave(slot: number, time: number): void {
    const { requests } = this.#world;
    const rank = requests.rank[slot] ?? 0;
    this.#account(rank, time);
    this.ranks.leave(rank, slot);
    this.#running--;
    this.ranks.learn(requests.output[slot] ?? 0);
    this.#world.finish(slot, time);
    this.#letIn(rank, time);
  }

  /** Pages were given back: those who wait for them may send their cache. */
  #letIn(rank: number, time: number): void {
    const waiting = this.ranks.waiting[rank];
    while (waiting && waiting.size > 0 && this.ranks.reserve(rank, waiting.first)) this.#send?.(waiting.shift(), time);
  }

  #send: ((slot: number, time: number) => void) | undefined;

  /** Who carries caches to this pool. */
  set carrier(send: (slot: number, time: number) => void) {
    this.#send = send;
  }

  /** Its prompt is computed elsewhere: its cache comes once there are pages for it. */
  announce(slot: number, time: number): void {
    const rank = this.route(slot);
    const waiting = this.ranks.waiting[rank];
    if (waiting && waiting.size === 0 && this.ranks.reserve(rank, slot)) this.#send?.(slot, time);
    else waiting?.push(slot);
  }

  #preempt(rank: number, time: number): void {
    const { requests, setup } = this.#world;
    const slot = this.ranks.latest(rank);
    this.#account(rank, time);
    const answered =
      (requests.base[slot] ?? 0) + (this.ranks.step[Math.floor(rank / this.#size)] ?? 0) - (requests.input[slot] ?? 0);
    this.ranks.leave(rank, slot);
    this.#running--;
    requests.done[slot] = answered;
    requests.wanted[slot] = (requests.input[slot] ?? 0) + answered;
    requests.preempted[slot] = (requests.preempted[slot] ?? 0) + 1;
    requests.last[slot] = time;
    if (setup.policies.preemption === 'recompute') return this.#world.redo(slot, time);
    // To the host and back over the card's own link; it waits for pages first.
    this.ranks.send(rank, slot);
    this.ranks.waiting[rank]?.push(slot);
  }

  /** Rows of costs of the ranks whose holdings changed; the group's joint row with them. */
  #price(group: number, time: number, chunks: boolean): void {
    const { ranks } = this;
    const { steps } = this.#world.setup;
    const step = ranks.step[group] ?? 0;
    let hasChanged = chunks;
    let requests = 0;
    for (let rank = group * this.#size; rank < (group + 1) * this.#size; rank++) {
      const batch = ranks.batch[rank] ?? 0;
      requests += Math.max(1, batch);
      if (!ranks.changed[rank] && step < (ranks.until[rank] ?? 0) && !chunks) continue;
      hasChanged = hasChanged || ranks.changed[rank] === 1;
      this.#account(rank, time);
      ranks.changed[rank] = chunks ? 1 : 0;
      ranks.redone[rank] = 0;
      const row = ranks.row[rank];
      const slope = ranks.slope[rank];
      if (!row || !slope) continue;
      if (batch === 0) {
        row.fill(0);
        slope.fill(0);
        ranks.until[rank] = Number.POSITIVE_INFINITY;
      } else {
        const length = ranks.held(rank) / batch;
        const upTo = steps.decode(batch, length, row, slope);
        ranks.until[rank] = Math.min(step + Math.max(1, Math.ceil(upTo - length)), ranks.pagesLast(rank, step));
      }
      if (chunks) this.prompts?.price(rank, row, slope);
    }
    const joint = this.#joint[group];
    if (!hasChanged || !joint) return;
    if (chunks && this.prompts) this.prompts.joint(group, joint);
    else steps.joint(requests / this.#size, joint);
  }

  /** How many steps go by until something changes, and how long they take. */
  #measure(group: number, time: number, chunks: boolean): void {
    const { ranks } = this;
    const step = ranks.step[group] ?? 0;
    const first = group * this.#size;
    let until = Math.min(this.#finishing[group]?.key ?? Number.POSITIVE_INFINITY, step + longestRun);
    let slowest = first;
    let most = -1;
    for (let rank = first; rank < first + this.#size; rank++) {
      const own = this.#own(rank, step);
      if (own > most) {
        most = own;
        slowest = rank;
      }
      until = Math.min(until, ranks.until[rank] ?? until);
    }
    let steps = this.#drafts || chunks ? 1 : Math.max(1, until - step);
    const gain = ranks.slope[slowest]?.[cost.own] ?? 0;
    // Two straight lines cross once at most: who is slowest at both ends is so all along.
    for (let rank = first; rank < first + this.#size && steps > 1; rank++) {
      const ahead = most - this.#own(rank, step);
      const faster = (ranks.slope[rank]?.[cost.own] ?? 0) - gain;
      if (faster * (steps - 1) > ahead) steps = Math.max(1, Math.floor(ahead / faster) + 1);
    }
    this.#start[group] = time;
    this.#steps[group] = steps;
    this.#most[group] = most;
    this.#mostGain[group] = gain;
    this.#time[group] = most + (this.#joint[group]?.[cost.joint] ?? 0);
    this.#gain[group] = gain;
    this.#first(group, time + (this.#time[group] ?? 0));
  }

  #own(rank: number, step: number): number {
    const { row, slope, since } = this.ranks;
    return (row[rank]?.[cost.own] ?? 0) + (slope[rank]?.[cost.own] ?? 0) * (step - (since[rank] ?? 0));
  }

  /** Those that joined get their first token at the end of the first step; those that came back, their next one. */
  #first(group: number, time: number): void {
    const { requests } = this.#world;
    const fresh = this.#fresh[group];
    let counted = 0;
    for (const value of fresh ?? []) {
      const slot = value % slots;
      if ((requests.epoch[slot] ?? 0) !== Math.floor(value / slots)) continue;
      counted++;
      if (Number.isNaN(requests.first[slot] ?? 0)) requests.first[slot] = time;
      else this.#world.tokenGaps.add(time - (requests.last[slot] ?? time));
    }
    if (fresh) fresh.length = 0;
    this.#freshCount[group] = counted;
  }

  #schedule(group: number, time: number): void {
    const steps = this.#steps[group] ?? 0;
    const end = time + steps * (this.#time[group] ?? 0) + ((this.#gain[group] ?? 0) * steps * (steps - 1)) / 2;
    this.#end[group] = end;
    this.#world.schedule(end, event.stepped, group);
  }

  /** Ends the run at the first step that ends at `time` or later. */
  #cut(group: number, time: number): void {
    const start = this.#start[group] ?? 0;
    const first = this.#time[group] ?? 0;
    const gain = this.#gain[group] ?? 0;
    const most = this.#steps[group] ?? 1;
    const endOf = (steps: number): number => start + steps * first + (gain * steps * (steps - 1)) / 2;
    let low = 0;
    let high = most;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (endOf(middle) >= time) high = middle;
      else low = middle;
    }
    if (high >= most) return;
    this.#steps[group] = high;
    this.#schedule(group, start);
  }

  /** What of the run has gone by at the end of the simulation, a part of a step counted in. */
  #cutForEnd(group: number, time: number): void {
    const start = this.#start[group] ?? 0;
    const all = (this.#end[group] ?? 0) - start;
    const steps = (this.#steps[group] ?? 0) * Math.min(1, Math.max(0, (time - start) / all));
    if (steps > 0) this.#addRun(group, steps, time);
    this.ranks.step[group] = (this.ranks.step[group] ?? 0) + steps;
  }

  /** A run of steps goes into the sums of the group, its gaps into the gaps between tokens. */
  #addRun(group: number, steps: number, time: number): void {
    const { ranks } = this;
    const triangle = (steps * (steps - 1)) / 2;
    this.#longest[group] =
      (this.#longest[group] ?? 0) + steps * (this.#most[group] ?? 0) + triangle * (this.#mostGain[group] ?? 0);
    const joint = this.#joint[group];
    const sum = this.#jointSum[group];
    if (joint && sum) for (let at = cost.joint; at < width; at++) sum[at] = (sum[at] ?? 0) + steps * (joint[at] ?? 0);
    let batch = 0;
    for (let rank = group * this.#size; rank < (group + 1) * this.#size; rank++) batch += ranks.batch[rank] ?? 0;
    if (batch === 0) return;
    const { tokenGaps, account, series: kept } = this.#world;
    const start = this.#start[group] ?? 0;
    const gap = (this.#time[group] ?? 0) + ((this.#gain[group] ?? 0) * (steps - 1)) / 2;
    // A first token has none before it.
    const gaps = batch * steps - (this.#freshCount[group] ?? 0);
    if (gaps > 0 && account.share(start, time) > 0) tokenGaps.add(gap, gaps);
    if (this.#drafts) return;
    account.tokens += batch * steps * account.share(start, time);
    kept.add(series.tokens, (batch * steps) / (time - start), start, time);
  }

  #accept(group: number, drafts: AcceptedDrafts, time: number): void {
    const { requests, account, series: kept } = this.#world;
    const { ranks } = this;
    const start = this.#start[group] ?? 0;
    let tokens = 0;
    for (let rank = group * this.#size; rank < (group + 1) * this.#size; rank++) {
      for (let at = (ranks.batch[rank] ?? 0) - 1; at >= 0; at--) {
        const slot = ranks.members[rank]?.[at] ?? 0;
        const step = ranks.step[group] ?? 0;
        const answered = (requests.base[slot] ?? 0) + step - 1 - (requests.input[slot] ?? 0);
        const got = Math.min(drafts.draw(slot, requests), (requests.output[slot] ?? 0) - answered);
        tokens += got;
        requests.base[slot] = (requests.base[slot] ?? 0) + got - 1;
        ranks.base[rank] = (ranks.base[rank] ?? 0) + got - 1;
        if (answered + got >= (requests.output[slot] ?? 0)) this.#leave(slot, time);
        else ranks.lengthen(rank, slot);
      }
      ranks.changed[rank] = 1;
    }
    account.tokens += tokens * account.share(start, time);
    kept.add(series.tokens, tokens / (time - start), start, time);
  }

  /** What a rank's time was spent on since it was last asked. */
  #account(rank: number, time: number): void {
    const { account, series: kept } = this.#world;
    const { ranks } = this;
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
    const share = account.share(from, time) * this.#cards;
    const longest = (this.#longest[group] ?? 0) - (this.#longestThen[rank] ?? 0);
    const sum = this.#scratch;
    const isEmpty = (row[cost.own] ?? 0) === 0;
    for (let at = 0; at < cost.joint; at++) {
      sum[at] = steps * (row[at] ?? 0) + ((slope[at] ?? 0) * steps * (steps - 1)) / 2;
      row[at] = (row[at] ?? 0) + (slope[at] ?? 0) * steps;
    }
    for (let at = cost.joint; at < width; at++) sum[at] = (joint[at] ?? 0) - (jointThen[at] ?? 0);
    const long = time - from;
    if (isEmpty) account.add('idle', share * (longest + (sum[cost.joint] ?? 0)));
    else {
      const waited = Math.max(0, longest - (sum[cost.own] ?? 0));
      account.work(sum, share, share, ranks.redone[rank] ?? 0);
      account.add('imbalance', share * waited);
      for (let at = 0; at < 3; at++)
        kept.add(series.compute + at, (this.#cards * (sum[cost.busyCompute + at] ?? 0)) / long, from, time);
      kept.add(series.imbalance, (this.#cards * waited) / long, from, time);
      kept.add(series.host, (this.#cards * ((sum[cost.ownHost] ?? 0) + (sum[cost.jointHost] ?? 0))) / long, from, time);
      const used = ((ranks.pages[rank] ?? 0) * this.#cards) / Math.max(1, this.#world.setup.decode.pages);
      account.kv += used * long * account.share(from, time);
      kept.add(series.kv, used, from, time);
    }
    ranks.since[rank] = step;
    this.#longestThen[rank] = this.#longest[group] ?? 0;
    for (let at = cost.joint; at < width; at++) jointThen[at] = joint[at] ?? 0;
    this.#accounted[rank] = time;
  }

  /** Nobody decodes in the group: all of it is empty. */
  #idle(group: number, time: number): void {
    const since = this.#idleSince[group] ?? 0;
    const { account } = this.#world;
    account.add('idle', account.share(since, time) * (time - since) * this.#cards * this.#size);
    for (let rank = group * this.#size; rank < (group + 1) * this.#size; rank++) this.#accounted[rank] = time;
    this.#idleSince[group] = time;
  }
}

/** No run is longer, so that sums stay exact. */
const longestRun = 1e6;
/** Slots in flight at most: a slot and its stay share one number. */
const slots = 2 ** 24;
