/** The feed-forward blocks; a dense gated FFN, which the shared experts of a MoE layer are too. Split over TP. */

import type { Case, DenseSpec, FfnSpec, Plan, WeightFormat } from '../../types';
import type { PassContext } from '../context';
import { gatedNames, gatedOps } from './gated';
import { moeOps } from './moe';

/** A new block is one line here. */
export function feedForwardOps(spec: FfnSpec, context: PassContext): Plan[] {
  switch (spec.kind) {
    case 'dense':
      return denseOps(spec, context);
    case 'moe':
      return moeOps(spec, context);
  }
}

const names = gatedNames('ffn', { en: 'FFN', zh: 'FFN' }, false);

function denseOps(spec: DenseSpec, context: PassContext): Plan[] {
  return gatedOps(names, spec.inner, denseFormat(context.kase), context);
}

/** Dense layers may keep another format than the other weights. */
export function denseFormat({ formats }: Case): WeightFormat {
  return formats.dense ?? formats.weights;
}
