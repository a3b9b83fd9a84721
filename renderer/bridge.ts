/** Calls to the other side by name, typed by the contract; a refusal arrives as an error that carries its words. */

import type { Events, In, Method, Out, Text } from '../app/contract';

type Reply<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: { readonly code: string; readonly text: Text } };

declare global {
  interface Window {
    /** What the preload script offers; nothing else crosses. */
    readonly chokepoint: {
      /** The reply as JSON text: `Reply<Out<M>>`. */
      rpc<M extends Method>(method: M, params: In<M>): Promise<string>;
      /** Where a dropped or chosen file stands on the disk; empty where it stands nowhere. */
      pathOf(file: File): string;
      /** Frees the memory that nothing refers to any more: a tenth of a second in which nothing else happens. */
      giveBack(): void;
      on<E extends keyof Events>(event: E, listener: (payload: Events[E]) => void): () => void;
    };
  }
}

/** A call that the other side refused or could not finish, in words for the person. */
export class CallProblem extends Error {
  constructor(
    readonly code: string,
    readonly text: Text,
  ) {
    super(text.en);
    this.name = 'CallProblem';
  }
}

export type Rpc = <M extends Method>(method: M, params: In<M>) => Promise<Out<M>>;

export const rpc: Rpc = async (method, params) => {
  const reply: Reply<Out<typeof method>> = JSON.parse(await window.chokepoint.rpc(method, params));
  if (!reply.ok) throw new CallProblem(reply.problem.code, reply.problem.text);
  return reply.value;
};

export function on<E extends keyof Events>(event: E, listener: (payload: Events[E]) => void): () => void {
  return window.chokepoint.on(event, listener);
}

/** The words of whatever was thrown; a stranger keeps its own message in both languages. */
export function textOf(error: unknown): Text {
  if (error instanceof CallProblem) return error.text;
  const message = error instanceof Error ? error.message : String(error);
  return { en: message, zh: message };
}
