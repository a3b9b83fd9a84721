/**
 * Step times of a case from the analytic engine: evaluated once at each grid point that a run comes near, interpolated in between.
 *
 * Decode: every whole batch up to 200, then steps of half a per cent and both sides of every matrix tile; cache lengths in steps of
 * 20 %. Prefill: one prompt of so many tokens at both sides of the tiles; and what several prompts or cached tokens change of that,
 * which is smooth: prompts a pass as the batch, new tokens in steps of 6 %, cached ones in steps of 25 %. The case's own prompt, batch
 * and mean length are points, so that its own question is answered exactly. Within 1 % on all that the test tries.
 */

import { phaseMaker } from '../evaluate';
import { withoutDerivations } from '../formula';
import { question, type Unit, type Q } from '../quantity';
import type { Case, Phase, PhaseName, TimedOp, TimeResource } from '../types';
import { cost, width, type StepModel } from './costs';
import { axis, cellOf, StepTable } from './step-table';

const label = { en: 'a point of the simulation’s grid', zh: '仿真网格点' };
const at = <const U extends Unit>(value: number, unit: U): Q<U> => question(value, unit, label);

const longest = 16_000_000;
const alone = Float64Array.of(0, 1);
/** The last row of a matrix tile and the first of the next: there a step's time jumps. */
const tile = 64;
const tileEdges = Array.from({ length: 32 }, (_, at) => [tile * (at + 1), tile * (at + 1) + 1]).flat();

export interface EngineSteps extends StepModel {
  /** Evaluations made so far. */
  readonly points: () => number;
}

/**
 * Tokens of a pass: every one up to eight tiles, then both sides of each tile, from where a tile is less than two per cent of the pass
 * of every fourth, and of a large pass steps of half a per cent.
 */
function tokenAxis(): Float64Array {
  const small = axis({ first: 1, ratio: 1.002, last: 8 * tile });
  const edges = (from: number, to: number, tiles: number): number[] =>
    Array.from({ length: (to - from) / (tile * tiles) }, (_, at) => from + tile * tiles * at).flatMap((edge) => [
      edge,
      edge + 1,
    ]);
  const large = axis({ first: 32_768, ratio: 1.005, last: longest });
  return Float64Array.from(
    [...new Set([...small, ...edges(8 * tile, 4096, 1), ...edges(4096, 32_768, 4), ...large])].sort((a, b) => a - b),
  );
}

const known = new WeakMap<Case, EngineSteps>();

/** The times of one case; asked twice, tabulated once. */
export function engineSteps(kase: Case): EngineSteps {
  const before = known.get(kase);
  if (before) return before;
  const made = tabulated(kase);
  known.set(kase, made);
  return made;
}

function tabulated(kase: Case): EngineSteps {
  // Chunks are cut by the simulation itself; so is the spread of lengths over ranks.
  const { chunk: _chunk, shared: _shared, ...whole } = kase;
  const base: Case = { ...whole, stack: { ...whole.stack, spread: at(0, '1') } };
  const pass = timesOf(base, 'prefill');
  const step = timesOf(base, 'decode');
  const { input, prefixHit } = kase.workload;
  const cached = Math.round(input.value * prefixHit.value);
  const counts = axis({ first: 1, ratio: 1.005, last: 65_536, exact: [kase.batch.value, ...tileEdges] });
  const prefillRow = (sequences: number, fresh: number, before: number): Float64Array =>
    pass(prefillCase(base, sequences, fresh, before));
  const single = new StepTable(tokenAxis(), alone, alone, (tokens) => prefillRow(1, tokens, 0));
  const one = new Float64Array(width);
  const prefill = new StepTable(
    counts,
    axis({ first: 1, ratio: 1.06, last: longest, exact: [Math.round(input.value) - cached] }),
    Float64Array.from([0, ...axis({ first: 128, ratio: 1.25, last: longest, exact: [cached] })]),
    (sequences, fresh, before) => {
      const row = prefillRow(sequences, fresh, before);
      single.read(sequences * fresh, 0, 0, one);
      return row.map((each, place) => each - (one[place] ?? 0));
    },
  );
  const singleNow = new Float64Array(width);
  const { output } = kase.workload;
  const mean = input.value + output.value / 2;
  const lengths = axis({ first: 16, ratio: 1.2, last: longest, exact: [mean] });
  const decode = new StepTable(counts, lengths, alone, (batch, length) => step(decodeCase(base, batch, length)));
  const usual = cellOf(lengths, mean);
  return {
    points: () => prefill.size + single.size + decode.size,
    prefill: (sequences, fresh, before, row) => {
      const prompts = Math.max(1, sequences);
      prefill.read(prompts, fresh, before, row);
      single.read(prompts * fresh, 0, 0, singleNow);
      for (let place = 0; place < width; place++) row[place] = Math.max(0, (row[place] ?? 0) + (singleNow[place] ?? 0));
    },
    decode: (batch, length, row, slope) => {
      const j = cellOf(lengths, length);
      const low = lengths[j] ?? 0;
      const high = lengths[j + 1] ?? low;
      const i = cellOf(counts, batch);
      const from = counts[i] ?? 0;
      const to = counts[i + 1] ?? from;
      const u = Math.min(1, Math.max(0, (batch - from) / (to - from)));
      const ahead = Math.max(0, length - low);
      const near = u < 1 ? i : i + 1;
      const [first, second] = [decode.at(near, j, 0), decode.at(near, j + 1, 0)];
      const isBetween = u > 0 && u < 1;
      const [third, fourth] = isBetween ? [decode.at(i + 1, j, 0), decode.at(i + 1, j + 1, 0)] : [first, second];
      const share = isBetween ? u : 0;
      for (let place = 0; place < width; place++) {
        const start = (first[place] ?? 0) * (1 - share) + (third[place] ?? 0) * share;
        const end = (second[place] ?? 0) * (1 - share) + (fourth[place] ?? 0) * share;
        const gain = (end - start) / (high - low);
        slope[place] = gain;
        row[place] = start + gain * ahead;
      }
      return high;
    },
    joint: (batch, row) => {
      const i = cellOf(counts, batch);
      const from = counts[i] ?? 0;
      const to = counts[i + 1] ?? from;
      const u = Math.min(1, Math.max(0, (batch - from) / (to - from)));
      const first = u < 1 ? decode.at(i, usual, 0) : decode.at(i + 1, usual, 0);
      const second = u > 0 && u < 1 ? decode.at(i + 1, usual, 0) : first;
      for (let place = cost.joint; place < width; place++)
        row[place] = (first[place] ?? 0) * (1 - u) + (second[place] ?? 0) * u;
    },
  };
}

/** Rows of one phase at other questions of the same design. */
function timesOf(base: Case, name: PhaseName): (kase: Case) => Float64Array {
  const make = withoutDerivations(() => phaseMaker(base, name));
  return (kase) =>
    withoutDerivations(() => {
      const { phase, seconds } = make(kase);
      return rowOf(phase, seconds, name);
    });
}

/** Tokens; far below what times can tell. */
const hair = 1e-7;

export function prefillCase(kase: Case, sequences: number, fresh: number, cached: number): Case {
  const prompt = fresh + cached;
  // The share is rounded; a hair more of it, lest the last row of a tile becomes the first of another.
  const hit = cached === 0 ? 0 : (cached + hair) / prompt;
  return {
    ...kase,
    promptsPerPass: at(sequences, '1'),
    workload: { ...kase.workload, input: at(prompt, 'token'), prefixHit: at(hit, '1') },
  };
}

export function decodeCase(kase: Case, batch: number, length: number): Case {
  // The engine's mean cache length is the prompt and half of the answer.
  const workload = { ...kase.workload, input: at(length, 'token'), output: at(0, 'token'), prefixHit: at(0, '1') };
  return { ...kase, batch: at(batch, '1'), workload };
}

const kinds: readonly (readonly [TimeResource, number, number, number])[] = [
  ['compute', cost.ownCompute, cost.jointCompute, cost.busyCompute],
  ['memory-bandwidth', cost.ownMemory, cost.jointMemory, cost.busyMemory],
  ['communication', cost.ownLink, cost.jointLink, cost.busyLink],
];

/** One pass in a row: what binds, divided between own and joint as the operators' times are. */
function rowOf(phase: Phase, total: number, name: PhaseName): Float64Array {
  const row = new Float64Array(width);
  let bound = 0;
  for (const [resource, own, joint, busy] of kinds) {
    const load = phase.load.find((each) => each.resource === resource);
    const binds = load?.binds?.value ?? 0;
    bound += binds;
    const [mine, ours] = divided(phase.ops, (op) => (op.binds === resource ? op.time.value - op.launch.value : 0));
    const share = mine + ours === 0 ? 1 : mine / (mine + ours);
    row[own] = binds * share;
    row[joint] = binds * (1 - share);
    row[busy] = load?.busy?.value ?? 0;
  }
  const [mine, ours] = divided(phase.ops, (op) => op.launch.value);
  const share = mine + ours === 0 ? 1 : mine / (mine + ours);
  const host = Math.max(0, total - bound);
  row[cost.ownHost] = host * share;
  row[cost.jointHost] = host * (1 - share);
  for (let place = cost.ownCompute; place <= cost.ownHost; place++)
    row[cost.own] = (row[cost.own] ?? 0) + (row[place] ?? 0);
  for (let place = cost.jointCompute; place <= cost.jointHost; place++)
    row[cost.joint] = (row[cost.joint] ?? 0) + (row[place] ?? 0);
  const all = phase.ops.reduce((sum, op) => sum + op.time.value, 0);
  const attention = phase.ops.reduce((sum, { op, time }) => sum + (op.group === 'attention' ? time.value : 0), 0);
  row[cost.attention] = all === 0 ? 0 : Math.min(row[cost.own] ?? 0, (attention / all) * total);
  if (Number.isNaN(total)) throw new Error(`${name} time is unknown: such a design is left out before it is simulated`);
  return row;
}

/** Sums over the operators of the rank alone, and over those that wait for the group. */
function divided(ops: readonly TimedOp[], of: (op: TimedOp) => number): readonly [number, number] {
  let mine = 0;
  let ours = 0;
  for (const each of ops) {
    if (each.op.group === 'experts' || each.op.group === 'exchange') ours += of(each);
    else mine += of(each);
  }
  return [mine, ours];
}
