/** What the shipped suites must hold (model.md 8), each with the figure that it is judged by. */

import { standardCalibrations } from '../catalog/calibrations';
import type { Text } from '../diagnostics';
import { publishedFacts } from './published/facts';
import { suiteIds, type Bar, type SuiteId, type ValidationCase } from './report';
import { movedMean, movedWorst } from './transfers';

type Cases = readonly ValidationCase[];
/** Its id begins with its suite. */
type Rule = {
  readonly id: `${SuiteId}.${string}`;
  /** What is judged. */
  readonly title: Text;
  readonly of: (cases: Cases) => number;
} & ({ readonly atMost: number } | { readonly atLeast: number });

/** H100 kernels: two backends of attention were timed, of which engines call cuDNN's here. */
const kernelFamilies = ['gemm.bf16', 'gemm.fp8', 'grouped.bf16', 'grouped.fp8', 'attn_prefill.bf16.cudnn'] as const;
const isKernel = ({ id }: ValidationCase) => kernelFamilies.some((family) => id.startsWith(`${family}.`));

const stackKinds = [
  {
    id: 'stack.decode.dense',
    title: { en: 'The worst decode step of a dense model', zh: '稠密模型解码步，最差' },
    limit: 0.05,
    is: (id: string) => id.includes('.decode.') && !isMoe(id),
  },
  {
    id: 'stack.decode.moe',
    title: { en: 'The worst decode step of an MoE model', zh: 'MoE 模型解码步，最差' },
    limit: 0.1,
    is: (id: string) => id.includes('.decode.') && isMoe(id),
  },
  {
    id: 'stack.prefill.dense',
    title: { en: 'The worst prefill of a dense model', zh: '稠密模型预填充，最差' },
    limit: 0.05,
    is: (id: string) => id.includes('.prefill.') && !isMoe(id),
  },
  {
    id: 'stack.prefill.moe',
    title: { en: 'The worst prefill of an MoE model', zh: 'MoE 模型预填充，最差' },
    limit: 0.12,
    is: (id: string) => id.includes('.prefill.') && isMoe(id),
  },
] as const;
/** qwen3-30b-a3b: "a3b" are its active parameters. */
const isMoe = (id: string) => /-a\d+b\./.test(id);

const toH200 = { from: 'h100', to: 'h200' } as const;
const toH20 = { from: 'h800', to: 'h20-96g' } as const;

const rules: readonly Rule[] = [
  {
    id: 'article.inside',
    title: { en: "The article's figures inside their tolerance", zh: '原文数字在容差内的个数' },
    atLeast: 74,
    of: (cases) => cases.filter(({ pass }) => pass === true).length,
  },
  {
    id: 'kernel.mean',
    title: { en: 'H100 kernels, mean |ln ratio|', zh: 'H100 算子，平均 |ln 比值|' },
    atMost: 0.05,
    of: (cases) => meanLn(cases.filter(isKernel)),
  },
  ...kernelFamilies.map((family): Rule => ({
    id: `kernel.${family}`,
    title: { en: `H100 kernels, ${family}`, zh: `H100 算子，${family}` },
    atMost: 0.08,
    of: (cases) => meanLn(cases.filter(({ id }) => id.startsWith(`${family}.`))),
  })),
  {
    id: 'kernel.leave-one-shape-out',
    title: {
      en: 'H100 kernels, each shape of a layer from the other shapes',
      zh: 'H100 算子，每个层形状由其余形状预测',
    },
    atMost: 0.075,
    of: leaveOneOut,
  },
  {
    id: 'kernel.transfer.h200.datasheet',
    title: { en: "H200 from the H100's curves and its own datasheet", zh: '由 H100 曲线与自身规格书预测 H200' },
    atMost: 0.13,
    of: () => movedMean({ ...toH200, knowing: 'datasheet', of: '' }),
  },
  {
    id: 'kernel.transfer.h200.ceilings',
    title: {
      en: "H200 from the H100's curves and its two measured ceilings",
      zh: '由 H100 曲线与两项实测上限预测 H200',
    },
    atMost: 0.08,
    of: () => movedMean({ ...toH200, knowing: 'ceilings', of: '' }),
  },
  {
    id: 'kernel.transfer.h200.attention',
    title: { en: 'The same, its worst attention kernel', zh: '同上，其最差的注意力算子' },
    atMost: 0.08,
    of: () => movedWorst({ ...toH200, knowing: 'ceilings', of: 'attention' }),
  },
  {
    id: 'kernel.transfer.h20.dense',
    title: {
      en: "H20 from the H800's curves and its two measured ceilings, dense layers",
      zh: '由 H800 曲线与两项实测上限预测 H20，稠密层',
    },
    atMost: 0.15,
    of: () => movedMean({ ...toH20, knowing: 'ceilings', of: ' gemm' }),
  },
  ...stackKinds.map(({ id, title, limit, is }): Rule => ({
    id,
    title,
    atMost: limit,
    of: (cases) => worst(cases.filter((each) => is(each.id))),
  })),
  {
    id: 'published.median',
    title: { en: 'Published runs, median error', zh: '公开运行，误差中位数' },
    atMost: 0.1,
    of: (cases) => middle(judged(cases).map(Math.abs)),
  },
  {
    id: 'published.within-20',
    title: { en: 'Published runs within 20 %, share', zh: '公开运行误差在 20 % 内的占比' },
    atLeast: 0.8,
    of: (cases) => within(judged(cases)),
  },
  {
    id: 'published.signed',
    title: { en: 'Published runs, median of the signed error', zh: '公开运行，带符号误差的中位数' },
    atMost: 0.05,
    of: (cases) => Math.abs(middle(judged(cases))),
  },
  {
    id: 'published.left-out',
    title: { en: 'Published runs that are not judged, each with its reason', zh: '不作评判的公开运行数，各有原因' },
    atMost: 8,
    of: () => publishedFacts().filter(({ leftOut }) => leftOut).length,
  },
  {
    id: 'published.infersim.mean',
    title: { en: "InferSim's six rows, mean error", zh: 'InferSim 的六行，平均误差' },
    atMost: 0.07,
    of: (cases) => mean(sixOf(cases).map(Math.abs)),
  },
  {
    id: 'published.infersim.worst',
    title: { en: "InferSim's six rows, the worst", zh: 'InferSim 的六行，最差' },
    atMost: 0.15,
    of: (cases) => Math.max(...sixOf(cases).map(Math.abs)),
  },
];

/** Those of the suites that were run. */
export function barsOf(cases: Cases, language: keyof Text): readonly Bar[] {
  return suiteIds.flatMap((suite) => {
    const own = cases.filter((each) => each.suite === suite);
    return own.length === 0
      ? []
      : rules.filter(({ id }) => id.startsWith(`${suite}.`)).map((rule) => held(suite, rule, own));
  });

  function held(suite: SuiteId, rule: Rule, own: Cases): Bar {
    const value = rule.of(own);
    const said = { id: rule.id, suite, title: rule.title[language], value };
    return 'atMost' in rule
      ? { ...said, limit: rule.atMost, is: 'at most', pass: value <= rule.atMost }
      : { ...said, limit: rule.atLeast, is: 'at least', pass: value >= rule.atLeast };
  }
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
