/** The fleet that serves a load within the SLO: whole instances on whole nodes, prefill and decode apart, chips mixed or not. */

import type { Catalog } from '../catalog';
import type { Text } from '../diagnostics';
import { operate } from '../explore/operating-point';
import { stopWords, withPrompts, type Stop } from '../explore/trial';
import { gather } from '../formula';
import { cardsOfNodes, fleetHour, instancesFor, nodesFor, requestOfFleet } from '../formulas/fleet';
import { freshTokens } from '../formulas/shares';
import { isKnown, missingOf, question, type Q } from '../quantity';
import type { Chip, Design, Evaluation, PhaseName, Pool, Resource } from '../types';

export interface FleetPool {
  readonly chip: Chip;
  readonly instances: Q<'1'>;
  readonly nodes: Q<'1'>;
  readonly cards: Q<'card'>;
  /** Share of its cards that the load keeps busy. */
  readonly use: number;
}

export interface Fleet {
  readonly kind: 'fleet';
  /** At the largest batch that memory and the SLO allow. */
  readonly evaluation: Evaluation;
  readonly pools: Readonly<Record<PhaseName, FleetPool>>;
  /** Absent without a price. */
  readonly money?: { readonly hour: Q<'money/h'>; readonly request: Q<'money'> };
}

/** No fleet of any size: more of the same cards would not help, since each request already takes too long or does not fit. */
export interface Impossible {
  readonly kind: 'impossible';
  readonly resource: Resource | undefined;
  readonly text: Text;
}

/** Not told yet: something is unsaid or unknown. */
export interface Unclear {
  readonly kind: 'unclear';
  readonly text: Text;
}

export type FleetAnswer = Fleet | Impossible | Unclear;

export function fleetFor(design: Design, load: Q<'1/s'>, catalog: Catalog): FleetAnswer {
  const answer = fleetAtBest(design, load, catalog);
  const isPackingFree = design.workload.sloTtft && design.parallelism.prefill?.tokens === undefined;
  return answer.kind === 'fleet' && isPackingFree ? packedThriftily(answer, design, load, catalog) : answer;
}

function fleetAtBest(design: Design, load: Q<'1/s'>, catalog: Catalog): FleetAnswer {
  const atBest: Design = { ...design, workload: { ...design.workload, concurrency: { kind: 'best' } } };
  const operated = operate(atBest, catalog, { limits: false });
  switch (operated.kind) {
    case 'error':
      return { kind: 'unclear', text: operated.problems[0]?.text ?? { en: 'it cannot be resolved', zh: '无法解析' } };
    case 'incomplete':
      return { kind: 'unclear', text: lacking(operated.lacks) };
    case 'case': {
      const { evaluation, notes } = operated;
      const unknown = notes.find(({ code }) => code === 'operating.unknown');
      if (unknown) return { kind: 'unclear', text: unknown.text };
      if (notes.some(({ code }) => code === 'operating.none')) return impossible(evaluation);
      return sized(evaluation, load);
    }
  }
}

/** A shorter pass leaves more of the TTFT objective to the wait before it: prompts a pass are halved as long as that saves cards. */
function packedThriftily(fleet: Fleet, design: Design, load: Q<'1/s'>, catalog: Catalog): Fleet {
  const { promptsPerPass, workload } = fleet.evaluation.case;
  const prompts = Math.floor(promptsPerPass.value / 2);
  if (prompts < 1) return fleet;
  const fresh = freshTokens({ input: workload.input, hit: workload.prefixHit }).value;
  const shorter = fleetAtBest(withPrompts(design, prompts, fresh), load, catalog);
  const saves = shorter.kind === 'fleet' && shorter.pools.prefill.cards.value < fleet.pools.prefill.cards.value;
  return saves ? packedThriftily(shorter, design, load, catalog) : fleet;
}

function lacking(lacks: readonly Text[]): Text {
  const join = (language: keyof Text, by: string) => lacks.map((each) => each[language]).join(by);
  return { en: `still needed: ${join('en', ', ')}`, zh: `还需写明：${join('zh', '、')}` };
}

/** At one request a DP rank nothing is gained by more cards; what binds that phase is what forbids it. */
function impossible(evaluation: Evaluation): Impossible {
  const stop = stopAt(evaluation);
  const resource: Resource | undefined =
    stop === 'memory'
      ? 'memory-capacity'
      : stop === 'ttft'
        ? evaluation.prefill.bottleneck
        : evaluation.decode.bottleneck;
  const why = stopWords[stop];
  const named = resource ? resourceNames[resource] : { en: 'latency', zh: '延迟' };
  return {
    kind: 'impossible',
    resource,
    text: {
      en: `no number of cards will do in this layout: ${why.en} with a single request a DP rank; ${named.en} forbids it`,
      zh: `此布局下多少张卡都不行：每个 DP rank 只有 1 个请求时${why.zh}；受限于${named.zh}`,
    },
  };
}

export const resourceNames: Readonly<Record<Resource, Text>> = {
  compute: { en: 'compute', zh: '算力' },
  'memory-capacity': { en: 'memory capacity', zh: '显存容量' },
  'memory-bandwidth': { en: 'memory bandwidth', zh: '显存带宽' },
  communication: { en: 'communication', zh: '通信带宽' },
};

function stopAt({ diagnostics, metrics, case: kase }: Evaluation): Stop {
  if (diagnostics.some(({ code }) => code === 'memory.does-not-fit')) return 'memory';
  const { sloTpot } = kase.workload;
  const tpot = metrics.get('serving.tpot')?.value ?? Number.NaN;
  return sloTpot && tpot > sloTpot.value ? 'tpot' : 'ttft';
}

function sized(evaluation: Evaluation, load: Q<'1/s'>): Fleet | Unclear {
  const { case: kase, metrics } = evaluation;
  const { input, output, prefixHit: hit } = kase.workload;
  const prefillRate = rateOf(evaluation, 'prefill.throughput_per_card');
  const decodeRate = rateOf(evaluation, 'decode.throughput_per_card');
  for (const rate of [prefillRate, decodeRate]) if (!isKnown(rate)) return unclear(rate);
  const fresh = { ...freshTokens({ input, hit }), unit: 'token' as const };
  const prefill = poolFor(kase.prefill, { load, tokens: fresh, rate: prefillRate });
  const decode = poolFor(kase.decode, { load, tokens: output, rate: decodeRate });
  const pass = metrics.get('prefill.time')?.value ?? Number.NaN;
  const queued = withoutQueue(kase.prefill, prefill, { evaluation, load, pass });
  const pools = { prefill: queued, decode };
  const node = [queued.nodes, decode.nodes].find((nodes) => !isKnown(nodes));
  if (node) return unclear(node);
  const { prices } = kase;
  if (!prices) return { kind: 'fleet', evaluation, pools };
  const hour = fleetHour({
    prefillCards: queued.cards,
    prefillPrice: prices.cardHour.prefill,
    decodeCards: decode.cards,
    decodePrice: prices.cardHour.decode,
  });
  return {
    kind: 'fleet',
    evaluation,
    pools,
    money: { hour, request: requestOfFleet({ hour, load, busy: prices.busy }) },
  };
}

function rateOf({ metrics }: Evaluation, name: string): Q<'token/s'> {
  const q = metrics.get(name);
  if (q?.unit !== 'token/s') throw new Error(`every evaluation has ${name}`);
  return { ...q, unit: 'token/s' };
}

function unclear(q: Q): Unclear {
  const fields = missingOf(q).join(', ');
  return { kind: 'unclear', text: { en: `unknown: ${fields}`, zh: `未知：${fields}` } };
}

interface Need {
  readonly load: Q<'1/s'>;
  readonly tokens: Q<'token'>;
  readonly rate: Q<'token/s'>;
}

function poolFor(pool: Pool, { load, tokens, rate }: Need): FleetPool {
  const cards = instanceCards(pool);
  const need = (load.value * tokens.value) / (rate.value * cards.value);
  const instances = instancesFor({ load, tokens, rate, cards });
  return placed(pool, instances, need);
}

function placed({ chip, layout }: Pool, instances: Q<'1'>, need: number): FleetPool {
  const { tp, dp, pp, cp } = layout;
  const node = chip.cardsPerNode;
  const nodes = nodesFor({ instances, cards: instanceCards({ layout }), node });
  const cards = cardsOfNodes({ nodes, node });
  return { chip, instances, nodes, cards, use: (need * tp * dp * pp * cp) / cards.value };
}

function instanceCards({ layout }: Pick<Pool, 'layout'>): Q<'card'> {
  const { tp, dp, pp, cp } = layout;
  return question(tp * dp * pp * cp, 'card', { en: 'cards an instance', zh: '每实例卡数' });
}

interface Queueing {
  readonly evaluation: Evaluation;
  readonly load: Q<'1/s'>;
  readonly pass: number;
}

/** Prefill instances are added until the wait before them leaves TTFT within its objective. */
function withoutQueue(pool: Pool, least: FleetPool, { evaluation, load, pass }: Queueing): FleetPool {
  const { workload, promptsPerPass } = evaluation.case;
  const { sloTtft } = workload;
  const ttft = evaluation.metrics.get('serving.ttft')?.value ?? Number.NaN;
  if (!sloTtft) return least;
  const service = pass / promptsPerPass.value;
  const room = sloTtft.value - ttft;
  // W = ρ·s / (2·(1 − ρ)) ≤ room, solved for the number of ranks.
  const mostUse = (2 * room) / (service + 2 * room);
  const needed = mostUse > 0 ? Math.ceil((load.value * service) / mostUse / pool.layout.dp - 1e-9) : Number.NaN;
  if (!(needed > least.instances.value)) return least;
  const instances = gather({
    id: 'fleet.instances.queue',
    title: { en: 'Instances that keep the wait before prefill within TTFT', zh: '使 Prefill 排队满足 TTFT 的实例数' },
    symbol: 'n',
    unit: '1',
    value: needed,
    terms: { load, slo: sloTtft, alone: least.instances },
    meanings: {
      load: { en: 'requests a second', zh: '每秒请求数' },
      slo: { en: 'TTFT objective', zh: 'TTFT 目标' },
      alone: { en: 'instances that merely keep up', zh: '仅跟得上负载的实例数' },
    },
    write: ([rate = '', slo = '']) => `min{n : "TTFT"(${rate} / n) <= ${slo}}`,
  });
  return placed(pool, instances, (least.use * least.cards.value) / instanceCards(pool).value);
}
