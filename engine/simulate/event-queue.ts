/** A heap of numbers with a key: the earliest event, the shortest prompt. Equal keys come out in the order in which they went in. */

export class Heap {
  #keys: Float64Array<ArrayBuffer>;
  #orders: Float64Array<ArrayBuffer>;
  #values: Float64Array<ArrayBuffer>;
  #size = 0;
  #order = 0;

  constructor(room = 64) {
    this.#keys = new Float64Array(room);
    this.#orders = new Float64Array(room);
    this.#values = new Float64Array(room);
  }

  get size(): number {
    return this.#size;
  }

  /** Key of the first; infinite when empty. */
  get key(): number {
    return this.#size === 0 ? Number.POSITIVE_INFINITY : (this.#keys[0] ?? 0);
  }

  /** The first itself. */
  get value(): number {
    return this.#values[0] ?? 0;
  }

  push(key: number, value: number): void {
    if (this.#size === this.#keys.length) this.#grow();
    const order = this.#order++;
    const keys = this.#keys;
    const orders = this.#orders;
    const values = this.#values;
    let at = this.#size++;
    while (at > 0) {
      const up = (at - 1) >> 1;
      // A later order never goes before an equal key.
      if ((keys[up] ?? 0) <= key) break;
      keys[at] = keys[up] ?? 0;
      orders[at] = orders[up] ?? 0;
      values[at] = values[up] ?? 0;
      at = up;
    }
    keys[at] = key;
    orders[at] = order;
    values[at] = value;
  }

  /** Takes the first out. */
  pop(): number {
    const first = this.#values[0] ?? 0;
    const last = --this.#size;
    const keys = this.#keys;
    const orders = this.#orders;
    const values = this.#values;
    const key = keys[last] ?? 0;
    const order = orders[last] ?? 0;
    const value = values[last] ?? 0;
    let at = 0;
    for (;;) {
      let down = 2 * at + 1;
      if (down >= last) break;
      if (down + 1 < last && this.#isBefore(down + 1, keys[down] ?? 0, orders[down] ?? 0)) down++;
      if (!this.#isBefore(down, key, order)) break;
      keys[at] = keys[down] ?? 0;
      orders[at] = orders[down] ?? 0;
      values[at] = values[down] ?? 0;
      at = down;
    }
    keys[at] = key;
    orders[at] = order;
    values[at] = value;
    return first;
  }

  #isBefore(at: number, key: number, order: number): boolean {
    const own = this.#keys[at] ?? 0;
    return own < key || (own === key && (this.#orders[at] ?? 0) < order);
  }

  #grow(): void {
    const grown = (old: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> => {
      const larger = new Float64Array(2 * old.length);
      larger.set(old);
      return larger;
    };
    this.#keys = grown(this.#keys);
    this.#orders = grown(this.#orders);
    this.#values = grown(this.#values);
  }
}

/** First in, first out. */
export class Line {
  #slots = new Int32Array(64);
  #from = 0;
  #size = 0;

  get size(): number {
    return this.#size;
  }

  get first(): number {
    return this.#slots[this.#from] ?? -1;
  }

  push(slot: number): void {
    if (this.#size === this.#slots.length) this.#grow();
    this.#slots[(this.#from + this.#size++) % this.#slots.length] = slot;
  }

  shift(): number {
    const slot = this.first;
    this.#from = (this.#from + 1) % this.#slots.length;
    this.#size--;
    return slot;
  }

  #grow(): void {
    const larger = new Int32Array(2 * this.#slots.length);
    for (let at = 0; at < this.#size; at++) larger[at] = this.#slots[(this.#from + at) % this.#slots.length] ?? 0;
    this.#slots = larger;
    this.#from = 0;
  }
}
