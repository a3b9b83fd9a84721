/** What validation reports, as contract.md writes it in JSON: figures against the model, and how well they agree. */

import type { Text } from '../diagnostics';
import type { PhaseName } from '../types';
import type { PairTransfer } from './transfers';

/** In the order in which they are reported. */
export const suiteIds = ['article', 'kernel', 'stack', 'published'] as const;
export type SuiteId = (typeof suiteIds)[number];

export interface ValidationCase {
  readonly id: string;
  readonly suite: SuiteId;
  /** Null where an unknown figure blocks the prediction; the note names it. */
  readonly predicted: number | null;
  readonly actual: number;
  /** Article cases: the golden file's unit; the others SI. */
  readonly unit: string;
  /** predicted ÷ actual − 1. */
  readonly error: number | null;
  /** Null where there is no bar. */
  readonly pass: boolean | null;
  readonly note: string;
  /** What other tools say of the same row, where that is recorded. */
  readonly peers?: readonly Peer[];
}

/** Tools that others would ask; `rerun`: at the commit of the reference, whose data are not those of its README any more. */
export const peerIds = ['infersim', 'infersim-rerun'] as const;
export type PeerId = (typeof peerIds)[number];
export const peerTitles: Readonly<Record<PeerId, Text>> = {
  infersim: { en: 'InferSim', zh: 'InferSim' },
  'infersim-rerun': { en: 'InferSim, run again', zh: 'InferSim 重新运行' },
};

export interface Peer {
  readonly tool: PeerId;
  readonly predicted: number;
  readonly error: number;
}

export interface SuiteSummary {
  readonly n: number;
  readonly passed: number;
  readonly medianAbsError: number | null;
  readonly meanAbsLnRatio: number | null;
}

export interface ValidationReport {
  readonly cases: readonly ValidationCase[];
  readonly summary: Readonly<Partial<Record<SuiteId, SuiteSummary>>>;
  /** What the shipped suites must hold; absent for a person's own file. */
  readonly bars?: readonly Bar[];
  /** One chip from the curves of another; where the shipped kernels were judged. */
  readonly transfers?: readonly TransferReport[];
}

/** All kernels of one library, operation and format that both chips were timed with. */
export interface TransferReport {
  readonly from: string;
  readonly to: string;
  readonly title: string;
  readonly kernels: number;
  /** Mean |ln(predicted ÷ measured)|; null where no kernel was timed on both. */
  readonly errors: PairTransfer['errors'];
  readonly why: string;
}

/** A figure that a suite is judged by. */
export interface Bar {
  readonly id: string;
  readonly suite: SuiteId;
  /** What is judged. */
  readonly title: string;
  readonly value: number;
  readonly limit: number;
  /** Whether the value may be at most the limit, or must be at least it. */
  readonly is: 'at most' | 'at least';
  readonly pass: boolean;
}

/** Where a case belongs, to look at some of them alone. */
export interface About {
  /** Title of the card that was measured. */
  readonly chip?: string;
  readonly phase?: PhaseName;
}

/** A case before it is compared; `passes` judges the relative error, and is absent where there is no bar. */
export interface Finding {
  readonly id: string;
  readonly predicted: number;
  readonly actual: number;
  readonly unit: string;
  readonly note?: Text;
  readonly passes?: (error: number) => boolean;
  readonly about?: About;
  /** In the unit of `actual`. */
  readonly peers?: Readonly<Partial<Record<PeerId, number>>>;
}

/** The phase that an id names as one of its parts: `t2.prefill.mha`, `qwen3-8b.decode.b32.kv4096`. */
export function phaseIn(id: string): Pick<About, 'phase'> {
  const phase = (['prefill', 'decode'] as const).find((name) => new RegExp(`(^|[._])${name}\\d*([._@]|$)`).test(id));
  return phase ? { phase } : {};
}

export function reportOf(
  findings: readonly (readonly [SuiteId, readonly Finding[]])[],
  language: keyof Text,
): ValidationReport {
  const bySuite = findings.map(
    ([suite, found]) => [suite, found.map((each) => compare(suite, each, language))] as const,
  );
  return {
    cases: bySuite.flatMap(([, cases]) => cases),
    summary: Object.fromEntries(
      bySuite.filter(([, cases]) => cases.length > 0).map(([suite, cases]) => [suite, summarise(cases)]),
    ),
  };
}

function compare(suite: SuiteId, finding: Finding, language: keyof Text): ValidationCase {
  const { id, predicted, actual, unit, note, passes, peers = {} } = finding;
  const others = peerIds.flatMap((tool): Peer[] => {
    const said = peers[tool];
    return said === undefined ? [] : [{ tool, predicted: said, error: said / actual - 1 }];
  });
  const known = Number.isFinite(predicted);
  const error = predicted / actual - 1;
  return {
    id,
    suite,
    predicted: known ? predicted : null,
    actual,
    unit,
    error: known ? error : null,
    pass: known && passes ? passes(error) : null,
    note: note?.[language] ?? '',
    ...(others.length === 0 ? {} : { peers: others }),
  };
}

/** Cases without a bar are shown beside the others, where there are others. */
function summarise(all: readonly ValidationCase[]): SuiteSummary {
  const judged = all.filter((each) => each.pass !== null);
  const cases = judged.length > 0 ? judged : all;
  const ratios = cases.flatMap(({ predicted, actual }) => (predicted === null ? [] : [predicted / actual]));
  const logs = ratios.filter((ratio) => ratio > 0).map((ratio) => Math.abs(Math.log(ratio)));
  return {
    n: cases.length,
    passed: cases.filter((each) => each.pass === true).length,
    medianAbsError: median(ratios.map((ratio) => Math.abs(ratio - 1))),
    meanAbsLnRatio: logs.length === 0 ? null : logs.reduce((sum, each) => sum + each, 0) / logs.length,
  };
}

function median(values: readonly number[]): number | null {
  const sorted = [...values].sort((a, b) => a - b);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.ceil(sorted.length / 2) - 1];
  return upper === undefined || lower === undefined ? null : (lower + upper) / 2;
}
