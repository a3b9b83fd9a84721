/** Which model, and in which number formats. */

import { importConfig } from '../../catalog/import';
import { diagnostic } from '../../diagnostics';
import { kvFormats, mathFormats, weightFormats } from '../../formats';
import type { Architecture, ModelDesign } from '../../types';
import { defining, type Known } from '../kind';
import { catalogId, choice, words } from '../scalars';
import { optional } from '../optional';
import { field, type Taken } from '../shape';
import type { Value } from '../yaml-body';

const weights = field('weights', choice(weightFormats), {
  title: { en: 'Weights', zh: '权重' },
  meaning: { en: 'Format that weights are stored in', zh: '权重的存储格式' },
  standard: 'native',
});
const experts = field('experts', choice(weightFormats), {
  title: { en: 'Expert weights', zh: '专家权重' },
  meaning: { en: 'Format of the experts, where it differs', zh: '专家权重的格式（若不同）' },
});
const activations = field('activations', choice(mathFormats), {
  title: { en: 'Activations', zh: '激活值' },
  meaning: { en: 'Format that matrices are multiplied in', zh: '矩阵乘使用的格式' },
});
const kv = field('kv', choice(kvFormats), {
  title: { en: 'KV cache', zh: 'KV cache' },
  meaning: { en: 'Format of the KV cache', zh: 'KV cache 的格式' },
  standard: 'bf16',
});
const config = field('config', words('./config.json'), {
  title: { en: 'Configuration', zh: '配置' },
  meaning: {
    en: 'Instead of use: path of a Hugging Face config.json, from the folder of the notebook',
    zh: '代替 use：Hugging Face config.json 的路径，相对于笔记本所在文件夹',
  },
});

/** The path that a cell writes for its configuration. */
function configPath(root: Value): readonly string[] {
  if (root.kind !== 'map') return [];
  const said = root.entries.find((entry) => entry.key === config.key)?.value;
  return said?.kind === 'scalar' && said.text !== '' ? [said.text] : [];
}

/** The architecture of the configuration that the cell names; what cannot be read is reported there. */
function readConfig(taken: Taken, files: Known['files']): Architecture | undefined {
  const path = taken.get(config);
  if (path === undefined) return undefined;
  const at = taken.at(config);
  const text = files.get(path);
  if (text === undefined) {
    taken.report(diagnostic('import.no-file', { file: path }, { at }));
    return undefined;
  }
  const read = importConfig(text, path);
  if (!read.ok) {
    taken.report({ ...read.problem, at });
    return undefined;
  }
  for (const note of read.value.notes) taken.report({ ...note, at });
  return read.value.model;
}

/** The last word wins: a model of the catalog, or one from a file. */
function identity(use: string | undefined, imported: Architecture | undefined): (before: ModelDesign) => ModelDesign {
  return (before) => {
    if (use === undefined && imported === undefined) return before;
    const { use: _use, imported: _imported, ...formats } = before;
    return { ...formats, ...optional('use', use), ...optional('imported', imported) };
  };
}

export const model = defining(
  {
    id: 'model',
    title: { en: 'Model', zh: '模型' },
    summary: { en: 'The model and the number formats it is served in', zh: '模型及其推理所用的数值格式' },
    template: 'use: deepseek-v3\n',
    files: configPath,
  },
  (known) => {
    const use = field('use', catalogId(known.models), {
      title: { en: 'Model', zh: '模型' },
      meaning: { en: 'Its id in the catalog', zh: '资料库中的 id' },
    });
    return {
      fields: [use, config, weights, experts, activations, kv],
      read: (taken) => {
        if (taken.has(use) && taken.has(config)) {
          taken.report(diagnostic('value.pick-one', { first: 'use', second: 'config' }, { at: taken.at(config) }));
        }
        const named = identity(taken.get(use), readConfig(taken, known.files));
        const said = {
          ...optional('weights', taken.get(weights)),
          ...optional('experts', taken.get(experts)),
          ...optional('activations', taken.get(activations)),
          ...optional('kv', taken.get(kv)),
        };
        return (start) => ({ ...start, model: { ...named(start.model), ...said } });
      },
    };
  },
);
