/** How far the model may be off for a design: from the validation of its suite at its fidelity, by runs of its chip or else of all. */

import type { Catalog } from '../catalog';
import type { Text } from '../diagnostics';
import type { Case, Fidelity, Runtime } from '../types';
import { engineStacks, validate, type SuiteId } from '../validate';

export interface ModelError {
  /** Median of the natural logarithm of time as run ÷ as modelled: above 0 where runs take longer than the model says. */
  readonly bias: number;
  /** Standard deviation of that logarithm about its median. */
  readonly sigma: number;
  /** Runs it rests on. */
  readonly runs: number;
  /** "23 published runs of this chip". */
  readonly basis: Text;
}

/** Fewer tell nothing of a chip alone. */
const leastRuns = 4;
/** Of a normal distribution: the standard deviation a median of absolute deviations stands for. */
const perMedian = 1 / 0.6745;

type ErrorSuite = Extract<SuiteId, 'published' | 'stack'>;
type ErrorsByChip = ReadonlyMap<string, readonly number[]>;

const suiteWords: Readonly<Record<ErrorSuite, Text>> = {
  published: { en: 'published runs', zh: '次公开运行' },
  stack: { en: 'measured PyTorch passes', zh: '次 PyTorch 实测' },
};

const fidelityWords: Readonly<Record<Fidelity, Text>> = {
  calibrated: { en: '', zh: '' },
  roofline: { en: ', against the roofline', zh: '（与屋顶线相比）' },
  article: { en: ', against the article’s equations', zh: '（与原文公式相比）' },
};

/** Plain PyTorch was timed by ourselves; what serving engines reach, others published. Where nothing is fused nobody has measured. */
const suiteOf: Readonly<Record<Runtime, ErrorSuite>> = {
  pytorch: 'stack',
  naive: 'published',
  engine: 'published',
  sglang: 'published',
  trtllm: 'published',
  vllm: 'published',
};

/** Costs half a second the first time, for each suite and fidelity of a catalog. */
export function modelError(
  { decode, fidelity, runtime }: Pick<Case, 'decode' | 'fidelity' | 'runtime'>,
  catalog: Catalog,
): ModelError {
  const suite = suiteOf[runtime];
  const errors = errorsOf(suite, fidelity, catalog);
  const own = errors.get(decode.chip.title) ?? [];
  const isOwn = own.length >= leastRuns;
  const used = isOwn ? own : [...errors.values()].flat();
  const bias = median(used);
  const { en, zh } = suiteWords[suite];
  const at = fidelityWords[fidelity];
  return {
    bias,
    sigma: median(used.map((error) => Math.abs(error - bias))) * perMedian,
    runs: used.length,
    basis: {
      en: `${used.length} ${en} of ${isOwn ? 'this chip' : 'other chips'}${at.en}`,
      zh: `${isOwn ? '该芯片' : '其他芯片'} ${used.length} ${zh}${at.zh}`,
    },
  };
}

const known = new WeakMap<Catalog, Map<string, ErrorsByChip>>();

function errorsOf(suite: ErrorSuite, fidelity: Fidelity, catalog: Catalog): ErrorsByChip {
  const all = known.get(catalog) ?? new Map<string, ErrorsByChip>();
  known.set(catalog, all);
  const key = `${suite} ${fidelity}`;
  const errors = all.get(key) ?? errorsByChip(suite, fidelity, catalog);
  all.set(key, errors);
  return errors;
}

/** Cases without a bar are not predictions of what was run. */
function errorsByChip(suite: ErrorSuite, fidelity: Fidelity, catalog: Catalog): ErrorsByChip {
  const stacks = { ...engineStacks(fidelity, suiteWords.stack), judged: true };
  const { report, about } = validate({ suite, fidelity, stacks, catalog });
  const errors = new Map<string, number[]>();
  report.cases.forEach(({ error, pass, unit }, i) => {
    const chip = about[i]?.chip;
    if (error === null || pass === null || chip === undefined || error <= -1) return;
    // The error is of what was measured: a rate told too high is a time told too short.
    const longer = unit === 's' ? -Math.log1p(error) : Math.log1p(error);
    errors.set(chip, [...(errors.get(chip) ?? []), longer]);
  });
  return errors;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const lower = sorted[Math.ceil(sorted.length / 2) - 1] ?? 0;
  return (upper + lower) / 2;
}
