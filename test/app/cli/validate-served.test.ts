import { describe, expect, test } from 'vitest';
import { sglangLine, vllmResult } from '../../support/served';
import { documentOf, shell } from '../support/command-line';

const notebook = [
  '---\nchokepoint: 1\nruntime: vllm\n---\n',
  '```yaml hardware card\nuse: h100\ncards: 1\n```\n',
  '```yaml model small\nuse: qwen3-8b\n```\n',
  '```yaml parallelism one\ndecode: {tp: 1}\n```\n',
  '```yaml hardware older\nuse: a100-80g\n```\n',
].join('');

function served() {
  const it = shell();
  it.file('server.bench.md', notebook);
  it.file('vllm.json', vllmResult());
  it.file('sglang.jsonl', `${sglangLine()}\n${sglangLine({ max_concurrency: 64 })}\n`);
  it.file('kernels.json', '{"device": "NVIDIA H100 80GB HBM3", "series": {}}');
  return it;
}

describe('validate --file RESULT --notebook FILE --cell ID', () => {
  test('prints the run beside the prediction', async () => {
    const said = await served().call(
      'validate',
      '--file',
      'vllm.json',
      '--notebook',
      'server.bench.md',
      '--cell',
      'one',
    );
    expect([said.code, said.error]).toEqual([0, '']);
    expect(said.out).toMatch(/^vllm\.qwen3-8b\.in1024\.out1024\.c32\.tpot +\S+ +0\.009550 +s +\S+\s% +yes/m);
    expect(said.out).toMatch(/^published +1 +1 /m);
  });

  test('takes the headline where no cell is named; --json is one document of the contract', async () => {
    const it = served();
    const headline = await it.call('validate', '--file', 'sglang.jsonl', '--notebook', 'server.bench.md', '--json');
    const older = await it.call(
      ...['validate', '--file', 'sglang.jsonl', '--notebook', 'server.bench.md', '--cell', 'older', '--json'],
    );
    expect(documentOf(headline)).toEqual(documentOf(older));
    expect(documentOf(headline)).toMatchObject({
      cases: [
        { id: 'sglang.qwen3-8b.in1024.out512.c16.ttft', suite: 'published', unit: 's', pass: null },
        {},
        {},
        {},
        {},
        {},
      ],
      summary: { published: { n: 2 } },
    });
  });

  test.each([
    [['--file', 'vllm.json'], 'it does not say on which cards'],
    [['--file', 'vllm.json', '--cell', 'one'], 'validate --file RESULT.json --notebook FILE.bench.md'],
    [['--notebook', 'server.bench.md'], 'validate --file RESULT.json --notebook FILE.bench.md'],
    [['--file', 'kernels.json', '--notebook', 'server.bench.md'], 'kernels.json needs no design'],
    [['--file', 'vllm.json', '--notebook', 'server.bench.md', '--cell', 'on'], 'Did you mean one?'],
    [['--file', 'vllm.json', '--notebook', 'none.bench.md'], 'none.bench.md'],
  ])('%j is refused: %s', async (options, words) => {
    const said = await served().call('validate', ...options);
    expect([said.code, said.error]).toEqual([2, expect.stringContaining(words)]);
  });
});
