/** Demand of single operators: multiplications, attention, elementwise passes. Shapes are one card's. */

import { formula, input } from '../formula';

const tokens = input('M', '1', 'tokens', 'token 数');
const inWidth = input('K', '1', 'inputs a token', '每 token 输入维度');
const outWidth = input('N', '1', 'outputs a token', '每 token 输出维度');

/** The formulas of linear layers and elementwise passes in plain numbers, for the operators that a pass has most of. */
export function linearFlop(tokens: number, inner: number, outer: number): number {
  return 2 * tokens * inner * outer;
}

export function linearSize(inner: number, outer: number, width: number): number {
  return inner * outer * width;
}

/** Bytes a token read and written. */
export function linearTraffic(tokens: number, each: { readonly read: number; readonly written: number }): number {
  return tokens * (each.read + each.written);
}

export function passTraffic(tokens: number, elements: number, width: number): number {
  return tokens * elements * width;
}

export const gemmFlop = formula({
  id: 'gemm.flop',
  title: { en: 'Arithmetic of a linear layer', zh: '线性层计算量' },
  symbol: 'F',
  unit: 'FLOP',
  inputs: { tokens, inner: inWidth, outer: outWidth },
  compute: (i) => linearFlop(i.tokens.value, i.inner.value, i.outer.value),
  write: (i) => `2 * ${i.tokens} * ${i.inner} * ${i.outer}`,
});

export const gemmWeights = formula({
  id: 'gemm.weights',
  title: { en: 'Weights of a linear layer', zh: '线性层权重' },
  symbol: 'W',
  unit: 'B',
  inputs: { inner: inWidth, outer: outWidth, width: input('w', 'B', 'bytes a weight', '每权重字节数') },
  compute: (i) => linearSize(i.inner.value, i.outer.value, i.width.value),
  write: (i) => `${i.inner} * ${i.outer} * ${i.width}`,
});

export const gemmActivations = formula({
  id: 'gemm.activations',
  title: { en: 'Activations into and out of a linear layer', zh: '线性层的输入与输出激活值' },
  symbol: 'A',
  unit: 'B',
  inputs: {
    tokens,
    inner: inWidth,
    outer: outWidth,
    read: input('a_"in"', 'B', 'bytes an input element', '每输入元素字节数'),
    written: input('a_"out"', 'B', 'bytes an output element', '每输出元素字节数'),
  },
  compute: (i) =>
    linearTraffic(i.tokens.value, {
      read: i.inner.value * i.read.value,
      written: i.outer.value * i.written.value,
    }),
  write: (i) => `${i.tokens} * (${i.inner} * ${i.read} + ${i.outer} * ${i.written})`,
});

/** An elementwise pass over `elements` numbers a token, each read or written once. */
export const elementwiseBytes = formula({
  id: 'elementwise.bytes',
  title: { en: 'Traffic of an elementwise pass', zh: '逐元素算子的读写量' },
  symbol: 'A',
  unit: 'B',
  inputs: {
    tokens,
    elements: input('n', '1', 'elements read and written a token', '每 token 读写的元素数'),
    width: input('w', 'B', 'bytes an element', '每元素字节数'),
  },
  compute: (i) => passTraffic(i.tokens.value, i.elements.value, i.width.value),
  write: (i) => `${i.tokens} * ${i.elements} * ${i.width}`,
});

/** A pass that reads in one width and writes in another: quantization, gather of rows. */
export const convertedBytes = formula({
  id: 'elementwise.converted',
  title: { en: 'Traffic of a pass that changes the format', zh: '格式转换的读写量' },
  symbol: 'A',
  unit: 'B',
  inputs: {
    tokens,
    elements: input('n', '1', 'elements a token', '每 token 元素数'),
    read: input('w_"in"', 'B', 'bytes an element read', '读取的每元素字节数'),
    written: input('w_"out"', 'B', 'bytes an element written', '写出的每元素字节数'),
  },
  compute: (i) => passTraffic(i.tokens.value, i.elements.value, i.read.value + i.written.value),
  write: (i) => `${i.tokens} * ${i.elements} * (${i.read} + ${i.written})`,
});

/** A pass that reads each token once and writes it to each of its experts in another format. */
export const expandedBytes = formula({
  id: 'elementwise.expanded',
  title: { en: 'Traffic of quantizing and laying out rows in one pass', zh: '量化与行扩展一次完成的读写量' },
  cite: 'article section 3.3.2',
  symbol: 'A',
  unit: 'B',
  inputs: {
    tokens,
    rows: input('R', '1', 'rows of the experts', '专家的行数'),
    elements: input('n', '1', 'elements a token', '每 token 元素数'),
    read: input('w_"in"', 'B', 'bytes an element read', '读取的每元素字节数'),
    written: input('w_"out"', 'B', 'bytes an element written', '写出的每元素字节数'),
  },
  compute: (i) => i.elements.value * (i.tokens.value * i.read.value + i.rows.value * i.written.value),
  write: (i) => `${i.elements} * (${i.tokens} * ${i.read} + ${i.rows} * ${i.written})`,
});

export const tokensPerCard = formula({
  id: 'collective.tokens',
  title: { en: 'Tokens that start on a card of the TP group', zh: '起于 TP 组内每张卡的 token 数' },
  symbol: 'M_"card"',
  unit: '1',
  inputs: { tokens, tp: input('"TP"', '1', 'tensor-parallel degree', '张量并行度') },
  compute: (i) => i.tokens.value / i.tp.value,
  write: (i) => `${i.tokens} / ${i.tp}`,
});
