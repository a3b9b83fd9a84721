/** The published suite: runs that others measured against the engine. */

import type { Catalog } from '../../catalog';
import type { Diagnostic, Text } from '../../diagnostics';
import { missingOf, type Q } from '../../quantity';
import type { Fidelity } from '../../types';
import type { Finding } from '../report';
import { publishedFacts, type PublishedFact } from './facts';
import { wholeRunFindings } from './whole-runs';
import { predict, type Predicted } from './predict';

/** A row this far off says why, or nobody knows. */
const bar = 0.2;

export function publishedFindings(
  catalog: Catalog,
  fidelity: Fidelity,
): { readonly findings: readonly Finding[]; readonly diagnostics: readonly Diagnostic[] } {
  const findings: Finding[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const fact of publishedFacts()) {
    const predicted = predict(fact, catalog, fidelity);
    if (!('value' in predicted)) diagnostics.push(...predicted);
    else findings.push(judged(fact, predicted, catalog), ...waiting(fact, predicted, catalog));
  }
  const whole = wholeRunFindings(catalog);
  return {
    findings: [...findings, ...whole.findings],
    diagnostics: [...diagnostics, ...whole.diagnostics],
  };
}

function judged(fact: PublishedFact, { value }: Predicted, catalog: Catalog): Finding {
  return {
    id: fact.id,
    predicted: value.value,
    actual: fact.value,
    unit: fact.unit,
    note: noteOf(fact, value),
    about: aboutOf(fact, catalog),
    ...(fact.peers ? { peers: fact.peers } : {}),
    ...(fact.leftOut ? {} : { passes: (error: number) => Math.abs(error) <= bar }),
  };
}

/** A first token in a closed loop waits in a queue that no step shows: beside the others, without a bar. */
function waiting(fact: PublishedFact, { evaluation }: Predicted, catalog: Catalog): Finding[] {
  if (fact.closedLoopTtft === undefined) return [];
  const ttft = evaluation.metrics.get('serving.ttft');
  if (!ttft) return [];
  return [
    {
      id: `${fact.id}.ttft`,
      predicted: ttft.value,
      actual: fact.closedLoopTtft,
      unit: 's',
      note: {
        en: 'not judged: measured in a closed loop, queueing inside; predicted without a queue',
        zh: '不评判：实测为闭环，含排队；预测不含排队',
      },
      about: { ...aboutOf(fact, catalog), phase: 'prefill' },
    },
  ];
}

function aboutOf({ setup, measures }: PublishedFact, catalog: Catalog): NonNullable<Finding['about']> {
  const chip = catalog.chips.get(setup.chip)?.title;
  return { ...(chip === undefined ? {} : { chip }), phase: measures.startsWith('prefill') ? 'prefill' : 'decode' };
}

function noteOf(fact: PublishedFact, predicted: Q): Text {
  const missing = missingOf(predicted);
  if (missing.length > 0)
    return { en: `the catalog lacks ${missing.join(', ')}`, zh: `资料库缺少 ${missing.join('、')}` };
  const parts = [
    ...(fact.leftOut ? [{ en: `not judged: ${fact.leftOut.en}`, zh: `不评判：${fact.leftOut.zh}` }] : []),
    ...(fact.note ? [fact.note] : []),
    ...(fact.assumes ? [{ en: `assumed: ${fact.assumes.en}`, zh: `假定：${fact.assumes.zh}` }] : []),
    { en: fact.source, zh: fact.source },
  ];
  return { en: parts.map(({ en }) => en).join('. '), zh: parts.map(({ zh }) => zh).join('。') };
}
