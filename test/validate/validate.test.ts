import { describe, expect, it } from 'vitest';
import { parseMeasured, rooflineKernels, rooflineStacks, validate, type Measured } from '../../engine/validate/index';

const device = 'NVIDIA H100 80GB HBM3';

function measured(content: unknown): Measured {
  const read = parseMeasured(JSON.stringify(content), 'mine.json');
  if (!read.ok) throw new Error(read.problems.map((problem) => problem.text.en).join('\n'));
  return read.value;
}

function problems(text: string): string[] {
  const read = parseMeasured(text, 'mine.json');
  return read.ok ? [] : read.problems.map((problem) => problem.text.en);
}

const kernels = {
  device,
  date: '2026-11-24',
  copy_gbps: 2438,
  series: {
    'gemm.fp8.dsv3.q_a': {
      n: 1536,
      k: 7168,
      rows: [
        { m: 64, us: 20.5, tflops: 1 },
        { m: 8192, us: 170 },
      ],
    },
    'gemm.bf16.dsv3.o': { n: 7168, k: 16384, rows: [{ m: 1, us: 87.856 }] },
    'grouped.bf16.down.g8': { n: 7168, k: 2048, groups: 8, rows: [{ m_per_group: 1, us: 111.625 }] },
    'attn_prefill.bf16.cudnn.h16.d128v128': {
      heads: 16,
      d_qk: 128,
      d_v: 128,
      rows: [
        { s: 512, us: 12.16 },
        { s: 1024, error: 'No available kernel.' },
      ],
    },
    router: { rows: [{ tokens: 32, eager_us: 430 }] },
    prequant: { rows: [{ unfused_us: 189 }] },
  },
};

const stacks = {
  device,
  dtype: 'bf16',
  decode: [
    { model: 'qwen3-8b', batch: 32, kv: 4096, ms: 13.423 },
    { model: 'llama3.1-8b', batch: 1, kv: 1024, ms: 6.73 },
    { model: 'qwen3-30b-a3b', batch: 8, kv: 4096, ms: 16.917 },
  ],
  prefill: [{ model: 'qwen3-8b', prompt: 4096, ms: 111.154 }],
};

describe('validate', () => {
  it("runs the article's 74 figures, all inside their tolerance, in the shape of the contract", () => {
    const { report, diagnostics } = validate({ suite: 'article' });
    expect(diagnostics).toEqual([]);
    expect(report.cases).toHaveLength(74);
    expect(report.summary).toEqual({
      article: { n: 74, passed: 74, medianAbsError: expect.any(Number), meanAbsLnRatio: expect.any(Number) },
    });
    expect(report.summary.article?.medianAbsError).toBeLessThan(0.005);
    const total = report.cases.find((each) => each.id === 't8.ep16.io');
    expect(total).toEqual({
      id: 't8.ep16.io',
      suite: 'article',
      predicted: expect.closeTo(22.560515, 5),
      actual: 22.56,
      unit: 'GB',
      error: expect.closeTo(0.0000228, 6),
      pass: true,
      note: expect.stringContaining('1 + 8/EP'),
    });
    const json: unknown = JSON.parse(JSON.stringify(report));
    expect(json).toEqual(report);
  });

  it('says notes in the language asked for', () => {
    const [first] = validate({ language: 'zh' }).report.cases;
    expect(first?.note).toMatch(/[一-鿿]/);
  });
});

describe("a person's kernel measurements", () => {
  const { report, diagnostics } = validate({ measured: measured(kernels) });

  it('become cases by series and size; what failed or is no kernel is left out', () => {
    expect(diagnostics).toEqual([]);
    expect(report.cases.map((each) => [each.id, each.suite, each.unit])).toEqual(
      [
        'gemm.fp8.dsv3.q_a@64',
        'gemm.fp8.dsv3.q_a@8192',
        'gemm.bf16.dsv3.o@1',
        'grouped.bf16.down.g8@1',
        'attn_prefill.bf16.cudnn.h16.d128v128@512',
      ].map((id) => [id, 'kernel', 's']),
    );
    expect(report.summary.kernel).toMatchObject({ n: 5, passed: 0 });
    expect(Object.keys(report.summary)).toEqual(['kernel']);
  });

  it('keep their measured value in seconds', () => {
    const row = report.cases.find((each) => each.id === 'gemm.bf16.dsv3.o@1');
    expect(row?.actual).toBeCloseTo(87.856e-6, 12);
    expect(row?.note).toBe('calibrated');
    expect(Math.abs(row?.error ?? 1)).toBeLessThan(0.05);
  });

  it('are met from below by the roofline', () => {
    const roof = validate({ measured: measured(kernels), kernels: rooflineKernels }).report;
    const row = roof.cases.find((each) => each.id === 'gemm.bf16.dsv3.o@1');
    // 7168 × 16384 × 2 B over 3.35 TB/s.
    expect(row?.predicted).toBeCloseTo((7168 * 16384 * 2 + 16384 * 2 + 7168 * 2) / 3.35e12, 9);
    for (const each of roof.cases) expect(each.predicted ?? 0).toBeLessThan(each.actual);
    const large = roof.cases.find((each) => each.id === 'gemm.fp8.dsv3.q_a@8192');
    expect(large?.predicted).toBeCloseTo((2 * 8192 * 1536 * 7168) / 1979e12, 6);
  });
});

describe("a person's stack measurements", () => {
  const { report, diagnostics } = validate({ measured: measured(stacks) });

  it('become cases by model, phase, batch and length, whatever the hyphens', () => {
    expect(diagnostics).toEqual([]);
    expect(report.cases.map((each) => each.id)).toEqual([
      'qwen3-8b.decode.b32.kv4096',
      'llama3.1-8b.decode.b1.kv1024',
      'qwen3-30b-a3b.decode.b8.kv4096',
      'qwen3-8b.prefill.s4096',
    ]);
    expect(report.cases[0]?.actual).toBeCloseTo(13.423e-3, 9);
  });

  it('are met at the calibrated model, each inside its bar', () => {
    for (const each of report.cases) expect([each.id, each.pass]).toEqual([each.id, true]);
  });

  it('are met from below by the roofline, within its reach and without a bar', () => {
    const roof = validate({ measured: measured(stacks), stacks: rooflineStacks }).report;
    expect(roof.cases).toHaveLength(report.cases.length);
    for (const each of roof.cases) {
      expect(each.predicted ?? 0, each.id).toBeLessThan(each.actual);
      expect(each.predicted ?? 0, each.id).toBeGreaterThan(each.actual / 4);
      expect(each.pass, each.id).toBeNull();
    }
  });
});

describe('a bad file', () => {
  it('says what is wrong, and where', () => {
    expect(problems('{"series": ')[0]).toMatch(/^mine\.json is not JSON/);
    expect(problems('[]')).toEqual([
      'mine.json holds no measurements: it needs "series" (kernels), "decode" and "prefill" (stacks), or a result of vLLM, SGLang or GenAI-Perf',
    ]);
    expect(problems('{"series": {}}')[0]).toMatch(/^mine\.json: device is wrong/);
    const bad = {
      device,
      series: {
        'gemm.fp8.o': {
          n: 10,
          k: 10,
          rows: [
            { m: 1, us: 3 },
            { m: 2, us: -3 },
          ],
        },
      },
    };
    expect(problems(JSON.stringify(bad))[0]).toMatch(/^mine\.json: series\["gemm\.fp8\.o"\]\.rows\[1\]/);
    const format = { device, series: { 'gemm.fp7.o': { n: 10, k: 10, rows: [] } } };
    expect(problems(JSON.stringify(format))[0]).toMatch(/"fp7" is not a format/);
    expect(problems(JSON.stringify({ device, decode: [{ model: 'qwen3-8b', batch: 0, kv: 1, ms: 1 }] }))[0]).toMatch(
      /decode\[0\]/,
    );
  });

  it('never throws, whatever it holds', () => {
    for (const text of [
      '',
      'null',
      '3',
      '"x"',
      '{"series": null}',
      '{"series": [], "device": "x"}',
      '{"decode": {}}',
      '{"__proto__": {}}',
    ])
      expect(problems(text).length, text).toBeGreaterThan(0);
  });

  it('names an unknown device and an unknown model, with the nearest known', () => {
    const device81 = validate({ measured: measured({ ...kernels, device: 'NVIDIA H100 80GB HBM4' }) });
    expect(device81.report.cases).toEqual([]);
    expect(device81.diagnostics[0]?.text.en).toContain('NVIDIA H100 80GB HBM3');
    const model = validate({
      measured: measured({ ...stacks, decode: [{ model: 'qwen3-9b', batch: 1, kv: 1024, ms: 7 }] }),
    });
    expect(model.diagnostics.map((each) => each.code)).toEqual(['measured.model-unknown']);
    expect(model.report.cases.map((each) => each.id)).toEqual(['qwen3-8b.prefill.s4096']);
  });

  it('leaves out what the card cannot multiply, and says so', () => {
    const a100 = {
      device: 'NVIDIA A100-SXM4-80GB',
      series: { 'gemm.fp8.o': { n: 64, k: 64, rows: [{ m: 1, us: 5 }] } },
    };
    const { report, diagnostics } = validate({ measured: measured(a100) });
    expect(diagnostics.map((each) => each.code)).toEqual(['measured.no-unit']);
    expect(report.cases).toMatchObject([{ predicted: null, error: null, pass: null }]);
    expect(report.summary.kernel).toEqual({ n: 1, passed: 0, medianAbsError: null, meanAbsLnRatio: null });
  });
});
