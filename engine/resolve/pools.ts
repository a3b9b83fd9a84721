/** Which chips serve which phase, how many, laid out how (contract.md, Layout). */

import type { Catalog } from '../catalog';
import { kernelClassOf } from '../catalog/chip';
import { bits, mathFormats, multiplies, weightFormats } from '../formats';
import { diagnostic, type Diagnostic } from '../diagnostics';
import { isKnown, question, type Q } from '../quantity';
import type {
  Architecture,
  Chip,
  Design,
  Layout,
  LayoutDesign,
  MathFormat,
  PhaseName,
  Pool,
  Size,
  WeightFormat,
} from '../types';

export interface Found<T> {
  readonly value?: T;
  readonly problems: readonly Diagnostic[];
  readonly notes: readonly Diagnostic[];
}

/** The design's chip with the person's overrides over it. */
export function chipOf(design: Design, catalog: Catalog): Found<Chip> {
  const { use, set } = design.hardware;
  if (use === undefined) return { problems: [], notes: [] };
  const found = catalog.chip(use);
  if (!found.ok) return { problems: [{ ...found.problem, path: ['hardware', 'use'] }], notes: [] };
  return { value: overridden(found.value, set), problems: [], notes: [] };
}

function overridden(chip: Chip, set: Readonly<Record<string, Q>>): Chip {
  let changed = chip;
  for (const [field, figure] of Object.entries(set)) {
    const [head = '', below] = field.split('.');
    changed =
      below === undefined
        ? { ...changed, [head]: figure }
        : { ...changed, tflops: { ...changed.tflops, [below]: figure } };
  }
  // Other peaks are another chip to a library of kernels; another bandwidth than its own is the same chip that waits less.
  const own = isKnown(chip.memoryBandwidth) ? chip.memoryBandwidth : changed.memoryBandwidth;
  const kernelClass = kernelClassOf(changed.tflops, own);
  return kernelClass === changed.kernelClass ? changed : { ...changed, kernelClass };
}

export function poolOf(
  phase: PhaseName,
  design: Design,
  parts: { chip: Chip; model: Architecture; catalog: Catalog },
): Found<Pool> {
  const said = design.parallelism.pools?.[phase];
  const other = said?.use === undefined ? undefined : parts.catalog.chip(said.use);
  if (other && !other.ok)
    return { problems: [{ ...other.problem, path: ['parallelism', 'pools', phase, 'use'] }], notes: [] };
  const chip = other?.ok ? other.value : parts.chip;
  const cards = cardsOf(said?.size ?? (said ? undefined : design.hardware.size), chip);
  if (Number.isNaN(cards)) {
    return {
      problems: [diagnostic('hardware.cards-unknown', { chip: chip.title }, { path: ['hardware', 'nodes'] })],
      notes: [],
    };
  }
  const laid = layoutOf(phase, design.parallelism[phase], { cards, chip, model: parts.model });
  const math = mathOf(chip, design.model.activations);
  if (!laid.value) return { problems: laid.problems, notes: [] };
  return {
    problems: [],
    notes: laid.notes,
    value: {
      chip,
      math,
      layout: laid.value,
      cards: question(cards, 'card', { en: `cards of the ${phase} pool`, zh: `${phase} 池卡数` }),
    },
  };
}

function cardsOf(size: Size | undefined, chip: Chip): number {
  if (size && 'cards' in size) return size.cards;
  return (size?.nodes ?? 1) * chip.cardsPerNode.value;
}

/** Activations in the fastest format at or above the weights' precision, or in the one asked for. */
function mathOf(chip: Chip, asked: MathFormat | undefined): Record<WeightFormat, MathFormat> {
  const has = (format: MathFormat): boolean => !('absent' in chip.tflops[format]);
  const of = (stored: WeightFormat): MathFormat => {
    if (asked && has(asked) && bits[asked] >= bits[stored]) return asked;
    return multiplies[stored].find(has) ?? 'bf16';
  };
  return { bf16: of('bf16'), fp8: of('fp8'), int8: of('int8'), int4: of('int4'), fp4: of('fp4') };
}

/** Stored formats that this chip has to widen to BF16 before it multiplies. */
export function widened(pool: Pool, stored: readonly WeightFormat[]): WeightFormat[] {
  return weightFormats.filter((format) => format !== 'bf16' && stored.includes(format) && pool.math[format] === 'bf16');
}

/** A format that the person asked activations to be in, but the chip has no unit for. */
export function cannotMultiply(chip: Chip, asked: MathFormat | undefined): boolean {
  return asked !== undefined && mathFormats.includes(asked) && 'absent' in chip.tflops[asked];
}

interface LayoutParts {
  readonly cards: number;
  readonly chip: Chip;
  readonly model: Architecture;
}

function layoutOf(phase: PhaseName, said: LayoutDesign | undefined, parts: LayoutParts): Found<Layout> {
  const layout = filledIn(said, parts);
  const problems = layoutProblems(phase, layout, parts);
  if (problems.length > 0) return { problems, notes: [] };
  const notes = said
    ? unevenStages(phase, layout, parts.model)
    : [diagnostic('layout.assumed', { phase, tp: layout.tp, ep: layout.ep })];
  return { value: layout, problems: [], notes };
}

function layersOf(model: Architecture): number {
  return model.layers.reduce((sum, { count }) => sum + count, 0);
}

/** Figures are of the mean stage; where layers do not divide, the longest one is somewhat slower. */
function unevenStages(phase: PhaseName, { pp }: Layout, model: Architecture): Diagnostic[] {
  const layers = layersOf(model);
  if (layers % pp === 0) return [];
  const path = ['parallelism', phase, 'pp'];
  return [diagnostic('layout.stages-uneven', { layers, pp, longest: Math.ceil(layers / pp) }, { path })];
}

function isMoe(model: Architecture): boolean {
  return model.layers.some((group) => group.ffn.kind === 'moe');
}

/** Nothing said = tp and ep of one node; else tp 1, dp fills the pool, ep = tp × dp for MoE. */
function filledIn(said: LayoutDesign | undefined, parts: LayoutParts): Layout {
  const { cards, model } = parts;
  const tp = said ? (said.tp ?? 1) : widestTp(parts);
  const pp = said?.pp ?? 1;
  const cp = said?.cp ?? 1;
  const dp = said?.dp ?? Math.max(1, Math.floor(cards / (tp * pp * cp)));
  const widest = said ? tp * dp : tp;
  const ep = said?.ep ?? (isMoe(model) ? widest : 1);
  return {
    tp,
    dp,
    pp,
    cp,
    ep,
    sp: said?.sp ?? false,
    redundantExperts: said?.redundantExperts ?? 0,
    ...(said?.placement ? { placement: said.placement } : {}),
    replicas: cards / (tp * dp * pp * cp),
  };
}

/** The most cards of a node that divide the pool, the heads and the experts: a layout to start from never fails. */
function widestTp({ cards, chip, model }: LayoutParts): number {
  const perNode = chip.cardsPerNode.value;
  const node = Number.isNaN(perNode) ? cards : Math.min(cards, perNode);
  const divides = (tp: number): boolean =>
    cards % tp === 0 &&
    model.layers.every(
      ({ attention, ffn }) => attention.heads % tp === 0 && (ffn.kind !== 'moe' || ffn.experts % tp === 0),
    );
  for (let tp = node; tp > 1; tp--) if (divides(tp)) return tp;
  return 1;
}

function layoutProblems(phase: PhaseName, layout: Layout, { cards, model }: LayoutParts): Diagnostic[] {
  const { tp, dp, pp, cp, ep, redundantExperts } = layout;
  const at = (field: string) => ({ path: ['parallelism', phase, field] });
  const problems: Diagnostic[] = [];
  const layers = layersOf(model);
  if (pp > layers) problems.push(diagnostic('layout.stages', { pp, layers, model: model.title }, at('pp')));
  if (cp > 1 && phase === 'decode') problems.push(diagnostic('layout.decode-cp', {}, at('cp')));
  if (!Number.isInteger(layout.replicas)) {
    problems.push(
      diagnostic('layout.instance', { phase, tp, dp, size: tp * dp * pp * cp, cards }, at(dp > 1 ? 'dp' : 'tp')),
    );
  }
  for (const { attention } of model.layers) {
    if (attention.heads % tp !== 0) {
      problems.push(diagnostic('layout.heads', { tp, heads: attention.heads, model: model.title }, at('tp')));
      break;
    }
  }
  for (const { ffn } of model.layers) {
    if (ffn.kind !== 'moe') continue;
    const experts = ffn.experts + redundantExperts;
    if (experts % ep !== 0) problems.push(diagnostic('layout.experts', { ep, experts, model: model.title }, at('ep')));
    break;
  }
  if (!isMoe(model) && ep > 1) problems.push(diagnostic('layout.no-experts', { model: model.title }, at('ep')));
  else if ((tp * dp) % ep !== 0 || (ep % tp !== 0 && tp % ep !== 0)) {
    problems.push(diagnostic('layout.ep', { phase, ep, tp, dp, cards }, { ...at('ep') }));
  }
  return problems;
}
