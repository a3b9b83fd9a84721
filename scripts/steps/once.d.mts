/** Waits for the lock, does the work, gives the lock back. A lock whose owner is gone is taken over. */
export function once<T>(lock: string, work: () => Promise<T>): Promise<T>;
