/** What Explain shows is what was computed: the plain numbers of the hot path are those of the formulas, to the last bit. */

import { fc } from '../support/property';
import { describe, expect, it } from 'vitest';
import { standardCatalog } from '../../engine/catalog';
import { evaluate } from '../../engine/evaluate';
import { withoutDerivations } from '../../engine/formula';
import type { Q } from '../../engine/quantity';
import { resolve } from '../../engine/resolve';
import { Ledger } from '../../engine/time/ledger';
import { Timed } from '../../engine/time/timed';
import type { Case, Demand, Design, Evaluation, Op, Runtime, TimedOp } from '../../engine/types';
import { designAt } from '../support/many-designs';

const catalog = standardCatalog();
const models = [...catalog.models.keys()];
const runtimes: readonly Runtime[] = ['engine', 'naive', 'pytorch', 'sglang', 'trtllm', 'vllm'];
const levers = ['two-batch-overlap', 'single-batch-overlap', 'mtp', 'chunked-prefill', 'metadata-cache', 'cuda-graph'];

/** The drawn designs on any model, runtime and layout, at both fidelities. */
const designs: fc.Arbitrary<Design> = fc
  .record({
    n: fc.nat(1e9),
    model: fc.constantFrom(...models),
    runtime: fc.constantFrom(...runtimes),
    fidelity: fc.constantFrom('calibrated', 'calibrated', 'roofline'),
    tp: fc.constantFrom(1, 2, 4),
    sp: fc.boolean(),
    chosen: fc.subarray(levers),
  })
  .map(({ n, model, runtime, fidelity, tp, sp, chosen }) => ({
    ...designAt(n),
    runtime,
    fidelity,
    model: { use: model },
    parallelism: { prefill: { tp, sp }, decode: { tp } },
    levers: Object.fromEntries(chosen.map((id) => [id, { on: true, parameters: {} }])),
  }));

function caseOf(design: Design): Case {
  const resolved = resolve(design, catalog);
  fc.pre(resolved.kind === 'case');
  if (resolved.kind !== 'case') throw new Error('left out above');
  return resolved.case;
}

function figures(op: TimedOp) {
  const { id, binds, times, peak, compute, memory, communication, launch, time } = op;
  return { id, binds, values: [times, peak, compute, memory, communication, launch, time].map(({ value }) => value) };
}

function flat({ metrics, prefill, decode, memory, diagnostics }: Evaluation) {
  const phase = ({ ops, load, bottleneck, next }: Evaluation['decode']) => ({
    ops: ops.map(figures),
    load: load.map((row) => [row.resource, row.binds?.value, row.busy?.value, row.share.value, row.value.value]),
    bottleneck,
    next: next && [next.resource, next.gain.value],
  });
  return {
    metrics: [...metrics].map(([name, q]) => [name, q.value, q.unit]),
    prefill: phase(prefill),
    decode: phase(decode),
    memory: memory.map(({ id, bytes }) => [id, bytes.value]),
    diagnostics: diagnostics.map(({ code, text }) => [code, text]),
  };
}

function demand(op: Op): readonly (readonly [number, Q])[] {
  const asked: Demand = { flop: 0, weights: 0, kv: 0, activations: 0, up: 0, out: 0 };
  op.addTo(asked, 1);
  return [
    [asked.flop, op.flop],
    [asked.weights, op.weightBytes],
    [asked.kv, op.kvBytes],
    [asked.activations, op.activationBytes],
    [asked.up, op.scaleUpBytes],
    [asked.out, op.scaleOutBytes],
    [op.flopCount, op.flop],
    [op.weightSize, op.weightBytes],
    [op.activationSize, op.activationBytes],
    [op.residentSize, op.residentBytes],
  ];
}

/** Figures that are sums over the operators, where nothing is hidden of them. */
const sums = /^((prefill|decode)\.(flops|hbm_bytes|link_bytes|time)|phase\.binds)(\.|$)/;

/** A sum added up again over the terms that Explain shows; undefined of any other number. */
function addedUp({ origin }: Q): number | undefined {
  if (origin.kind !== 'derived' || !sums.test(origin.formula.id)) return undefined;
  return Object.values(origin.inputs).reduce((sum, { value }) => sum + value, 0);
}

function expectSum(q: Q, name: string): number {
  const again = addedUp(q);
  if (again === undefined || Number.isNaN(q.value)) return 0;
  expect(Math.abs(again - q.value), name).toBeLessThanOrEqual(1e-12 * Math.abs(q.value));
  return 1;
}

describe('derivations', () => {
  it('change no figure of an evaluation', () => {
    fc.assert(
      fc.property(designs, (design) => {
        const kase = caseOf(design);
        expect(flat(withoutDerivations(() => evaluate(kase)))).toEqual(flat(evaluate(kase)));
      }),
      { numRuns: 40, seed: 20261124 },
    );
  });

  it('say of each operator what was added up', () => {
    fc.assert(
      fc.property(designs, (design) => {
        const { prefill, decode } = evaluate(caseOf(design));
        for (const timed of [...prefill.ops, ...decode.ops]) {
          for (const [number, q] of demand(timed.op)) expect(number, timed.id).toBe(q.value);
          expect(timed.op.kind, timed.id).toBe(timed.op.shape.kind);
          if (!(timed instanceof Timed)) throw new Error('the engine times operators itself');
          const row = new Ledger();
          row.add(timed.op, timed.around, timed.spent);
          expect(row.time[0], timed.id).toBe(timed.time.value);
          expect(row.compute[0], timed.id).toBe(timed.compute.value);
          expect(row.memory[0], timed.id).toBe(timed.memory.value);
          expect(row.communication[0], timed.id).toBe(timed.communication.value);
          expect(row.launch[0], timed.id).toBe(timed.launch.value);
          expect(row.peak[0], timed.id).toBe(timed.peak.value);
        }
      }),
      { numRuns: 25, seed: 20261125 },
    );
  });

  it('add up, part by part, to the figures of a pass', () => {
    fc.assert(
      fc.property(designs, (design) => {
        const { metrics, prefill, decode } = evaluate(caseOf(design));
        let checked = 0;
        for (const [name, q] of metrics) checked += expectSum(q, name);
        for (const { load } of [prefill, decode])
          for (const { binds, resource } of load) checked += binds ? expectSum(binds, resource) : 0;
        expect(checked).toBeGreaterThan(15);
      }),
      { numRuns: 15, seed: 20261126 },
    );
  });
});
