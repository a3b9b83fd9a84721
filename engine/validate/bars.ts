/** What the shipped suites must hold (model.md 8), each with the figure that it is judged by. */

import { standardCalibrations } from '../catalog/calibrations';
import { publishedFacts } from './published/facts';
import type { Bar, SuiteId, ValidationCase } from './report';

type Cases = readonly ValidationCase[];
interface Rule {
  readonly id: string;
  readonly suite: SuiteId;
  readonly limit: number;
  readonly is: Bar['is'];
  readonly of: (cases: Cases) => number;
}

/** H100 kernels: two backends of attention were timed, of which engines call cuDNN's here. */
const kernelFamilies = ['gemm.bf16', 'gemm.fp8', 'grouped.bf16', 'grouped.fp8', 'attn_prefill.bf16.cudnn'] as const;
const isKernel = ({ id }: ValidationCase) => kernelFamilies.some((family) => id.startsWith(`${family}.`));

const stackKinds = [
  { id: 'stack.decode.dense', limit: 0.05, is: (id: string) => id.includes('.decode.') && !isMoe(id) },
  { id: 'stack.decode.moe', limit: 0.1, is: (id: string) => id.includes('.decode.') && isMoe(id) },
  { id: 'stack.prefill.dense', limit: 0.05, is: (id: string) => id.includes('.prefill.') && !isMoe(id) },
  { id: 'stack.prefill.moe', limit: 0.12, is: (id: string) => id.includes('.prefill.') && isMoe(id) },
];
/** qwen3-30b-a3b: "a3b" are its active parameters. */
const isMoe = (id: string) => /-a\d+b\./.test(id);

const atMost = (id: string, suite: SuiteId, limit: number, of: Rule['of']): Rule => ({
  id,
  suite,
  limit,
  is: 'at most',
  of,
});
const atLeast = (id: string, suite: SuiteId, limit: number, of: Rule['of']): Rule => ({
  id,
  suite,
  limit,
  is: 'at least',
  of,
});

const rules: readonly Rule[] = [
  atLeast('article.inside', 'article', 74, (cases) => cases.filter(({ pass }) => pass === true).length),
  atMost('kernel.mean', 'kernel', 0.05, (cases) => meanLn(cases.filter(isKernel))),
  ...kernelFamilies.map((family) =>
    atMost(`kernel.${family}`, 'kernel', 0.08, (cases) =>
      meanLn(cases.filter(({ id }) => id.startsWith(`${family}.`))),
    ),
  ),
  atMost('kernel.leave-one-shape-out', 'kernel', 0.075, leaveOneOut),
  ...stackKinds.map((kind) =>
    atMost(kind.id, 'stack', kind.limit, (cases) => worst(cases.filter(({ id }) => kind.is(id)))),
  ),
  atMost('published.median', 'published', 0.1, (cases) => middle(judged(cases).map(Math.abs))),
  atLeast('published.within-20', 'published', 0.8, (cases) => within(judged(cases))),
  atMost('published.signed', 'published', 0.05, (cases) => Math.abs(middle(judged(cases)))),
  atMost('published.left-out', 'published', 8, () => publishedFacts().filter(({ leftOut }) => leftOut).length),
  atMost('published.infersim.mean', 'published', 0.07, (cases) => mean(sixOf(cases).map(Math.abs))),
  atMost('published.infersim.worst', 'published', 0.15, (cases) => Math.max(...sixOf(cases).map(Math.abs))),
];

/** Those of the suites that were run. */
export function barsOf(cases: Cases): readonly Bar[] {
  return rules.flatMap(({ id, suite, limit, is, of }): Bar[] => {
    const own = cases.filter((each) => each.suite === suite);
    if (own.length === 0) return [];
    const value = of(own);
    return [{ id, suite, value, limit, is, pass: is === 'at most' ? value <= limit : value >= limit }];
  });
}

function judged(cases: Cases): number[] {
  return cases.flatMap(({ pass, error }) => (pass === null || error === null ? [] : [error]));
}

/** The rows that InferSim publishes its own predictions of. */
function sixOf(cases: Cases): number[] {
  return judged(cases.filter(({ id }) => id.startsWith('infersim.')));
}

/** As the fit recorded it: each layer shape predicted from the others. */
function leaveOneOut(): number {
  const fits = standardCalibrations()
    .records.filter(({ id }) => id === 'h100.cublas' || id === 'h100.cudnn')
    .flatMap(({ families }) => families)
    .flatMap((family) => (family.fit && (!('variant' in family) || family.variant === 'gqa') ? [family.fit] : []));
  const rows = fits.reduce((sum, each) => sum + each.rows, 0);
  return fits.reduce((sum, each) => sum + (each.leaveOneOut ?? 0) * each.rows, 0) / rows;
}

function meanLn(cases: Cases): number {
  return mean(cases.map(({ predicted, actual }) => Math.abs(Math.log((predicted ?? Number.NaN) / actual))));
}

function worst(cases: Cases): number {
  return Math.max(...cases.map(({ error }) => Math.abs(error ?? Number.NaN)));
}

function within(errors: readonly number[]): number {
  return errors.filter((error) => Math.abs(error) <= 0.2).length / errors.length;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0) / values.length;
}

function middle(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return (
    ((sorted[Math.floor(sorted.length / 2)] ?? Number.NaN) + (sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN)) /
    2
  );
}
