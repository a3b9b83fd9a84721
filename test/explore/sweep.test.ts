import { fc } from '../support/property';
import { describe, expect, it } from 'vitest';
import { standardCatalog } from '../../engine/catalog';
import { evaluate } from '../../engine/evaluate';
import { operate } from '../../engine/explore/operating-point';
import { Frontier } from '../../engine/explore/pareto';
import { PhaseRecall, unread, unreadOfWorkload } from '../../engine/explore/phase-recall';
import { choicesAt, designer, pointsIn } from '../../engine/explore/space';
import { sweeper, type Batch, type Sweep } from '../../engine/explore/sweep';
import { mostSampled, Summary } from '../../engine/explore/sweep-summary';
import { withoutDerivations } from '../../engine/formula';
import { run } from '../../engine/notebook/run';
import { optimizations } from '../../engine/optimizations';
import { resolve } from '../../engine/resolve';
import type { Case, PhaseName } from '../../engine/types';
import { aDesign, on } from '../support/design';
import { notebook, sweepIn } from './notebook';

const catalog = standardCatalog();

/** One axis of each kind there is. */
const everything = notebook(`
vary:
  hardware: [h20-96g, h800, h200]
  decode.ep: [8, 16]
  prefill: [{tp: 8, ep: 8}, {tp: 4, ep: 4}]
  concurrency: [1 per card, 17 per card, best]
  input: [500, 3260]
  prefixHit: [0, 0.5]
  mtp: [off, {drafts: 2, acceptance: 0.8}]
  w4a8: [on, off]
  kv: [bf16, fp8]
  rent: [$1/h, $3/h]
  fidelity: [roofline, calibrated]
  set.memoryBandwidth: [3 TB/s]
`);

function figuresOf(batch: Batch, sweep: Sweep, i: number): Record<string, number> {
  return Object.fromEntries(sweep.columns.map((name, c) => [name, batch.figures[c]?.[i] ?? Number.NaN]));
}

describe('a point of a sweep', () => {
  const sweep = sweepIn(everything);
  const size = pointsIn(sweep.space);
  const { run: points } = sweeper(sweep, catalog);

  it('has the figures of its design evaluated alone, wherever it stands', { timeout: 60_000 }, () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: size - 1 }), (point) => {
        const batch = points(point, 1);
        const operated = operate(designer(sweep.space)(point), catalog, { limits: false });
        if (operated.kind !== 'case') {
          expect(batch.reasons[0]?.kind).toBe('cannot-be');
          return;
        }
        const alone = operated.evaluation.metrics;
        const isTimed = batch.reasons[0]?.kind !== 'does-not-fit';
        const figure = (name: string): number =>
          isTimed || name.startsWith('memory.') ? (alone.get(name)?.value ?? Number.NaN) : Number.NaN;
        const expected = Object.fromEntries(sweep.columns.map((name) => [name, figure(name)]));
        expect(figuresOf(batch, sweep, 0)).toEqual(expected);
      }),
      { numRuns: 300, seed: 5 },
    );
  });

  it('is drawn from the axes in their order, the last running fastest', () => {
    const axes = [{ values: ['a', 'b'] }, { values: ['x', 'y', 'z'] }];
    expect(pointsIn({ axes })).toBe(6);
    expect([0, 1, 3, 5].map((point) => choicesAt({ axes }, point))).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 2],
    ]);
  });

  it('keeps figures of the chip that are set, whichever axis is written first', () => {
    const design = designer(sweep.space)(0);
    expect(design.hardware.use).toBe('h20-96g');
    expect(design.hardware.set['memoryBandwidth']?.value).toBe(3e12);
  });
});

describe('a phase', () => {
  /** A case that throws where a field is read that the phase is said not to read. */
  function guarded(kase: Case, phase: PhaseName): Case {
    const other = phase === 'prefill' ? 'decode' : 'prefill';
    const forbid = <T extends object>(thing: T, names: ReadonlySet<string>): T =>
      new Proxy(thing, {
        get: (target, name, receiver) => {
          if (typeof name === 'string' && names.has(name)) throw new Error(`${phase} reads ${name}`);
          return Reflect.get(target, name, receiver) as unknown;
        },
      });
    const workload = forbid(kase.workload, unreadOfWorkload);
    return forbid({ ...kase, workload }, new Set([...unread[phase], other]));
  }

  it.each(['prefill', 'decode'] as const)('%s reads nothing that its recall does not count', (phase) => {
    const designs = [
      aDesign({ levers: { mtp: on, w4a8: on, 'two-batch-overlap': on } }),
      aDesign({ fidelity: 'calibrated' }),
      aDesign({ model: { use: 'qwen3-32b' }, parallelism: { prefill: { tp: 4 }, decode: { tp: 4 } } }),
      aDesign({ parallelism: { pools: { prefill: { size: { cards: 8 } }, decode: { size: { cards: 8 } } } } }),
      ...optimizations.flatMap(({ id }) =>
        (['roofline', 'calibrated'] as const).map((fidelity) => aDesign({ fidelity, levers: { [id]: on } })),
      ),
    ];
    for (const design of designs) {
      const resolved = resolve(design, catalog);
      if (resolved.kind !== 'case') throw new Error(JSON.stringify(resolved));
      let asked = 0;
      evaluate(resolved.case, (name, kase, make) => {
        if (name !== phase) return make(name, kase);
        asked++;
        return make(name, guarded(kase, phase));
      });
      expect(asked).toBe(1);
    }
  });

  it('is made once for points that share it', () => {
    const recall = new PhaseRecall();
    let made = 0;
    const counted: typeof recall.source = (phase, kase, make) =>
      recall.source(phase, kase, (...args) => {
        made++;
        return make(...args);
      });
    withoutDerivations(() => {
      for (const cards of [8, 16, 32])
        operate(aDesign({ cost: {}, parallelism: { decode: { dp: cards / 4, tp: 4, ep: cards } } }), catalog, {
          limits: false,
          source: counted,
        });
    });
    expect(made).toBeLessThan(6);
  });
});

describe('the best of a sweep', () => {
  it('is what looking at every point finds', () => {
    const sweep = sweepIn(
      notebook(`
vary: {hardware: [h20-96g, h800], decode.ep: [8, 16], concurrency: {from: 1 per card, to: 40 per card}, w4a8: [on, off]}
subject: {serving.tpot: 30 ms}
best: serving.throughput_per_card
`),
    );
    const size = pointsIn(sweep.space);
    const designAt = designer(sweep.space);
    let best = -1;
    let most = 0;
    for (let point = 0; point < size; point++) {
      const resolved = resolve(designAt(point), catalog);
      if (resolved.kind !== 'case') continue;
      const { metrics, diagnostics } = evaluate(resolved.case);
      if (diagnostics.length > 0 || (metrics.get('serving.tpot')?.value ?? 1) > 0.03) continue;
      const value = metrics.get('serving.throughput_per_card')?.value ?? 0;
      if (value > most) [most, best] = [value, point];
    }
    const summary = new Summary(sweep);
    const { run: points } = sweeper(sweep, catalog);
    // In pieces and backwards: the order plays no part.
    for (let from = size - 20; from > -20; from -= 20) summary.take(points(Math.max(0, from), Math.min(20, from + 20)));
    expect(summary.result.best?.point).toBe(best);
    expect(summary.result.done).toBe(size);
  });
});

describe('a frontier', () => {
  const placed = fc.record({ less: fc.integer({ min: 0, max: 30 }), more: fc.integer({ min: 0, max: 30 }) });

  it('holds exactly the points that no other beats, in whatever order they come', () => {
    fc.assert(
      fc.property(fc.array(placed, { maxLength: 60 }), fc.integer(), (all, seed) => {
        const points = all.map((each, point) => ({ ...each, point }));
        const frontier = new Frontier();
        const order = [...points].sort((a, b) => ((a.point * 7919 + seed) % 101) - ((b.point * 7919 + seed) % 101));
        for (const each of order) if (frontier.beats(each.less, each.more)) frontier.take(each);
        const expected = points.filter(
          (a) =>
            !points.some(
              (b) => b.less <= a.less && b.more >= a.more && (b.less < a.less || b.more > a.more || b.point < a.point),
            ),
        );
        expect([...frontier.held].sort((a, b) => a.point - b.point)).toEqual(expected);
      }),
    );
  });
});

describe('a summary', () => {
  const sweep = sweepIn(notebook('vary: {rent: {from: $1/h, to: $5000/h}}'));
  const size = pointsIn(sweep.space);
  const whole = new Summary(sweep);
  const { run: points } = sweeper(sweep, catalog);
  whole.take(points(0, size));

  it('is the same for any cut of the sweep and any order of the pieces', () => {
    const pieces = new Summary(sweep);
    const cuts = [[4000, 1000], [0, 1], [1, 999], [2000, 2000], [1000, 1000]] as const; // prettier-ignore
    for (const [from, count] of cuts) pieces.take(points(from, count));
    expect(pieces.result).toEqual(whole.result);
  });

  it('keeps a sample that is spread evenly and never large', () => {
    const { sample } = whole.result;
    expect(sample.length).toBeLessThanOrEqual(mostSampled);
    expect(sample.map(({ point }) => point)).toEqual(sample.map((_, i) => i * (size / 5000) * 4));
    expect(whole.result.histogram.reduce((sum, bin) => sum + bin.count, 0)).toBe(size);
  });
});

describe('a sweep cell', () => {
  it('lists the points that will do, and why the others will not', () => {
    const { results } = run(
      everything
        .replace('fidelity: [roofline, calibrated]', 'fidelity: [roofline]')
        .replace('kv: [bf16, fp8]', 'kv: [fp8]'),
      { catalog },
    );
    const cell = results.find(({ id }) => id === 'cards');
    expect(cell?.status).toBe('ok');
    expect(cell?.sweep?.done).toBe(cell?.sweep?.points);
    expect(cell?.tables[0]?.rows.length).toBeGreaterThan(0);
  });

  it('that has too many points says how many, how long and how, before it starts', () => {
    let now = 0;
    const { results, sweeps } = run(notebook('vary: {rent: {from: $1/h, to: $9000/h}, input: [1000, 2000]}'), {
      catalog,
      clock: () => (now += 5),
    });
    const cell = results.find(({ id }) => id === 'cards');
    expect(cell?.diagnostics.map(({ text }) => text.en).join()).toContain('chokepoint sweep');
    expect(cell?.sweep?.done).toBe(0);
    expect(sweeps.get('cards')?.sweep.columns).toContain('cost.per_output_token');
  });

  it.each([
    ['vary: {hardwar: [h800]}', ['sweep.unknown-field']],
    ['vary: {ep: [8]}', ['sweep.unknown-field']],
    ['vary: {decode.ep: []}', ['sweep.no-values']],
    ['vary: {decode.ep: [8, x, y]}', ['quantity.not-a-number']],
    ['vary: {hardware: [h801]}', ['catalog.unknown']],
    ['vary: {concurrency: {from: 8 per card, to: 64 in total}}', ['sweep.range']],
    ['vary: {concurrency: {from: 64 per card, to: 8 per card}}', ['sweep.range']],
    ['vary: {rent: [€2/h]}', ['money.rate-missing']],
    ['vary: {rent: [$-2/h]}', ['money.form']],
    ['vary: {rent: {from: $1/h, to: $100000/h}, input: {from: 1, to: 100000}}', ['sweep.too-many']],
    ['vary: {input: {from: 1, to: 2000000}}', ['sweep.long-range']],
    ['vary: [8]', ['yaml.not-keys']],
    ['vary: {decode.ep: [8]}\nsubject: {serving.tpo: 5 ms}', ['yaml.unknown-key']],
    ['vary: {decode.ep: [8]}\nsubject: {serving.tpot: 5}', ['quantity.unit-missing']],
    ['vary: {decode.ep: [8]}\nbest: cost.per_out', ['value.not-one-of']],
    ['subject: {serving.tpot: 5 ms}', ['value.missing']],
    ['vary: {decode.ep: [7]}', ['sweep.nothing']],
    ['vary: {hardware: [h20-96g, h200]}', ['sweep.one-price']],
    ['vary: {hardware: [h20-96g, h200], rent: [$1/h, $2/h]}', []],
    ['vary: {hardware: [h20-96g, h200]}\nbest: serving.tpot', []],
    ['vary: {decode.ep: [8]}\nsubject: {serving.tpot: 1 us}', ['sweep.nothing']],
  ])('%s is told', (body, codes) => {
    const cell = run(notebook(body), { catalog }).results.find(({ id }) => id === 'cards');
    expect(cell?.diagnostics.map(({ code }) => code)).toEqual(codes);
    expect(cell?.diagnostics.every(({ at }) => at && at.line > 0)).toBe(true);
  });
});
