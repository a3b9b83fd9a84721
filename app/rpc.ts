/** A call as it travels: checked on the way in, checked on the way out, answered by a value or by a reason in words. */

import { z } from 'zod';
import type { Text } from '../engine';
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

/** Runs one of our own handlers: parameters parsed, result parsed, failure turned into a problem. */
export async function answer<M extends Method>(handlers: HandlersOf<M>, method: M, params: unknown): Promise<Reply> {
  const { in: accepts, out: gives } = schemas[method];
  const parsed = accepts.safeParse(params);
  if (!parsed.success) return badCall(method, z.prettifyError(parsed.error));
  try {
    return { ok: true, value: gives.parse(await handlers[method](parsed.data)) };
  } catch (error) {
    return { ok: false, problem: problemOf(method, error) };
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

function badCall(method: string, why: string): Reply {
  return {
    ok: false,
    problem: {
      code: 'app.bad-call',
      text: {
        en: `The call ${method} was not understood: ${why}. Please report this with what you did`,
        zh: `无法识别调用 ${method}：${why}。请连同操作步骤一起反馈`,
      },
    },
  };
}

function problemOf(method: string, error: unknown): Problem {
  if (error instanceof Refusal) return { code: error.problem.code, text: error.problem.text };
  const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    code: 'app.fault',
    text: {
      en: `${method} failed unexpectedly; nothing was changed. Please report this:\n${why}`,
      zh: `${method} 意外失败，未做任何改动。请反馈以下内容：\n${why}`,
    },
  };
}

/** The engine process ended while it was working on a call. */
export function engineStopped(code: number): Problem {
  return {
    code: 'app.engine-stopped',
    text: {
      en: `The calculation process stopped (code ${code}) and has been started again. The notebook is unchanged: run it again`,
      zh: `计算进程已停止（代码 ${code}）并已重新启动。笔记本未受影响，请重新运行`,
    },
  };
}
