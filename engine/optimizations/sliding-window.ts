/** Attention over a window of recent tokens in most layers. */

import { diagnostic } from '../diagnostics';
import { question } from '../quantity';
import type { Architecture, AttentionSpec, Case, GqaSpec, LayerGroup, MlaSpec } from '../types';
import type { Optimization } from './optimization';
import { number, pure } from './parameter';

const window = { en: 'tokens of the window', zh: '窗口 token 数' };
const full = { en: 'one layer in so many stays full; 0 = none', zh: '每多少层保留一层全注意力；0 = 不保留' };

export const slidingWindow: Optimization = {
  id: 'sliding-window',
  title: { en: 'Sliding window', zh: '滑动窗口' },
  summary: {
    en: 'Most layers attend, and keep, only the last tokens. Cuts cache and attention at long context; below the window it changes nothing, and what lies outside is lost to those layers, so the model must be trained for it.',
    zh: '多数层只关注并保留最近的 token。长上下文时缓存与注意力大减；短于窗口时无变化。窗口外内容对这些层不可见，需为此训练。',
  },
  level: 'micro',
  stage: 'save-resources',
  parameters: {
    window: number(window, 4096, { least: 1, most: 10_000_000, stands: (kase) => asked(windowOf(kase.model)) }),
    full: number(full, 6, { least: 0, most: 1000 }),
  },
  standing: (kase) => windowOf(kase.model) !== undefined,
  without: (kase) => withLayers(kase, (group) => [{ ...group, attention: widened(group.attention) }]),
  excludes: [],
  affects: ['model'],
  cite: 'what-if; windows of gpt-oss, MiMo and Gemma',
  requires: (kase) =>
    kase.model.layers.some(({ attention }) => isFull(attention) || hasWindow(attention))
      ? true
      : diagnostic('lever.no-attention', { lever: slidingWindow.title, model: kase.model.title }),
  isWhatIf: (kase) => windowOf(kase.model) === undefined,
  rewrite: (kase, parameters) => {
    const tokens = pure(parameters, 'window').value;
    const every = pure(parameters, 'full').value;
    // A checkpoint that alternates already keeps its pattern: only its windows change.
    if (windowOf(kase.model) !== undefined)
      return withLayers(kase, (group) => [
        hasWindow(group.attention) ? { ...group, attention: { ...group.attention, window: tokens } } : group,
      ]);
    return withLayers(kase, (group) => (isFull(group.attention) ? split(group, tokens, every) : [group]));
  },
};

type Windowed = GqaSpec | MlaSpec;

function isFull(spec: AttentionSpec): spec is Windowed {
  return (spec.kind === 'gqa' && spec.window === undefined && spec.chunk === undefined) || isFullMla(spec);
}

/** Where an index chooses what is attended, a window has nothing to cut. */
function isFullMla(spec: AttentionSpec): spec is MlaSpec {
  return spec.kind === 'mla' && spec.window === undefined && spec.index === undefined;
}

function hasWindow(spec: AttentionSpec): spec is Windowed {
  return (spec.kind === 'gqa' || spec.kind === 'mla') && spec.window !== undefined;
}

function windowOf(model: Architecture): number | undefined {
  for (const { attention } of model.layers) if (hasWindow(attention)) return attention.window;
  return undefined;
}

function asked(value: number | undefined) {
  return value === undefined ? undefined : question(value, '1', window);
}

function widened(spec: AttentionSpec): AttentionSpec {
  if (!hasWindow(spec)) return spec;
  const { window: _, ...rest } = spec;
  return rest;
}

function split(group: LayerGroup, tokens: number, every: number): LayerGroup[] {
  const kept = every === 0 ? 0 : Math.floor(group.count / every);
  const cut = { ...group, count: group.count - kept, attention: windowed(group.attention, tokens) };
  return kept === 0 ? [cut] : [{ ...group, count: kept }, cut];
}

function windowed(spec: AttentionSpec, tokens: number): AttentionSpec {
  return isFull(spec) ? { ...spec, window: tokens } : spec;
}

function withLayers(kase: Case, change: (group: LayerGroup) => LayerGroup[]): Case {
  return { ...kase, model: { ...kase.model, layers: kase.model.layers.flatMap(change) } };
}
