/** Which part of a sweep this process runs: as asked for, or as the cluster's scheduler numbers it. */

import { diagnostic } from '../../engine';
import { done, refused, type Outcome } from '../outcome';
import { whole, type Shard } from './rows';

/** One of many alike, by a scheduler's own numbering. */
export interface ArrayTask {
  /** Counted from 1. */
  readonly number: number;
  /** Absent where the scheduler does not say. */
  readonly of?: number;
  /** Where it is told, for messages. */
  readonly variable: string;
}

/** A task of a Slurm job array, or a pod of a Kubernetes indexed job; undefined anywhere else. */
export function arrayTask(environment: Readonly<Record<string, string | undefined>>): ArrayTask | undefined {
  const numberIn = (name: string): number | undefined => {
    const text = environment[name] ?? '';
    return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
  };
  const slurm = numberIn('SLURM_ARRAY_TASK_ID');
  if (slurm !== undefined) {
    const step = Math.max(1, numberIn('SLURM_ARRAY_TASK_STEP') ?? 1);
    const first = numberIn('SLURM_ARRAY_TASK_MIN') ?? (slurm === 0 ? 0 : 1);
    const of = numberIn('SLURM_ARRAY_TASK_COUNT');
    const number = Math.floor((slurm - first) / step) + 1;
    return { number, variable: 'SLURM_ARRAY_TASK_ID', ...(of === undefined ? {} : { of }) };
  }
  const pod = numberIn('JOB_COMPLETION_INDEX');
  return pod === undefined ? undefined : { number: pod + 1, variable: 'JOB_COMPLETION_INDEX' };
}

export interface ShardSaid {
  /** --shard 3/8 */
  readonly shard: string | undefined;
  /** --shards 8 */
  readonly shards: string | undefined;
  readonly task: ArrayTask | undefined;
}

/** What was asked for wins over what the scheduler says; where neither says anything, all of it. */
export function shardOf({ shard, shards, task }: ShardSaid): Outcome<Shard> {
  if (shard !== undefined) {
    const [, number = '', of = ''] = /^(\d{1,6})\/(\d{1,6})$/.exec(shard) ?? [];
    return checked({ number: Number(number), of: Number(of) }, shard);
  }
  if (!task)
    return shards === undefined ? done(whole) : refused(diagnostic('usage.shard', { text: `--shards ${shards}` }));
  const of = shards === undefined ? task.of : Number(shards);
  if (of === undefined) return refused(diagnostic('usage.shards-unknown', { variable: task.variable }));
  return checked({ number: task.number, of }, `${task.number}/${of}`);
}

function checked(shard: Shard, text: string): Outcome<Shard> {
  const { number, of } = shard;
  const isRight = Number.isInteger(of) && number >= 1 && number <= of;
  return isRight ? done(shard) : refused(diagnostic('usage.shard', { text }));
}
