/** Designs of the tests, resolved and turned into setups. */

import { standardCatalog } from '../../engine/catalog';
import { operate } from '../../engine/explore/operating-point';
import { question } from '../../engine/quantity';
import { setupOf, type Asked } from '../../engine/simulate/case-setup';
import { prefillOrders, routingPolicies } from '../../engine/simulate/policies';
import type { Setup } from '../../engine/simulate/setup';
import type { Case, Design, Evaluation, LayoutDesign, Popularity } from '../../engine/types';
import { aDesign } from '../support/design';

const said = { en: 'said in the test', zh: '测试中给定' };
const catalog = standardCatalog();

export interface Wanted {
  readonly chip?: string;
  readonly model?: string;
  readonly input?: number;
  readonly output?: number;
  readonly perCard?: number;
  readonly total?: number;
  readonly prefillCards?: number;
  readonly decodeCards?: number;
  readonly prefill?: LayoutDesign;
  readonly decode?: LayoutDesign;
  readonly shared?: number;
  readonly fidelity?: Design['fidelity'];
  readonly routing?: Popularity;
  readonly levers?: Design['levers'];
}

/** DeepSeek-V3 on H20: one node of prefill, two of decode, unless said otherwise. */
export function caseOf(wanted: Wanted): { kase: Case; evaluation: Evaluation } {
  const { input = 3260, output = 1100, perCard = 32, total, prefillCards = 8, decodeCards = 16, shared } = wanted;
  const concurrency =
    total === undefined
      ? ({ kind: 'per-card', n: question(perCard, 'per card', said) } as const)
      : ({ kind: 'total', n: question(total, '1', said) } as const);
  const layouts = {
    prefill: wanted.prefill ?? { tp: 8, ep: 8 },
    decode: wanted.decode ?? { tp: 1, dp: decodeCards, ep: decodeCards },
  };
  const found = operate(
    aDesign({
      fidelity: wanted.fidelity ?? 'calibrated',
      hardware: { use: wanted.chip ?? 'h20-96g', size: { cards: shared ?? decodeCards }, set: {} },
      model: { use: wanted.model ?? 'deepseek-v3' },
      workload: {
        input: question(input, 'token', said),
        output: question(output, 'token', said),
        concurrency,
        ...(wanted.routing ? { routing: wanted.routing } : {}),
      },
      levers: wanted.levers ?? {},
      parallelism: {
        ...layouts,
        ...(shared === undefined
          ? { pools: { prefill: { size: { cards: prefillCards } }, decode: { size: { cards: decodeCards } } } }
          : { serving: 'shared' as const }),
      },
    }),
    catalog,
    { limits: false },
  );
  if (found.kind !== 'case') throw new Error(JSON.stringify(found));
  return { kase: found.case, evaluation: found.evaluation };
}

const usual: Asked = {
  seed: 7,
  supply: {
    kind: 'drawn',
    arrivals: { kind: 'poisson', rate: 1 },
    input: { kind: 'fixed', tokens: 3260 },
    output: { kind: 'fixed', tokens: 1100 },
  },
  until: { requests: 1000 },
  warmup: 0.1,
  policies: { routing: routingPolicies[0], prefill: prefillOrders[0], preemption: 'recompute' },
  cache: [],
};

export function setupFor(kase: Case, asked: Partial<Asked> = {}): Setup {
  const made = setupOf(kase, { ...usual, ...asked });
  if (!made.ok) throw new Error(made.problem.text.en);
  return made.setup;
}
