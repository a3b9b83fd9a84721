/** A measured serving run: what was asked of a server, and what it gave. */

import type { Q } from '../../quantity';

/** Who measured it. */
export type ToolId = 'vllm' | 'sglang' | 'genai-perf';

/** How requests came. */
export type Load =
  /** So many in flight at a time: the next is sent when one is answered. */
  | { readonly kind: 'closed'; readonly inFlight: number }
  /** So many a second, whatever the server does. */
  | { readonly kind: 'open'; readonly rate: number }
  /** All at once, by a trace, or at a rate under a cap: as many as were decoding on average, by Little's law. */
  | { readonly kind: 'counted'; readonly decoding: number };

export interface ServedRun {
  /** `vllm.qwen3-8b.in1024.out128.c32` */
  readonly id: string;
  readonly tool: ToolId;
  /** Line of the file that holds it, where it holds one a line. */
  readonly line?: number;
  readonly model?: string;
  /** Tokens a request, on average. */
  readonly input: number;
  readonly output: number;
  readonly load: Load;
  /** Means over the requests. */
  readonly ttft?: Q<'s'>;
  readonly tpot?: Q<'s'>;
  /** Output tokens of the whole server over the whole run, its start and its end inside. */
  readonly throughput?: Q<'token/s'>;
  /** Tokens a step with drafts, where the server says so. */
  readonly accepted?: number;
  readonly failed?: number;
}

/** What a tool's file says, before it is put together. */
export interface Said {
  readonly model?: string;
  readonly date?: string;
  readonly input: number;
  readonly output: number;
  readonly cap?: number;
  /** Requests a second; absent where all are sent as fast as they may be. */
  readonly rate?: number;
  /** Arrivals follow a trace. */
  readonly isTrace?: boolean;
  readonly completed?: number;
  readonly duration?: number;
  readonly failed?: number;
  readonly accepted?: number;
  /** Seconds; absent where the file lacks them. */
  readonly ttft?: number;
  readonly tpot?: number;
  readonly throughput?: number;
}

/** Undefined where the file does not say enough to know how many requests ran at a time. */
export function loadOf({ cap, rate, isTrace, completed, duration, tpot, output }: Said): Load | undefined {
  if (cap !== undefined && rate === undefined && isTrace !== true)
    return { kind: 'closed', inFlight: Math.min(cap, completed ?? cap) };
  if (rate !== undefined && cap === undefined) return { kind: 'open', rate };
  if (completed === undefined || duration === undefined || tpot === undefined) return undefined;
  // Requests decoding = arrivals a second × seconds each decodes.
  return { kind: 'counted', decoding: Math.max(1, Math.round((completed / duration) * tpot * (output - 1))) };
}

/** As much as tells the runs of a series apart. */
export function nameOf(tool: ToolId, { model, input, output }: Said, load: Load): string {
  const name = model?.split('/').at(-1)?.toLowerCase();
  const shape = [`in${Math.round(input)}`, `out${Math.round(output)}`, loadName(load)];
  return [tool, ...(name === undefined || name === '' ? [] : [name]), ...shape].join('.');
}

function loadName(load: Load): string {
  switch (load.kind) {
    case 'closed':
      return `c${load.inFlight}`;
    case 'open':
      return `r${load.rate}`;
    case 'counted':
      return `b${load.decoding}`;
  }
}
