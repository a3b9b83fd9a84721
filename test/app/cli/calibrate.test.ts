import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { calibrationSchema } from '../../../engine/calibration-schema';
import { documentOf, shell } from '../support/command-line';

const shipped = join(import.meta.dirname, '../../../engine/validate/data/h100-kernels.json');

/** The attention rows of the shipped H100: the quickest to fit. */
function attentionOf(device?: string): string {
  const all: { readonly device: string; readonly series: Record<string, unknown> } = JSON.parse(
    readFileSync(shipped, 'utf8'),
  );
  const series = Object.fromEntries(Object.entries(all.series).filter(([name]) => name.startsWith('attn_prefill')));
  return JSON.stringify({ ...all, device: device ?? all.device, series });
}

describe('calibrate', () => {
  test('fits a card and prints its families and residuals', async () => {
    const it = shell();
    it.file('mine.json', attentionOf());
    const said = await it.call('calibrate', '--file', 'mine.json');
    expect(said.code).toBe(0);
    expect(said.out).toMatch(/^h100\.cudnn prefill-attention gqa bf16 +13 +0\.01\d/m);
    expect(said.out).toMatch(/^attn_prefill\.bf16\.cudnn\.h16\.d128v128 +0\.0/m);
  });

  test('--json is one document; --out writes files that the catalog takes', async () => {
    const it = shell();
    it.file('mine.json', attentionOf());
    const said = await it.call('calibrate', '--file', 'mine.json', '--out', 'rates.json', '--json');
    expect(documentOf(said)).toMatchObject({ chokepoint: 1, meanAbsLnRatio: expect.any(Number) });
    const written: unknown = JSON.parse(readFileSync(join(it.folder, 'rates.json'), 'utf8'));
    expect(
      calibrationSchema
        .array()
        .parse(written)
        .map(({ id }) => id),
    ).toEqual(['h100.cudnn', 'h100.flash', 'h100.pytorch']);
  });

  test('says what it cannot use', async () => {
    const it = shell();
    it.file('other.json', attentionOf('NVIDIA H1OO 80GB HBM3'));
    const other = await it.call('calibrate', '--file', 'other.json');
    expect([other.code, other.error]).toEqual([3, expect.stringContaining('Did you mean NVIDIA H100 80GB HBM3?')]);
    it.file('stacks.json', '{"device": "NVIDIA H100 80GB HBM3", "decode": []}');
    expect((await it.call('calibrate', '--file', 'stacks.json')).error).toContain('whole stacks');
    const none = await it.call('calibrate');
    expect([none.code, none.error]).toEqual([2, expect.stringContaining('calibrate --file MEASURED.json')]);
  });
});
