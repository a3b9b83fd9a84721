/** A simulation's record as it comes back from the disk, checked. What is not a number there was NaN. */

import { z } from 'zod';
import { seriesNames, type SimulationRecord } from '../../engine';

const number = z
  .number()
  .nullable()
  .transform((value) => value ?? Number.NaN);
const estimate = z.object({ value: number, half: number });
const statistics = z.object({ mean: estimate, p50: estimate, p90: estimate, p99: estimate });

function each<T extends z.ZodType>(of: T) {
  return z.object({ ttft: of, tpot: of, itl: of, e2e: of });
}

const spent = z.object({
  compute: number,
  memory: number,
  communication: number,
  imbalance: number,
  idle: number,
  host: number,
  preemption: number,
});
const request = z.object({
  number,
  arrival: number,
  input: number,
  output: number,
  cached: number,
  started: number,
  prefilled: number,
  joined: number,
  first: number,
  finished: number,
  rank: number,
  preempted: number,
});
const moment = z.record(z.enum(['time', ...seriesNames]), number);

const answer = z.object({
  arrived: number,
  finished: number,
  inFlight: number,
  preempted: number,
  leftBehind: number,
  refused: number,
  seconds: number,
  window: z.object({ from: number, to: number }),
  meanInSystem: number,
  requestsPerSecond: number,
  tokensPerSecondPerCard: number,
  goodput: number,
  latency: each(statistics),
  utilisation: z.object({ compute: number, memory: number, link: number, kv: number }),
  spent,
  ranks: z.array(z.object({ pool: z.enum(['prefill', 'decode']), rank: number, cards: number, spent })),
  prefixHit: number,
  series: z.array(moment),
  distribution: each(z.array(z.tuple([number, number]))),
  requests: z.array(request),
});

const limit = z.object({ rate: number, misses: number, runs: number, closed: number });

/** A trace that stopped on its way is not kept: its file is the place to look. */
export const simulationRecord: z.ZodType<SimulationRecord> = z.object({
  answer,
  others: z.array(
    z.object({
      policy: z.string(),
      latency: each(statistics),
      goodput: number,
      spent,
      preempted: number,
      differences: z.object({ ttft: estimate, tpot: estimate, e2e: estimate }),
    }),
  ),
  limit: limit.exactOptional(),
  ratio: z.array(z.object({ prefill: number, decode: number, limit })).exactOptional(),
});
