/** Linear attention: a state a request instead of a cache a token. */

import { formula, input } from '../formula';

const tokens = input('M', '1', 'tokens', 'token 数');
const heads = input('n_h', '1', 'heads on this card', '本卡头数');
const key = input('d_k', '1', 'key dimension', '键维度');
const value = input('d_v', '1', 'value dimension', '值维度');
const products = input('p', '1', 'products of a vector with the state a token', '每 token 与状态相乘的次数');

/** The state of a request in one layer, in FP32, and the last inputs of the short convolution in BF16. */
export const stateSize = formula({
  id: 'linear.state',
  title: { en: 'State of a request a layer', zh: '每层每请求的状态' },
  symbol: 'S',
  unit: 'B',
  inputs: {
    heads,
    key,
    value,
    width: input('w_S', 'B', 'bytes a state element', '每状态元素字节数'),
    channels: input('n_c', '1', 'channels of the convolution on this card', '本卡卷积通道数'),
    taps: input('t', '1', 'taps of the convolution', '卷积长度'),
    element: input('w', 'B', 'bytes of a convolution input', '卷积输入字节数'),
  },
  compute: (i) =>
    i.heads.value * i.key.value * i.value.value * i.width.value +
    i.channels.value * Math.max(0, i.taps.value - 1) * i.element.value,
  write: (i) => `${i.heads} * ${i.key} * ${i.value} * ${i.width} + ${i.channels} * (${i.taps} - 1) * ${i.element}`,
});

/** Read and written once a pass. */
export const stateTraffic = formula({
  id: 'linear.state-traffic',
  title: { en: 'States read and written a layer', zh: '每层状态读写量' },
  symbol: 'B_S',
  unit: 'B',
  inputs: {
    sequences: input('b', '1', 'sequences', '序列数'),
    state: input('S', 'B', 'state of a request a layer', '每层每请求的状态'),
  },
  compute: (i) => 2 * i.sequences.value * i.state.value,
  write: (i) => `2 * ${i.sequences} * ${i.state}`,
});

/** Decode: token after token, each update and each reading of the state one product. */
export const recurrentFlop = formula({
  id: 'linear.recurrent-flop',
  title: { en: 'Arithmetic of the recurrence', zh: '递推计算量' },
  symbol: 'F',
  unit: 'FLOP',
  inputs: { tokens, heads, key, value, products },
  compute: (i) => 2 * i.tokens.value * i.heads.value * i.products.value * i.key.value * i.value.value,
  write: (i) => `2 * ${i.tokens} * ${i.heads} * ${i.products} * ${i.key} * ${i.value}`,
});

/** Prefill in chunks: inside a chunk as attention, between chunks by the state. */
export const chunkwiseFlop = formula({
  id: 'linear.chunkwise-flop',
  title: { en: 'Arithmetic of the recurrence in chunks', zh: '分块递推计算量' },
  symbol: 'F',
  unit: 'FLOP',
  inputs: {
    tokens,
    heads,
    key,
    value,
    products,
    chunk: input('C', '1', 'tokens a chunk', '每块 token 数'),
    inside: input('d_"in"', '1', 'widths multiplied inside a chunk, summed', '块内相乘的宽度之和'),
  },
  compute: (i) =>
    2 *
    i.tokens.value *
    i.heads.value *
    (i.chunk.value * i.inside.value + i.products.value * i.key.value * i.value.value),
  write: (i) => `2 * ${i.tokens} * ${i.heads} * (${i.chunk} * ${i.inside} + ${i.products} * ${i.key} * ${i.value})`,
});

/** The chunked kernels keep the state of every chunk: written by one, read by the next. */
export const chunkStates = formula({
  id: 'linear.chunk-states',
  title: { en: 'States of the chunks, written and read', zh: '各块状态的读写量' },
  symbol: 'A',
  unit: 'B',
  inputs: {
    tokens,
    chunk: input('C', '1', 'tokens a chunk', '每块 token 数'),
    heads,
    key,
    value,
    width: input('w', 'B', 'bytes an element', '每元素字节数'),
  },
  compute: (i) => (2 * i.tokens.value * i.heads.value * i.key.value * i.value.value * i.width.value) / i.chunk.value,
  write: (i) => `2 * ${i.tokens} / ${i.chunk} * ${i.heads} * ${i.key} * ${i.value} * ${i.width}`,
});

export const chunkTraffic = formula({
  id: 'linear.chunk-traffic',
  title: { en: 'Activations of chunked linear attention', zh: '分块线性注意力的读写量' },
  symbol: 'A',
  unit: 'B',
  inputs: {
    passing: input('A_"qkvo"', 'B', 'query, key, value and output', 'Q、K、V 与输出'),
    states: input('A_S', 'B', 'states of the chunks', '各块状态'),
  },
  compute: (i) => i.passing.value + i.states.value,
  write: (i) => `${i.passing} + ${i.states}`,
});
