import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rooflineStacks, validate, type ValidationCase } from '../../engine/validate/index';
import { publishedFacts } from '../../engine/validate/published/facts';
import { wholeRuns } from '../../engine/validate/published/whole-runs';
import { validationPage } from '../../engine/validate/table';
import { benchmarks, targets } from './bar-rows';

const { report, diagnostics } = validate();
const published = report.cases.filter((each) => each.suite === 'published');
const judged = published.filter((each) => each.pass !== null);
const errors = judged.map(({ error }) => error ?? Number.NaN);

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return ((sorted[Math.floor(sorted.length / 2)] ?? 0) + (sorted[Math.ceil(sorted.length / 2) - 1] ?? 0)) / 2;
}

const off = ({ id, error }: ValidationCase) => `${id} ${error?.toFixed(3)}`;

describe('published runs', () => {
  it('are met: median error at most 10 %, four of five within 20 %, no bias beyond 5 %', () => {
    expect(diagnostics).toEqual([]);
    expect(errors.some(Number.isNaN)).toBe(false);
    expect(median(errors.map(Math.abs))).toBeLessThanOrEqual(0.1);
    expect(errors.filter((error) => Math.abs(error) <= 0.2).length / errors.length).toBeGreaterThanOrEqual(0.8);
    expect(Math.abs(median(errors))).toBeLessThanOrEqual(0.05);
  });

  it("meet InferSim's own six rows better than it does (mean 8.6 %), none beyond 15 %", () => {
    const six = judged.filter((each) => each.id.startsWith('infersim.'));
    expect(six).toHaveLength(6);
    expect(six.filter(({ error }) => Math.abs(error ?? 1) > 0.15).map(off)).toEqual([]);
    expect(six.reduce((sum, { error }) => sum + Math.abs(error ?? 1), 0) / 6).toBeLessThanOrEqual(0.07);
  });

  it('leave out at most eight, each with its reason, and count one measurement once', () => {
    const facts = publishedFacts();
    const left = facts.filter((fact) => fact.leftOut);
    expect(left.length).toBeLessThanOrEqual(8);
    for (const fact of left) expect(published.find(({ id }) => id === fact.id)?.note).toContain(fact.leftOut?.en);
    const names = facts.flatMap(({ id, alsoKnownAs = [] }) => [id, ...alsoKnownAs]);
    expect(new Set(names).size).toBe(names.length);
    const measured = facts.map(({ setup, value }) => JSON.stringify([setup, value]));
    expect(new Set(measured).size).toBe(measured.length);
  });

  it('cover every row of the bar: judged, or left out with its reason; one measured twice is judged once', () => {
    expect([targets.length, benchmarks.length]).toEqual([41, 11]);
    const facts = publishedFacts();
    const named = new Map(
      facts.flatMap((fact) =>
        [fact.id, ...(fact.alsoKnownAs ?? [])].map((name) => [name.replace('aic.silicon.', 'aic.'), fact] as const),
      ),
    );
    const rows = [...targets, ...benchmarks];
    expect(rows.filter((row) => !named.has(row))).toEqual([]);
    for (const fact of new Set(rows.map((row) => named.get(row)))) {
      const shown = published.filter(({ id }) => id === fact?.id);
      expect(shown.map(({ pass }) => pass === null)).toEqual([fact?.leftOut !== undefined]);
    }
    // Nothing else is judged: 41 targets less one that repeats another and seven left out, and nine of the benchmarks.
    expect(judged.map(({ id }) => id).filter((id) => !rows.includes(id))).toEqual([]);
    expect(judged).toHaveLength(41 - 1 - 7 + 9);
  });

  it('show what InferSim said of its rows: its own mean error is 8.6 %', () => {
    const said = judged.flatMap(({ peers = [] }) => peers.filter(({ tool }) => tool === 'infersim'));
    expect(said).toHaveLength(6);
    expect(said.reduce((sum, { error }) => sum + Math.abs(error), 0) / 6).toBeCloseTo(0.086, 3);
  });

  it('show whole-run tokens a second beside, never judged, with the reason', () => {
    const whole = published.filter(({ id }) => id.startsWith('chitu-'));
    expect(whole).toHaveLength(wholeRuns().reduce((sum, { byBatch }) => sum + Object.keys(byBatch).length, 0));
    expect(whole).toHaveLength(19);
    for (const { id, pass, predicted, unit, note } of whole) {
      expect([id, pass, unit, Number.isFinite(predicted)]).toEqual([id, null, 'token/s', true]);
      expect(note).toContain('not judged: tokens a second of a whole run');
    }
  });

  it('name their source, and waits of a closed loop stand beside without a bar', () => {
    for (const { source } of publishedFacts()) expect(source).not.toBe('');
    const waits = published.filter(({ id }) => id.endsWith('.ttft'));
    expect(waits.length).toBeGreaterThan(30);
    for (const { pass } of waits) expect(pass).toBeNull();
  });
});

describe('the bars of the report', () => {
  it('all hold, each with its figure', () => {
    expect(report.bars?.filter(({ pass }) => !pass)).toEqual([]);
    expect(report.bars?.map(({ id }) => id)).toEqual([
      'article.inside',
      ...['mean', 'gemm.bf16', 'gemm.fp8', 'grouped.bf16', 'grouped.fp8', 'attn_prefill.bf16.cudnn'].map(
        (id) => `kernel.${id}`,
      ),
      'kernel.leave-one-shape-out',
      ...['h200.datasheet', 'h200.ceilings', 'h200.attention', 'h20.dense'].map((id) => `kernel.transfer.${id}`),
      ...['decode.dense', 'decode.moe', 'prefill.dense', 'prefill.moe'].map((id) => `stack.${id}`),
      ...['median', 'within-20', 'signed', 'left-out', 'infersim.mean', 'infersim.worst'].map(
        (id) => `published.${id}`,
      ),
    ]);
    expect(report.bars?.every(({ value }) => Number.isFinite(value))).toBe(true);
  });

  it('are those of the suites that were run, and fail where they are not met', () => {
    expect(new Set(validate({ suite: 'stack' }).report.bars?.map(({ suite }) => suite))).toEqual(new Set(['stack']));
    const limits = validate({ suite: 'stack', stacks: { ...rooflineStacks, judged: true } }).report.bars;
    expect(limits?.map(({ pass }) => pass)).toEqual([false, false, false, false]);
  });

  it('leave no judged row far off without its reason', () => {
    const far = publishedFacts().filter(({ id }) => judged.some((row) => row.id === id && row.pass === false));
    expect(far.filter(({ note }) => note === undefined).map(({ id }) => id)).toEqual([]);
  });
});

describe('whole stacks', () => {
  it('are met, every row inside its bar', () => {
    const stacks = report.cases.filter((each) => each.suite === 'stack');
    expect(stacks).toHaveLength(30);
    expect(stacks.filter((each) => each.pass !== true).map(off)).toEqual([]);
  });
});

describe('docs/validation.md', () => {
  it('is what the engine says today (else: npm run validation)', () => {
    expect(readFileSync(join(import.meta.dirname, '../../docs/validation.md'), 'utf8')).toBe(validationPage(report));
  });
});
