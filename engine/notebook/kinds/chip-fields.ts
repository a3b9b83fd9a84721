/** The figures of a chip that a cell may override, under the keys of the catalog. */

import type { Text } from '../../diagnostics';
import type { Q, Unit } from '../../quantity';
import { amount } from '../scalars';
import { field, group, type Field, type Shape } from '../shape';

interface ChipFigure {
  readonly key: string;
  readonly unit: Unit;
  readonly example: string;
  readonly title: Text;
  readonly meaning: Text;
}

function figure(key: string, unit: Unit, example: string, title: Text, meaning: Text): ChipFigure {
  return { key, unit, example, title, meaning };
}

const peak = { en: 'Dense peak of the tensor cores', zh: '张量核心的稠密峰值' };

const peaks: readonly ChipFigure[] = [
  figure('bf16', 'FLOP/s', '148 TFLOPS', { en: 'BF16 peak', zh: 'BF16 峰值' }, peak),
  figure('fp8', 'FLOP/s', '296 TFLOPS', { en: 'FP8 peak', zh: 'FP8 峰值' }, peak),
  figure('int8', 'FLOP/s', '296 TOPS', { en: 'INT8 peak', zh: 'INT8 峰值' }, peak),
  figure('fp4', 'FLOP/s', '9 PFLOPS', { en: 'FP4 peak', zh: 'FP4 峰值' }, peak),
];

const oneWay = { en: 'One way, a card', zh: '单向，单卡' };

const figures: readonly ChipFigure[] = [
  figure('memory', 'B', '96 GB', { en: 'Memory', zh: '显存容量' }, { en: 'Capacity of a card', zh: '单卡容量' }),
  figure(
    'memoryBandwidth',
    'B/s',
    '4 TB/s',
    { en: 'Memory bandwidth', zh: '显存带宽' },
    { en: 'Peak of a card', zh: '单卡峰值' },
  ),
  figure('scaleUp', 'B/s', '450 GB/s', { en: 'Scale-up bandwidth', zh: '机内互联带宽' }, oneWay),
  figure('scaleOut', 'B/s', '50 GB/s', { en: 'Scale-out bandwidth', zh: '机间网络带宽' }, oneWay),
  figure(
    'scaleUpDomain',
    'card',
    '8 cards',
    { en: 'Scale-up domain', zh: '机内互联域' },
    { en: 'Cards that share the fabric', zh: '共享互联的卡数' },
  ),
  figure('linkLatency', 's', '5 us', { en: 'Link latency', zh: '链路时延' }, { en: 'Of one message', zh: '单条消息' }),
  figure(
    'cardsPerNode',
    'card',
    '8 cards',
    { en: 'Cards a node', zh: '每节点卡数' },
    { en: 'What nodes: counts', zh: 'nodes: 按此计卡数' },
  ),
  figure(
    'sms',
    '1',
    '78',
    { en: 'Multiprocessors', zh: 'SM 数' },
    { en: 'Independent processors of a card', zh: '单卡独立处理器数' },
  ),
  figure('l2', 'B', '60 MB', { en: 'L2 cache', zh: 'L2 缓存' }, { en: 'Of a card', zh: '单卡' }),
  figure('tdp', 'W', '400 W', { en: 'TDP', zh: 'TDP' }, { en: 'Thermal design power of a card', zh: '单卡热设计功耗' }),
];

function fieldOf(each: ChipFigure): Field<Q> {
  const label = { en: `${each.title.en}, set in the notebook`, zh: `${each.title.zh}，由笔记本指定` };
  const shape = amount({ unit: each.unit, label, origin: 'given', example: each.example, positive: true });
  return field(each.key, shape, { title: each.title, meaning: each.meaning });
}

type Overrides = Readonly<Record<string, Q>>;

function overrides(fields: readonly Field<Q>[], prefix: string, more?: Field<Overrides>): Shape<Overrides> {
  return group(more ? [more, ...fields] : fields, (taken) => {
    const said = fields.flatMap((each) => {
      const q = taken.get(each);
      return q === undefined ? [] : [[`${prefix}${each.key}`, q] as const];
    });
    return { ...Object.fromEntries(said), ...(more ? taken.get(more) : undefined) };
  });
}

const tflops = field('tflops', overrides(peaks.map(fieldOf), 'tflops.'), {
  title: { en: 'Arithmetic peaks', zh: '算力峰值' },
  meaning: { en: 'Dense, by number format', zh: '稠密，按数值格式' },
});

/** `{memory: 141 GB, tflops: {fp8: 296 TFLOPS}}` → {memory, 'tflops.fp8'}. */
export const chipOverrides: Shape<Overrides> = overrides(figures.map(fieldOf), '', tflops);
