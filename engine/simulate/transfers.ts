/** KV caches on their way to the decode ranks: each card sends and takes in one after another. */

import { event, type World } from './world';

export class Transfers {
  readonly #world: World;
  /** When each rank's link is free again. */
  readonly #sending: Float64Array;
  readonly #taking: Float64Array;
  underWay = 0;

  constructor(world: World) {
    const { prefill, decode } = world.setup;
    this.#world = world;
    this.#sending = new Float64Array(prefill.groups * prefill.ranks);
    this.#taking = new Float64Array(decode.groups * decode.ranks);
  }

  /** Starts as soon as both sides are free; layer by layer, it may have started while the prompt was computed. */
  send(slot: number, time: number): void {
    const { requests, setup, schedule } = this.#world;
    const tokens = requests.wanted[slot] ?? 0;
    const rank = requests.rank[slot] ?? 0;
    const source = requests.source[slot] ?? -1;
    const takes = (tokens * setup.decode.tokenBytes) / setup.decode.rate;
    this.underWay++;
    if (source < 0) {
      // Out to the host and back, over the card's own link.
      const end = Math.max(time, this.#taking[rank] ?? 0) + 2 * takes;
      this.#taking[rank] = end;
      schedule(end, event.transferred, slot);
      return;
    }
    const sends = (tokens * setup.prefill.tokenBytes) / setup.prefill.rate;
    const { layers, layersFrom } = setup.transfer;
    const byLayer = layers > 1 && tokens >= layersFrom && (requests.preempted[slot] ?? 0) === 0;
    // The first layer is there after its share of the prefill; the last can only follow the end.
    const began = byLayer ? (requests.started[slot] ?? time) : time;
    const prefill = time - began;
    const from = byLayer ? began + prefill / layers : time;
    const tail = byLayer ? 1 / layers : 1;
    const sent = Math.max(Math.max(from, this.#sending[source] ?? 0) + sends, time + sends * tail);
    const taken = Math.max(Math.max(from, this.#taking[rank] ?? 0) + takes, time + takes * tail);
    this.#sending[source] = sent;
    this.#taking[rank] = taken;
    schedule(Math.max(sent, taken), event.transferred, slot);
  }
}
