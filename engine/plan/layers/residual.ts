/** What runs between the halves of a layer: residual added and normalised, on one stream, on several, or over earlier blocks. */

import { mathWidth } from '../../formats';
import { elementwiseBytes } from '../../formulas/operators';
import { profiles } from '../../profiles';
import type { Plan } from '../../types';
import type { PassContext } from '../context';
import { count, linear, op } from '../op';

export function residualOps(id: string, context: PassContext): Plan[] {
  const { kase } = context;
  const { residual, layers } = kase.model;
  const plain = profiles[kase.runtime].normElements;
  if (!residual) return [norm(id, plain, context)];
  switch (residual.kind) {
    case 'streams': {
      const n = residual.streams;
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

function norm(id: string, times: number, context: PassContext): Plan {
  return op({
    id,
    title: { en: 'residual and norm', zh: '残差与归一化' },
    group: 'elementwise',
    activations: elementwiseBytes({
      tokens: context.ownTokens,
      elements: count(times * context.kase.model.hidden, 'elements read and written', '读写元素数'),
      width: mathWidth.bf16,
    }),
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
