/**
 * The decode pool: groups of ranks in lock-step. Who comes in, who gives way, who leaves; between two such changes a run of steps is one
 * event (step-runs.ts), and where its time goes is kept beside (rank-ledger.ts). Nothing is left out.
 */

import { AcceptedDrafts } from './accepted-drafts';
import { cost } from './costs';
import { DecodeRanks } from './decode-ranks';
import { PromptChunks } from './prompt-chunks';
import { RankLedger } from './rank-ledger';
import { series } from './statistics/account';
import { Stays } from './stays';
import { longestRun, StepRuns } from './step-runs';
import type { PrefixCache } from './prefix-cache';
import type { World } from './world';

export class DecodePool {
  readonly ranks: DecodeRanks;
  /** Chunks of prompts that ride along, where one pool does both. */
  readonly prompts: PromptChunks | undefined;
  readonly #world: World;
  readonly #groups: number;
  readonly #size: number;
  readonly #drafts: AcceptedDrafts | undefined;
  readonly #runs: StepRuns;
  readonly #ledger: RankLedger;
  readonly #stays: Stays;
  readonly #send: (slot: number, time: number) => void;
  #routed = 0;
  #running = 0;

  /** `send`: carries caches to this pool. */
  constructor(world: World, cache: PrefixCache, send: (slot: number, time: number) => void) {
    const { groups, ranks } = world.setup.decode;
    this.#world = world;
    this.#send = send;
    this.ranks = new DecodeRanks(world);
    this.#groups = groups;
    this.#size = ranks;
    this.#drafts = world.setup.drafts.length > 0 ? new AcceptedDrafts(world.setup) : undefined;
    this.prompts = world.setup.shared ? new PromptChunks(world, this.ranks, cache) : undefined;
    this.#runs = new StepRuns(world, this.ranks);
    this.#ledger = new RankLedger(world, this.ranks);
    this.#stays = new Stays(world);
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
    if (this.#runs.isIdle(group)) this.#plan(group, time);
    else if (matters) this.#runs.cut(group, time);
  }

  /** The run of steps ends, unless it was cut and this is the end that it had before. */
  stepped(group: number, time: number): void {
    if (!this.#runs.endsAt(group, time)) return;
    const steps = this.#runs.steps[group] ?? 0;
    const { ranks } = this;
    this.#addRun(group, steps, time);
    ranks.step[group] = (ranks.step[group] ?? 0) + steps;
    if (this.#drafts) this.#accept(group, this.#drafts, time);
    this.prompts?.computed(group, time, (slot, rank) => ranks.ready[rank]?.push(slot));
    this.#finishDue(group, time);
    this.#plan(group, time);
  }

  /** All that is not accounted for yet, at the end of the run. */
  settle(time: number): void {
    this.prompts?.settle(time);
    for (let group = 0; group < this.#groups; group++) {
      if (this.#runs.isIdle(group)) this.#ledger.settleRest(group, time);
      else {
        const steps = this.#runs.gone(group, time);
        if (steps > 0) this.#addRun(group, steps, time);
        this.ranks.step[group] = (this.ranks.step[group] ?? 0) + steps;
      }
      for (let rank = group * this.#size; rank < (group + 1) * this.#size; rank++) this.#ledger.settle(rank, time);
    }
  }

  #plan(group: number, time: number): void {
    const { ranks } = this;
    if (this.#runs.isIdle(group)) this.#ledger.settleRest(group, time);
    const first = group * this.#size;
    const last = first + this.#size;
    for (let rank = first; rank < last; rank++) if (this.#mayAdmit(group, rank)) this.#admit(rank, time);
    const chunks = this.prompts?.choose(group, time) ?? false;
    if (ranks.decoding[group] === 0 && !chunks) {
      for (let rank = first; rank < last; rank++) this.#ledger.settle(rank, time);
      this.#runs.stop(group);
      this.#ledger.rest(group, time);
      return;
    }
    this.#price(group, time, chunks);
    this.#run(group, time, chunks);
  }

  /** A run of steps: of one where what they yield, or what rides along, is another each time. */
  #run(group: number, time: number, chunks: boolean): void {
    const step = this.ranks.step[group] ?? 0;
    const most = this.#drafts || chunks ? 1 : longestRun;
    const until = Math.min(this.#stays.nextEnd(group), step + most);
    this.#runs.measure(group, time, this.#ledger.joint[group]?.[cost.joint] ?? 0, until);
    this.#stays.firstStep(group, time + (this.#runs.time[group] ?? 0));
    this.#runs.schedule(group);
  }

  /** Whether anything can change at a rank before its next step. */
  #mayAdmit(group: number, rank: number): boolean {
    const { ranks } = this;
    if ((ranks.step[group] ?? 0) >= (ranks.pagesUntil[rank] ?? 0) || (ranks.ready[rank]?.size ?? 0) > 0) return true;
    return ranks.batch[rank] === 0 && (ranks.waiting[rank]?.size ?? 0) > 0;
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
        this.#ledger.settle(rank, time);
        ranks.join(rank, slot);
        this.#running++;
        this.#world.requests.ready[slot] = time;
        this.#begin(group, slot);
      }
      while (ranks.free(rank) < 0 && (ranks.batch[rank] ?? 0) > 0) this.#preempt(rank, time);
    } while (ready.size > 0 && (ranks.batch[rank] ?? 0) === 0);
    ranks.foresee(rank);
    if ((ranks.batch[rank] ?? 0) === 0) this.#letIn(rank, time);
  }

  /** Without drafts the step of its last token is known from the start. */
  #begin(group: number, slot: number): void {
    const { requests } = this.#world;
    const left = (requests.output[slot] ?? 0) - (requests.done[slot] ?? 0);
    this.#stays.begin(group, slot, this.#drafts ? undefined : (this.ranks.step[group] ?? 0) + left);
    this.#drafts?.begin(slot, requests);
  }

  #finishDue(group: number, time: number): void {
    const step = this.ranks.step[group] ?? 0;
    for (;;) {
      const slot = this.#stays.takeEnded(group, step);
      if (slot < 0) return;
      this.#leave(slot, time);
    }
  }

  #leave(slot: number, time: number): void {
    const { requests } = this.#world;
    const rank = requests.rank[slot] ?? 0;
    this.#ledger.settle(rank, time);
    this.ranks.leave(rank, slot);
    this.#running--;
    this.ranks.learn(requests.output[slot] ?? 0);
    this.#world.finish(slot, time);
    this.#letIn(rank, time);
  }

  /** Pages were given back: those who wait for them may send their cache. */
  #letIn(rank: number, time: number): void {
    const waiting = this.ranks.waiting[rank];
    while (waiting && waiting.size > 0 && this.ranks.reserve(rank, waiting.first)) this.#send(waiting.shift(), time);
  }

  /** Its prompt is computed elsewhere: its cache comes once there are pages for it. */
  announce(slot: number, time: number): void {
    const rank = this.route(slot);
    const waiting = this.ranks.waiting[rank];
    if (waiting && waiting.size === 0 && this.ranks.reserve(rank, slot)) this.#send(slot, time);
    else waiting?.push(slot);
  }

  #preempt(rank: number, time: number): void {
    const { requests, setup } = this.#world;
    const slot = this.ranks.latest(rank);
    this.#ledger.settle(rank, time);
    const answered =
      (requests.base[slot] ?? 0) + (this.ranks.step[Math.floor(rank / this.#size)] ?? 0) - (requests.input[slot] ?? 0);
    this.ranks.leave(rank, slot);
    this.#running--;
    requests.done[slot] = answered;
    requests.wanted[slot] = (requests.input[slot] ?? 0) + answered;
    requests.preempted[slot] = (requests.preempted[slot] ?? 0) + 1;
    requests.last[slot] = time;
    this.#world.gaveWay();
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
    for (let rank = group * this.#size; rank < (group + 1) * this.#size; rank++) {
      if (!ranks.changed[rank] && step < (ranks.until[rank] ?? 0) && !chunks) continue;
      hasChanged = hasChanged || ranks.changed[rank] === 1;
      this.#ledger.settle(rank, time);
      ranks.changed[rank] = chunks ? 1 : 0;
      ranks.redone[rank] = 0;
      const row = ranks.row[rank];
      const slope = ranks.slope[rank];
      const batch = ranks.batch[rank] ?? 0;
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
      ranks.own[rank] = row[cost.own] ?? 0;
      ranks.ownGain[rank] = slope[cost.own] ?? 0;
    }
    const joint = this.#ledger.joint[group];
    if (!hasChanged || !joint) return;
    if (chunks && this.prompts) this.prompts.joint(group, joint);
    else steps.joint(this.#meanBatch(group), joint);
  }

  /** Of the group's ranks; one without requests runs a dummy batch of one. */
  #meanBatch(group: number): number {
    let requests = 0;
    for (let rank = group * this.#size; rank < (group + 1) * this.#size; rank++)
      requests += Math.max(1, this.ranks.batch[rank] ?? 0);
    return requests / this.#size;
  }

  /** A run of steps goes into the sums of the group, its gaps into the gaps between tokens. */
  #addRun(group: number, steps: number, time: number): void {
    const runs = this.#runs;
    const gain = runs.gain[group] ?? 0;
    this.#ledger.addRun(group, steps, runs.most[group] ?? 0, gain);
    const batch = this.ranks.decoding[group] ?? 0;
    if (batch === 0) return;
    const { tokenGaps, account, series: kept } = this.#world;
    const start = runs.start[group] ?? 0;
    const gap = (runs.time[group] ?? 0) + (gain * (steps - 1)) / 2;
    // A first token has none before it.
    const gaps = batch * steps - this.#stays.firstTokens(group);
    if (gaps > 0 && account.share(start, time) > 0) tokenGaps.add(gap, gaps);
    if (this.#drafts) return;
    account.tokens += batch * steps * account.share(start, time);
    kept.add(series.tokens, (batch * steps) / (time - start), start, time);
  }

  #accept(group: number, drafts: AcceptedDrafts, time: number): void {
    const { requests, account, series: kept } = this.#world;
    const { ranks } = this;
    const start = this.#runs.start[group] ?? 0;
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
}
