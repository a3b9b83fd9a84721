/** Case → Setup: pools, budgets and times of a design, in plain numbers; or why it cannot be simulated. */

import { diagnostic, type Diagnostic } from '../diagnostics';
import { evaluate } from '../evaluate';
import { withoutDerivations } from '../formula';
import { cachePerToken, requestCache } from '../plan/build';
import { question, missingOf } from '../quantity';
import { figures } from '../quantity-text';
import type { Case, Evaluation, Layout, Pool } from '../types';
import { draftChances } from './accepted-drafts';
import { engineSteps } from './engine-steps';
import { meanOf } from './lengths';
import type { PoolShape, Setup, SharedServing, Supply, TransferSetup } from './setup';

/** What is asked of a design beside its own question. */
export interface Asked {
  readonly seed: number;
  readonly supply: Supply;
  readonly until: Setup['until'];
  readonly warmup: number;
  readonly policies: Setup['policies'];
  readonly cache: Setup['cache'];
  /** Most requests a DP rank decodes at once; absent: as many as its memory holds. */
  readonly maxBatch?: number;
  /** Tokens that a prefill pass packs of whole prompts a DP rank. */
  readonly passTokens?: number;
  /** Chunks of shared serving, instead of the design's; `stepLimit` in seconds makes them adapt. */
  readonly chunk?: number;
  readonly stepLimit?: number;
}

export type MadeSetup =
  { readonly ok: true; readonly setup: Setup } | { readonly ok: false; readonly problem: Diagnostic };

/** More requests than a rank ever decodes. */
const unlimited = 1 << 20;
/** Tokens that a pass packs when nothing is said (contract.md, Layout). */
const usualPass = 8192;

export function setupOf(kase: Case, asked: Asked): MadeSetup {
  const closed = withoutDerivations(() => evaluate(kase));
  const unknown = missing(closed);
  if (unknown) return { ok: false, problem: diagnostic('simulate.unknown', { fields: unknown }) };
  const lengths = lengthsOf(kase, asked.supply);
  const budget = budgetOf(kase, closed, lengths);
  const drafts = draftsOf(kase);
  const need = kase.stack.page ? lengths.input + 1 + drafts.length : lengths.input + lengths.output;
  if (budget.pages * budget.page < need)
    return {
      ok: false,
      problem: diagnostic('simulate.no-room', {
        tokens: figures(Math.round(need), 9),
        held: figures(Math.max(0, budget.pages * budget.page), 9),
      }),
    };
  const steps = engineSteps(kase);
  const shared = sharedOf(kase, asked);
  const { prefill, decode, workload, stack } = kase;
  const { share, copies } = stack.transfer;
  const sending =
    1 / (prefill.chip.scaleOut.value * share.value) + (2 * copies.value) / decode.chip.memoryBandwidth.value;
  const layers = kase.model.layers.reduce((sum, group) => sum + group.count, 0);
  return {
    ok: true,
    setup: {
      seed: asked.seed,
      supply: asked.supply,
      until: asked.until,
      warmup: asked.warmup,
      prefill: {
        ...shapeOf(prefill),
        passTokens: asked.passTokens ?? usualPass,
        ...(kase.chunk ? { chunk: kase.chunk.value } : {}),
        stages: prefill.layout.pp,
        tokenBytes: cachePerToken(kase, prefill).value,
        rate: 1 / sending,
      },
      decode: {
        ...shapeOf(decode),
        ...budget,
        maxBatch: asked.maxBatch ?? unlimited,
        tokenBytes: cachePerToken(kase, decode).value,
        rate: decode.chip.scaleOut.value * share.value,
      },
      ...(shared ? { shared } : {}),
      transfer: transferOf(kase, layers),
      policies: asked.policies,
      cache: asked.cache,
      hit: workload.prefixHit.value,
      drafts,
      steps,
      slo: {
        ...(workload.sloTtft ? { ttft: workload.sloTtft.value } : {}),
        ...(workload.sloTpot ? { tpot: workload.sloTpot.value } : {}),
      },
    },
  };
}

function missing({ metrics }: Evaluation): string | undefined {
  const needed = ['prefill.time', 'decode.time', 'memory.capacity', 'memory.weights', 'memory.activations'];
  const fields = new Set(
    needed.flatMap((name) => {
      const figure = metrics.get(name);
      return figure ? missingOf(figure) : [name];
    }),
  );
  const isNumber = needed.every((name) => Number.isFinite(metrics.get(name)?.value ?? Number.NaN));
  return fields.size === 0 && isNumber ? undefined : [...fields].sort().join(', ') || needed.join(', ');
}

/** Ranks that share experts step together; the groups are copies (contract.md, Layout). */
function shapeOf({ layout }: Pool): PoolShape {
  const ranks = ranksInStep(layout);
  return { groups: (layout.dp * layout.replicas) / ranks, ranks, cards: layout.tp * layout.pp * layout.cp };
}

function ranksInStep({ ep, tp, dp }: Layout): number {
  return ep > tp ? Math.min(dp, Math.round(ep / tp)) : 1;
}

function lengthsOf(kase: Case, supply: Supply): { readonly input: number; readonly output: number } {
  if (supply.kind === 'drawn') return { input: meanOf(supply.input), output: meanOf(supply.output) };
  return { input: kase.workload.input.value, output: kase.workload.output.value };
}

/** What weights, activations and the runtime leave to the cache, in pages of a request of mean length. */
function budgetOf(kase: Case, { metrics }: Evaluation, lengths: { readonly input: number; readonly output: number }) {
  const bytes = (name: string): number => metrics.get(name)?.value ?? Number.NaN;
  const left =
    bytes('memory.capacity') - bytes('memory.weights') - bytes('memory.activations') - bytes('memory.runtime');
  const mean = Math.max(1, lengths.input + lengths.output / 2);
  const label = { en: 'mean cache length', zh: '平均缓存长度' };
  const held = requestCache(kase, kase.decode, question(mean, '1', label)).value;
  const page = kase.stack.page?.value ?? 1;
  return { page, pages: Math.max(0, Math.floor(left / ((held / mean) * page))), grows: kase.stack.page !== undefined };
}

function draftsOf({ speculation }: Case): readonly number[] {
  if (!speculation) return [];
  const { drafts, acceptance, decay, length } = speculation;
  return draftChances({
    drafts: drafts.value,
    acceptance: acceptance.value,
    decay: decay?.value ?? 1,
    ...(length ? { length: length.value } : {}),
  });
}

/** Without chunks a step takes whole prompts along, as many as a pass packs. */
function sharedOf(kase: Case, { chunk, stepLimit, passTokens }: Asked): SharedServing | undefined {
  if (!kase.shared) return undefined;
  const tokens = chunk ?? kase.chunk?.value ?? Math.max(passTokens ?? usualPass, kase.workload.input.value);
  return { chunk: tokens, ...(stepLimit === undefined ? {} : { stepLimit }) };
}

function transferOf({ stack }: Case, layers: number): TransferSetup {
  const { layersFrom } = stack.transfer;
  return layersFrom ? { layers, layersFrom: layersFrom.value } : { layers: 1, layersFrom: 0 };
}
