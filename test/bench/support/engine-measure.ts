/**
 * What the engine takes for an evaluation and for an edit, in a process of its own: started by engine.test.ts over a bundle, as the app
 * ships the engine, with the settings of a sweep's threads. One JSON document on standard output.
 */

import { readFileSync } from 'node:fs';
import { standardCatalog } from '../../../engine/catalog';
import { evaluate } from '../../../engine/evaluate';
import { withoutDerivations } from '../../../engine/formula';
import { createMemo } from '../../../engine/notebook/memo';
import { run } from '../../../engine/notebook/run';
import { resolve } from '../../../engine/resolve';
import type { Case } from '../../../engine/types';
import { designAt } from '../../support/many-designs';

const catalog = standardCatalog();

/** Before these the just-in-time compiler is at work; a sweep of 100 000 points spends them in its first tenth. */
const warmingUp = 12_000;
const rounds = 9;
const aRound = 1_000;

function caseAt(n: number): Case {
  const resolved = resolve(designAt(n), catalog);
  if (resolved.kind !== 'case') throw new Error(JSON.stringify(resolved));
  return resolved.case;
}

/** Numbers far apart, so that neighbours share no chip, model or layout. */
const stride = 7919;
let next = 0;
const seen = new Set<string>();

function freshCases(count: number): Case[] {
  return Array.from({ length: count }, () => {
    const n = next++ * stride;
    seen.add(JSON.stringify(designAt(n)));
    return caseAt(n);
  });
}

/** Microseconds an evaluation, with the sum of what was asked so that nothing can be left out. */
function timed(cases: readonly Case[]): number {
  let sum = 0;
  const began = performance.now();
  for (const kase of cases) for (const q of evaluate(kase).metrics.values()) sum += Number.isNaN(q.value) ? 0 : 1;
  const spent = performance.now() - began;
  if (sum < cases.length) throw new Error('an evaluation has figures');
  return (1000 * spent) / cases.length;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function evaluations() {
  withoutDerivations(() => {
    for (let done = 0; done < warmingUp; done += aRound) timed(freshCases(aRound));
  });
  seen.clear();
  const plain: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const cases = freshCases(aRound);
    plain.push(withoutDerivations(() => timed(cases)));
  }
  const cases = seen.size;
  for (let done = 0; done < warmingUp / 4; done += aRound) timed(freshCases(aRound));
  const explained = Array.from({ length: 3 }, () => timed(freshCases(aRound)));
  return {
    microseconds: round(median(plain)),
    leastMicroseconds: round(Math.min(...plain)),
    withDerivationsMicroseconds: round(median(explained)),
    cases,
  };
}

const round = (value: number): number => Math.round(10 * value) / 10;

/** From a changed figure to the answers of all cells that hang on it: the shipped notebook, its workload edited. */
function edits() {
  const text = readFileSync('scenarios/h20-decode.bench.md', 'utf8');
  const field = /^input: (\d+)/m;
  if (!field.test(text)) throw new Error('the sample has a workload');
  const memo = createMemo();
  const times: number[] = [];
  for (let edit = 0; edit < 90; edit++) {
    const edited = text.replace(field, `input: ${2000 + 11 * edit}`);
    const began = performance.now();
    run(edited, { catalog, memo });
    if (edit >= 30) times.push(performance.now() - began);
  }
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => round(sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN);
  return { p50ms: at(0.5), p95ms: at(0.95), edits: times.length };
}

process.stdout.write(`${JSON.stringify({ evaluate: evaluations(), notebookEdit: edits() })}\n`);
