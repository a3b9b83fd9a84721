import { describe, expect, test } from 'vitest';
import { createStore } from '../../renderer/store';

describe('a store', () => {
  test('tells every listener of another value, and none of the same', () => {
    const store = createStore(1);
    const heard: number[] = [];
    store.subscribe(() => heard.push(store.get()));
    const stop = store.subscribe(() => heard.push(-store.get()));
    store.set(2);
    store.set(2);
    stop();
    store.set(3);
    expect(heard).toEqual([2, -2, 3]);
  });

  test('tells those after a listener that fails, and whoever set the value goes on', () => {
    const faults: unknown[] = [];
    const store = createStore('a', (fault) => faults.push(fault));
    const heard: string[] = [];
    const fault = new Error('one of them');
    store.subscribe(() => {
      throw fault;
    });
    store.subscribe(() => heard.push(store.get()));
    store.set('b');
    expect({ heard, faults, value: store.get() }).toEqual({ heard: ['b'], faults: [fault], value: 'b' });
  });
});
