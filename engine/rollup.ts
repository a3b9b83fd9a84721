/** Timed operators of one phase → its metrics by the names of contract.md, and its verdict. */

import type { Text } from './diagnostics';
import { sumByPart, sumOf, type Part } from './formula';
import {
  communicationRatio,
  mbu,
  memoryRatio,
  mfu,
  overlapped,
  repeatedBytes,
  repeatedFlop,
  shareOfPass,
} from './formulas/roofline';
import { passThroughput } from './formulas/serving';
import type { CardMemory } from './memory';
import { overlap } from './overlap';
import { distinctExpertsOf, imbalanceOfPass } from './plan/build';
import type { PassContext } from './plan/context';
import { opGroups } from './plan/groups';
import { count } from './plan/op';
import type { Q } from './quantity';
import type { Op, Phase, PhaseName, Pool, TimedOp } from './types';
import { judge, meaningsOf } from './verdict';

export interface RolledPhase {
  readonly metrics: ReadonlyMap<string, Q>;
  readonly time: Q<'s'>;
  /** Tokens a second a card: new prompt tokens, or tokens computed in a step. */
  readonly throughput: Q<'token/s'>;
  readonly phase: Phase;
}

export function rollPhase(context: PassContext, ops: readonly TimedOp[], memory: CardMemory): RolledPhase {
  const { phase: name, pool } = context;
  const grouped = { ops, parts: partsOf(ops) };
  const seconds = (suffix: string, en: string, zh: string, symbol: string, of: (each: TimedOp) => Q<'s'>): Q<'s'> =>
    total({ id: `${name}.${suffix}`, title: { en, zh }, symbol, unit: 's' }, grouped, of);
  const serial = seconds(
    'time',
    'Time of the pass: its operators one after another',
    '整趟时间：算子依次执行',
    't',
    (each) => each.time,
  );
  const { time, open, waits } = overlap(ops, serial, context);
  const compute = seconds(
    'time.compute',
    'Time the tensor cores are busy',
    '算力占用时间',
    't_"compute"',
    (each) => each.compute,
  );
  const memoryBusy = seconds(
    'time.memory',
    'Time the memory is busy',
    '显存带宽占用时间',
    't_"HBM"',
    (each) => each.memory,
  );
  const communication = seconds(
    'time.communication',
    'Time the links are busy',
    '通信占用时间',
    't_"link"',
    (each) => each.communication,
  );
  const launch = seconds(
    'time.launch',
    'Launch, latency and host time that nothing hides',
    '未被隐藏的启动、延迟与主机时间',
    't_"launch"',
    waits,
  );
  const atPeak = seconds(
    'time.peak',
    'Arithmetic at the datasheet peak',
    '按规格书峰值计的计算时间',
    't_"peak"',
    (each) => each.peak,
  );
  const traffic = trafficOf(name, grouped);
  const measures = {
    mfu: mfu({ compute: atPeak, time }),
    memoryRatio: memoryRatio({ memory: memoryBusy, compute }),
    communicationRatio: communicationRatio({ communication, compute }),
  };
  const metrics = new Map<string, Q>([
    [`${name}.flops`, traffic.flops],
    [`${name}.hbm_bytes`, traffic.hbm],
    [`${name}.hbm_bytes.weights`, traffic.weights],
    [`${name}.hbm_bytes.kv`, traffic.kv],
    [`${name}.hbm_bytes.activations`, traffic.activations],
    [`${name}.link_bytes`, traffic.link],
    [`${name}.link_bytes.scale_up`, traffic.up],
    [`${name}.link_bytes.scale_out`, traffic.out],
    [`${name}.time`, time],
    [`${name}.time.compute`, compute],
    [`${name}.time.memory`, memoryBusy],
    [`${name}.time.communication`, communication],
    [`${name}.time.launch`, launch],
    [`${name}.time.overlapped`, overlapped({ compute, memory: memoryBusy, communication, launch, time })],
    [`${name}.mfu`, measures.mfu],
    [`${name}.mbu`, mbu({ bytes: traffic.hbm, bandwidth: pool.chip.memoryBandwidth, time })],
    [`${name}.link_utilisation`, shareOfPass({ busy: communication, time })],
    [`${name}.memory_ratio`, measures.memoryRatio],
    [`${name}.communication_ratio`, measures.communicationRatio],
  ]);
  const distinct = distinctExpertsOf(context);
  if (distinct) metrics.set(`${name}.distinct_experts`, distinct);
  const imbalance = imbalanceOfPass(context);
  if (imbalance) metrics.set(`${name}.imbalance`, imbalance);
  const throughput = passThroughput({ tokens: context.tokens, time, cards: cardsPerRank(pool) });
  // Decode's is of accepted tokens: serving.ts.
  if (name === 'prefill') metrics.set('prefill.throughput_per_card', throughput);
  const busy = { compute, 'memory-bandwidth': memoryBusy, communication };
  return { metrics, time, throughput, phase: judge({ name, ops, open, time, busy, fill: memory.fill, ...measures }) };
}

/** Cards that hold one DP rank. */
export function cardsPerRank(pool: Pool): Q<'1'> {
  const { tp, pp, cp } = pool.layout;
  return count(tp * pp * cp, 'cards a DP rank', '每 DP rank 卡数');
}

interface TotalSpec<U extends 's' | 'B' | 'FLOP'> {
  readonly id: string;
  readonly title: Text;
  readonly symbol: string;
  readonly unit: U;
}

function total<U extends 's' | 'B' | 'FLOP'>(
  spec: TotalSpec<U>,
  { ops, parts }: Grouped,
  of: (each: TimedOp) => Q<U>,
): Q<U> {
  const { id, title, symbol, unit } = spec;
  return sumByPart({ id, title, symbol, unit, meanings: () => meaningsOf(ops) }, parts, of);
}

const partTitles = Object.entries(opGroups).map(([id, title]) => ({ id, title }));
interface Grouped {
  readonly ops: readonly TimedOp[];
  readonly parts: readonly Part<TimedOp>[];
}

/** Sums over some forty operators are read by the groups of the breakdown, in their order. */
function partsOf(ops: readonly TimedOp[]): readonly Part<TimedOp>[] {
  return partTitles.flatMap(({ id, title }) => {
    const things = ops.filter((each) => each.op.group === id);
    return things.length > 0 ? [{ id, title, things }] : [];
  });
}

function trafficOf(name: PhaseName, grouped: Grouped) {
  const bytes = (suffix: string, en: string, zh: string, of: (op: Op) => Q<'B'>): Q<'B'> =>
    total({ id: `${name}.${suffix}`, title: { en, zh }, symbol: 'B', unit: 'B' }, grouped, (each) =>
      repeatedBytes({ times: each.times, bytes: of(each.op) }),
    );
  const weights = bytes('hbm_bytes.weights', 'Weights read a card', '单卡读取的权重', (op) => op.weightBytes);
  const kv = bytes('hbm_bytes.kv', 'KV cache read and written a card', '单卡读写的 KV cache', (op) => op.kvBytes);
  const activations = bytes(
    'hbm_bytes.activations',
    'Activations read and written a card',
    '单卡读写的激活值',
    (op) => op.activationBytes,
  );
  const up = bytes('link_bytes.scale_up', 'Sent over scale-up a card', '单卡机内通信量', (op) => op.scaleUpBytes);
  const out = bytes('link_bytes.scale_out', 'Sent over scale-out a card', '单卡机间通信量', (op) => op.scaleOutBytes);
  return {
    flops: total(
      { id: `${name}.flops`, title: { en: 'Arithmetic a card', zh: '单卡计算量' }, symbol: 'F', unit: 'FLOP' },
      grouped,
      (each) => repeatedFlop({ times: each.times, flop: each.op.flop }),
    ),
    weights,
    kv,
    activations,
    up,
    out,
    hbm: sumOf(
      {
        id: `${name}.hbm_bytes`,
        title: { en: 'Memory traffic a card', zh: '单卡显存读写量' },
        cite: 'article eq 12',
        symbol: 'B',
        unit: 'B',
      },
      { weights, kv, activations },
    ),
    link: sumOf(
      {
        id: `${name}.link_bytes`,
        title: { en: 'Traffic sent a card', zh: '单卡通信量' },
        cite: 'article eq 26',
        symbol: 'L',
        unit: 'B',
      },
      { up, out },
    ),
  };
}
