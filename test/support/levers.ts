/** Designs with levers, and the figures of their answers. */

import { standardCatalog } from '../../engine/catalog';
import { evaluate } from '../../engine/evaluate';
import { optimizations, type Optimization } from '../../engine/optimizations';
import { question, type Q, type Unit } from '../../engine/quantity';
import { resolve } from '../../engine/resolve';
import type { Case, Design, Evaluation } from '../../engine/types';
import { aDesign } from './design';

const said = { en: 'said in the test', zh: '测试中给定' };

export function q<const U extends Unit>(value: number, unit: U): Q<U> {
  return question(value, unit, said);
}

export function lever(id: string): Optimization {
  const found = optimizations.find((each) => each.id === id);
  if (!found) throw new Error(`no lever ${id}`);
  return found;
}

export interface Resolution {
  readonly start: Case;
  readonly case: Case;
}

export function resolved(design: Design): Resolution {
  const answer = resolve(design, standardCatalog());
  if (answer.kind !== 'case') throw new Error(JSON.stringify(answer));
  return answer;
}

export function answer(design: Design): Evaluation {
  return evaluate(resolved(design).case);
}

export function valueOf(evaluation: Evaluation, name: string): number {
  const found = evaluation.metrics.get(name);
  if (!found) throw new Error(`no metric ${name}`);
  return found.value;
}

export function figure(design: Design, name: string): number {
  return valueOf(answer(design), name);
}

/** A lever on with parameters in their own units; a word for a choice. */
export function set(id: string, parameters: Readonly<Record<string, number | string>> = {}): Design['levers'] {
  const specs = lever(id).parameters;
  const written = Object.entries(parameters).map(([name, value]) => {
    const spec = specs[name];
    if (!spec) throw new Error(`${id} has no parameter ${name}`);
    const place = typeof value === 'string' ? (spec.choices ?? []).findIndex((each) => each.word === value) : value;
    if (place < 0 && typeof value === 'string') throw new Error(`${id}: ${name} is never ${value}`);
    return [name, q(place, spec.unit)] as const;
  });
  return { [id]: { on: true, parameters: Object.fromEntries(written) } };
}

export function withLevers(design: Design, ...levers: readonly Design['levers'][]): Design {
  return { ...design, levers: Object.assign({ ...design.levers }, ...levers) };
}

export function without(design: Design, ...ids: readonly string[]): Design {
  return withLevers(design, Object.fromEntries(ids.map((id) => [id, { on: false }])));
}

export function loaded(design: Design, perCard: number): Design {
  return {
    ...design,
    workload: { ...design.workload, concurrency: { kind: 'per-card', n: q(perCard, 'per card') } },
  };
}

export function lengths(design: Design, input: number, output: number): Design {
  return { ...design, workload: { ...design.workload, input: q(input, 'token'), output: q(output, 'token') } };
}

/** DeepSeek-V3 on one 8-card node, calibrated, tp 1 ep 8 in both phases unless said. */
export function onOneNode(use: string, change: Partial<Design> = {}): Design {
  return aDesign({
    fidelity: 'calibrated',
    hardware: { use, size: { nodes: 1 }, set: {} },
    parallelism: { prefill: { tp: 1, ep: 8 }, decode: { tp: 1, ep: 8 } },
    ...change,
  });
}
