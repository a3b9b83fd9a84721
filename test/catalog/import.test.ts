import { describe, expect, it } from 'vitest';
import { parametersOf, standardCatalog } from '../../engine/catalog';
import { importConfig } from '../../engine/catalog/import';
import type { Architecture } from '../../engine/types';
import { configs } from '../support/configs';

const catalog = standardCatalog();

/** What a configuration can say; names and sources apart. */
function said({ id: _id, title: _title, aliases: _aliases, source: _source, ...rest }: Architecture) {
  return rest;
}

function imported(config: unknown) {
  const read = importConfig(JSON.stringify(config), './config.json');
  if (!read.ok) throw new Error(read.problem.text.en);
  return read.value;
}

function refusal(config: unknown): [string, string] {
  const read = importConfig(JSON.stringify(config), './config.json');
  return read.ok ? ['ok', ''] : [read.problem.code, read.problem.text.en];
}

const v3 = { ...configs['deepseek-v3'] };
const qwen = { ...configs['qwen3-8b'] };

describe('a config.json becomes the architecture that the catalog has', () => {
  it.each(Object.keys(configs))('%s', (id) => {
    const known = catalog.models.get(id);
    if (!known) throw new Error(`no model ${id}`);
    const { model, notes } = imported(configs[id]);
    expect(said(model)).toEqual(said(known));
    expect(parametersOf(model).total.value).toBe(parametersOf(known).total.value);
    expect(notes.map((note) => note.code)).toEqual('vision_config' in (configs[id] ?? {}) ? ['import.vision'] : []);
  });

  it('is named after its file, or its folder', () => {
    const named = (path: string) => {
      const read = importConfig(JSON.stringify(v3), path);
      return read.ok ? [read.value.model.id, read.value.model.title, read.value.model.source] : [];
    };
    expect(named('./models/My-V3/config.json')).toEqual(['my-v3', 'My-V3', './models/My-V3/config.json']);
    expect(named('r1.json')).toEqual(['r1', 'r1', 'r1.json']);
    expect(named('config.json')).toEqual(['config', 'config', 'config.json']);
  });
});

describe('nothing is guessed', () => {
  it.each<[string, unknown, string, RegExp]>([
    ['no JSON', 'config', 'import.not-json', /not a JSON object/],
    ['an unknown family', { ...v3, model_type: 'deepseek_v9' }, 'import.family', /deepseek_v9 is not known/],
    ['no family', { ...v3, model_type: null }, 'import.family', /model_type is missing/],
    ['V3.2 without its index', { ...v3, model_type: 'deepseek_v32' }, 'import.refused', /index_n_heads is missing/],
    ['V3 with an index', { ...v3, index_topk: 2048 }, 'import.unknown-structure', /index_topk/],
    ['a dense family with experts', { ...qwen, num_experts: 64 }, 'import.refused', /experts in a dense family/],
    [
      'a family of experts without them',
      { ...v3, n_routed_experts: null },
      'import.refused',
      /their number or how many a token takes is missing/,
    ],
    [
      'a new kind of attention',
      { ...qwen, mamba_d_state: 128 },
      'import.unknown-structure',
      /mamba_d_state may change what is computed/,
    ],
    ['a new kind of layer', { ...qwen, layer_types: ['mamba'] }, 'import.refused', /unknown kind of layer: mamba/],
    ['a missing width', { ...qwen, hidden_size: null }, 'import.refused', /hidden_size is missing/],
    ['a width in words', { ...qwen, hidden_size: 'wide' }, 'import.refused', /hidden_size must be a number/],
    [
      'lists of another length',
      { ...configs['minimax-m1'], attn_type_list: [0, 1] },
      'import.refused',
      /attn_type_list speaks of 2 layers, num_hidden_layers of 80/,
    ],
    ['two keys that disagree', { ...v3, num_experts: 128 }, 'import.refused', /n_routed_experts 256, num_experts 128/],
    ['heads that do not divide', { ...qwen, num_key_value_heads: 5 }, 'import.refused', /5 KV heads do not divide 32/],
    ['an unknown quantization', { ...v3, quantization_config: { quant_method: 'q2' } }, 'import.refused', /q2/],
    [
      'a compression that nobody has seen',
      { ...configs['deepseek-v4-flash'], compress_ratios: Array.from({ length: 44 }, () => 16) },
      'import.refused',
      /compression by 16/,
    ],
  ])('%s is refused', (_, config, code, words) => {
    const [found, text] = refusal(config);
    expect(found).toBe(code);
    expect(text).toMatch(words);
  });

  it('a key without meaning here is named in a note', () => {
    const { notes } = imported({ ...qwen, favourite_colour: 'red' });
    expect(notes.map((note) => [note.code, note.severity, note.text.en])).toEqual([
      ['import.left', 'info', './config.json: left aside favourite_colour'],
    ]);
  });
});
