/** A chain of changes, one after another: what each adds where it stands, and what the end would lose without it. */

import type { Catalog } from '../catalog';
import type { Change as DesignChange, Design, Evaluation, MetricName } from '../types';
import { answerTo, changeIn, judged, type Change } from './bench';

/** One link of the chain: a cell's change, under the cell's id. */
export interface Link {
  readonly id: string;
  readonly change: DesignChange;
}

export interface Chain {
  /** What the first link starts from: complete enough to be answered. */
  readonly start: Design;
  readonly links: readonly Link[];
  readonly catalog: Catalog;
}

export interface Step {
  readonly id: string;
  /** From the link before to this one; empty where either cannot be answered. */
  readonly here: readonly Change[];
  /** From the whole chain without this link to the whole chain. Differs from `here` wherever effects interact. */
  readonly leftOut: readonly Change[];
}

export interface Waterfall {
  readonly first: Evaluation | undefined;
  readonly last: Evaluation | undefined;
  readonly steps: readonly Step[];
}

export function waterfall(chain: Chain, metrics: readonly MetricName[] = judged): Waterfall {
  const { start, links, catalog } = chain;
  return {
    first: answerTo(start, catalog),
    last: answerTo(run(start, links), catalog),
    steps: [...waterfallSteps(chain, metrics)],
  };
}

/** One step at a time, so that whoever asks can work in between or stop. */
export function* waterfallSteps(
  { start, links, catalog }: Chain,
  metrics: readonly MetricName[] = judged,
): Generator<Step> {
  const last = answerTo(run(start, links), catalog);
  let design = start;
  let before = answerTo(start, catalog);
  for (const link of links) {
    design = link.change(design);
    const after = answerTo(design, catalog);
    const others = links.filter((each) => each !== link);
    const without = answerTo(run(start, others), catalog);
    yield { id: link.id, here: between(before, after, metrics), leftOut: between(without, last, metrics) };
    before = after;
  }
}

function run(start: Design, links: readonly Link[]): Design {
  return links.reduce((design, link) => link.change(design), start);
}

function between(
  before: Evaluation | undefined,
  after: Evaluation | undefined,
  metrics: readonly MetricName[],
): readonly Change[] {
  if (!before || !after) return [];
  return metrics.flatMap((metric) => changeIn(metric, before, after) ?? []);
}
