import { describe, expect, it } from 'vitest';
import type { Design } from '../../engine/types';
import { aDesign } from '../support/design';
import { answer, figure, lengths, loaded, onOneNode, q, set, withLevers, without } from '../support/levers';

const h20 = aDesign({ fidelity: 'calibrated' });
const wide = (use: string, nodes: number): Design =>
  aDesign({
    fidelity: 'calibrated',
    hardware: { use, size: { nodes }, set: {} },
    parallelism: { prefill: { tp: 8, ep: 8 }, decode: { tp: 1, ep: nodes * 8 } },
  });
const ratio = (before: Design, after: Design, metric = 'serving.tpot') =>
  figure(after, metric) / figure(before, metric);
const pools = aDesign({
  fidelity: 'calibrated',
  hardware: { use: 'h20-96g', size: { nodes: 4 }, set: {} },
  parallelism: {
    prefill: { tp: 8, ep: 8 },
    decode: { tp: 1, ep: 16 },
    pools: { prefill: { size: { nodes: 2 } }, decode: { size: { nodes: 2 } } },
  },
});

/** Prefill of prompts of 4 096 tokens, so many a DP rank a pass. */
const packed = (prompts: number): Design =>
  loaded(
    lengths(
      aDesign({
        fidelity: 'calibrated',
        hardware: { use: 'h800', size: { nodes: 4 }, set: {} },
        parallelism: { prefill: { tp: 1, ep: 32, tokens: q(4096 * prompts, 'token') }, decode: { tp: 1, ep: 32 } },
      }),
      4096,
      256,
    ),
    prompts,
  );

describe('two-batch-overlap', () => {
  const effect = (design: Design, n: number, metric = 'serving.tpot') =>
    ratio(loaded(design, n), withLevers(loaded(design, n), set('two-batch-overlap')), metric);

  it('helps where communication is exposed and half a batch is still efficient', () => {
    const h800 = wide('h800', 16);
    expect(effect(h800, 128)).toBeLessThan(0.9);
    expect(effect(h800, 256)).toBeLessThan(effect(h800, 128));
    expect(effect(h20, 128)).toBeLessThan(1);
  });

  it('loses at small batch, where the weights are read twice', () => {
    expect(effect(h20, 4)).toBeGreaterThan(1.2);
    expect(effect(wide('h800', 16), 8)).toBeGreaterThan(1.2);
  });

  it('loses inside a node, where little communication is exposed', () => {
    expect(effect(onOneNode('h20-96g'), 64)).toBeGreaterThan(1);
  });

  it('cuts a prompt where prompts do not come out even: no token twice, keys and values before the cut rebuilt', () => {
    for (const prompts of [1, 2, 3]) {
      const design = packed(prompts);
      const lapped = withLevers(design, set('two-batch-overlap'));
      expect([prompts, ratio(design, lapped, 'prefill.flops')]).toEqual([
        prompts,
        expect.closeTo(1, prompts === 1 ? 1 : 6),
      ]);
      expect(ratio(design, lapped, 'prefill.time')).toBeLessThan(1);
    }
  });

  it('leaves a step of one request as it is: there is no second half', () => {
    expect(effect(h20, 1)).toBe(1);
    expect(effect(h20, 2)).toBeGreaterThan(1);
  });

  it('is skipped where cards do not talk', () => {
    const alone = onOneNode('h200', {
      model: { use: 'qwen3-8b' },
      parallelism: { prefill: {}, decode: {} },
      levers: set('two-batch-overlap'),
    });
    expect(answer(alone).case.skipped.map((each) => each.reason.code)).toEqual(['lever.needs-exchange']);
  });
});

describe('single-batch-overlap', () => {
  it('hides exchange behind work of the same batch, at any batch, and reads no weight twice', () => {
    for (const n of [1, 16, 64, 256]) {
      const effect = ratio(loaded(h20, n), withLevers(loaded(h20, n), set('single-batch-overlap')));
      expect(effect).toBeLessThan(1);
      expect(effect).toBeGreaterThan(0.85);
    }
    expect(ratio(h20, withLevers(h20, set('single-batch-overlap')), 'decode.hbm_bytes.weights')).toBe(1);
  });

  it('excludes two-batch overlap', () => {
    const both = answer(withLevers(h20, set('single-batch-overlap'), set('two-batch-overlap'))).case;
    expect(both.skipped.map((each) => [each.id, each.reason.code])).toEqual([
      ['single-batch-overlap', 'lever.excluded'],
    ]);
  });
});

describe('deepep', () => {
  it('sends rows to the cards that need them: against all tokens to all cards, traffic between nodes falls with the group', () => {
    const saved = (nodes: number) => {
      const design = wide('h800', nodes);
      return figure(design, 'decode.link_bytes') / figure(without(design, 'deepep'), 'decode.link_bytes');
    };
    expect(saved(16)).toBeLessThan(saved(4));
    expect(saved(16)).toBeLessThan(0.3);
  });

  it('shortens a decode step on a wide group', () => {
    expect(ratio(without(wide('h800', 4), 'deepep'), wide('h800', 4))).toBeLessThan(0.85);
  });

  it('normal mode sends one copy a card, low latency one an expert', () => {
    const design = wide('h800', 4);
    const bytes = (mode: string) => figure(withLevers(design, set('deepep', { mode })), 'decode.link_bytes.scale_out');
    expect(bytes('normal')).toBeLessThan(bytes('low-latency'));
    expect(bytes('by-phase')).toBe(bytes('low-latency'));
  });

  it('node-limited routing caps the copies between nodes', () => {
    const design = aDesign({
      fidelity: 'calibrated',
      hardware: { use: 'h800', size: { nodes: 8 }, set: {} },
      parallelism: { prefill: { tp: 1, ep: 64 }, decode: { tp: 1, ep: 64 } },
    });
    const bytes = (groups: number) =>
      figure(withLevers(design, set('deepep', { groups })), 'prefill.link_bytes.scale_out');
    expect(bytes(2)).toBeLessThan(bytes(4));
    expect(bytes(4)).toBeLessThan(bytes(0));
    // DeepSeek-V3 itself routes within four groups.
    expect(figure(design, 'prefill.link_bytes.scale_out')).toBe(bytes(4));
  });

  it('its multiprocessors slow what overlaps it in prefill', () => {
    const design = aDesign({
      fidelity: 'calibrated',
      hardware: { use: 'h800', size: { nodes: 4 }, set: {} },
      parallelism: { prefill: { tp: 1, ep: 32 }, decode: { tp: 1, ep: 32 } },
      levers: set('two-batch-overlap'),
    });
    const at = (sms: number) => figure(withLevers(design, set('deepep', { sms })), 'prefill.time');
    expect(at(40)).toBeGreaterThan(at(8));
  });
});

describe('trmt', () => {
  const h800 = wide('h800', 4);

  it('with DeepEP, communication operators get about as much shorter as reported: 60 %', () => {
    const both = withLevers(h800, set('trmt'));
    const shorter = 1 - ratio(without(h800, 'deepep'), both, 'decode.time.communication');
    expect(shorter).toBeGreaterThan(0.5);
    expect(shorter).toBeLessThan(0.7);
  });

  it('takes 2.5 µs out of each exchange', () => {
    const quick = withLevers(h800, set('trmt', { ports: 1 }));
    const saved = figure(h800, 'decode.time.launch') - figure(quick, 'decode.time.launch');
    expect(saved).toBeCloseTo(58 * 2 * 2.5e-6, 7);
  });

  it('never drives a link above its own rate', () => {
    const driven = answer(withLevers(h800, set('trmt', { ports: 4 })));
    const link = driven.decode.ops.filter((each) => each.id.endsWith('dispatch'));
    for (const { op, communication, times } of link) {
      expect(communication.value).toBeGreaterThanOrEqual(
        (times.value * op.scaleOutBytes.value) / driven.case.decode.chip.scaleOut.value - 1e-12,
      );
    }
  });
});

describe('tcp', () => {
  it('is a study: ruinous for a decode step over nodes, bearable for KV transfer', () => {
    const ep = withLevers(h20, set('tcp'));
    expect(answer(ep).case.applied.find((each) => each.id === 'tcp')?.whatIf).toBe(true);
    const steps = ratio(h20, ep);
    expect(steps).toBeGreaterThan(1.1);
    const moved = ratio(pools, withLevers(pools, set('tcp')), 'serving.ttft');
    expect(moved).toBeLessThan(steps);
  });

  it('is skipped inside a node', () => {
    expect(answer(withLevers(onOneNode('h20-96g'), set('tcp'))).case.skipped.map((each) => each.reason.code)).toEqual([
      'lever.needs-scale-out',
    ]);
  });
});
