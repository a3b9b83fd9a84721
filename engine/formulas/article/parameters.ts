/** Parameter counts of section 2.1.2, norms left out. */

import { formula, input } from '../../formula';
import { errata } from './errata';
import { headDim, heads, hidden, kvRank, layers, moeLayers, queryRank, ropeDim } from './symbols';

const valueDim = input('d_v', '1', 'value head dimension', 'V 的单头维度');

/** Query down and up, KV down and up, output; all layers. */
export const mlaParameters = formula({
  id: 'article.parameters.mla',
  title: { en: 'MLA parameters', zh: 'MLA 参数量' },
  cite: 'article section 2.1.2',
  symbol: 'P_"MLA"',
  unit: 'parameter',
  inputs: { layers, hidden, queryRank, heads, headDim, ropeDim, kvRank, valueDim },
  compute: (x) => {
    const query = x.queryRank.value * (x.hidden.value + x.heads.value * (x.headDim.value + x.ropeDim.value));
    const down = x.hidden.value * (x.kvRank.value + x.ropeDim.value);
    const up = x.kvRank.value * x.heads.value * (x.headDim.value + x.valueDim.value);
    return x.layers.value * (query + down + up + x.heads.value * x.valueDim.value * x.hidden.value);
  },
  write: (n) =>
    `${n.layers} * (${n.queryRank} * (${n.hidden} + ${n.heads} * (${n.headDim} + ${n.ropeDim})) + ${n.hidden} * (${n.kvRank} + ${n.ropeDim}) + ${n.kvRank} * ${n.heads} * (${n.headDim} + ${n.valueDim}) + ${n.heads} * ${n.valueDim} * ${n.hidden})`,
});

const inner = input('d_"ffn"', '1', 'intermediate size', '中间维度');

/** Gate, up and down of `count` FFNs or experts. */
export const ffnParameters = formula({
  id: 'article.parameters.ffn',
  title: { en: 'FFN parameters', zh: 'FFN 参数量' },
  cite: 'article section 2.1.2',
  erratum: errata.denseLayers,
  symbol: 'P_"FFN"',
  unit: 'parameter',
  inputs: { count: input('N', '1', 'FFNs or experts', 'FFN 或专家个数'), hidden, inner },
  compute: (x) => x.count.value * 3 * x.hidden.value * x.inner.value,
  write: (n) => `${n.count} * 3 * ${n.hidden} * ${n.inner}`,
});

/** Experts of all MoE layers. */
export const expertCount = formula({
  id: 'article.parameters.expert-count',
  title: { en: 'experts of all layers', zh: '各层专家总数' },
  cite: 'article section 2.1.2',
  symbol: 'N_E',
  unit: '1',
  inputs: { moeLayers, experts: input('E', '1', 'experts a layer', '每层专家数') },
  compute: (x) => x.moeLayers.value * x.experts.value,
  write: (n) => `${n.moeLayers} * ${n.experts}`,
});

export const routerParameters = formula({
  id: 'article.parameters.router',
  title: { en: 'router parameters', zh: '路由器参数量' },
  cite: 'article section 2.1.2',
  symbol: 'P_"router"',
  unit: 'parameter',
  inputs: { moeLayers, routed: input('E_r', '1', 'routed experts a layer', '每层路由专家数'), hidden },
  compute: (x) => x.moeLayers.value * x.routed.value * x.hidden.value,
  write: (n) => `${n.moeLayers} * ${n.routed} * ${n.hidden}`,
});

/** One or two tables: embedding, output head. */
export const vocabularyParameters = formula({
  id: 'article.parameters.vocabulary',
  title: { en: 'embedding and output parameters', zh: '嵌入层与输出层参数量' },
  cite: 'article section 2.1.2',
  symbol: 'P_"vocab"',
  unit: 'parameter',
  inputs: {
    tables: input('N_V', '1', 'tables', '表数'),
    vocabulary: input('V', '1', 'vocabulary', '词表大小'),
    hidden,
  },
  compute: (x) => x.tables.value * x.vocabulary.value * x.hidden.value,
  write: (n) => `${n.tables} * ${n.vocabulary} * ${n.hidden}`,
});

export const totalParameters = formula({
  id: 'article.parameters.total',
  title: { en: 'parameters', zh: '参数量' },
  cite: 'article section 2.1.2',
  erratum: errata.denseLayers,
  symbol: 'P',
  unit: 'parameter',
  inputs: {
    vocabulary: input('P_"vocab"', 'parameter', 'embedding and output', '嵌入层与输出层'),
    attention: input('P_"MLA"', 'parameter', 'attention', '注意力'),
    dense: input('P_"dense"', 'parameter', 'dense FFNs', '稠密 FFN'),
    experts: input('P_"MoE"', 'parameter', 'experts', '专家'),
    router: input('P_"router"', 'parameter', 'router', '路由器'),
  },
  compute: (x) => x.vocabulary.value + x.attention.value + x.dense.value + x.experts.value + x.router.value,
  write: (n) => `${n.vocabulary} + ${n.attention} + ${n.dense} + ${n.experts} + ${n.router}`,
});

/** Equation 1's active parameters, from the configuration: what each token multiplies outside attention. */
export const activeNonAttention = formula({
  id: 'article.parameters.active',
  title: { en: 'parameters active a token outside attention', zh: '每 token 激活的非注意力参数' },
  cite: 'article eq 1',
  symbol: 'P_"active"',
  unit: 'parameter',
  inputs: {
    dense: input('P_"dense"', 'parameter', 'dense FFNs', '稠密 FFN'),
    experts: input('P_"9"', 'parameter', 'experts a token uses', '每 token 使用的专家'),
    router: input('P_"router"', 'parameter', 'router', '路由器'),
    head: input('P_"head"', 'parameter', 'output head', '输出层'),
  },
  compute: (x) => x.dense.value + x.experts.value + x.router.value + x.head.value,
  write: (n) => `${n.dense} + ${n.experts} + ${n.router} + ${n.head}`,
});

/** Bytes of parameters stored in one format. */
export const storedSize = formula({
  id: 'article.stored-size',
  title: { en: 'stored size', zh: '存储大小' },
  cite: 'article eq 6',
  symbol: 'S',
  unit: 'B',
  inputs: {
    parameters: input('P', 'parameter', 'parameters', '参数量'),
    width: input('w', 'B', 'bytes a parameter', '每参数字节数'),
  },
  compute: (x) => x.parameters.value * x.width.value,
  write: (n) => `${n.parameters} * ${n.width}`,
});

export const parameterFormulas = [
  mlaParameters,
  ffnParameters,
  expertCount,
  routerParameters,
  vocabularyParameters,
  totalParameters,
  activeNonAttention,
  storedSize,
];
