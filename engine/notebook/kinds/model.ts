/** Which model, and in which number formats. */

import { kvFormats, mathFormats, weightFormats } from '../../formats';
import { defining } from '../kind';
import { catalogId, choice } from '../scalars';
import { optional } from '../optional';
import { field, later } from '../shape';

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
const config = later('config', {
  what: { en: 'a config.json', zh: ' config.json' },
  write: {
    en: 'Write use: with a model of the catalog, for example use: deepseek-v3',
    zh: '请用 use: 指定资料库中的模型，例如 use: deepseek-v3',
  },
});

export const model = defining(
  {
    id: 'model',
    title: { en: 'Model', zh: '模型' },
    summary: { en: 'The model and the number formats it is served in', zh: '模型及其推理所用的数值格式' },
    template: 'use: deepseek-v3\n',
  },
  (known) => {
    const use = field('use', catalogId(known.models), {
      title: { en: 'Model', zh: '模型' },
      meaning: { en: 'Its id in the catalog', zh: '资料库中的 id' },
    });
    return {
      fields: [use, config, weights, experts, activations, kv],
      read: (taken) => {
        taken.get(config);
        const said = {
          ...optional('use', taken.get(use)),
          ...optional('weights', taken.get(weights)),
          ...optional('experts', taken.get(experts)),
          ...optional('activations', taken.get(activations)),
          ...optional('kv', taken.get(kv)),
        };
        return (start) => ({ ...start, model: { ...start.model, ...said } });
      },
    };
  },
);
