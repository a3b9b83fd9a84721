/**
 * Which input makes which part of the difference between two designs. Inputs act on one another, so what one brings depends on the
 * others; each gets the mean of what it brings over all orders in which they could have been changed (the Shapley value). No order
 * is preferred, and the parts sum to the difference.
 */

import type { Catalog } from '../catalog';
import type { Text } from '../diagnostics';
import { optimizations } from '../optimizations';
import { scramble } from '../simulate/random';
import type { Design, MetricName } from '../types';
import { answerTo } from './bench';

/** One input in which two designs differ: it can be taken from either. */
export interface Difference {
  readonly id: string;
  readonly title: Text;
  /** `into` with this input as `from` has it. */
  readonly take: (into: Design, from: Design) => Design;
}

export interface Part {
  readonly id: string;
  readonly title: Text;
  /** What it adds to the metric, in its unit. */
  readonly change: number;
}

export interface Attribution {
  readonly metric: MetricName;
  readonly from: number;
  readonly to: number;
  /** Largest first; they sum to `to − from`. */
  readonly parts: readonly Part[];
  /** Orders averaged over: all of them, or so many drawn. */
  readonly orders: 'all' | number;
}

export interface AttributionQuestion {
  readonly from: Design;
  readonly to: Design;
  readonly metric: MetricName;
  readonly catalog: Catalog;
}

/** Undefined where either design has no such figure, or where no mixture of the two can be. */
export function attribute(question: AttributionQuestion): Attribution | undefined {
  const apart = differences(question.from, question.to);
  return attributed(question, apart) ?? attributed(question, coupled(apart));
}

type Path = readonly (keyof Design | string)[];

/** Inputs that stand side by side in a design, in the order in which a notebook says them. */
const inputs: readonly (readonly [id: string, en: string, zh: string, path: Path])[] = [
  ['fidelity', 'fidelity', '精度档', ['fidelity']],
  ['runtime', 'runtime', '运行时', ['runtime']],
  ['chip', 'chip', '芯片', ['hardware', 'use']],
  ['chip.set', 'figures set for the chip', '自定芯片参数', ['hardware', 'set']],
  ['size', 'cards', '卡数', ['hardware', 'size']],
  ['model', 'model', '模型', ['model', 'use']],
  ['weights', 'weight format', '权重格式', ['model', 'weights']],
  ['experts', 'expert format', '专家格式', ['model', 'experts']],
  ['activations', 'activation format', '激活格式', ['model', 'activations']],
  ['kv', 'KV format', 'KV 格式', ['model', 'kv']],
  ['input', 'input length', '输入长度', ['workload', 'input']],
  ['output', 'output length', '输出长度', ['workload', 'output']],
  ['concurrency', 'concurrency', '并发', ['workload', 'concurrency']],
  ['prefixHit', 'prefix hits', '前缀命中', ['workload', 'prefixHit']],
  ['routing', 'popularity of experts', '专家热度', ['workload', 'routing']],
  ['slo.ttft', 'TTFT objective', 'TTFT 目标', ['workload', 'sloTtft']],
  ['slo.tpot', 'TPOT objective', 'TPOT 目标', ['workload', 'sloTpot']],
  ['prefill.layout', 'prefill layout', 'Prefill 布局', ['parallelism', 'prefill']],
  ['decode.layout', 'decode layout', 'Decode 布局', ['parallelism', 'decode']],
  ['pools', 'pools', '资源池', ['parallelism', 'pools']],
  ['price', 'prices', '价格', ['cost']],
];

export function differences(from: Design, to: Design): readonly Difference[] {
  const named = inputs.flatMap(([id, en, zh, path]): Difference[] =>
    alike(at(from, path), at(to, path))
      ? []
      : [{ id, title: { en, zh }, take: (into, source) => put(into, path, at(source, path)) }],
  );
  const levers = new Set([...Object.keys(from.levers), ...Object.keys(to.levers)]);
  const switched = [...levers].flatMap((id): Difference[] =>
    alike(from.levers[id], to.levers[id])
      ? []
      : [{ id: `lever.${id}`, title: leverTitle(id), take: (into, source) => withLever(into, id, source) }],
  );
  // What is left, such as a file's model: together, so that nothing is lost.
  const rest: Difference = {
    id: 'other',
    title: { en: 'all else', zh: '其他' },
    take: (into, source) => [...named, ...switched].reduce((design, each) => each.take(design, into), source),
  };
  const all = [...named, ...switched];
  const taken = all.reduce((design, each) => each.take(design, to), from);
  return alike(taken, to) ? all : [...all, rest];
}

function leverTitle(id: string): Text {
  return optimizations.find((each) => each.id === id)?.title ?? { en: id, zh: id };
}

function withLever(into: Design, id: string, source: Design): Design {
  const { [id]: _, ...others } = into.levers;
  const setting = source.levers[id];
  return { ...into, levers: setting ? { ...others, [id]: setting } : others };
}

function at(design: Design, path: Path): unknown {
  return path.reduce<unknown>((value, key) => fieldOf(value, key), design);
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? new Map<string, unknown>(Object.entries(value)).get(key)
    : undefined;
}

/** Design fields are plain data: one replaced, the others as they were. */
function put(design: Design, [first, second]: Path, value: unknown): Design {
  const changed = second === undefined ? value : withField(fieldOf(design, first ?? ''), second, value);
  return { ...design, [first ?? '']: changed };
}

function withField(record: unknown, key: string, value: unknown): object {
  const entries = Object.entries(record ?? {}).filter(([name]) => name !== key);
  return Object.fromEntries(value === undefined ? entries : [...entries, [key, value]]);
}

/** Equal in all values; who vouches for a number does not matter here. */
function alike(a: unknown, b: unknown): boolean {
  return written(a) === written(b);
}

/** The order in which fields were said does not matter either. */
function written(value: unknown): string {
  const sorted = (key: string, each: unknown): unknown => {
    if (key === 'origin' || key === 'label') return undefined;
    if (typeof each !== 'object' || each === null || Array.isArray(each)) return each;
    return Object.fromEntries(Object.entries(each).sort(([one], [other]) => (one < other ? -1 : 1)));
  };
  return JSON.stringify(value, sorted) ?? '';
}

/** Chip, cards, model and layout fit one another; taken singly they may not, so here they go together. */
const fitting = ['chip', 'chip.set', 'size', 'model', 'prefill.layout', 'decode.layout', 'pools'];

function coupled(apart: readonly Difference[]): readonly Difference[] {
  const together = apart.filter(({ id }) => fitting.includes(id));
  if (together.length < 2) return apart;
  return [
    {
      id: 'deployment',
      title: {
        en: together.map(({ title }) => title.en).join(', '),
        zh: together.map(({ title }) => title.zh).join('、'),
      },
      take: (into, source) => together.reduce((design, each) => each.take(design, source), into),
    },
    ...apart.filter(({ id }) => !fitting.includes(id)),
  ];
}

/** Beyond this many inputs orders are drawn instead of all counted. */
const mostExact = 11;
const drawnOrders = 400;

function attributed(question: AttributionQuestion, inputsApart: readonly Difference[]): Attribution | undefined {
  const { metric } = question;
  const n = inputsApart.length;
  const figure = mixtures(question, inputsApart);
  const [from, to] = [figure(0), figure(2 ** n - 1)];
  if (Number.isNaN(from) || Number.isNaN(to)) return undefined;
  const isExact = n <= mostExact;
  const changes = isExact ? overAllOrders(n, figure) : overDrawnOrders(n, figure);
  if (changes.some(Number.isNaN)) return undefined;
  const parts = inputsApart.map(({ id, title }, i) => ({ id, title, change: changes[i] ?? 0 }));
  return {
    metric,
    from,
    to,
    parts: parts.sort((a, b) => Math.abs(b.change) - Math.abs(a.change)),
    orders: isExact ? 'all' : drawnOrders,
  };
}

/** The metric of the design that has the inputs of `set` (a bit each) as the second design says them. */
function mixtures(
  { from, to, metric, catalog }: AttributionQuestion,
  apart: readonly Difference[],
): (set: number) => number {
  const known = new Map<number, number>();
  return (set) => {
    const before = known.get(set);
    if (before !== undefined) return before;
    const design = apart.reduce((mixed, each, i) => ((set >> i) & 1 ? each.take(mixed, to) : mixed), from);
    const value = answerTo(design, catalog)?.metrics.get(metric)?.value ?? Number.NaN;
    known.set(set, value);
    return value;
  };
}

/** Weight of a set of k of the others: k!·(n − k − 1)! ÷ n!, the share of orders in which exactly these come before. */
function overAllOrders(n: number, figure: (set: number) => number): number[] {
  const weights = Array.from({ length: n }, (_, k) => 1 / (n * binomial(n - 1, k)));
  return Array.from({ length: n }, (_, i) => {
    let sum = 0;
    for (let set = 0; set < 2 ** n; set++) {
      if ((set >> i) & 1) continue;
      sum += (weights[ones(set)] ?? 0) * (figure(set | (1 << i)) - figure(set));
    }
    return sum;
  });
}

function overDrawnOrders(n: number, figure: (set: number) => number): number[] {
  const sums = new Array<number>(n).fill(0);
  for (let draw = 0; draw < drawnOrders; draw++) {
    const key = (i: number): number => scramble(draw * n + i);
    const order = Array.from({ length: n }, (_, i) => i).sort((a, b) => key(a) - key(b));
    let set = 0;
    for (const i of order) {
      sums[i] = (sums[i] ?? 0) + figure(set | (1 << i)) - figure(set);
      set |= 1 << i;
    }
  }
  return sums.map((sum) => sum / drawnOrders);
}

function binomial(n: number, k: number): number {
  let value = 1;
  for (let i = 1; i <= k; i++) value = (value * (n - k + i)) / i;
  return value;
}

function ones(set: number): number {
  let count = 0;
  for (let rest = set; rest > 0; rest >>= 1) count += rest & 1;
  return count;
}
