import { fc } from '../../support/property';
import { describe, expect, it } from 'vitest';
import { rangeOf } from '../../../app/sweep/rows';
import { arrayTask, shardOf } from '../../../app/sweep/shard';

describe('a shard', () => {
  it('is what is asked for, else the task of an array, else all of it', () => {
    const of = (
      environment: Readonly<Record<string, string>>,
      said: { readonly shard?: string; readonly shards?: string } = {},
    ) => {
      const found = shardOf({ shard: said.shard, shards: said.shards, task: arrayTask(environment) });
      return found.ok ? `${found.value.number}/${found.value.of}` : found.problem.code;
    };
    const slurm = { SLURM_ARRAY_TASK_ID: '5', SLURM_ARRAY_TASK_COUNT: '8', SLURM_ARRAY_TASK_MIN: '0' };
    expect(of({})).toBe('1/1');
    expect(of({}, { shard: '3/8' })).toBe('3/8');
    expect(of(slurm)).toBe('6/8');
    expect(of({ ...slurm, SLURM_ARRAY_TASK_MIN: '1' })).toBe('5/8');
    expect(of({ ...slurm, SLURM_ARRAY_TASK_ID: '9', SLURM_ARRAY_TASK_MIN: '1', SLURM_ARRAY_TASK_STEP: '2' })).toBe(
      '5/8',
    );
    expect(of(slurm, { shard: '1/1' })).toBe('1/1');
    expect(of({ JOB_COMPLETION_INDEX: '0' }, { shards: '4' })).toBe('1/4');
    expect(of({ JOB_COMPLETION_INDEX: '3' }, { shards: '4' })).toBe('4/4');
    expect(of({ JOB_COMPLETION_INDEX: '3' })).toBe('usage.shards-unknown');
    expect(of({ JOB_COMPLETION_INDEX: '4' }, { shards: '4' })).toBe('usage.shard');
    for (const shard of ['0/8', '9/8', '8', 'a/b', '1/0', '-1/4']) expect(of({}, { shard })).toBe('usage.shard');
    expect(of({}, { shards: '4' })).toBe('usage.shard');
  });

  it('and its neighbours share all points, none twice, in parts that differ by one at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000_000 }), fc.integer({ min: 1, max: 64 }), (points, of) => {
        const parts = Array.from({ length: of }, (_, i) => rangeOf(points, { number: i + 1, of }));
        expect(parts[0]?.from).toBe(0);
        expect(parts.at(-1)?.to).toBe(points);
        parts.slice(1).forEach((part, i) => expect(part.from).toBe(parts[i]?.to));
        const sizes = parts.map(({ from, to }) => to - from);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
    );
  });
});
