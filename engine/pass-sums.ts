/** What a pass adds up to: the ledger has each sum's value; its terms, by the groups of the breakdown, are worked out for who asks. */

import type { Text } from './diagnostics';
import { summedByPart } from './formula';
import { repeatedBytes, repeatedFlop } from './formulas/roofline';
import type { Q } from './quantity';
import type { Column, Sums } from './time/ledger';
import type { Timed } from './time/timed';
import type { Timing } from './time/timing';
import type { Op, PhaseName } from './types';

type Summed = 's' | 'B' | 'FLOP';

/** A sum over the operators of a pass: where the ledger has it, and the term of each operator. */
interface PassSum<U extends Summed> {
  readonly id: string;
  readonly title: Text;
  readonly symbol: string;
  readonly unit: U;
  readonly column: Column;
  readonly of: (each: Timed) => Q<U>;
}

/** A pass, and what its ledger adds up to. */
export interface AddedUp {
  readonly timing: Timing;
  readonly sums: Readonly<Sums>;
}

export function sumOver<U extends Summed>(sum: PassSum<U>, { timing, sums }: AddedUp): Q<U> {
  return summedByPart(sum, sums[sum.column], { from: timing, of: sum.of });
}

/** Of the latencies only what overlap leaves: so much in all, and so much of each operator. */
export function launchSum(phase: PhaseName, timing: Timing, left: LaunchLeft): Q<'s'> {
  return summedByPart(launchSums[phase], left.value, { from: timing, of: left.of });
}

interface LaunchLeft {
  readonly value: number;
  readonly of: (each: Timed) => Q<'s'>;
}

const launchSums = { prefill: launchIn('prefill'), decode: launchIn('decode') } as const;

function launchIn(phase: PhaseName) {
  return {
    id: `${phase}.time.launch`,
    title: { en: 'Launch, latency and host time that nothing hides', zh: '未被隐藏的启动、延迟与主机时间' },
    symbol: 't_"launch"',
    unit: 's',
  } as const;
}

/** All the others, by phase. */
export const passSums = { prefill: sumsIn('prefill'), decode: sumsIn('decode') } as const;

function sumsIn(phase: PhaseName) {
  const seconds = (id: string, symbol: string, column: Column & keyof Timed, title: Text): PassSum<'s'> => {
    return { id: `${phase}.${id}`, title, symbol, unit: 's', column, of: (each) => each[column] };
  };
  const bytes = (id: string, column: Column, each: (op: Op) => Q<'B'>, title: Text): PassSum<'B'> => {
    const of = ({ times, op }: Timed): Q<'B'> => repeatedBytes({ times, bytes: each(op) });
    return { id: `${phase}.${id}`, title, symbol: 'B', unit: 'B', column, of };
  };
  const flops: PassSum<'FLOP'> = {
    id: `${phase}.flops`,
    title: { en: 'Arithmetic a card', zh: '单卡计算量' },
    symbol: 'F',
    unit: 'FLOP',
    column: 'flop',
    of: ({ times, op }) => repeatedFlop({ times, flop: op.flop }),
  };
  return {
    time: seconds('time', 't', 'time', {
      en: 'Time of the pass: its operators one after another',
      zh: '整趟时间：算子依次执行',
    }),
    compute: seconds('time.compute', 't_"compute"', 'compute', {
      en: 'Time the tensor cores are busy',
      zh: '算力占用时间',
    }),
    memory: seconds('time.memory', 't_"HBM"', 'memory', { en: 'Time the memory is busy', zh: '显存带宽占用时间' }),
    communication: seconds('time.communication', 't_"link"', 'communication', {
      en: 'Time the links are busy',
      zh: '通信占用时间',
    }),
    peak: seconds('time.peak', 't_"peak"', 'peak', {
      en: 'Arithmetic at the datasheet peak',
      zh: '按规格书峰值计的计算时间',
    }),
    flops,
    weights: bytes('hbm_bytes.weights', 'weights', (op) => op.weightBytes, {
      en: 'Weights read a card',
      zh: '单卡读取的权重',
    }),
    kv: bytes('hbm_bytes.kv', 'kv', (op) => op.kvBytes, {
      en: 'KV cache read and written a card',
      zh: '单卡读写的 KV cache',
    }),
    activations: bytes('hbm_bytes.activations', 'activations', (op) => op.activationBytes, {
      en: 'Activations read and written a card',
      zh: '单卡读写的激活值',
    }),
    up: bytes('link_bytes.scale_up', 'up', (op) => op.scaleUpBytes, {
      en: 'Sent over scale-up a card',
      zh: '单卡机内通信量',
    }),
    out: bytes('link_bytes.scale_out', 'out', (op) => op.scaleOutBytes, {
      en: 'Sent over scale-out a card',
      zh: '单卡机间通信量',
    }),
  } as const;
}
