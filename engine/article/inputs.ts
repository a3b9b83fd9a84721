/** What the article's tables start from: the model's and the card's figures, and the rounded figures it carries on. */

import type { Text } from '../diagnostics';
import { fact, question, type Q, type Unit } from '../quantity';
import { parse } from '../quantity-text';

function text(en: string, zh: string): Text {
  return { en, zh };
}

function count(value: number, en: string, zh: string): Q<'1'> {
  return question(value, '1', text(en, zh));
}

/** A figure as the article prints it; its units are written, never multiplied out here. */
function printed<U extends Unit>(written: string, unit: U, label: Text, source: string): Q<U> {
  const read = parse(written, unit);
  if (!read.ok) throw new Error(read.problem.text.en);
  return fact(read.value, unit, 'printed', { label, source });
}

export function cards(value: number): Q<'card'> {
  return question(value, 'card', text('cards the work is divided over', '分摊的卡数'));
}

export function requests(value: number): Q<'1'> {
  return count(value, 'requests', '请求数');
}

export function length(value: number): Q<'token'> {
  return question(value, 'token', text('tokens', 'token 数'));
}

export function bytesEach(value: number): Q<'B'> {
  return question(value, 'B', text('bytes a value', '每个值的字节数'));
}

/** DeepSeek-V3, config.json. */
export const model = {
  layers: count(61, 'layers of DeepSeek-V3', 'DeepSeek-V3 层数'),
  moeLayers: count(58, 'MoE layers of DeepSeek-V3', 'DeepSeek-V3 的 MoE 层数'),
  denseLayers: count(3, 'dense layers of DeepSeek-V3', 'DeepSeek-V3 的稠密层数'),
  hidden: count(7168, 'hidden size of DeepSeek-V3', 'DeepSeek-V3 隐藏维度'),
  vocabulary: count(129280, 'vocabulary of DeepSeek-V3', 'DeepSeek-V3 词表大小'),
  heads: count(128, 'attention heads of DeepSeek-V3', 'DeepSeek-V3 注意力头数'),
  headDim: count(128, 'head dimension of DeepSeek-V3', 'DeepSeek-V3 单头维度'),
  ropeDim: count(64, 'RoPE dimension of DeepSeek-V3', 'DeepSeek-V3 RoPE 维度'),
  kvRank: count(512, 'KV rank of DeepSeek-V3', 'DeepSeek-V3 KV 压缩维度'),
  queryRank: count(1536, 'query rank of DeepSeek-V3', 'DeepSeek-V3 Query 压缩维度'),
  moeInner: count(2048, 'expert size of DeepSeek-V3', 'DeepSeek-V3 专家中间维度'),
  ffnInner: count(18432, 'dense FFN size of DeepSeek-V3', 'DeepSeek-V3 稠密 FFN 中间维度'),
  routed: count(256, 'routed experts of DeepSeek-V3', 'DeepSeek-V3 路由专家数'),
  shared: count(1, 'shared experts of DeepSeek-V3', 'DeepSeek-V3 共享专家数'),
  experts: count(257, 'experts of DeepSeek-V3, shared included', 'DeepSeek-V3 每层专家数，含共享'),
  chosen: count(8, 'routed experts a token', '每 token 的路由专家数'),
  worst: count(9, 'all nine experts of a token on one card', '一个 token 的 9 个专家全在一张卡'),
  active: printed(
    '25.6 B',
    'parameter',
    text('active parameters outside attention', '非注意力激活参数'),
    'article eq 1',
  ),
  projections: printed('11.4 B', 'parameter', text('attention parameters', '注意力参数量'), 'article section 2.1.2'),
  denseSize: printed('14 GB', 'B', text('weights outside the experts at FP8', '专家以外的 FP8 权重'), 'article eq 6'),
  moeSize: printed('657 GB', 'B', text('expert weights at FP8', 'FP8 专家权重'), 'article eq 6'),
  packed: count(2, 'INT4 holds two weights a byte', 'INT4 每字节存两个权重'),
  plain: count(1, 'FP8 holds one weight a byte', 'FP8 每字节存一个权重'),
} as const;

/** The model's figures as each formula names them: a derivation holds exactly the inputs it uses. */
export const mhaShape = {
  layers: model.layers,
  heads: model.heads,
  headDim: model.headDim,
  ropeDim: model.ropeDim,
} as const;
export const cacheShape = { kvRank: model.kvRank, ropeDim: model.ropeDim } as const;
export const mlaShape = { layers: model.layers, heads: model.heads, ...cacheShape } as const;
export const weights = { denseSize: model.denseSize, moeSize: model.moeSize } as const;

export const fp8 = bytesEach(1);
export const bf16 = bytesEach(2);
export const runtime = printed(
  '10 GB',
  'B',
  text('runtime and CUDA graphs', '运行时与 CUDA Graph 预留'),
  'article eq 11',
);

const h20 = (en: string, zh: string): Text => text(`${en} of H20`, `H20 ${zh}`);

/** H20 as the article takes it. Link figures stand in its own 1024³ bytes, like the traffic they divide. */
export const card = {
  peak: printed('296 TFLOPS', 'FLOP/s', h20('FP8 peak', 'FP8 峰值'), 'article section 2.3.1'),
  gigaPrinted: fact(1024, '1', 'printed', {
    label: text('giga in a tera as derivation 2 divides', '推导二中 1 T 所含的 G'),
    source: 'article derivation 2',
  }),
  gigaDecimal: count(1000, 'giga in a tera', '1 T 所含的 G'),
  bandwidth: printed('4000 GB/s', 'B/s', h20('memory bandwidth', '显存带宽'), 'article table 9'),
  inNode: printed('900 GiB/s', 'B/s', h20('link inside a node, both ways', '机内互联，双向'), 'article section 2.3.4'),
  outNode: printed('50 GiB/s', 'B/s', h20('link between nodes', '机间互联'), 'article section 2.3.4'),
  node: question(8, 'card', h20('cards a node', '每节点卡数')),
} as const;

/** Rounded figures that later tables carry on. Activations are printed in GiB and added to GB as they stand. */
export const carried = {
  kv: printed('0.11 GB', 'B', text('KV cache a request, rounded', '每请求 KV cache，取整'), 'article table 4'),
  decodeActivations: printed(
    '0.0008 GB',
    'B',
    text('decode activations a layer, rounded', 'Decode 单层激活值，取整'),
    'article table 3',
  ),
  prefillActivations: printed(
    '2.78 GB',
    'B',
    text('prefill activations a layer, rounded', 'Prefill 单层激活值，取整'),
    'article table 3',
  ),
  decodeAttention: printed(
    '65.1 GFLOP',
    'FLOP',
    text('decode attention a token', '每 token 的 Decode 注意力计算量'),
    'article table 2',
  ),
  prefillAttention: printed(
    '26.6 TFLOP',
    'FLOP',
    text('prefill attention a prompt', '每 prompt 的 Prefill 注意力计算量'),
    'article derivation 1',
  ),
  decodeFfn: printed(
    '51.2 GFLOP',
    'FLOP',
    text('decode FFN a token', '每 token 的 Decode FFN 计算量'),
    'article table 2',
  ),
  prefillFfn: printed(
    '166.9 TFLOP',
    'FLOP',
    text('prefill FFN a prompt', '每 prompt 的 Prefill FFN 计算量'),
    'article derivation 1',
  ),
  epTraffic: printed(
    '0.012 GiB',
    'B',
    text('EP traffic a token, rounded', '每 token 的 EP 通信量，取整'),
    'article section 2.3.4',
  ),
  tpTraffic: printed(
    '0.00163 GiB',
    'B',
    text('TP traffic a token, rounded', '每 token 的 TP 通信量，取整'),
    'article section 2.3.4',
  ),
} as const;

/** The test set that all its tables assume. */
export const prompt = length(3260);
export const oneToken = length(1);
export const none = length(0);
