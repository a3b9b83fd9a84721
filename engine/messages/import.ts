/** What a config.json says that cannot be taken over. */

import { message, type Text } from './message';

const listed = (keys: readonly string[]): string => keys.join(', ');

export const importMessages = {
  'import.not-json': message<{ file: string }>(
    'error',
    (a) => `${a.file} is not a JSON object. Give the config.json of a Hugging Face checkpoint`,
    (a) => `${a.file} 不是 JSON 对象。请给出 Hugging Face 检查点的 config.json`,
  ),
  'import.family': message<{ file: string; type: string; known: readonly string[] }>(
    'error',
    (a) =>
      `${a.file}: the model_type ${a.type === '' ? 'is missing' : `${a.type} is not known`}. Known: ${listed(a.known)}. Other models go into a catalog file of your own`,
    (a) =>
      `${a.file}：${a.type === '' ? '缺少 model_type' : `未知的 model_type ${a.type}`}。已知：${listed(a.known)}。其他模型请写入自己的资料库文件`,
  ),
  'import.refused': message<{ file: string; what: Text }>(
    'error',
    (a) => `${a.file}: ${a.what.en}`,
    (a) => `${a.file}：${a.what.zh}`,
  ),
  'import.unknown-structure': message<{ file: string; keys: readonly string[] }>(
    'error',
    (a) => `${a.file}: ${listed(a.keys)} may change what is computed and is not understood, so nothing is guessed`,
    (a) => `${a.file}：无法理解 ${listed(a.keys)}，它们可能改变计算内容，因此不作猜测`,
  ),
  'import.left': message<{ file: string; keys: readonly string[] }>(
    'info',
    (a) => `${a.file}: left aside ${listed(a.keys)}`,
    (a) => `${a.file}：未采用 ${listed(a.keys)}`,
  ),
  'import.vision': message<{ file: string }>(
    'info',
    (a) => `${a.file}: the language model alone is counted, not the vision encoder`,
    (a) => `${a.file}：只计语言模型，不计视觉编码器`,
  ),
  'import.no-file': message<{ file: string }>(
    'error',
    (a) => `${a.file} is not there. Write the path of a config.json, from the folder of the notebook`,
    (a) => `找不到 ${a.file}。请写出 config.json 相对于笔记本所在文件夹的路径`,
  ),
} as const;
