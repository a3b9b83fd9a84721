/** Design → Case: everything said, looked up and filled in; or what it lacks; or why it cannot be. */

import { parametersOf, type Catalog } from '../catalog';
import { diagnostic, type Diagnostic, type Text } from '../diagnostics';
import { articleDesign } from '../formulas/article/design';
import { promptsPacked, freshTokens, share, spread } from '../formulas/shares';
import { applyLevers } from '../optimizations/apply';
import { shareOfContext } from '../formulas/attention';
import { count } from '../plan/op';
import { profiles } from '../profiles';
import { stacks } from '../stacks';
import { question, type Q } from '../quantity';
import type { Architecture, Case, Concurrency, Design, Formats, Pinned, Pool, Popularity, Workload } from '../types';
import { cannotMultiply, chipOf, poolOf, widened } from './pools';

export type Resolved =
  | {
      readonly kind: 'case';
      readonly case: Case;
      /** The same before any lever of the design. */
      readonly start: Case;
      readonly notes: readonly Diagnostic[];
    }
  /** Fine so far, but not yet a whole question; with the metrics it can have already. */
  | {
      readonly kind: 'incomplete';
      readonly lacks: readonly Text[];
      readonly metrics: ReadonlyMap<string, Q>;
      readonly notes: readonly Diagnostic[];
    }
  /** Each problem's `path` begins with the cell kind that said it. */
  | { readonly kind: 'error'; readonly problems: readonly Diagnostic[] };

export function resolve(said: Design, catalog: Catalog): Resolved {
  const design = laidOutAlike(said);
  const chip = chipOf(design, catalog);
  const model = modelOf(design, catalog);
  const problems = [...chip.problems, ...model.problems];
  if (problems.length > 0) return { kind: 'error', problems };
  const lacks = lacking(design);
  if (!chip.value || !model.value || lacks.length > 0) {
    return { kind: 'incomplete', lacks, metrics: model.value ? modelFigures(model.value) : new Map(), notes: [] };
  }
  const parts = { chip: chip.value, model: model.value, catalog };
  const prefill = poolOf('prefill', design, parts);
  const decode = poolOf('decode', design, parts);
  if (!prefill.value || !decode.value) return { kind: 'error', problems: [...prefill.problems, ...decode.problems] };
  return complete(design, parts.model, prefill.value, decode.value, [...prefill.notes, ...decode.notes]);
}

/** One pool that does both has one layout: decode's, unless prefill's alone is said. */
function laidOutAlike(design: Design): Design {
  const { serving, prefill, decode } = design.parallelism;
  const layout = decode ?? prefill;
  if (serving !== 'shared' || !layout) return design;
  const { tokens } = prefill ?? {};
  const parallelism = { ...design.parallelism, prefill: { ...layout, ...(tokens ? { tokens } : {}) }, decode: layout };
  return { ...design, parallelism };
}

function modelOf(design: Design, catalog: Catalog): { value?: Architecture; problems: Diagnostic[] } {
  if (design.model.imported) return { value: design.model.imported, problems: [] };
  if (design.model.use === undefined) return { problems: [] };
  const found = catalog.model(design.model.use);
  if (!found.ok) return { problems: [{ ...found.problem, path: ['model', 'use'] }] };
  const blocked = found.value.blocked;
  if (blocked)
    return {
      problems: [
        diagnostic(
          'model.blocked',
          { model: found.value.title, field: blocked.field, reason: blocked.reason },
          { path: ['model', 'use'] },
        ),
      ],
    };
  return { value: found.value, problems: [] };
}

/** What is still to be said, in the order in which a notebook says it. */
function lacking(design: Design): Text[] {
  const { hardware, model, workload } = design;
  const wanted: readonly [unknown, Text][] = [
    [hardware.use, { en: 'hardware', zh: '硬件' }],
    [model.use ?? model.imported, { en: 'model', zh: '模型' }],
    [workload.input, { en: 'input length', zh: '输入长度' }],
    [workload.output, { en: 'output length', zh: '输出长度' }],
    [pinned(workload.concurrency), { en: 'concurrency', zh: '并发' }],
  ];
  return wanted.filter(([said]) => said === undefined).map(([, name]) => name);
}

/** What follows from the design is found by explore/operating-point.ts, which then asks here with a number. */
function pinned(concurrency: Concurrency | undefined): Pinned | undefined {
  return concurrency?.kind === 'per-card' || concurrency?.kind === 'total' ? concurrency : undefined;
}

function modelFigures(model: Architecture): ReadonlyMap<string, Q> {
  const counts = parametersOf(model);
  return new Map<string, Q>([
    ['model.parameters', counts.total],
    ['model.active_parameters', counts.active],
  ]);
}

function complete(
  design: Design,
  model: Architecture,
  prefill: Pool,
  decode: Pool,
  notes: readonly Diagnostic[],
): Resolved {
  const { input, output, prefixHit, routing, sloTtft, sloTpot } = design.workload;
  const concurrency = pinned(design.workload.concurrency);
  const counted = routing && miscounted(routing, model);
  if (counted) return { kind: 'error', problems: [counted] };
  if (!input || !output || !concurrency) return { kind: 'error', problems: [] };
  const workload: Workload = {
    input,
    output,
    perCard: perCardOf(concurrency, decode),
    prefixHit: prefixHit ?? question(0, '1', { en: 'no prefix-cache hits', zh: '无前缀缓存命中' }),
    ...(routing ? { routing } : {}),
    ...(sloTtft ? { sloTtft } : {}),
    ...(sloTpot ? { sloTpot } : {}),
  };
  const start: Case = {
    fidelity: design.fidelity,
    runtime: design.runtime,
    model,
    formats: formatsOf(design, model),
    workload,
    prefill,
    decode,
    separatePools: design.parallelism.pools !== undefined,
    promptsPerPass: promptsOf(design, workload, prefill),
    batch: share({ perCard: workload.perCard, cards: decode.cards, ranks: ranksOf(decode) }),
    mlaAbsorb: profiles[design.runtime].absorbs,
    stack: stacks[design.runtime],
    ...(design.parallelism.serving === 'shared' ? { shared: true } : {}),
    ...pricesOf(design),
    applied: [],
    skipped: [],
  };
  const kase = applyLevers(start, design.levers);
  const refusal = kase.fidelity === 'article' ? articleDesign(kase) : undefined;
  if (refusal && 'code' in refusal) return { kind: 'error', problems: [refusal] };
  return {
    kind: 'case',
    case: kase,
    start,
    notes: [...notes, ...formatNotes(design, kase), ...priceNotes(design, kase)],
  };
}

function pricesOf({ cost, currency }: Design): Pick<Case, 'prices'> {
  if (!cost.cardHour) return {};
  const busy = cost.busy ?? question(1, '1', { en: 'every paid hour serves this load', zh: '付费时段全部用于服务' });
  const cardHour = { prefill: cost.prefillCardHour ?? cost.cardHour, decode: cost.cardHour };
  return { prices: { cardHour, busy, currency } };
}

/** A card-hour of the catalog that is another chip's. */
function priceNotes({ cost: { listed } }: Design, { decode: { chip } }: Case): Diagnostic[] {
  if (listed?.chip === undefined || listed.chip === chip.id) return [];
  return [diagnostic('price.other-chip', { name: listed.name, chip: chip.title }, { path: ['cost', 'rent'] })];
}

/** A histogram must speak of each expert of the model. */
function miscounted(routing: Popularity, model: Architecture): Diagnostic | undefined {
  if (routing.kind !== 'histogram') return undefined;
  const counts = routing.counts.length;
  for (const { ffn } of model.layers) {
    if (ffn.kind !== 'moe' || ffn.experts === counts) continue;
    const words = { experts: ffn.experts, counts, model: model.title };
    return diagnostic('workload.histogram', words, { path: ['workload', 'routing'] });
  }
  return undefined;
}

function perCardOf(concurrency: Pinned, decode: Pool): Q<'per card'> {
  return concurrency.kind === 'per-card' ? concurrency.n : spread({ total: concurrency.n, cards: decode.cards });
}

function ranksOf(pool: Pool): Q<'1'> {
  return count(pool.layout.dp * pool.layout.replicas, 'DP ranks in the pool', '池内 DP rank 数');
}

/** Whole prompts up to the pass's tokens: unsaid, the larger of one prompt and 8192; no more than are there. */
function promptsOf(design: Design, workload: Workload, prefill: Pool): Q<'1'> {
  const fresh = freshTokens({ input: workload.input, hit: workload.prefixHit });
  const said = design.parallelism.prefill?.tokens;
  const most = said
    ? count(said.value, 'tokens a prefill pass may pack', '一趟 Prefill 可打包的 token 数')
    : count(
        Math.max(8192, fresh.value),
        'tokens a prefill pass packs when nothing is said',
        '未指定时一趟 Prefill 打包的 token 数',
      );
  const there = share({ perCard: workload.perCard, cards: prefill.cards, ranks: ranksOf(prefill) });
  const { pp } = prefill.layout;
  const waiting =
    pp === 1 ? there : shareOfContext({ all: there, cards: count(pp, 'microbatches in flight', '在途微批数') });
  return promptsPacked({ most, fresh, waiting });
}

/** Unsaid = the checkpoint's own; `weights:` speaks for the experts too unless `experts:` does. The head stays in BF16, as checkpoints ship it. */
function formatsOf(design: Design, model: Architecture): Formats {
  const said = design.model;
  return {
    weights: said.weights ?? model.native.weights,
    experts: said.experts ?? said.weights ?? model.native.experts,
    head: 'bf16',
    kv: said.kv ?? 'bf16',
  };
}

function formatNotes(design: Design, kase: Case): Diagnostic[] {
  const stored = [kase.formats.weights, kase.formats.experts];
  return [kase.prefill, kase.decode].flatMap((pool, index, pools) => {
    if (index > 0 && pools[0]?.chip.id === pool.chip.id) return [];
    const asked = design.model.activations;
    return [
      ...widened(pool, stored).map((format) => diagnostic('formats.widened', { format, chip: pool.chip.title })),
      ...(asked && cannotMultiply(pool.chip, asked)
        ? [diagnostic('formats.no-unit', { format: asked, chip: pool.chip.title }, { path: ['model', 'activations'] })]
        : []),
    ];
  });
}
