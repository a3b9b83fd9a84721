/** The feed-forward network of each layer, from the keys of a configuration. */

import type { FfnSpec, MoeSpec } from '../types';
import type { Family } from './import-families';
import type { ConfigReader } from './import-reader';

const expertKeys = ['n_routed_experts', 'num_experts', 'num_local_experts', 'moe_num_experts'] as const;
const choiceKeys = ['num_experts_per_tok', 'num_experts_per_token', 'moe_k', 'moe_top_k', 'moe_topk'] as const;

/** One network a layer, in their order. */
export function ffnLayers(config: ConfigReader, family: Family, count: number): readonly FfnSpec[] {
  const experts = config.number(...expertKeys);
  const chosen = config.number(...choiceKeys);
  if (family.ffn === 'dense') {
    if (experts !== undefined && experts > 1) mismatch(config, 'experts in a dense family', '稠密模型族中出现专家');
    if (config.number('moe_intermediate_size') !== undefined)
      mismatch(config, 'moe_intermediate_size in a dense family', '稠密模型族中出现 moe_intermediate_size');
    return Array.from({ length: count }, () => ({ kind: 'dense', inner: config.need('intermediate_size') }));
  }
  if (experts === undefined || chosen === undefined) {
    mismatch(
      config,
      'a family with experts, but their number or how many a token takes is missing',
      '该模型族含专家，但缺少专家数或每 token 专家数',
    );
    return [];
  }
  // Said also where no layer is dense.
  config.number('intermediate_size');
  config.number(family.denseInner);
  const moe = moeOf(config, family, { experts, topk: chosen });
  const isMoe = moeLayers(config, count);
  const flags = Array.from({ length: count }, (_, layer) => isMoe(layer));
  const dense: FfnSpec | undefined = flags.every(Boolean)
    ? undefined
    : { kind: 'dense', inner: config.need(family.denseInner) };
  return flags.map((routed) => (routed || !dense ? moe : dense));
}

function mismatch(config: ConfigReader, en: string, zh: string): void {
  config.refuse({ en: `dense and mixture-of-experts keys do not fit: ${en}`, zh: `稠密与 MoE 的键不一致：${zh}` });
}

function moeOf(config: ConfigReader, family: Family, numbers: { experts: number; topk: number }): MoeSpec {
  const inner = config.need(
    ...(config.has('moe_intermediate_size') ? ['moe_intermediate_size'] : [family.expertInner]),
  );
  const shared = sharedOf(config, family, inner);
  const latent = config.number('routed_expert_hidden_size');
  const groups = config.number('n_group', 'num_expert_group') ?? 1;
  const limit = config.number('topk_group') ?? groups;
  return {
    kind: 'moe',
    ...numbers,
    inner,
    ...shared,
    ...(latent === undefined ? {} : { latent }),
    ...(groups > 1 && limit < groups ? { groups: { count: groups, limit } } : {}),
  };
}

function sharedOf(
  config: ConfigReader,
  family: Family,
  inner: number,
): Pick<MoeSpec, 'shared' | 'sharedInner' | 'sharedGate'> {
  const gated = family.attention === 'delta-net' ? { sharedGate: true } : {};
  const number = config.number('n_shared_experts', 'num_shared_experts', 'moe_num_shared_experts', 'num_shared_expert');
  const width = config.number('shared_expert_intermediate_size', 'shared_intermediate_size', 'share_expert_dim');
  if (family.impliesShared) return { shared: 1, sharedInner: inner };
  if (number !== undefined)
    return number > 0 ? { shared: number, sharedInner: width ?? inner } : { shared: 0, sharedInner: 0 };
  return width !== undefined && width > 0 ? { shared: 1, sharedInner: width, ...gated } : { shared: 0, sharedInner: 0 };
}

/** The many ways to say which layers have experts; all that are said must hold. */
function moeLayers(config: ConfigReader, count: number): (layer: number) => boolean {
  const first = config.number('first_k_dense_replace', 'moe_layer_start_index') ?? 0;
  const last = config.number('moe_layer_end_index') ?? count - 1;
  const step = config.number('decoder_sparse_step', 'interleave_moe_layer_step', 'moe_layer_interval') ?? 1;
  const dense = new Set(config.numbers('mlp_only_layers') ?? []);
  const listed = config.has('moe_layers') ? config.numbers('moe_layers') : enumerated(config);
  const frequency = frequencyOf(config, count);
  return (layer) =>
    layer >= first &&
    layer <= last &&
    (listed ? listed.includes(layer) : (layer + 1) % step === 0) &&
    !dense.has(layer) &&
    frequency(layer);
}

/** "4,5,6" (Step-3). */
function enumerated(config: ConfigReader): readonly number[] | undefined {
  return config.text('moe_layers_enum')?.split(',').map(Number);
}

/** One number: every n-th layer; a list: 1 for a layer with experts. */
function frequencyOf(config: ConfigReader, count: number): (layer: number) => boolean {
  const said = config.either('moe_layer_freq') ?? 1;
  if (typeof said === 'number') return (layer) => layer % said === 0;
  if (said.length !== count) {
    config.refuse({
      en: `moe_layer_freq speaks of ${said.length} layers, num_hidden_layers of ${count}`,
      zh: `moe_layer_freq 含 ${said.length} 层，而 num_hidden_layers 为 ${count}`,
    });
  }
  return (layer) => said[layer] === 1;
}
