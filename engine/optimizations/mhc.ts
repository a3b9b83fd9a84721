/** Manifold-constrained hyper-connections: several residual streams, mixed around each half of a layer. */

import { question } from '../quantity';
import type { Case, Residual } from '../types';
import type { Optimization } from './optimization';
import { choiceOf, number, placeOf, pure } from './parameter';

const streams = { en: 'residual streams', zh: '残差流数' };
const iterations = { en: 'rounds of the Sinkhorn normalization', zh: 'Sinkhorn 迭代次数' };
const kernels = { en: 'whether the mixing is fused', zh: '混合是否融合' };
const ways = [
  {
    word: 'fused',
    title: { en: 'fused: streams are read and written once a half', zh: '融合：每半层读写一次残差流' },
    apart: false,
  },
  { word: 'apart', title: { en: 'apart: a pass for each step', zh: '未融合：每步各一趟' }, apart: true },
] as const;
/** DeepSeek-V4 and the paper: 4 streams, 20 rounds. */
const usual = 20;

export const mhc: Optimization = {
  id: 'mhc',
  title: { en: 'mHC', zh: 'mHC' },
  summary: {
    en: 'Widens the residual to n streams for a better model. It saves nothing: residual traffic, state and pipeline sends grow with n; fused kernels keep it to some percent, separate ones do not.',
    zh: '将残差拓宽为 n 条流以提升模型能力。本身不节省：残差读写、状态与流水线传输随 n 增长；融合后只占几个百分点，未融合则不然。',
  },
  level: 'micro',
  stage: 'save-resources',
  parameters: {
    streams: number(streams, 4, { least: 1, most: 64, stands: (kase) => asked(streamsOf(kase)?.streams, streams) }),
    iterations: number(iterations, usual, {
      least: 0,
      most: 1000,
      stands: (kase) => asked(streamsOf(kase)?.iterations, iterations),
    }),
    kernels: choiceOf(kernels, ways, (kase) => {
      const own = streamsOf(kase);
      return own && placeOf(ways, (way) => way.apart === (own.apart ?? false));
    }),
  },
  neutral: { streams: question(1, '1', streams) },
  standing: (kase) => streamsOf(kase) !== undefined,
  without: plain,
  excludes: [],
  affects: ['model'],
  cite: 'article section 5.2.3',
  reported: {
    claim: { en: '6.7 % more training time with 4 streams', zh: '4 条流时训练时间增加 6.7%' },
    conditions: {
      en: 'training, fused, recomputed and overlapped; nothing published for inference',
      zh: '训练，经融合、重计算与重叠；推理侧未见公开',
    },
    source: 'fact-arxiv-2512-24880',
  },
  requires: () => true,
  isWhatIf: (kase) => streamsOf(kase) === undefined,
  rewrite: (kase, parameters) => {
    const n = pure(parameters, 'streams').value;
    if (n === 1) return streamsOf(kase) ? plain(kase) : kase;
    const rounds = pure(parameters, 'iterations').value;
    const residual: Residual = {
      kind: 'streams',
      streams: n,
      ...(rounds === usual ? {} : { iterations: rounds }),
      ...(pure(parameters, 'kernels').value === 1 ? { apart: true } : {}),
    };
    return { ...kase, model: { ...kase.model, residual } };
  },
};

function streamsOf({ model }: Case): Extract<Residual, { kind: 'streams' }> | undefined {
  return model.residual?.kind === 'streams' ? model.residual : undefined;
}

function plain(kase: Case): Case {
  const { residual: _, ...model } = kase.model;
  return { ...kase, model };
}

function asked(value: number | undefined, label: typeof streams) {
  return value === undefined ? undefined : question(value, '1', label);
}
