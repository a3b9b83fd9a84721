/** The feed-forward blocks; a dense gated FFN, which the shared experts of a MoE layer are too. Split over TP. */

import type { DenseSpec, FfnSpec, Plan } from '../../types';
import type { PassContext } from '../context';
import { gatedOps } from './gated';
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

function denseOps(spec: DenseSpec, context: PassContext): Plan[] {
  return gatedOps({ id: 'ffn', title: { en: 'FFN', zh: 'FFN' } }, spec.inner, context.kase.formats.weights, context);
}
