/** What a user feels and a card yields in steady state; what it costs; what the model is. */

import { diagnostic, type Diagnostic } from './diagnostics';
import {
  balance,
  balancedThroughput,
  chunksOf,
  decodeThroughput,
  endToEnd,
  layerwiseTransfer,
  pooledThroughput,
  requestRate,
  requestsPerMinute,
  sharedPrefill,
  sharedTpot,
  tokensPerStep,
  tpot,
  transferBandwidth,
  transferTime,
  ttft,
} from './formulas/serving';
import { prefillUse, queueWait } from './formulas/operating';
import { parametersOf } from './catalog';
import { addCostMetrics, addPowerMetrics } from './cost';
import { sumOf } from './formula';
import { cachePerToken } from './plan/build';
import { prefillContext } from './plan/context';
import { count } from './plan/op';
import { question, unknown, type Q } from './quantity';
import { format } from './quantity-text';
import type { Case, Phase, Pool, Resource } from './types';

export interface PhaseRates {
  readonly prefillTime: Q<'s'>;
  readonly prefillThroughput: Q<'token/s'>;
  /** Of the case without its cached part (cost.ts). */
  readonly prefillUncached: () => Q<'token/s'>;
  readonly decodeTime: Q<'s'>;
  /** Share of a decode step that tensor cores and memory are busy. */
  readonly decodeBusy: { readonly compute: Q<'1'>; readonly memory: Q<'1'> };
}

export function addServingMetrics(metrics: Map<string, Q>, kase: Case, rates: PhaseRates): void {
  const { input, output, prefixHit: hit, perCard } = kase.workload;
  const step = tokensOf(kase);
  const alone = tpot({ step: rates.decodeTime, tokens: step });
  const decode = decodeThroughput({ batch: perCard, tpot: alone });
  const prefill = rates.prefillThroughput;
  const token = cachePerToken(kase, kase.decode);
  const perToken = kase.shared ? sharedTpot({ alone, batch: perCard, input, hit, output, prefill }) : alone;
  const first = ttft({
    queue: queueOf(kase, rates.prefillTime),
    prefill: kase.shared ? stalledPrefill(kase, rates) : rates.prefillTime,
    transfer: transferOf(kase, rates.prefillTime),
    step: rates.decodeTime,
  });
  const throughput = kase.separatePools
    ? pooledThroughput({
        prefill,
        decode,
        input,
        hit,
        output,
        prefillCards: kase.prefill.cards,
        decodeCards: kase.decode.cards,
      })
    : balancedThroughput({ prefill, decode, input, hit, output });
  const rate = requestRate({ throughput, cards: allCards(kase), output });
  metrics.set('decode.throughput_per_card', decode);
  metrics.set('mtp.tokens_per_step', step);
  metrics.set('serving.ttft', first);
  metrics.set('serving.tpot', perToken);
  metrics.set('serving.e2e', endToEnd({ ttft: first, tpot: perToken, output }));
  metrics.set('serving.throughput_per_card', throughput);
  metrics.set('serving.requests_per_second', rate);
  metrics.set('serving.requests_per_minute', requestsPerMinute({ rate }));
  metrics.set('serving.pd_ratio', balance({ prefill, decode, input, hit, output }));
  metrics.set('serving.kv_transfer_bandwidth', transferBandwidth({ decode, output, length: input, token }));
  addCostMetrics(metrics, kase, { prefill, prefillUncached: rates.prefillUncached, decode, load: rate });
  addPowerMetrics(metrics, kase, { busy: rates.decodeBusy, decode });
}

/** What power depends on. */
export function busyShares({ load }: Phase): PhaseRates['decodeBusy'] {
  const share = (resource: Resource): Q<'1'> => {
    const found = load.find((each) => each.resource === resource);
    if (!found) throw new Error('a phase has a load of each resource');
    return found.share;
  };
  return { compute: share('compute'), memory: share('memory-bandwidth') };
}

/** Chunks of the prompts of a pass, with a step of the running requests after each. */
function stalledPrefill(kase: Case, { prefillTime, decodeTime }: PhaseRates): Q<'s'> {
  const { tokens } = prefillContext(kase);
  const chunks = kase.chunk ? chunksOf({ tokens, chunk: kase.chunk }) : count(1, 'one piece', '不分块');
  return sharedPrefill({ prefill: prefillTime, chunks, step: decodeTime });
}

function noTime(en: string, zh: string): Q<'s'> {
  return question(0, 's', { en, zh });
}

/** M/D/1 at each DP rank of the prefill pool; a pool that is asked for more than it can do has no steady wait. */
function queueOf(kase: Case, pass: Q<'s'>): Q<'s'> {
  const { arrivals } = kase.workload;
  if (!arrivals) return noTime('no queue: the concurrency is given', '并发已给定，无排队');
  const prompts = kase.promptsPerPass;
  const { dp, replicas } = kase.prefill.layout;
  const use = prefillUse({
    arrivals,
    pass,
    prompts,
    ranks: count(dp * replicas, 'DP ranks of the prefill pool', 'Prefill 池 DP rank 数'),
  });
  if (use.value >= 1)
    return unknown('s', 'rate', {
      label: { en: 'wait before prefill: it grows without end', zh: 'Prefill 前的排队：无限增长' },
    });
  return queueWait({ use, pass, prompts });
}

const constantChance = count(1, 'the same chance for each draft', '各草稿接受率相同');

function tokensOf(kase: Case): Q<'1'> {
  return kase.speculation
    ? (kase.speculation.length ??
        tokensPerStep({ ...kase.speculation, decay: kase.speculation.decay ?? constantChance }))
    : count(1, 'one token a step: no drafts', '无草稿，每步一个 token');
}

/** Between pools of their own the cache travels over scale-out, after the prefill. */
function transferOf(kase: Case, prefill: Q<'s'>): Q<'s'> {
  if (!kase.separatePools) return noTime('no transfer: the phases share their cards', '两阶段共用卡，无传输');
  const { copies, share, layersFrom } = kase.stack.transfer;
  const length = kase.workload.input;
  const whole = transferTime({
    length,
    token: cachePerToken(kase, kase.prefill),
    bandwidth: kase.prefill.chip.scaleOut,
    share,
    copies,
    memory: kase.decode.chip.memoryBandwidth,
  });
  if (!layersFrom || length.value < layersFrom.value) return whole;
  const layers = kase.model.layers.reduce((sum, group) => sum + group.count, 0);
  return layerwiseTransfer({ whole, layers: count(layers, 'layers', '层数'), prefill });
}

function allCards(kase: Case): Q<'card'> {
  if (!kase.separatePools) return kase.decode.cards;
  return sumOf(
    { id: 'cards.all', title: { en: 'Cards of both pools', zh: '两池总卡数' }, symbol: 'c', unit: 'card' },
    { prefill: kase.prefill.cards, decode: kase.decode.cards },
  );
}

/** KV cache a token of another model under the formats of a case. */
export function kvPerToken(kase: Case, model: Case['model']): Q<'B'> {
  return cachePerToken({ ...kase, model }, wholePool(kase.decode));
}

/** What can be said of the model alone. */
export function addModelMetrics(metrics: Map<string, Q>, { model }: Pick<Case, 'model'>, cache: Q<'B'>): void {
  const counts = parametersOf(model);
  metrics.set('model.parameters', counts.total);
  metrics.set('model.active_parameters', counts.active);
  metrics.set('model.kv_bytes_per_token', cache);
}

/** A missed objective is a warning; every figure is still there. */
export function sloWarnings(kase: Case, metrics: ReadonlyMap<string, Q>): Diagnostic[] {
  const missed = (name: string, field: string, slo: Q<'s'> | undefined): Diagnostic[] => {
    const reached = metrics.get(name);
    if (!slo || !reached || !(reached.value > slo.value)) return [];
    const said = { metric: field.toUpperCase(), reached: format(reached), slo: format(slo) };
    return [diagnostic('slo.missed', said, { path: ['workload', 'slo', field] })];
  };
  return [
    ...missed('serving.ttft', 'ttft', kase.workload.sloTtft),
    ...missed('serving.tpot', 'tpot', kase.workload.sloTpot),
  ];
}

/** One card's share of a token's cache when nothing is split: what "KV a token" means of a model. */
export function wholePool(pool: Pool): Pool {
  return { ...pool, layout: { ...pool.layout, tp: 1, pp: 1, cp: 1 } };
}
