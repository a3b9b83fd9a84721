/** A Hugging Face config.json → an architecture. Every key is understood, known to mean nothing here, or reported. */

import { diagnostic, type Diagnostic, type Text } from '../diagnostics';
import type { Parsed } from '../quantity-text';
import type { Architecture, Block, LayerGroup, Residual, WeightFormat } from '../types';
import { attentionLayers, draftAttention } from './import-attention';
import { families, isIgnorable, isStructural, type Family } from './import-families';
import { ffnLayers } from './import-ffn';
import { isGroup, readerOf, type ConfigReader } from './import-reader';
import { mismatches } from './model';
import { nameKey } from './names';

export interface Imported {
  readonly model: Architecture;
  /** What was left aside, and what was taken for granted. */
  readonly notes: readonly Diagnostic[];
}

/** `name` is the file's path as the person wrote it. */
export function importConfig(text: string, name: string): Parsed<Imported> {
  const content = parsed(text);
  if (!isGroup(content)) return { ok: false, problem: diagnostic('import.not-json', { file: name }) };
  const problems: Diagnostic[] = [];
  const outer = readerOf(content, problems, name);
  // Multimodal configurations keep the language model apart.
  const config = outer.group('text_config') ?? outer.group('llm_config') ?? outer;
  const type = config.text('model_type') ?? outer.text('model_type') ?? '';
  const family = families[type];
  if (!family) {
    return { ok: false, problem: diagnostic('import.family', { file: name, type, known: Object.keys(families) }) };
  }
  const model = architectureOf(outer, config, family, name);
  outer.ignore(isIgnorable);
  const left = outer.left();
  const unclear = left.filter(isStructural);
  if (unclear.length > 0) problems.push(diagnostic('import.unknown-structure', { file: name, keys: unclear }));
  const [problem] = problems;
  if (problem) return { ok: false, problem: problems.length === 1 ? problem : joined(problems, problem) };
  const aside = left.filter((key) => !isStructural(key));
  const notes = [
    ...(aside.length > 0 ? [diagnostic('import.left', { file: name, keys: aside })] : []),
    ...(outer.has('vision_config') ? [diagnostic('import.vision', { file: name })] : []),
  ];
  return { ok: true, value: { model, notes } };
}

function parsed(text: string): unknown {
  try {
    const content: unknown = JSON.parse(text);
    return content;
  } catch {
    return undefined;
  }
}

function joined(problems: readonly Diagnostic[], first: Diagnostic): Diagnostic {
  const all = (language: keyof Text) => problems.map((each) => each.text[language]).join('\n');
  return { ...first, text: { en: all('en'), zh: all('zh') } };
}

function architectureOf(outer: ConfigReader, config: ConfigReader, family: Family, name: string): Architecture {
  const count = config.need('num_hidden_layers');
  const layers = Number.isNaN(count) ? [] : grouped(config, family, count);
  const mtpLayers = predictionLayers(config);
  const draft = mtpLayers > 0 && layers.length > 0 ? draftOf(config, family, { count, layers }) : undefined;
  const residual = residualOf(config);
  const title = nameOf(name);
  layers.forEach((group, at) => {
    for (const { text } of mismatches(group.attention, group.ffn, at)) config.refuse(text);
  });
  return {
    id: nameKey(title),
    title,
    aliases: [],
    hidden: config.need('hidden_size'),
    vocab: config.need('vocab_size'),
    tied: [config, outer].map((each) => each.flag('tie_word_embeddings')).includes(true),
    layers,
    ...(residual && { residual }),
    mtpLayers,
    ...(draft && { draft }),
    native: nativeOf(outer, config),
    source: name,
  };
}

/** "./llama/config.json" is called llama; any other file by its own name. */
function nameOf(path: string): string {
  const parts = path.split(/[\\/]/).filter((part) => part !== '' && part !== '.' && part !== '..');
  const file = (parts.at(-1) ?? path).replace(/\.json$/, '');
  return file === 'config' ? (parts.at(-2) ?? file) : file;
}

/** Equal layers together, in the order in which each kind first appears. */
function grouped(config: ConfigReader, family: Family, count: number): LayerGroup[] {
  const attention = attentionLayers(config, family, count);
  const ffn = ffnLayers(config, family, count);
  const groups = new Map<string, { block: Block; count: number }>();
  for (let layer = 0; layer < count; layer++) {
    const [own, network] = [attention[layer], ffn[layer]];
    if (!own || !network) continue;
    const key = JSON.stringify([own, network]);
    const group = groups.get(key) ?? { block: { attention: own, ffn: network }, count: 0 };
    groups.set(key, { ...group, count: group.count + 1 });
  }
  return [...groups.values()].map(({ block, count: number }) => ({ count: number, ...block }));
}

function predictionLayers(config: ConfigReader): number {
  const modules = config.number('num_nextn_predict_layers', 'num_mtp_modules', 'mtp_num_hidden_layers') ?? 0;
  return config.flag('use_mtp') === false ? 0 : modules;
}

function draftOf(
  config: ConfigReader,
  family: Family,
  built: { readonly count: number; readonly layers: readonly LayerGroup[] },
): Block | undefined {
  const attention = draftAttention(config, family, built.count);
  const last = built.layers.at(-1);
  return attention && last && { attention, ffn: last.ffn };
}

function residualOf(config: ConfigReader): Residual | undefined {
  const streams = config.number('hc_mult');
  if (streams !== undefined && streams > 1) return { kind: 'streams', streams };
  const block = config.number('attn_res_block_size');
  return block === undefined ? undefined : { kind: 'attended', block };
}

/** Formats of the checkpoint; unquantized = BF16. */
function nativeOf(outer: ConfigReader, config: ConfigReader): Architecture['native'] {
  const said = outer.group('quantization_config') ?? config.group('quantization_config');
  const experts = config.text('expert_dtype');
  const plain: Architecture['native'] = { weights: 'bf16', experts: 'bf16' };
  const found = said ? quantized(said, config) : plain;
  return experts === 'fp4' ? { ...found, experts: 'fp4' } : found;
}

function quantized(said: ConfigReader, config: ConfigReader): Architecture['native'] {
  const method = said.text('quant_method') ?? '';
  said.ignore((key) => key !== 'config_groups' && key !== 'bits');
  const both = (format: WeightFormat) => ({ weights: format, experts: format });
  switch (method) {
    case 'fp8':
      return both('fp8');
    case 'mxfp4':
      return { weights: 'bf16', experts: 'fp4' };
    case 'awq':
    case 'gptq':
      if (said.number('bits') === 4) return both('int4');
      break;
    case 'compressed-tensors': {
      const format = compressedFormat(said);
      // Such checkpoints quantize the routed experts and leave attention in BF16.
      if (format) return format === 'int4' || format === 'fp4' ? { weights: 'bf16', experts: format } : both(format);
      break;
    }
  }
  config.refuse({ en: `unknown quantization: ${method}`, zh: `未知的量化方式：${method}` });
  return both('bf16');
}

function compressedFormat(said: ConfigReader): WeightFormat | undefined {
  const groups = said.group('config_groups');
  const weights = groups?.group('group_0')?.group('weights');
  if (!groups || !weights) return undefined;
  const bits = weights.number('num_bits');
  const isFloat = weights.text('type') === 'float';
  groups.group('group_0')?.ignore(() => true);
  groups.ignore(() => true);
  weights.ignore(() => true);
  if (bits === 8) return isFloat ? 'fp8' : 'int8';
  if (bits === 4) return isFloat ? 'fp4' : 'int4';
  return undefined;
}
