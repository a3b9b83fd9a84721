/** What runs between the halves of a layer: residual added and normalised, on one stream, on several, or over earlier blocks. */

import { mathWidth } from '../../formats';
import { elementwiseBytes } from '../../formulas/operators';
import { profiles } from '../../profiles';
import type { Q } from '../../quantity';
import type { Plan } from '../../types';
import type { PassContext } from '../context';
import { count, linear, op, pass } from '../op';

export function residualOps(id: string, context: PassContext): Plan[] {
  const { kase } = context;
  const { residual, layers } = kase.model;
  const plain = profiles[kase.runtime].normElements;
  if (!residual) return [norm(id, plain, context)];
  switch (residual.kind) {
    case 'streams': {
      const n = residual.streams;
      if (residual.apart === true)
        return [mixing(`${id}-mix`, n, context), apart(id, n, residual.iterations ?? usualRounds, context)];
      // Streams read and one input written before the half; streams and output read, streams written after it.
      return [mixing(`${id}-mix`, n, context), norm(id, plain + 3 * n - 2, context)];
    }
    case 'attended': {
      const all = layers.reduce((sum, { count: each }) => sum + each, 0);
      const blocks = Math.ceil(all / residual.block);
      // Sources grow from one to all blocks: half of them on average, and the block being summed.
      return [norm(id, plain + (blocks + 1) / 2 + 1, context)];
    }
  }
}

/** Rounds of the Sinkhorn normalization in DeepSeek-V4. */
const usualRounds = 20;

/** Kernels that are not fused move (8n + 2)·d elements a half, where a plain residual moves 3d; two small ones a round. */
function apart(id: string, streams: number, rounds: number, context: PassContext): Plan {
  const plain = profiles[context.kase.runtime].normElements;
  return op({
    id,
    title: { en: 'streams mixed kernel by kernel', zh: '残差流逐算子混合' },
    group: 'elementwise',
    shape: { kind: 'elementwise', kernels: count(2 * rounds, 'kernels of the normalization', '归一化的算子数') },
    activations: elementwiseBytes({
      tokens: context.ownTokens,
      elements: count((plain - 1 + 8 * streams) * context.kase.model.hidden, 'elements read and written', '读写元素数'),
      width: mathWidth.bf16,
    }),
  });
}

/** Width of what a token carries from layer to layer. */
export function residualWidth(context: PassContext): Q<'1'> {
  const { residual, hidden } = context.kase.model;
  return residual?.kind === 'streams'
    ? count(residual.streams * hidden, 'all residual streams', '全部残差流')
    : context.hidden;
}

function norm(id: string, times: number, context: PassContext): Plan {
  return pass({
    id,
    title: { en: 'residual and norm', zh: '残差与归一化' },
    tokens: context.ownTokens,
    elements: count(times * context.kase.model.hidden, 'elements read and written', '读写元素数'),
    width: mathWidth.bf16,
  });
}

/** Weights of the mix, from all streams of a token: into the half, out of it, and from stream to stream. */
function mixing(id: string, streams: number, context: PassContext): Plan {
  return linear({
    id,
    title: { en: 'mixing weights of the streams', zh: '残差流混合权重' },
    group: 'projections',
    tokens: context.ownTokens,
    inner: count(streams * context.kase.model.hidden, 'all streams', '全部残差流'),
    outer: count(streams * streams + 2 * streams, 'mixing weights', '混合权重数'),
    format: 'bf16',
    pool: context.pool,
  });
}
