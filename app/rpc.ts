/** A call as it travels: checked on the way in, checked on the way out, answered by a value or by a reason in words. */

import { z } from 'zod';
import { diagnostic, type Diagnostic, type Text } from '../engine';
import { contract, mainOnly, type Method } from './contract';
import { Refusal } from './outcome';

// zod compiles checks with `new Function` where it can; our content security policy forbids that, so it is told not to try.
z.config({ jitless: true });

export type MainMethod = (typeof mainOnly)[number];
export type EngineMethod = Exclude<Method, MainMethod>;

type Parsed = { readonly [M in Method]: z.output<(typeof contract)[M]['in']> };
type Given = { readonly [M in Method]: z.output<(typeof contract)[M]['out']> };

/** One function a method; it may throw a Refusal, which reaches the person in words. */
export type HandlersOf<M extends Method> = { readonly [K in M]: (params: Parsed[K]) => Given[K] | Promise<Given[K]> };
/** What the engine process implements. */
export type EngineHandlers = HandlersOf<EngineMethod>;
/** What main implements itself. */
export type MainHandlers = HandlersOf<MainMethod>;

export type Problem = { readonly code: string; readonly text: Text };
export type Reply = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly problem: Problem };
export type Call = (method: string, params: unknown) => Promise<Reply>;

type Schemas = { readonly [M in Method]: { readonly in: z.ZodType<Parsed[M]>; readonly out: z.ZodType<Given[M]> } };
const schemas: Schemas = contract;

export function isMethod(name: string): name is Method {
  return Object.hasOwn(contract, name);
}

export function isMainMethod(name: Method): name is MainMethod {
  return mainOnly.some((method) => method === name);
}

/**
 * Runs one of our own handlers: parameters parsed, result parsed, failure turned into a problem. A result that another process
 * of ours parses before anyone sees it (`forward`) need not be parsed twice: an answer of a long notebook is megabytes.
 */
export async function answer<M extends Method>(
  handlers: HandlersOf<M>,
  method: M,
  params: unknown,
  result: 'parsed' | 'parsed-by-receiver' = 'parsed',
): Promise<Reply> {
  const { in: accepts, out: gives } = schemas[method];
  const parsed = accepts.safeParse(params);
  if (!parsed.success) return badCall(method, z.prettifyError(parsed.error));
  try {
    const value = await handlers[method](parsed.data);
    return { ok: true, value: result === 'parsed' ? gives.parse(value) : value };
  } catch (error) {
    return faulty(error);
  }
}

/** Hands a call on to another process: parameters checked before, the result after. */
export async function forward(call: Call, method: EngineMethod, params: unknown): Promise<Reply> {
  const parsed = schemas[method].in.safeParse(params);
  if (!parsed.success) return badCall(method, z.prettifyError(parsed.error));
  const reply = await call(method, parsed.data);
  if (!reply.ok) return reply;
  const checked = schemas[method].out.safeParse(reply.value);
  return checked.success ? { ok: true, value: checked.data } : badCall(method, z.prettifyError(checked.error));
}

export function unknownMethod(name: string): Reply {
  return badCall(name, 'no such method');
}

function badCall(method: string, reason: string): Reply {
  return refusal(diagnostic('app.bad-call', { method, reason }));
}

function faulty(error: unknown): Reply {
  if (error instanceof Refusal) return refusal(error.problem);
  return refusal(
    diagnostic('app.fault', { reason: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
}

/** The engine process ended while it was working on a call. */
export function engineStopped(code: number): Reply {
  return refusal(diagnostic('app.engine-stopped', { code }));
}

function refusal({ code, text }: Diagnostic): Reply {
  return { ok: false, problem: { code, text } };
}
