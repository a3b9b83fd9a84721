/** Number formats as levers: what all of them share. */

import { diagnostic, type Diagnostic, type Text } from '../diagnostics';
import { scaledWidth, type Scaling } from '../formats';
import type { Case, MathFormat, Parameters, PhaseName, Pool, WeightFormat } from '../types';
import type { Choice, ParameterSpec } from './optimization';
import { choiceOf, chosen, number, pure } from './parameter';

const titles: Readonly<Record<Scaling, Text>> = {
  block: { en: 'a 128 × 128 block', zh: '每 128 × 128 块' },
  tensor: { en: 'a tensor', zh: '每张量' },
  channel: { en: 'an output channel', zh: '每输出通道' },
  group: { en: 'a group of inputs', zh: '每组输入' },
};

const scale = {
  en: 'what one scale stands for: finer keeps accuracy, costs bytes',
  zh: '缩放因子粒度：越细精度越好、字节越多',
};
const group = { en: 'inputs a group, where scales are by group', zh: '按组缩放时每组的输入数' };
const head = { en: 'the output head, kept in its format as checkpoints ship it', zh: '输出层，按检查点惯例保持原格式' };
const dense = {
  en: 'dense FFN layers (the first of DeepSeek are sensitive)',
  zh: '稠密 FFN 层（DeepSeek 前几层较敏感）',
};
const spared: readonly Choice[] = [
  { word: 'kept', title: { en: 'kept in its format', zh: '保持原格式' } },
  { word: 'quantized', title: { en: 'quantized too', zh: '一并量化' } },
];

/** A format lever's parameters, and how a case takes them. */
export interface FormatParameters {
  readonly declared: Readonly<Record<string, ParameterSpec>>;
  readonly take: (kase: Case, parameters: Parameters) => Case;
}

/** The first scaling and the group size are those that `weightWidth` counts. */
export function formatParameters(format: WeightFormat, order: readonly Scaling[], groupSize: number): FormatParameters {
  const choices = order.map((scaling) => ({ word: scaling, scaling, title: titles[scaling] }));
  return {
    declared: {
      scale: choiceOf(scale, choices),
      ...(order.includes('group') ? { group: number(group, groupSize, { least: 8, most: 4096 }) } : {}),
      head: choiceOf(head, spared),
      dense: choiceOf(dense, spared),
    },
    take: (kase, parameters) => {
      const { scaling } = chosen(parameters, 'scale', choices);
      const size = order.includes('group') ? pure(parameters, 'group').value : groupSize;
      const usual = scaling === order[0] && (scaling !== 'group' || size === groupSize);
      const headToo = pure(parameters, 'head').value === 1;
      const denseToo = pure(parameters, 'dense').value === 1;
      const formats = {
        ...kase.formats,
        ...(headToo ? { head: format } : {}),
        ...(denseToo ? { dense: format } : {}),
      };
      const taken = { ...kase, formats };
      if (usual) return taken;
      const width = scaledWidth(format, scaling, size);
      return withPools(taken, (pool) => ({ ...pool, widths: { ...pool.widths, [format]: width } }));
    },
  };
}

export function withPools(kase: Case, change: (pool: Pool) => Pool): Case {
  return { ...kase, prefill: change(kase.prefill), decode: change(kase.decode) };
}

const phases: readonly PhaseName[] = ['prefill', 'decode'];

/** True, or which chip cannot multiply in this format. */
export function multipliesIn(kase: Case, format: MathFormat, lever: Text): true | Diagnostic {
  const without = phases.find((phase) => 'absent' in kase[phase].chip.tflops[format]);
  return without === undefined
    ? true
    : diagnostic('lever.needs-unit', { lever, format: format.toUpperCase(), chip: kase[without].chip.title });
}

/** All weights but those of the dense layers, which keep theirs. A checkpoint that has the format in part keeps it in that part. */
export function allWeights(kase: Case, format: WeightFormat): Case {
  const { formats } = kase;
  if (formats.weights === format || formats.experts === format) return kase;
  const before = formats.dense ?? formats.weights;
  return {
    ...kase,
    formats: { ...formats, weights: format, experts: format, ...(before === format ? {} : { dense: before }) },
  };
}

/** Whatever is in this format goes back to BF16. */
export function widen(kase: Case, format: WeightFormat): Case {
  const back = (each: WeightFormat): WeightFormat => (each === format ? 'bf16' : each);
  const { weights, experts, dense: kept, head: last, kv } = kase.formats;
  const formats = { weights: back(weights), experts: back(experts), head: back(last), kv };
  return { ...kase, formats: kept === undefined ? formats : { ...formats, dense: back(kept) } };
}

/** True where the checkpoint was not shipped in this format. */
export function notShipped(kase: Case, format: WeightFormat): boolean {
  const { native } = kase.model;
  return native.weights !== format && native.experts !== format;
}
