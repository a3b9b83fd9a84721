import { fc } from '../support/property';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../../engine/evaluate';
import { optimizations, stages, type Optimization } from '../../engine/optimizations';
import { applyLevers, parametersOf, standsIn } from '../../engine/optimizations/apply';
import { units } from '../../engine/quantity';
import type { Case, Design, LeverSetting, Parameters } from '../../engine/types';
import { aDesign, off, on } from '../support/design';
import { onOneNode, q, resolved } from '../support/levers';

/** Questions of many kinds: chips with and without units, MLA, GQA, windows, dense, pools, shared, naive. */
const questions: Readonly<Record<string, Design>> = {
  'DeepSeek-V3 on two H20 nodes': aDesign({ fidelity: 'calibrated' }),
  'the same at the roofline': aDesign(),
  'the same, naive': aDesign({ fidelity: 'calibrated', runtime: 'naive' }),
  'separate pools': aDesign({
    fidelity: 'calibrated',
    hardware: { use: 'h800', size: { nodes: 4 }, set: {} },
    parallelism: {
      prefill: { tp: 1, ep: 16 },
      decode: { tp: 1, ep: 16 },
      pools: { prefill: { size: { nodes: 2 } }, decode: { size: { nodes: 2 } } },
    },
  }),
  'one pool for both': aDesign({
    fidelity: 'calibrated',
    parallelism: { decode: { tp: 1, ep: 16 }, serving: 'shared' },
  }),
  'DeepSeek-V3.2 on H200': onOneNode('h200', { model: { use: 'deepseek-v3.2' } }),
  'Qwen3-235B on H100': onOneNode('h100', { model: { use: 'qwen3-235b-a22b' } }),
  'Qwen3-8B on H100, no experts': onOneNode('h100', {
    model: { use: 'qwen3-8b' },
    parallelism: { prefill: { tp: 1 }, decode: { tp: 1 } },
  }),
  'gpt-oss with windows on B200': onOneNode('b200', { model: { use: 'gpt-oss-120b' } }),
  'no FP8 units: A100': onOneNode('a100-80g', { model: { use: 'deepseek-v3', weights: 'int8' } }),
};

const starts = new Map(Object.entries(questions).map(([name, design]) => [name, resolved(design).start]));
const aStart = fc.constantFrom(...starts.keys());
const startOf = (name: string): Case => {
  const start = starts.get(name);
  if (!start) throw new Error(name);
  return start;
};
const each = optimizations.map((lever) => [lever.id, lever] as const);
const options = { seed: 20261124, numRuns: 40 } as const;

/** Any parameters inside their ranges. */
function parameters(lever: Optimization): fc.Arbitrary<Parameters> {
  return fc.record(
    Object.fromEntries(
      Object.entries(lever.parameters).map(([name, { unit, least, most, whole, standard }]) => {
        const top = Math.min(most, Math.max(1, 4 * standard.value));
        const value = whole
          ? fc.integer({ min: Math.ceil(least), max: Math.max(Math.ceil(least), Math.floor(top)) })
          : fc.double({ min: least, max: top, noNaN: true });
        return [name, value.map((number) => q(number, unit))];
      }),
    ),
  );
}

/** The numbers of a case's answer, without who applied what. */
function answerOf(kase: Case): Record<string, number> {
  return Object.fromEntries([...evaluate(kase).metrics].map(([name, { value }]) => [name, value]));
}

/** A case as plain values: derivations aside. */
function plain(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(plain);
  if ('origin' in value && 'value' in value) return value.value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]));
}

function fieldsOf(kase: Case): Record<string, unknown> {
  const { applied: _a, skipped: _s, removed: _r, ...rest } = kase;
  return Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, plain(value)]));
}

describe('the registry', () => {
  it('holds every lever of the article', () => {
    const wanted = `kv-reuse cuda-graph cpu-gpu-overlap router-fusion prequant-fusion metadata-cache paged-kv pd-disaggregation
      chunked-prefill prefill-parallelism layerwise-kv-transfer nixl two-batch-overlap single-batch-overlap deepep trmt
      expert-placement decode-balancing mtp fp8-weights w4a8 int4 fp8-kv int8 fp4 mla-absorb dsa mhc sliding-window tcp`;
    expect(optimizations.map((lever) => lever.id).sort()).toEqual(wanted.split(/\s+/).sort());
  });

  it.each(each)('%s says what it does, in both languages, with a source', (_, lever) => {
    const texts = [lever.title, lever.summary, ...Object.values(lever.parameters).map((spec) => spec.meaning)];
    if (lever.reported) texts.push(lever.reported.claim, lever.reported.conditions);
    for (const { en, zh } of texts) {
      expect(en.trim()).not.toBe('');
      expect(zh.trim()).not.toBe('');
    }
    // What it does and when it hurts: more than one clause.
    expect(lever.summary.en.length).toBeGreaterThan(80);
    expect(lever.summary.zh).toMatch(/[；。：]/u);
    expect(lever.cite).not.toBe('');
    expect(stages).toContain(lever.stage);
  });

  it.each(each)('%s has parameters inside their ranges, in units that exist', (_, lever) => {
    for (const { unit, least, most, standard, choices } of Object.values(lever.parameters)) {
      expect(Object.keys(units)).toContain(unit);
      expect(standard.unit).toBe(unit);
      expect(standard.value).toBeGreaterThanOrEqual(least);
      expect(standard.value).toBeLessThanOrEqual(most);
      if (choices) expect(choices).toHaveLength(most + 1);
    }
    for (const name of Object.keys(lever.neutral ?? {})) expect(Object.keys(lever.parameters)).toContain(name);
  });

  it('excludes both ways', () => {
    for (const lever of optimizations)
      for (const id of lever.excludes)
        expect(optimizations.find((other) => other.id === id)?.excludes, `${id} excludes ${lever.id}`).toContain(
          lever.id,
        );
  });
});

describe('neutral parameters change nothing', () => {
  it.each(each.filter(([, lever]) => lever.neutral))('%s', (_, lever) => {
    for (const [, start] of starts) {
      const neutral = { ...parametersOf(lever, start, {}), ...lever.neutral };
      if (standsIn(lever, start) || lever.requires(start, neutral) !== true) continue;
      expect(answerOf(lever.rewrite(start, neutral))).toEqual(answerOf(start));
    }
  });
});

describe('a lever already on is neutral', () => {
  it.each(each.filter(([, lever]) => lever.standing))('%s', (_, lever) => {
    for (const [name, start] of starts) {
      if (!standsIn(lever, start)) continue;
      expect(answerOf(lever.rewrite(start, parametersOf(lever, start, {}))), name).toEqual(answerOf(start));
    }
  });
});

describe('changes stay inside what a lever says it affects', () => {
  it.each(each)('%s', (_, lever) => {
    fc.assert(
      fc.property(aStart, parameters(lever), (name, said) => {
        const start = startOf(name);
        if (lever.requires(start, said) !== true) return;
        const before = fieldsOf(start);
        const after = fieldsOf(lever.rewrite(start, said));
        const changed = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
          (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
        );
        expect(lever.affects).toEqual(expect.arrayContaining(changed));
      }),
      options,
    );
  });
});

describe('where it cannot be, nothing changes and the reason is said', () => {
  it.each(each)('%s', (id, lever) => {
    fc.assert(
      fc.property(aStart, parameters(lever), (name, said) => {
        const start = startOf(name);
        if (lever.requires(start, said) === true || standsIn(lever, start)) return;
        const kase = applyLevers(start, { [id]: { on: true, parameters: said } });
        const plainly = applyLevers(start, {});
        expect(fieldsOf(kase)).toEqual(fieldsOf(plainly));
        const reasons = kase.skipped.map((skipped) => skipped.reason.text);
        expect(reasons).toHaveLength(1);
        expect(reasons[0]?.en.length).toBeGreaterThan(10);
        expect(reasons[0]?.zh).toMatch(/\p{Script=Han}/u);
      }),
      options,
    );
  });
});

describe('off undoes on', () => {
  it.each(each)('%s: off after on is off from the start', (id) => {
    for (const [, start] of starts) {
      const never = applyLevers(start, { [id]: off });
      const undone: Record<string, LeverSetting> = { [id]: on };
      undone[id] = off;
      expect(fieldsOf(applyLevers(start, undone))).toEqual(fieldsOf(never));
    }
  });

  it.each(each.filter(([, lever]) => lever.without))('%s: on after off is on again', (_, lever) => {
    for (const [name, start] of starts) {
      const taken = standsIn(lever, start) ? lever.without?.(start) : undefined;
      if (!taken) continue;
      const settings = parametersOf(lever, start, {});
      // What belongs to the checkpoint comes back as it was wherever its parameters describe all of it.
      if (lever.requires(taken, settings) !== true || !lever.affects.includes('stack')) continue;
      expect(answerOf(lever.rewrite(taken, settings)), name).toEqual(answerOf(start));
    }
  });
});

describe('the order in which a person switches levers on never matters', () => {
  const ids = optimizations.map((lever) => lever.id);
  it('whatever the order', () => {
    fc.assert(
      fc.property(aStart, fc.shuffledSubarray(ids, { minLength: 2, maxLength: 8 }), (name, some) => {
        const start = startOf(name);
        const forward = applyLevers(start, Object.fromEntries(some.map((id) => [id, on])));
        const backward = applyLevers(start, Object.fromEntries([...some].reverse().map((id) => [id, on])));
        expect(plain(backward)).toEqual(plain(forward));
      }),
      options,
    );
  });

  it('and every mix can be computed', () => {
    fc.assert(
      fc.property(
        aStart,
        fc.subarray(ids, { minLength: 1, maxLength: 10 }),
        fc.subarray(ids, { maxLength: 5 }),
        (name, some, none) => {
          const settings = {
            ...Object.fromEntries(none.map((id) => [id, off])),
            ...Object.fromEntries(some.map((id) => [id, on])),
          };
          const kase = applyLevers(startOf(name), settings);
          const { metrics } = evaluate(kase);
          expect(metrics.get('serving.tpot')?.value).toBeGreaterThan(0);
          expect(metrics.get('serving.ttft')?.value).toBeGreaterThan(0);
          expect(metrics.get('memory.total')?.value).toBeGreaterThan(0);
        },
      ),
      options,
    );
  });
});

describe('applied', () => {
  const baseline = [
    'cuda-graph',
    'cpu-gpu-overlap',
    'paged-kv',
    'router-fusion',
    'prequant-fusion',
    'mla-absorb',
    'deepep',
  ];

  it('lists the baseline under the runtime of engines', () => {
    const { applied } = resolved(aDesign()).case;
    expect(applied.map((each) => each.id)).toEqual(expect.arrayContaining(baseline));
    expect(applied.filter((each) => !each.stands)).toEqual([]);
  });

  it('lists none of it where a stack starts naive', () => {
    const ids = resolved(aDesign({ runtime: 'naive' })).case.applied.map((each) => each.id);
    expect(ids.filter((id) => baseline.includes(id))).toEqual([]);
  });

  it('leaves DeepEP out where no row travels', () => {
    const design = aDesign({ parallelism: { prefill: { tp: 8, ep: 8 }, decode: { tp: 8, ep: 8 } } });
    expect(resolved(design).case.applied.map((each) => each.id)).not.toContain('deepep');
  });
});
