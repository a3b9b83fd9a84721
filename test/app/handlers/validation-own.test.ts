import { describe, expect, test } from 'vitest';
import { vllmResult } from '../../support/served';
import { desk } from '../support/handlers';

const notebook = [
  '---\nchokepoint: 1\nruntime: vllm\n---\n',
  '```yaml hardware card\nuse: h100\ncards: 1\n```\n',
  '```yaml model small\nuse: qwen3-8b\n```\n',
  '```yaml workload chat\ninput: 2000\noutput: 500\nconcurrency: 4 in total\n```\n',
  '```yaml parallelism one\ndecode: {tp: 1}\n```\n',
  '```yaml hardware older\nuse: a100-80g\n```\n',
].join('');

const result = { text: vllmResult(), name: 'vllm.json' };
const kernels = JSON.stringify({
  device: 'NVIDIA H100 80GB HBM3',
  series: { 'gemm.bf16.o': { n: 7168, k: 16384, rows: [{ m: 1, us: 87.9 }] } },
});

describe('validation.file', () => {
  test('takes a serving result against the headline of the notebook, or the cell that is named', async () => {
    const { handlers } = desk();
    const headline = await handlers['validation.file']({ ...result, notebook: { text: notebook } });
    expect(headline).toMatchObject({ cell: 'older', cells: ['chat', 'one', 'older'], problems: [] });
    expect(headline.cases.map(({ id, pass }) => [id.split('.').at(-1), pass === null])).toEqual([
      ['ttft', true],
      ['tpot', false],
      ['throughput', true],
    ]);
    const one = await handlers['validation.file']({ ...result, notebook: { text: notebook, cell: 'one' } });
    expect(one.cell).toBe('one');
    expect(one.cases[1]?.predicted).toBeLessThan(headline.cases[1]?.predicted ?? 0);
    expect(one.cases[1]?.shown).toMatchObject({ actual: expect.stringMatching(/9\.55\s?.*ms/), peers: [] });
    // Of a notebook that was open before.
    const gone = await handlers['validation.file']({ ...result, notebook: { text: notebook, cell: 'gone' } });
    expect(gone.cell).toBe('older');
  });

  test('needs no notebook for kernels, which name their card', async () => {
    const { handlers } = desk();
    const own = await handlers['validation.file']({ text: kernels, name: 'mine.json' });
    expect(own.cases.map(({ id, chip }) => [id, chip])).toEqual([['gemm.bf16.o@1', 'NVIDIA H100 SXM']]);
    expect(own).not.toHaveProperty('cells');
  });

  test('says what is wrong in both languages', async () => {
    const { handlers } = desk();
    const alone = handlers['validation.file']({ ...result });
    await expect(alone).rejects.toMatchObject({
      problem: { code: 'measured.no-notebook', text: { zh: expect.stringContaining('请打开描述该服务的笔记本') } },
    });
    await expect(handlers['validation.file']({ text: '{', name: 'x.json' })).rejects.toMatchObject({
      problem: { code: 'measured.not-json' },
    });
    const doubted = await handlers['validation.file']({
      text: vllmResult({ failed: 2 }),
      name: 'vllm.json',
      notebook: { text: notebook },
    });
    expect(doubted.problems).toMatchObject([
      { severity: 'warning', text: { en: expect.stringContaining('2 requests failed') } },
    ]);
  });
});
