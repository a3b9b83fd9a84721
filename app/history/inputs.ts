/** A stored case as a list of readable inputs. Reads the JSON itself, so that a case of an older engine is readable too. */

import { figures, type Q, type Text } from '../../engine';
import { isObject, readQ } from './stored-case';

export interface Input {
  readonly id: string;
  readonly title: Text;
  readonly value: { readonly kind: 'number'; readonly q: Q } | { readonly kind: 'text'; readonly text: Text };
}

type Title = readonly [path: string, en: string, zh: string];

const whole: readonly Title[] = [
  ['fidelity', 'fidelity', '精度档'],
  ['runtime', 'runtime', '运行时'],
  ['model.title', 'model', '模型'],
  ['formats.weights', 'weights', '权重格式'],
  ['formats.experts', 'expert weights', '专家权重格式'],
  ['formats.head', 'head weights', '输出层权重格式'],
  ['formats.kv', 'KV cache', 'KV cache 格式'],
  ['workload.input', 'input', '输入长度'],
  ['workload.output', 'output', '输出长度'],
  ['workload.perCard', 'concurrency', '并发'],
  ['workload.prefixHit', 'prefix hit ratio', '前缀命中率'],
  ['workload.sloTtft', 'TTFT target', 'TTFT 目标'],
  ['workload.sloTpot', 'TPOT target', 'TPOT 目标'],
  ['separatePools', 'a pool for each phase', '两阶段各用一池'],
  ['promptsPerPass', 'prompts a prefill pass', '每次 Prefill 的提示数'],
  ['batch', 'requests a decode rank', '每个 Decode rank 的请求数'],
  ['mlaAbsorb', 'MLA absorbs the up-projection', 'MLA 吸收上投影'],
  ['speculation.drafts', 'draft tokens', '草稿 token 数'],
  ['speculation.acceptance', 'acceptance', '接受率'],
  ['prices.cardHour', 'price of a card-hour', '卡时价'],
];

const ofPool: readonly Title[] = [
  ['chip.title', 'chip', '芯片'],
  ['cards', 'cards', '卡数'],
  ['layout.tp', 'TP', 'TP'],
  ['layout.dp', 'DP', 'DP'],
  ['layout.pp', 'PP', 'PP'],
  ['layout.cp', 'CP', 'CP'],
  ['layout.sp', 'SP', 'SP'],
  ['layout.ep', 'EP', 'EP'],
  ['layout.redundantExperts', 'redundant experts', '冗余专家数'],
  ['layout.replicas', 'replicas', '副本数'],
  ['chip.tflops.bf16', 'BF16 peak', 'BF16 峰值算力'],
  ['chip.tflops.fp8', 'FP8 peak', 'FP8 峰值算力'],
  ['chip.tflops.int8', 'INT8 peak', 'INT8 峰值算力'],
  ['chip.tflops.fp4', 'FP4 peak', 'FP4 峰值算力'],
  ['chip.memory', 'memory', '显存容量'],
  ['chip.memoryBandwidth', 'memory bandwidth', '显存带宽'],
  ['chip.scaleUp', 'scale-up bandwidth', '机内互联带宽'],
  ['chip.scaleOut', 'scale-out bandwidth', '机间网络带宽'],
  ['chip.scaleUpDomain', 'cards on the scale-up fabric', '机内互联域卡数'],
  ['chip.cardsPerNode', 'cards a node', '每节点卡数'],
  ['chip.linkLatency', 'link latency', '链路时延'],
  ['chip.sms', 'SMs', 'SM 数'],
  ['chip.l2', 'L2 cache', 'L2 缓存'],
  ['chip.tdp', 'TDP', 'TDP'],
];

/** How levers and their settings are called. */
export interface LeverNames {
  readonly title: (id: string) => Text;
  readonly setting: (id: string, name: string, q: Q) => Text;
}

/** All inputs of a case in reading order. One chip in both pools is told once where both say the same. */
export function inputsOf(kase: unknown, names: LeverNames): readonly Input[] {
  const pools = (['prefill', 'decode'] as const).flatMap((phase) =>
    ofPool.map(([path, en, zh]): Title => [`${phase}.${path}`, `${phase} ${en}`, `${phaseNames[phase]} ${zh}`]),
  );
  return [...[...whole, ...pools].flatMap((title) => inputAt(kase, title)), ...leversOf(kase, names)];
}

const phaseNames = { prefill: 'Prefill', decode: 'Decode' };

function inputAt(kase: unknown, [path, en, zh]: Title): Input[] {
  const value = shownValue(valueAt(kase, path));
  return value ? [{ id: path, title: { en, zh }, value }] : [];
}

function valueAt(kase: unknown, path: string): unknown {
  return path.split('.').reduce((value: unknown, key) => (isObject(value) ? value[key] : undefined), kase);
}

function shownValue(value: unknown): Input['value'] | undefined {
  const q = readQ(value);
  if (q) return { kind: 'number', q };
  if (typeof value === 'string') return same(value);
  if (typeof value === 'number') return same(figures(value));
  if (typeof value === 'boolean')
    return { kind: 'text', text: value ? { en: 'yes', zh: '是' } : { en: 'no', zh: '否' } };
  // A unit that the chip does not have says so in its own words.
  if (isObject(value) && isObject(value.absent)) return { kind: 'text', text: { en: 'none', zh: '无' } };
  return undefined;
}

function same(text: string): Input['value'] {
  return { kind: 'text', text: { en: text, zh: text } };
}

function leversOf(kase: unknown, names: LeverNames): Input[] {
  const on: Text = { en: 'on', zh: '开' };
  const applied = isObject(kase) && Array.isArray(kase.applied) ? kase.applied : [];
  return applied.flatMap((lever: unknown): Input[] => {
    if (!isObject(lever) || typeof lever.id !== 'string') return [];
    const { id } = lever;
    const settings = isObject(lever.parameters) ? Object.entries(lever.parameters) : [];
    const written = settings.flatMap(([name, value]) => {
      const q = readQ(value);
      return q ? [names.setting(id, name, q)] : [];
    });
    const said = [on, ...written];
    const text = { en: said.map(({ en }) => en).join(' · '), zh: said.map(({ zh }) => zh).join(' · ') };
    return [{ id: `levers.${id}`, title: names.title(id), value: { kind: 'text', text } }];
  });
}
