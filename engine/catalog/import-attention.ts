/** The attention of each layer, from the keys of a configuration. */

import type { AttentionSpec, CompressedSpec, GqaSpec, MlaSpec } from '../types';
import type { Family } from './import-families';
import type { ConfigReader } from './import-reader';

/** One specification a layer, in their order. */
export function attentionLayers(config: ConfigReader, family: Family, count: number): readonly AttentionSpec[] {
  const each = (of: (layer: number) => AttentionSpec) => Array.from({ length: count }, (_, layer) => of(layer));
  switch (family.attention) {
    case 'gqa':
      return gqaLayers(config, family, count);
    case 'mla':
      return each(() => mlaOf(config));
    case 'sparse-mla': {
      const own = mlaOf(config);
      const index = indexOf(config);
      const borrows = borrowing(config);
      return each((layer) => ({ ...own, index: borrows(layer) ? { ...index, borrowed: true } : index }));
    }
    case 'delta-net':
      return deltaNetLayers(config, family, count);
    case 'kda':
      return kdaLayers(config, count);
    case 'lightning':
      return lightningLayers(config, family, count);
    case 'compressed':
      return each(compressedOf(config, config.numbers('compress_ratios') ?? [], count));
    case 'blocks':
      return blockLayers(config, family, count);
  }
}

/** Norms, biases and widths that all GQA layers of a model share. */
function gqaOf(config: ConfigReader, family: Family): GqaSpec {
  const heads = config.need('num_attention_heads');
  const headDim = config.number('head_dim') ?? config.need('hidden_size') / heads;
  const queryRank = config.number('share_q_dim');
  return {
    kind: 'gqa',
    heads,
    kvHeads: config.number('num_key_value_heads', 'num_attention_groups') ?? heads,
    headDim,
    // Llama 4 normalises without weights.
    qkNorm:
      config.flag('use_qk_norm') === undefined || family.weightlessNorm
        ? family.qkNorm
        : config.flag('use_qk_norm') === true,
    bias: config.flag('attention_bias') ?? config.flag('use_bias') ?? family.bias,
    ...(family.gated && (config.flag('attn_output_gate') ?? true) ? { gated: true } : {}),
    ...(queryRank === undefined ? {} : { queryRank }),
  };
}

function gqaLayers(config: ConfigReader, family: Family, count: number): readonly AttentionSpec[] {
  const full = gqaOf(config, family);
  const valueDim = config.number('v_head_dim');
  const wide = valueDim === undefined || valueDim === full.headDim ? full : { ...full, valueDim };
  const chunk = config.number('attention_chunk_size');
  if (chunk !== undefined) return chunkedLayers(config, wide, chunk, count);
  const window = windowOf(config);
  if (window === undefined) return wholeLayers(config, wide, count);
  const sliding = slidingOf(config, wide, window);
  const slides = slidingLayers(config, count);
  return Array.from({ length: count }, (_, layer) => (slides(layer) ? sliding : wide));
}

/** Without a window no layer may ask for one; MiniMax lists 1 for each layer of softmax. */
function wholeLayers(config: ConfigReader, full: GqaSpec, count: number): readonly AttentionSpec[] {
  const strange = config.texts('layer_types')?.find((type) => type !== 'full_attention');
  if (strange !== undefined) unknownLayer(config, strange);
  if (config.numbers('attn_type_list')?.some((type) => type !== 1)) unknownLayer(config, 'attn_type_list: 0');
  return Array.from({ length: count }, () => full);
}

/** Qwen configurations carry a window that is switched off. */
function windowOf(config: ConfigReader): number | undefined {
  const window = config.number('sliding_window', 'sliding_window_size');
  return (config.flag('use_sliding_window') ?? true) ? window : undefined;
}

/** Sliding layers may have heads of their own (MiMo). */
function slidingOf(config: ConfigReader, full: GqaSpec, window: number): GqaSpec {
  const valueDim = config.number('swa_v_head_dim') ?? full.valueDim;
  const headDim = config.number('swa_head_dim') ?? full.headDim;
  const { valueDim: _, ...rest } = full;
  return {
    ...rest,
    heads: config.number('swa_num_attention_heads') ?? full.heads,
    kvHeads: config.number('swa_num_key_value_heads') ?? full.kvHeads,
    headDim,
    ...(valueDim === undefined || valueDim === headDim ? {} : { valueDim }),
    window,
  };
}

function slidingLayers(config: ConfigReader, count: number): (layer: number) => boolean {
  const types = config.texts('layer_types');
  if (types) {
    checkLength(config, 'layer_types', types.length, count);
    const strange = types.find((type) => type !== 'sliding_attention' && type !== 'full_attention');
    if (strange !== undefined) unknownLayer(config, strange);
    return (layer) => types[layer] === 'sliding_attention';
  }
  const pattern = config.numbers('hybrid_layer_pattern');
  if (pattern) {
    checkLength(config, 'hybrid_layer_pattern', pattern.length, count);
    return (layer) => pattern[layer] === 1;
  }
  // Mistral's window holds for all layers.
  return () => true;
}

/** Every fourth layer without positions attends everything; `no_rope_layers` says 1 for a layer with positions. */
function chunkedLayers(config: ConfigReader, full: GqaSpec, chunk: number, count: number): readonly AttentionSpec[] {
  const said = config.numbers('no_rope_layers') ?? [];
  const every = config.number('no_rope_layer_interval') ?? 4;
  if (said.length > 0) checkLength(config, 'no_rope_layers', said.length, count);
  const types = config.texts('layer_types');
  const whole = (layer: number): boolean => {
    if (types) return types[layer] === 'full_attention';
    return said.length > 0 ? said[layer] === 0 : (layer + 1) % every === 0;
  };
  return Array.from({ length: count }, (_, layer) => (whole(layer) ? full : { ...full, chunk }));
}

/** Key-value heads and the head's width are said there too; the ranks decide. */
function mlaOf(config: ConfigReader): MlaSpec {
  config.number('num_key_value_heads');
  config.number('head_dim');
  if (config.flag('attention_bias') === true) {
    config.refuse({ en: 'biases in latent attention cannot be expressed', zh: '无法表达 MLA 中的偏置' });
  }
  return {
    kind: 'mla',
    heads: config.need('num_attention_heads'),
    qRank: config.need('q_lora_rank'),
    kvRank: config.need('kv_lora_rank'),
    nope: config.need('qk_nope_head_dim'),
    rope: config.need('qk_rope_head_dim'),
    v: config.need('v_head_dim'),
    ...(config.flag('mla_use_output_gate') === true ? { gated: true } : {}),
  };
}

function indexOf(config: ConfigReader) {
  return {
    heads: config.need('index_n_heads'),
    dim: config.need('index_head_dim'),
    topk: config.need('index_topk'),
  };
}

/** After the first layers only every n-th computes its index (GLM-5.2); the others use the one before. */
function borrowing(config: ConfigReader): (layer: number) => boolean {
  const every = config.number('index_topk_freq') ?? 1;
  const after = config.number('index_skip_topk_offset') ?? 0;
  return (layer) => Math.max(0, layer - after + 1) % every !== 0;
}

function deltaNetLayers(config: ConfigReader, family: Family, count: number): readonly AttentionSpec[] {
  const full = gqaOf(config, family);
  const linear: AttentionSpec = {
    kind: 'delta-net',
    keyHeads: config.need('linear_num_key_heads'),
    heads: config.need('linear_num_value_heads'),
    keyDim: config.need('linear_key_head_dim'),
    valueDim: config.need('linear_value_head_dim'),
    conv: config.need('linear_conv_kernel_dim'),
  };
  const types = config.texts('layer_types');
  const every = config.number('full_attention_interval') ?? 4;
  if (types) {
    checkLength(config, 'layer_types', types.length, count);
    const strange = types.find((type) => type !== 'linear_attention' && type !== 'full_attention');
    if (strange !== undefined) unknownLayer(config, strange);
  }
  const isFull = (layer: number): boolean => (types ? types[layer] === 'full_attention' : (layer + 1) % every === 0);
  return Array.from({ length: count }, (_, layer) => (isFull(layer) ? full : linear));
}

/** Layers are numbered from 1 there. */
function kdaLayers(config: ConfigReader, count: number): readonly AttentionSpec[] {
  const linear = config.group('linear_attn_config');
  const latent = mlaOf(config);
  if (!linear) {
    config.refuse({ en: 'linear_attn_config is missing', zh: '缺少 linear_attn_config' });
    return [];
  }
  if (linear.flag('use_full_rank_gate') !== true) {
    config.refuse({
      en: 'a KDA gate of low rank (use_full_rank_gate: false) cannot be expressed',
      zh: '无法表达低秩 KDA 门控（use_full_rank_gate: false）',
    });
  }
  const kda: AttentionSpec = {
    kind: 'kda',
    heads: linear.need('num_heads'),
    dim: linear.need('head_dim'),
    conv: linear.need('short_conv_kernel_size'),
  };
  const full = new Set(linear.numbers('full_attn_layers') ?? []);
  const delta = new Set(linear.numbers('kda_layers') ?? []);
  const listed = Array.from({ length: count }, (_, layer) => layer + 1);
  const unclear = listed.filter((layer) => full.has(layer) === delta.has(layer));
  if (unclear.length > 0) {
    const which = unclear.join(', ');
    config.refuse({
      en: `layers ${which} are in both or neither of kda_layers and full_attn_layers`,
      zh: `第 ${which} 层同时在或都不在 kda_layers 与 full_attn_layers 中`,
    });
  }
  return listed.map((layer) => (full.has(layer) ? latent : kda));
}

/** 0 = lightning, 1 = softmax. */
function lightningLayers(config: ConfigReader, family: Family, count: number): readonly AttentionSpec[] {
  const full = gqaOf(config, family);
  const types = config.numbers('attn_type_list') ?? [];
  checkLength(config, 'attn_type_list', types.length, count);
  const linear: AttentionSpec = { kind: 'lightning', heads: full.heads, headDim: full.headDim };
  return Array.from({ length: count }, (_, layer) => (types[layer] === 0 ? linear : full));
}

/** By layer; the entries past the last layer are the prediction layers'. */
function compressedOf(
  config: ConfigReader,
  ratios: readonly number[],
  count: number,
): (layer: number) => CompressedSpec {
  if (ratios.length < count) checkLength(config, 'compress_ratios', ratios.length, count);
  const strange = ratios.find((ratio) => ratio !== 0 && ratio !== 4 && ratio !== 128);
  if (strange !== undefined) {
    config.refuse({
      en: `compression by ${strange} cannot be expressed (0, 4 and 128 can)`,
      zh: `无法表达压缩比 ${strange}（支持 0、4 与 128）`,
    });
  }
  if (config.need('num_key_value_heads') !== 1) {
    config.refuse({ en: 'compressed attention has one key-value head', zh: '压缩注意力只有一个键值头' });
  }
  const spec = {
    kind: 'compressed',
    heads: config.need('num_attention_heads'),
    headDim: config.need('head_dim'),
    rope: config.need('qk_rope_head_dim'),
    qRank: config.need('q_lora_rank'),
    outRank: config.need('o_lora_rank'),
    outGroups: config.need('o_groups'),
    window: config.need('sliding_window'),
  } as const;
  const index = indexOf(config);
  return (layer) => {
    const ratio = ratios[layer] ?? 0;
    return { ...spec, ratio, ...(ratio === 4 ? { index } : {}) };
  };
}

/** The attention of a prediction layer, where the configuration says it apart. */
export function draftAttention(config: ConfigReader, family: Family, count: number): AttentionSpec | undefined {
  if (family.attention !== 'compressed') return undefined;
  const ratios = config.numbers('compress_ratios') ?? [];
  return ratios.length > count ? compressedOf(config, ratios, count)(count) : undefined;
}

function blockLayers(config: ConfigReader, family: Family, count: number): readonly AttentionSpec[] {
  const full = gqaOf(config, family);
  const sparse = config.group('sparse_attention_config');
  if (!sparse || sparse.flag('use_sparse_attention') === false) return Array.from({ length: count }, () => full);
  const blocks = {
    heads: sparse.need('sparse_num_index_heads'),
    dim: sparse.need('sparse_index_dim'),
    size: sparse.need('sparse_block_size'),
    best: sparse.need('sparse_topk_blocks'),
  };
  const which = sparse.numbers('sparse_attention_freq') ?? [];
  checkLength(config, 'sparse_attention_freq', which.length, count);
  const values = sparse.numbers('sparse_disable_index_value');
  if (values && which.some((one, layer) => one === 1 && values[layer] !== 1)) {
    config.refuse({
      en: 'index values (sparse_disable_index_value: 0) cannot be expressed',
      zh: '无法表达索引值（sparse_disable_index_value: 0）',
    });
  }
  return Array.from({ length: count }, (_, layer) => (which[layer] === 1 ? { ...full, blocks } : full));
}

function checkLength(config: ConfigReader, key: string, found: number, wanted: number): void {
  if (found === wanted) return;
  config.refuse({
    en: `${key} speaks of ${found} layers, num_hidden_layers of ${wanted}`,
    zh: `${key} 含 ${found} 层，而 num_hidden_layers 为 ${wanted}`,
  });
}

function unknownLayer(config: ConfigReader, type: string): void {
  config.refuse({ en: `unknown kind of layer: ${type}`, zh: `未知的层类型：${type}` });
}
