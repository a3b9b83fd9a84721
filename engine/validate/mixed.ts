/** What a server shows that computes the prompts of others between its tokens, where the design has one pool and no chunks. */

import { aggregatedTpot, besideDecode, wholeRun } from '../formulas/published';
import { profiles } from '../profiles';
import { question, type Q } from '../quantity';
import type { Evaluation, MetricName, PhaseName } from '../types';

const asRun = { en: 'as measured', zh: '与实测一致' };

/** Time a token; `waiting` are the requests whose prompts come in between, the batch of a DP rank if unsaid. */
export function mixedTpot(evaluation: Evaluation, waiting?: number): Q<'s'> | undefined {
  const { case: kase } = evaluation;
  const tpot = secondsOf(evaluation, 'serving.tpot');
  const prefill = passOf(evaluation, 'prefill');
  const step = passOf(evaluation, 'decode');
  if (!tpot || !prefill || !step) return undefined;
  return aggregatedTpot({
    tpot,
    prefill: profiles[kase.runtime].mixes ? besideDecode({ prefill, step }) : prefill,
    concurrency: waiting === undefined ? kase.batch : question(waiting, '1', asRun),
    output: kase.workload.output,
  });
}

/** Output tokens a second of a whole run in which so many requests follow one another, or that many start at once. */
export function wholeRunRate(evaluation: Evaluation, tpot: Q<'s'>, requests: number): Q<'token/s'> | undefined {
  const ttft = secondsOf(evaluation, 'serving.ttft');
  if (!ttft) return undefined;
  return wholeRun({
    requests: question(requests, '1', asRun),
    output: evaluation.case.workload.output,
    ttft,
    tpot,
  });
}

export function secondsOf({ metrics }: Evaluation, metric: MetricName): Q<'s'> | undefined {
  const found = metrics.get(metric);
  return found?.unit === 's' ? { ...found, unit: 's' } : undefined;
}

function passOf(evaluation: Evaluation, phase: PhaseName): Q<'s'> | undefined {
  return secondsOf(evaluation, `${phase}.time`);
}
