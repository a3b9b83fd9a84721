/** A model file → an Architecture. */

import { diagnostic, type Diagnostic } from '../diagnostics';
import type { Architecture, AttentionSpec, Block, FfnSpec } from '../types';
import type { ModelRecord } from './schema';

export interface ReadModel {
  readonly model: Architecture;
  readonly problems: readonly Diagnostic[];
}

/** A size that nobody has published is NaN; the schema lets only blocked models have one. */
export function readModel(record: ModelRecord): ReadModel {
  const share = sharing();
  const layers = record.layers.map((group) => ({ ...share(group), count: group.count }));
  const model: Architecture = {
    id: record.id,
    title: record.title,
    aliases: record.aliases,
    hidden: record.hidden ?? Number.NaN,
    vocab: record.vocab ?? Number.NaN,
    tied: record.tied,
    layers,
    mtpLayers: record.mtpLayers,
    ...(record.residual && { residual: record.residual }),
    ...(record.draft && { draft: share(record.draft) }),
    native: record.native ?? { weights: 'bf16', experts: 'bf16' },
    source: record.source,
    ...(record.blocked && { blocked: record.blocked }),
  };
  return { model, problems: record.layers.flatMap((group, at) => mismatches(group.attention, group.ffn, at)) };
}

/** Equal halves of layers become one object each, so that a pass makes their operators once. */
function sharing(): (block: Block) => Block {
  const attentions = new Map<string, AttentionSpec>();
  const ffns = new Map<string, FfnSpec>();
  const known = <S>(specs: Map<string, S>, spec: S): S => {
    const content = JSON.stringify(spec);
    const before = specs.get(content);
    if (before === undefined) specs.set(content, spec);
    return before ?? spec;
  };
  return ({ attention, ffn }) => ({ attention: known(attentions, attention), ffn: known(ffns, ffn) });
}

/** What the numbers of a layer contradict in each other. */
export function mismatches(attention: AttentionSpec, ffn: FfnSpec, at: number): Diagnostic[] {
  const found: Diagnostic[] = [];
  const refuse = (field: string, en: string, zh: string) =>
    found.push(
      diagnostic('catalog.contradiction', { what: { en, zh } }, { path: ['layers', at, ...field.split('.')] }),
    );
  if (attention.kind === 'gqa' && attention.heads % attention.kvHeads !== 0) {
    refuse(
      'attention.kvHeads',
      `${attention.kvHeads} KV heads do not divide ${attention.heads} query heads`,
      `${attention.kvHeads} 个 KV 头不能整除 ${attention.heads} 个查询头`,
    );
  }
  if (ffn.kind === 'moe' && ffn.topk > ffn.experts) {
    refuse('ffn.topk', `top ${ffn.topk} of ${ffn.experts} experts`, `${ffn.experts} 个专家中选 ${ffn.topk} 个`);
  }
  if (ffn.kind === 'moe' && ffn.shared > 0 !== ffn.sharedInner > 0) {
    refuse('ffn.sharedInner', 'shared experts need both a number and a width', '共享专家需同时给出个数与宽度');
  }
  return found;
}
