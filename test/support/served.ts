/** Results as the benchmark programs write them: their keys, figures of our own. */

type Change = Readonly<Record<string, unknown>>;

/** `vllm bench serve --save-result` */
export function vllmResult(change: Change = {}): string {
  return JSON.stringify({
    date: '20261103-101500',
    endpoint_type: 'openai-chat',
    backend: 'openai-chat',
    label: null,
    model_id: 'Qwen/Qwen3-8B',
    tokenizer_id: 'Qwen/Qwen3-8B',
    num_prompts: 320,
    request_rate: 'inf',
    burstiness: 1,
    max_concurrency: 32,
    duration: 101.2,
    completed: 320,
    failed: 0,
    total_input_tokens: 327680,
    total_output_tokens: 327680,
    request_throughput: 3.162,
    request_goodput: null,
    output_throughput: 3238,
    total_token_throughput: 6476,
    max_output_tokens_per_s: 3900,
    max_concurrent_requests: 40,
    mean_ttft_ms: 310.5,
    median_ttft_ms: 150.2,
    std_ttft_ms: 300,
    p99_ttft_ms: 1200,
    mean_tpot_ms: 9.55,
    median_tpot_ms: 9.6,
    std_tpot_ms: 0.2,
    p99_tpot_ms: 9.9,
    mean_itl_ms: 9.5,
    median_itl_ms: 9.2,
    std_itl_ms: 3,
    p99_itl_ms: 28,
    ...change,
  });
}

/** One line of `python -m sglang.bench_serving --output-file`: Python's Infinity and NaN are bare words there. */
export function sglangLine(change: Change = {}): string {
  return JSON.stringify({
    tag: null,
    backend: 'sglang',
    dataset_name: 'random',
    request_rate: '<Infinity>',
    max_concurrency: 16,
    sharegpt_output_len: null,
    random_input_len: 1024,
    random_output_len: 512,
    random_range_ratio: 1,
    server_info: { model_path: '/models/Qwen3-8B', tp_size: 1, version: '0.5.8' },
    duration: 61.5,
    completed: 160,
    total_input_tokens: 163840,
    total_input_text_tokens: 163840,
    total_input_vision_tokens: 0,
    total_output_tokens: 81920,
    total_output_tokens_retokenized: 81900,
    request_throughput: 2.6,
    input_throughput: 2664,
    output_throughput: 1332,
    total_throughput: 3996,
    mean_e2e_latency_ms: 6100,
    median_e2e_latency_ms: 6090,
    mean_ttft_ms: 190.4,
    median_ttft_ms: 120.1,
    std_ttft_ms: '<NaN>',
    p99_ttft_ms: 800,
    mean_tpot_ms: 8.3,
    median_tpot_ms: 8.3,
    std_tpot_ms: 0.1,
    p99_tpot_ms: 8.8,
    mean_itl_ms: 8.3,
    median_itl_ms: 8.1,
    p95_itl_ms: 9,
    p99_itl_ms: 24,
    concurrency: 15.9,
    accept_length: null,
    max_output_tokens_per_s: 1800,
    max_concurrent_requests: 18,
    ...change,
  }).replace(/"<(Infinity|NaN)>"/g, '$1');
}

const spread = (unit: string, avg: number) => ({
  unit,
  avg,
  p99: avg * 1.2,
  p50: avg,
  min: avg * 0.9,
  max: avg * 1.3,
  std: 0,
});

/** GenAI-Perf's `profile_export_genai_perf.json`. */
export function genaiResult(change: Change = {}): string {
  return JSON.stringify({
    request_throughput: { unit: 'requests/sec', avg: 0.17 },
    request_latency: spread('ms', 5800),
    time_to_first_token: spread('ms', 38),
    inter_token_latency: spread('ms', 7.1),
    output_token_throughput: { unit: 'tokens/sec', avg: 139 },
    output_token_throughput_per_request: spread('tokens/sec', 140),
    output_sequence_length: spread('tokens', 800),
    input_sequence_length: spread('tokens', 1000),
    input_config: {
      model: ['Qwen3-8B'],
      formatted_model_name: 'Qwen3-8B',
      backend: 'vllm',
      endpoint: 'v1/chat/completions',
      endpoint_type: 'chat',
      service_kind: 'openai',
      streaming: true,
      concurrency: 1,
      request_rate: null,
      subcommand: 'profile',
    },
    ...change,
  });
}
