import { describe, expect, it } from 'vitest';
import { standardCatalog } from '../../engine/catalog';
import { filesIn } from '../../engine/notebook/files';
import { createMemo } from '../../engine/notebook/memo';
import { run } from '../../engine/notebook/run';
import { configs } from '../support/configs';

const notebook = (model: string): string =>
  [
    '```yaml hardware chip\nuse: h200\n```',
    `\`\`\`yaml model mine\n${model}\n\`\`\``,
    '```yaml workload chat\ninput: 1000\noutput: 100\nconcurrency: 8 per card\n```',
    '',
  ].join('\n');

const ours = notebook('config: ./mine/config.json');
const v3 = JSON.stringify(configs['deepseek-v3']);
const glm = JSON.stringify(configs['glm-4.5']);

function ran(text: string, files: readonly (readonly [string, string])[], memo = createMemo()) {
  return run(text, { catalog: standardCatalog(), files: new Map(files), memo });
}

describe('a model from a configuration of the person', () => {
  it('is named by the cell, for the app to read', () => {
    expect(filesIn(ours)).toEqual(['./mine/config.json']);
    expect(filesIn(notebook('use: deepseek-v3'))).toEqual([]);
    expect(filesIn(notebook('config: [not, a, path]'))).toEqual([]);
  });

  it('is computed as the same model of the catalog', () => {
    const mine = ran(ours, [['./mine/config.json', v3]]);
    const known = ran(notebook('use: deepseek-v3'), []);
    const figures = (one: typeof mine) =>
      [...(one.evaluations.get('chat')?.metrics ?? [])].map(([name, q]) => [name, q.value]);
    expect(figures(mine).length).toBeGreaterThan(40);
    expect(figures(mine)).toEqual(figures(known));
  });

  it('changes with its file, and with nothing else', () => {
    const memo = createMemo();
    const parameters = (text: string) =>
      ran(ours, [['./mine/config.json', text]], memo)
        .evaluations.get('chat')
        ?.metrics.get('model.parameters')?.value;
    const before = parameters(v3);
    expect(parameters(glm)).not.toBe(before);
    expect(parameters(v3)).toBe(before);
  });

  it.each([
    ['a file that is not there', ours, [], 'import.no-file'],
    ['a file that is no configuration', ours, [['./mine/config.json', 'hello']], 'import.not-json'],
    [
      'an architecture that is not understood',
      ours,
      [['./mine/config.json', '{"model_type": "rwkv"}']],
      'import.family',
    ],
    [
      'two models at once',
      notebook('use: deepseek-v3\nconfig: ./mine/config.json'),
      [['./mine/config.json', v3]],
      'value.pick-one',
    ],
  ] as const)('%s is an error on the line that names it', (_, text, files, code) => {
    const { results } = ran(text, files);
    const cell = results.find(({ id }) => id === 'mine');
    expect(cell?.status).toBe('error');
    expect(cell?.diagnostics.map((each) => each.code)).toEqual([code]);
    expect(cell?.diagnostics[0]?.at).toMatchObject({ column: 1 });
    expect(results.find(({ id }) => id === 'chat')?.status).toBe('blocked');
  });

  it('gives way to a later use:, and comes back with a later config:', () => {
    const text = `${ours}\`\`\`yaml model other\nuse: qwen3-8b\n\`\`\`\n\`\`\`yaml model again\nconfig: ./mine/config.json\n\`\`\`\n`;
    const { evaluations } = ran(text, [['./mine/config.json', v3]]);
    const ids = ['chat', 'other', 'again'].map((id) => evaluations.get(id)?.case.model.id);
    expect(ids).toEqual(['mine', 'qwen3-8b', 'mine']);
  });
});
