/** DeepSeek sparse attention as the article's section 5.2.2 counts it. */

import { formula, input } from '../../formula';
import { errata } from './errata';
import { batch, element, hidden, kvRank, layers, tokens } from './symbols';

const indexHeads = input('H_I', '1', 'index heads', '索引头数');
const indexDim = input('d_I', '1', 'index dimension', '索引维度');
const selected = input('k', 'token', 'tokens attended', '选中的 token 数');

/** A layer's indexer over a whole sequence. */
export const indexerFlop = formula({
  id: 'article.dsa.indexer',
  title: { en: 'indexer FLOPs a layer', zh: '单层索引器计算量' },
  cite: 'article section 5.2.2',
  erratum: errata.dsaFlop,
  symbol: 'F_"indexer"',
  unit: 'FLOP',
  inputs: { batch, indexHeads, indexDim, tokens },
  compute: (x) => 2 * x.batch.value * x.indexHeads.value * x.indexDim.value * x.tokens.value ** 2,
  write: (n) => `2 * ${n.batch} * ${n.indexHeads} * ${n.indexDim} * (${n.tokens})^2`,
});

/** The same for one new token a sequence: it scores the whole cache. */
export const indexerStepFlop = formula({
  id: 'article.dsa.indexer-step',
  title: { en: 'indexer FLOPs a token, all layers', zh: '每 token 各层索引器计算量' },
  cite: 'article section 5.2.2',
  symbol: 'F_"indexer"',
  unit: 'FLOP',
  inputs: {
    layers,
    batch,
    indexHeads,
    indexDim,
    tokens,
    scored: input("s'", 'token', 'cached tokens scored', '参与打分的缓存 token 数'),
  },
  compute: (x) =>
    x.layers.value * 2 * x.batch.value * x.indexHeads.value * x.indexDim.value * x.tokens.value * x.scored.value,
  write: (n) => `${n.layers} * 2 * ${n.batch} * ${n.indexHeads} * ${n.indexDim} * ${n.tokens} * ${n.scored}`,
});

/** A layer's sparse attention over a whole sequence. */
export const sparseFlop = formula({
  id: 'article.dsa.sparse',
  title: { en: 'sparse attention FLOPs a layer', zh: '单层稀疏注意力计算量' },
  cite: 'article section 5.2.2',
  erratum: errata.dsaFlop,
  symbol: 'F_"sparse"',
  unit: 'FLOP',
  inputs: { batch, hidden, tokens, selected },
  compute: (x) => 2 * x.batch.value * x.hidden.value * x.tokens.value * x.selected.value,
  write: (n) => `2 * ${n.batch} * ${n.hidden} * ${n.tokens} * ${n.selected}`,
});

/** What the article compares it with. */
export const fullAttentionFlop = formula({
  id: 'article.dsa.full',
  title: { en: 'full attention FLOPs a layer', zh: '单层完整注意力计算量' },
  cite: 'article section 5.2.2',
  symbol: 'F_"full"',
  unit: 'FLOP',
  inputs: { batch, hidden, tokens },
  compute: (x) => 2 * x.batch.value * x.hidden.value * x.tokens.value ** 2,
  write: (n) => `2 * ${n.batch} * ${n.hidden} * (${n.tokens})^2`,
});

export const dsaFlop = formula({
  id: 'article.dsa.flop',
  title: { en: 'DSA FLOPs a layer', zh: '单层 DSA 计算量' },
  cite: 'article section 5.2.2',
  erratum: errata.dsaFlop,
  symbol: 'F_"DSA"',
  unit: 'FLOP',
  inputs: {
    indexer: input('F_"indexer"', 'FLOP', 'indexer FLOPs', '索引器计算量'),
    sparse: input('F_"sparse"', 'FLOP', 'sparse attention FLOPs', '稀疏注意力计算量'),
  },
  compute: (x) => x.indexer.value + x.sparse.value,
  write: (n) => `${n.indexer} + ${n.sparse}`,
});

/** Values a decode step reads a layer a sequence. */
export const mlaRead = formula({
  id: 'article.dsa.mla-read',
  title: { en: 'values read, MLA', zh: 'MLA 读取的数值个数' },
  cite: 'article section 5.2.2',
  erratum: errata.dsaRatio,
  symbol: 'N_"MLA"',
  unit: '1',
  inputs: { tokens, kvRank },
  compute: (x) => x.tokens.value * x.kvRank.value,
  write: (n) => `${n.tokens} * ${n.kvRank}`,
});

/** Index keys of the whole cache, then the selected entries. */
export const dsaRead = formula({
  id: 'article.dsa.read',
  title: { en: 'values read, DSA', zh: 'DSA 读取的数值个数' },
  cite: 'article section 5.2.2',
  erratum: errata.dsaKey,
  symbol: 'N_"DSA"',
  unit: '1',
  inputs: { tokens, indexDim, selected, kvRank },
  compute: (x) => x.tokens.value * x.indexDim.value + x.selected.value * x.kvRank.value,
  write: (n) => `${n.tokens} * ${n.indexDim} + ${n.selected} * ${n.kvRank}`,
});

export const dsaReadRatio = formula({
  id: 'article.dsa.ratio',
  title: { en: 'values read, DSA ÷ MLA', zh: '读取量，DSA ÷ MLA' },
  cite: 'article section 5.2.2',
  erratum: errata.dsaRatio,
  symbol: 'r',
  unit: '1',
  inputs: {
    sparse: input('N_"DSA"', '1', 'values read, DSA', 'DSA 读取的数值个数'),
    full: input('N_"MLA"', '1', 'values read, MLA', 'MLA 读取的数值个数'),
  },
  compute: (x) => x.sparse.value / x.full.value,
  write: (n) => `${n.sparse} / ${n.full}`,
});

/** Bytes of index keys over all layers: cached, and read by every decode step. */
export const indexKeyBytes = formula({
  id: 'article.dsa.index-keys',
  title: { en: 'index keys, all layers', zh: '各层索引键' },
  cite: 'article section 5.2.2',
  erratum: errata.dsaKey,
  symbol: 'M_"index"',
  unit: 'B',
  inputs: { layers, batch, tokens, indexDim, element },
  compute: (x) => x.layers.value * x.batch.value * x.tokens.value * x.indexDim.value * x.element.value,
  write: (n) => `${n.layers} * ${n.batch} * ${n.tokens} * ${n.indexDim} * ${n.element}`,
});

/** Tokens a query attends: the cache, at most k of it. */
export const selectedTokens = formula({
  id: 'article.dsa.selected',
  title: { en: 'tokens attended', zh: '被关注的 token 数' },
  cite: 'article section 5.2.2',
  symbol: "s'",
  unit: 'token',
  inputs: { tokens, selected },
  compute: (x) => Math.min(x.tokens.value, x.selected.value),
  write: (n) => `min(${n.tokens}, ${n.selected})`,
});

export const dsaFormulas = [
  indexerFlop,
  indexerStepFlop,
  sparseFlop,
  fullAttentionFlop,
  dsaFlop,
  mlaRead,
  dsaRead,
  dsaReadRatio,
  indexKeyBytes,
  selectedTokens,
];
