/** From a person's timings to figures that rest on them: measure → calibrate --file → --catalog DIR → run. */

import { describe, expect, test } from 'vitest';
import { standardCatalog } from '../../../engine/catalog';
import { shell } from '../support/command-line';

const device = 'My Lab Card 64GB';
const card = {
  ...standardCatalog().records.chips.get('a100-80g'),
  id: 'my-card',
  title: 'My card',
  aliases: [],
  deviceNames: [device],
};

/** 312 TFLOPS and 2.04 TB/s of the datasheet, at the shares said, 5 µs each: as scripts/measure writes it. */
function measured({ peak, bandwidth }: { readonly peak: number; readonly bandwidth: number }): string {
  const rows = [1, 16, 64, 256, 1024, 4096, 8192];
  const layer = (n: number, k: number) => ({
    n,
    k,
    rows: rows.map((m) => ({
      m,
      us: 5 + 1e6 * Math.max((2 * m * n * k) / (peak * 312e12), (2 * (n * k + m * k + m * n)) / (bandwidth * 2.039e12)),
    })),
  });
  const series = {
    'gemm.bf16.qkv': layer(6144, 4096),
    'gemm.bf16.up': layer(24576, 4096),
    'gemm.bf16.o': layer(4096, 4096),
  };
  return JSON.stringify({
    device,
    date: '2026-11-20',
    torch: '2.11',
    copy_gbps: 1600,
    launch_us: { eager_per_kernel: 6, graph_per_kernel: 1.2 },
    series,
  });
}

const notebook = [
  '---\nchokepoint: 1\nruntime: pytorch\n---\n',
  '```yaml hardware card\nuse: my-card\ncards: 1\n```\n',
  '```yaml model small\nuse: qwen3-8b\n```\n',
  '```yaml workload chat\ninput: 1000\noutput: 200\nconcurrency: 8 in total\n```\n',
  '```yaml parallelism one\ndecode: {tp: 1}\n```\n',
].join('');

async function laboratory() {
  const it = shell();
  it.file('own/chips/my-card.json', JSON.stringify(card));
  it.file('book.bench.md', notebook);
  const time = async () => {
    const said = await it.call('run', 'book.bench.md', '--catalog', 'own', '--no-save', '--json');
    const document: { cells: { metrics?: Record<string, { value: number }> }[] } = JSON.parse(said.out);
    return document.cells.at(-1)?.metrics?.['prefill.time']?.value ?? Number.NaN;
  };
  const fit = async (shares: { readonly peak: number; readonly bandwidth: number }) => {
    it.file('mine.json', measured(shares));
    return it.call('calibrate', '--file', 'mine.json', '--catalog', 'own', '--out', 'own/calibrations/my-card.json');
  };
  return { it, time, fit };
}

describe("a person's own card", () => {
  test('is predicted at its class until it is measured, then at its own rates, whose origin says so', async () => {
    const { it, time, fit } = await laboratory();
    const before = await time();
    const said = await fit({ peak: 0.3, bandwidth: 0.5 });
    expect([said.code, said.error]).toEqual([0, '']);
    const slow = await time();
    await fit({ peak: 0.6, bandwidth: 0.5 });
    const fast = await time();
    expect(slow).toBeGreaterThan(1.5 * before);
    // Its multiplications take about half; what was not measured (attention) stays.
    expect(slow / fast).toBeGreaterThan(1.6);
    expect(slow / fast).toBeLessThan(2.1);
    const told = await it.call('explain', 'book.bench.md', 'one', 'prefill.time', '--catalog', 'own', '--json');
    expect(told.error).toBe('');
    expect(told.out).toContain('own-measurement');
    expect(told.out).toContain('peakShare of cublas on my-card');
  });

  test('validates its own measurements at its own rates', async () => {
    const { it, fit } = await laboratory();
    await fit({ peak: 0.4, bandwidth: 0.6 });
    const said = await it.call('validate', '--file', 'mine.json', '--catalog', 'own', '--json');
    const { summary }: { summary: { kernel: { n: number; meanAbsLnRatio: number } } } = JSON.parse(said.out);
    expect(summary.kernel.n).toBe(21);
    expect(summary.kernel.meanAbsLnRatio).toBeLessThan(0.1);
  });
});
