/**
 * The result files of serving benchmarks, by the keys that their programs write: vLLM's `vllm bench serve --save-result`
 * (vllm/benchmarks/serve.py), SGLang's `bench_serving` (python/sglang/bench_serving.py), GenAI-Perf's
 * `profile_export_genai_perf.json` (genai_perf/export_data/json_exporter.py) and AIPerf's, which took over its form.
 */

import type { Text } from '../../diagnostics';
import { z } from '../../zod';
import type { Said, ToolId } from './run';

export type Taken =
  | { readonly ok: true; readonly said: Said }
  | { readonly ok: false; readonly error: z.ZodError }
  | { readonly ok: false; readonly field: string; readonly why: Text };

export interface Tool {
  readonly id: ToolId;
  readonly title: string;
  /** The keys that no other tool's file has together; one of each list is enough. */
  readonly signs: readonly (readonly string[])[];
  readonly read: (document: unknown) => Taken;
  /** Where each figure stands, to say what is missing. */
  readonly fields: Readonly<Record<'ttft' | 'tpot' | 'throughput' | 'load', string>>;
}

/** Python writes null where we would leave out. */
function maybe<S extends z.ZodType>(schema: S) {
  return schema.nullish().transform((value) => value ?? undefined);
}

const amount = z.number().nonnegative();
const count = z.int().nonnegative();
/** Python writes NaN where nothing was measured. */
const figure = maybe(z.union([amount, z.literal('NaN')]));
const endless = ['inf', 'Infinity'] as const;

/** What the two programs of one descent have in common. */
const common = {
  duration: z.number().positive(),
  completed: count,
  total_input_tokens: count,
  total_output_tokens: count,
  output_throughput: figure,
  mean_ttft_ms: figure,
  mean_tpot_ms: figure,
  mean_itl_ms: figure,
  request_rate: maybe(z.union([z.number().positive(), z.enum([...endless, 'trace'])])),
  max_concurrency: maybe(z.int().positive()),
};
const vllmSchema = z.object({
  ...common,
  model_id: maybe(z.string()),
  date: maybe(z.string()),
  failed: maybe(count),
});
const sglangSchema = z.object({
  ...common,
  accept_length: figure,
  server_info: maybe(z.looseObject({ model_path: maybe(z.string()) })),
});

function known(value: number | 'NaN' | undefined, perUnit = 1): number | undefined {
  return typeof value === 'number' && value > 0 ? value / perUnit : undefined;
}

const milliseconds = 1e3;

const nobodyAnswered: Text = { en: 'no request was answered', zh: '没有完成的请求' };

/** Both count the tokens of answered requests only. */
function fromTotals(file: z.infer<z.ZodObject<typeof common>>, more: Partial<Said>): Taken {
  const { completed, total_input_tokens: input, total_output_tokens: output } = file;
  if (completed === 0) return { ok: false, field: 'completed', why: nobodyAnswered };
  if (input === 0)
    return { ok: false, field: 'total_input_tokens', why: { en: 'no tokens were sent', zh: '没有输入 token' } };
  if (output <= completed)
    return {
      ok: false,
      field: 'total_output_tokens',
      why: { en: 'a request has one token or none: nothing was decoded', zh: '每请求至多一个 token，没有 Decode' },
    };
  const rate = typeof file.request_rate === 'number' ? file.request_rate : undefined;
  const { max_concurrency: cap } = file;
  const figures = {
    ttft: known(file.mean_ttft_ms, milliseconds),
    // The same without drafts, where an older version gives one of the two.
    tpot: known(file.mean_tpot_ms, milliseconds) ?? known(file.mean_itl_ms, milliseconds),
    throughput: known(file.output_throughput),
  };
  return {
    ok: true,
    said: {
      input: input / completed,
      output: output / completed,
      completed,
      duration: file.duration,
      isTrace: file.request_rate === 'trace',
      ...(cap === undefined ? {} : { cap }),
      ...(rate === undefined ? {} : { rate }),
      ...present(figures),
      ...more,
    },
  };
}

type Figures = Readonly<Record<'ttft' | 'tpot' | 'throughput', number | undefined>>;

function present({ ttft, tpot, throughput }: Figures): Partial<Said> {
  return {
    ...(ttft === undefined ? {} : { ttft }),
    ...(tpot === undefined ? {} : { tpot }),
    ...(throughput === undefined ? {} : { throughput }),
  };
}

const vllm: Tool = {
  id: 'vllm',
  title: 'vLLM',
  signs: [['total_token_throughput'], ['duration'], ['completed']],
  fields: {
    ttft: 'mean_ttft_ms',
    tpot: 'mean_tpot_ms',
    throughput: 'output_throughput',
    load: 'max_concurrency',
  },
  read: (document) => {
    const read = vllmSchema.safeParse(document);
    if (!read.success) return { ok: false, error: read.error };
    const { model_id: model, date, failed } = read.data;
    return fromTotals(read.data, {
      ...(model === undefined ? {} : { model }),
      ...(date === undefined ? {} : { date: dayOf(date) }),
      ...(failed === undefined ? {} : { failed }),
    });
  },
};

/** "20260318-103000" → "2026-03-18"; another spelling stays. */
function dayOf(stamp: string): string {
  return stamp.replace(/^(\d{4})(\d{2})(\d{2})-\d+$/, '$1-$2-$3');
}

const sglang: Tool = {
  id: 'sglang',
  title: 'SGLang',
  signs: [['total_output_tokens_retokenized', 'random_output_len'], ['duration'], ['completed']],
  fields: {
    ttft: 'mean_ttft_ms',
    tpot: 'mean_tpot_ms',
    throughput: 'output_throughput',
    load: 'max_concurrency',
  },
  read: (document) => {
    const read = sglangSchema.safeParse(document);
    if (!read.success) return { ok: false, error: read.error };
    const { server_info: server, accept_length } = read.data;
    const accepted = known(accept_length);
    return fromTotals(read.data, {
      ...(server?.model_path === undefined ? {} : { model: server.model_path }),
      ...(accepted === undefined ? {} : { accepted }),
    });
  },
};

const inASecond = { s: 1, sec: 1, ms: 1e3, us: 1e6, ns: 1e9 } as const;
const duration = z.looseObject({ unit: z.enum(['s', 'sec', 'ms', 'us', 'ns']), avg: figure });
const tokens = z.looseObject({ avg: z.number().positive() });
const stimulus = z.looseObject({
  concurrency: maybe(z.int().positive()),
  request_rate: maybe(z.number().positive()),
});
const named = z.looseObject({ model_names: maybe(z.array(z.string())) });

const genaiSchema = z.object({
  time_to_first_token: maybe(duration),
  inter_token_latency: maybe(duration),
  output_token_throughput: maybe(z.looseObject({ unit: z.literal('tokens/sec'), avg: figure })),
  input_sequence_length: tokens,
  output_sequence_length: tokens,
  request_count: maybe(z.looseObject({ avg: count })),
  input_config: stimulus.extend({
    model: maybe(z.union([z.string(), z.array(z.string())])),
    model_names: maybe(z.array(z.string())),
    endpoint: maybe(z.union([z.string(), named])),
    // Since its configuration file, GenAI-Perf nests what the command line said; AIPerf does under another name.
    perf_analyzer: maybe(z.looseObject({ stimulus: maybe(stimulus) })),
    loadgen: maybe(stimulus),
  }),
});

type GenaiConfig = z.infer<typeof genaiSchema>['input_config'];

function modelNamed({ model, model_names: names, endpoint }: GenaiConfig): string | undefined {
  const flat = Array.isArray(model) ? model[0] : model;
  const nested = typeof endpoint === 'object' ? endpoint?.model_names?.[0] : undefined;
  return flat ?? names?.[0] ?? nested;
}

function secondsOf(read: z.infer<typeof duration> | undefined): number | undefined {
  return read ? known(read.avg, inASecond[read.unit]) : undefined;
}

const genaiPerf: Tool = {
  id: 'genai-perf',
  title: 'GenAI-Perf',
  signs: [['input_config'], ['request_latency', 'time_to_first_token', 'inter_token_latency']],
  fields: {
    ttft: 'time_to_first_token',
    tpot: 'inter_token_latency',
    throughput: 'output_token_throughput',
    load: 'input_config.concurrency',
  },
  read: (document) => {
    const read = genaiSchema.safeParse(document);
    if (!read.success) return { ok: false, error: read.error };
    const { input_config: config, request_count: requests, output_sequence_length: output } = read.data;
    if (output.avg <= 1)
      return {
        ok: false,
        field: 'output_sequence_length.avg',
        why: { en: 'a request has one token or none: nothing was decoded', zh: '每请求至多一个 token，没有 Decode' },
      };
    const asked = [config.perf_analyzer?.stimulus, config.loadgen, config].find(
      (each) => each?.concurrency !== undefined || each?.request_rate !== undefined,
    );
    const model = modelNamed(config);
    return {
      ok: true,
      said: {
        input: read.data.input_sequence_length.avg,
        output: output.avg,
        ...(model === undefined ? {} : { model }),
        ...(asked?.concurrency === undefined ? {} : { cap: asked.concurrency }),
        ...(asked?.request_rate === undefined ? {} : { rate: asked.request_rate }),
        ...(requests ? { completed: requests.avg } : {}),
        ...present({
          ttft: secondsOf(read.data.time_to_first_token),
          // (latency − first token) / (tokens − 1) of each request: what the others call TPOT.
          tpot: secondsOf(read.data.inter_token_latency),
          throughput: known(read.data.output_token_throughput?.avg),
        }),
      },
    };
  },
};

/** In the order in which a file is tried: SGLang's has some of vLLM's keys, not the other way round. */
export const tools: readonly Tool[] = [genaiPerf, sglang, vllm];

/** The tool that writes such a document, if any. */
export function toolOf(document: unknown): Tool | undefined {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return undefined;
  return tools.find(({ signs }) => signs.every((any) => any.some((key) => Object.hasOwn(document, key))));
}
