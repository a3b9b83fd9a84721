import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { configs } from '../../support/configs';
import { desk, look } from '../support/handlers';

type Desk = ReturnType<typeof desk>;

/** A shipped chip under another name, changed. */
async function chipText({ handlers }: Desk, change: Readonly<Record<string, unknown>>): Promise<string> {
  const { text } = await handlers['catalog.file']({ kind: 'chips', id: 'h100' });
  const record: unknown = JSON.parse(text);
  return JSON.stringify({
    ...Object(record),
    id: 'our-card',
    title: 'Our card',
    aliases: [],
    deviceNames: [],
    ...change,
  });
}

const given = (value: string, source = 'own-our-card') => ({ value, origin: 'given', source, confidence: 'medium' });
const source = { title: 'Quotation of 2026-11-20', url: 'https://example.com/q' };

describe("a person's own entry", () => {
  test('is kept in their folder, listed as theirs, and deleted again', async () => {
    const it = desk();
    const { handlers, folder } = it;
    const text = await chipText(it, { memoryBandwidth: given('2 TB/s') });
    const saved = await handlers['catalog.save']({ kind: 'chips', text, source });
    expect(saved).toEqual({ id: 'our-card', path: join(folder, 'data', 'catalog', 'chips', 'our-card.json') });
    expect(readFileSync(saved.path, 'utf8')).toBe(text);
    const entries = await handlers['catalog.list']({ kind: 'chips' });
    expect(entries.find(({ id }) => id === 'our-card')).toMatchObject({
      own: 'added',
      memoryBandwidth: { text: '2 TB/s', origin: 'given', source: 'own-our-card' },
    });
    const sources = await handlers['catalog.list']({ kind: 'sources' });
    expect(sources.find(({ id }) => id === 'own-our-card')).toMatchObject(source);
    expect(await handlers['catalog.remove']({ kind: 'chips', id: 'our-card' })).toEqual({ text });
    expect(existsSync(saved.path)).toBe(false);
    expect((await handlers['catalog.list']({ kind: 'chips' })).some(({ id }) => id === 'our-card')).toBe(false);
  });

  test('in place of a shipped one changes what a notebook computes, until it is deleted', async () => {
    const it = desk();
    const { handlers } = it;
    const bandwidth = async () => {
      const entries = await handlers['catalog.list']({ kind: 'chips' });
      const { own, memoryBandwidth } = Object(entries.find(({ id }) => id === 'h100'));
      return [own, memoryBandwidth.text];
    };
    const text = await chipText(it, {
      id: 'h100',
      title: 'NVIDIA H100 SXM',
      memoryBandwidth: given('3 TB/s', 'own-h100'),
    });
    await handlers['catalog.save']({ kind: 'chips', text, source });
    expect(await bandwidth()).toEqual(['replaced', '3 TB/s']);
    await handlers['catalog.remove']({ kind: 'chips', id: 'h100' });
    expect(await bandwidth()).toEqual([undefined, '3.35 TB/s']);
  });

  test.each([
    [
      'bandwidth measured above its peak',
      {
        extras: {
          'memoryBandwidth.measured': { unit: 'B/s', ...given('4 TB/s', 'evokernel-spec'), origin: 'measured' },
        },
      },
      'measured 4 TB/s is above the peak of 3.35 TB/s: one of the two is wrong',
    ],
    [
      'an MFU above 1',
      {
        extras: {
          'tflops.bf16.measured': { unit: 'FLOP/s', ...given('1200 TFLOPS', 'evokernel-spec'), origin: 'measured' },
        },
      },
      'measured 1 200 TFLOPS is above the peak of 989 TFLOPS: one of the two is wrong',
    ],
    ['a figure without its unit', { memory: given('96', 'evokernel-spec') }, '"96" needs a unit'],
  ])('with a fault is refused and not written: %s', async (_, change, message) => {
    const it = desk();
    const text = await chipText(it, change);
    const problems = await it.handlers['catalog.check']({ kind: 'chips', text });
    expect(problems.map((problem) => problem.text.en.replace(/[\u2009\u202f]/g, ' '))).toEqual([
      expect.stringContaining(message),
    ]);
    await expect(it.handlers['catalog.save']({ kind: 'chips', text })).rejects.toMatchObject({
      problem: { code: 'catalog.field-wrong' },
    });
    expect(existsSync(join(it.folder, 'data', 'catalog'))).toBe(false);
  });
});

test('a config.json becomes a model entry that keeps the configuration, and says what it left aside', async () => {
  const { handlers } = desk();
  const config = { ...configs['qwen3-8b'], some_new_key_of_theirs: 1 };
  const imported = await handlers['catalog.import']({
    text: JSON.stringify(config),
    name: '/models/My Llama/config.json',
  });
  expect(JSON.parse(imported.text)).toMatchObject({
    id: 'my-llama',
    title: 'My Llama',
    source: 'own-my-llama',
    raw: config,
  });
  expect(imported.source).toEqual({ title: 'config.json of My Llama', locator: '/models/My Llama/config.json' });
  expect(imported.notes.map(({ en }) => en).join()).toContain('some_new_key_of_theirs');
  await handlers['catalog.save']({ kind: 'models', text: imported.text, source: imported.source });
  const entries = await handlers['catalog.list']({ kind: 'models' });
  expect(entries.find(({ id }) => id === 'my-llama')).toMatchObject({ own: 'added', title: 'My Llama' });
});

test('models say what a token of cache weighs, from their own dimensions', async () => {
  const { handlers } = desk();
  const entries = await handlers['catalog.list']({ kind: 'models' });
  const weight = (id: string) => Object(entries.find((entry) => entry.id === id)).kvPerToken?.value;
  // 36 layers × 2 × 8 heads × 128 × 2 B; and 61 layers × 576 × 2 B.
  expect([weight('qwen3-8b'), weight('deepseek-v3')]).toEqual([147_456, 70_272]);
});

test('roofs of several chips in the format that most of them multiply; the others are named with the reason', async () => {
  const { handlers } = desk();
  const roofs = await handlers['catalog.roofs']({ ids: ['h20-96g', 'h800', 'ascend-910c', 'hygon-bw151'], look });
  expect(roofs.math).toBe('bf16');
  expect(roofs.chart?.data['rows']?.length).toBe(9);
  expect(roofs.left.map(({ id }) => id)).toEqual(['hygon-bw151']);
  const fp4 = await handlers['catalog.roofs']({ ids: ['h20-96g'], math: 'fp4', look });
  expect(fp4.chart).toBeNull();
  expect(fp4.left[0]?.reason.en).toContain('FP4');
});
