/** What a configuration leaves unsaid because its `model_type` implies it. A family that is not here is refused, never guessed. */

export interface Family {
  readonly ffn: 'dense' | 'moe';
  /** What decides the attention; the layers of a hybrid are said by keys. */
  readonly attention: 'gqa' | 'mla' | 'sparse-mla' | 'delta-net' | 'kda' | 'lightning' | 'compressed' | 'blocks';
  /** Norms on query and key; a key, where there is one, speaks louder. */
  readonly qkNorm: boolean;
  /** Biases on query, key and value where `attention_bias` is unsaid. */
  readonly bias: boolean;
  /** The key of an expert's width. */
  readonly expertInner: 'moe_intermediate_size' | 'intermediate_size';
  /** The key of a dense layer's width. */
  readonly denseInner: 'intermediate_size' | 'intermediate_size_mlp' | 'dense_intermediate_size';
  /** Its norms on query and key have no weights. */
  readonly weightlessNorm: boolean;
  /** Query gates the output. */
  readonly gated: boolean;
  /** A shared expert that has no key of its own (Llama 4). */
  readonly impliesShared: boolean;
}

const base: Family = {
  ffn: 'dense',
  attention: 'gqa',
  qkNorm: false,
  bias: false,
  expertInner: 'moe_intermediate_size',
  denseInner: 'intermediate_size',
  weightlessNorm: false,
  gated: false,
  impliesShared: false,
};
const moe: Family = { ...base, ffn: 'moe' };
const latent: Family = { ...moe, attention: 'mla' };
const gatedDelta: Family = { ...moe, attention: 'delta-net', qkNorm: true, gated: true };
const llama4: Family = {
  ...moe,
  expertInner: 'intermediate_size',
  denseInner: 'intermediate_size_mlp',
  weightlessNorm: true,
  impliesShared: true,
};

export const families: Readonly<Record<string, Family>> = {
  llama: base,
  mistral: base,
  qwen2: { ...base, bias: true },
  qwen3: { ...base, qkNorm: true },
  qwen3_moe: { ...moe, qkNorm: true },
  qwen3_next: gatedDelta,
  qwen3_5: { ...gatedDelta, ffn: 'dense' },
  qwen3_5_text: { ...gatedDelta, ffn: 'dense' },
  qwen3_5_moe: gatedDelta,
  qwen3_5_moe_text: gatedDelta,
  mixtral: { ...moe, expertInner: 'intermediate_size' },
  gpt_oss: { ...moe, bias: true, expertInner: 'intermediate_size' },
  glm4_moe: moe,
  deepseek_v3: latent,
  kimi_k2: latent,
  kimi_k25: latent,
  deepseek_v32: { ...latent, attention: 'sparse-mla' },
  glm_moe_dsa: { ...latent, attention: 'sparse-mla' },
  deepseek_v4: { ...moe, attention: 'compressed' },
  kimi_k3: { ...moe, attention: 'kda' },
  kimi_linear: { ...moe, attention: 'kda' },
  llama4,
  llama4_text: llama4,
  minimax_m1: { ...moe, attention: 'lightning', expertInner: 'intermediate_size' },
  minimax_text_01: { ...moe, attention: 'lightning', expertInner: 'intermediate_size' },
  minimax_m2: { ...moe, qkNorm: true, expertInner: 'intermediate_size' },
  minimax_m3: {
    ...moe,
    attention: 'blocks',
    qkNorm: true,
    expertInner: 'intermediate_size',
    denseInner: 'dense_intermediate_size',
  },
  ernie4_5_moe: moe,
  mimo_v2_flash: moe,
  step3: moe,
  step3_text: moe,
};

/** Keys that change nothing in what is multiplied, read or sent: positions, training, tokens, bookkeeping. */
const ignored = new Set([
  'architectures',
  'auto_map',
  'model_type',
  'transformers_version',
  'torch_dtype',
  'dtype',
  'use_cache',
  'initializer_range',
  'hidden_act',
  'hidden_activation',
  'mlp_bias',
  'rms_norm_eps',
  'layer_norm_eps',
  'layernorm_epsilon',
  'max_position_embeddings',
  'max_seq_len',
  'max_model_len',
  'max_window_layers',
  'original_max_position_embeddings',
  'pretraining_tp',
  'ep_size',
  'seq_aux',
  'aux_loss_alpha',
  'scoring_func',
  'topk_method',
  'norm_topk_prob',
  'norm_expert_weight',
  'routed_scaling_factor',
  'score_function',
  'scoring_function',
  'gate_lower_bound',
  'num_hash_layers',
  'output_router_logits',
  'router_jitter_noise',
  'router_aux_loss_coef',
  'router_dtype',
  'moe_router_dtype',
  'moe_router_enable_expert_bias',
  'moe_renormalize',
  'moe_router_activation_func',
  'use_routing_bias',
  'use_grouped_topk',
  'attention_dropout',
  'hidden_dropout',
  'attn_temperature_tuning',
  'attn_scale',
  'attention_value_scale',
  'floor_scale',
  'swiglu_limit',
  'partial_rotary_factor',
  'rotary_dim',
  'qk_norm_type',
  'qk_head_dim',
  'indexer_rope_interleave',
  'hc_eps',
  'hc_sinkhorn_iters',
  'mla_use_nope',
  'activation_situ_beta',
  'activation_situ_linear_beta',
  'latent_moe_use_norm',
  'sparse_init_block',
  'sparse_local_block',
  'sparse_score_type',
  'mtp_use_dedicated_embeddings',
  'mtp_transformer_layers',
  'ignored_layers',
  'modules_to_not_convert',
  'use_im_start_end',
  'for_llm_compressor',
  'is_decoder',
  'is_encoder_decoder',
  'mamba_ssm_dtype',
  'head_dtype',
  'experts_per_token',
  'initial_context_length',
  'shared_expert_gate',
  'use_moe',
  'moe_gate',
  'moe_capacity',
  'moe_use_aux_free',
  'moe_norm_min',
  'moe_dropout_prob',
  'add_swa_attention_sink_bias',
  'add_full_attention_sink_bias',
  'hybrid_block_size',
]);

/** Whole subjects: token ids, positions, vision and sound, dropout. */
const ignoredPatterns = [
  /^_/,
  /_token(_id|_index|_len)?s?$/,
  /^(rope|rotary|yarn)_|_rope_(theta|scaling|parameters)$/,
  /^(vision|audio|image|video|mm|media)_/,
  /_dropout(_prob)?$/,
  /_aux_loss_|_z_loss_/,
  /^layernorm_.*_(alpha|beta)$/,
];

export function isIgnorable(key: string): boolean {
  return ignored.has(key) || ignoredPatterns.some((pattern) => pattern.test(key));
}

/** A key of these subjects changes the demand: where it is not understood, the architecture is not. */
const structural =
  /attn|attention|expert|moe|head|rank|lora|window|sliding|chunk|compress|index|linear|mamba|ssm|conv|delta|latent|layer|group|sparse|hidden_size|intermediate|residual|share|mtp|nextn/;

export function isStructural(key: string): boolean {
  return structural.test(key);
}
